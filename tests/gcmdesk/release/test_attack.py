"""Disclosure attack: a reader with a linear programme tries to recover small counts from a family of crossed tables.

The reader knows every rule of the gate. From all released tables together each cell of the full cross of the variables
gets bounds; a small count (1 to 9) is recovered when only one value is left for it. `python -m` this file for figures.
"""

import random
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from gcmdesk.protection import disclosure
from gcmdesk.protection.disclosure import OTHER
from gcmdesk.protection.limits import HOUSE
from gcmdesk.protection.material import Blank, Counts, Dimension
from gcmdesk.protection.recipients import Recipient

DIMENSIONS = tuple(
    Dimension(name, name, {f"{name}{n}": f"{name}{n}" for n in range(size)})
    for name, size in (("age", 3), ("sex", 2), ("region", 4))
)
FAMILY = [[0, 1], [0, 2], [1, 2], [0], [1], [2]]


def people(seed, number):
    """Microdata with common and rare values, so that there are small cells to be found."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    return [
        tuple(
            chance.choices(list(one.categories), [3**-n for n in range(len(one.categories))])[0] for one in DIMENSIONS
        )
        for _one in range(number)
    ]


def table(rows, places):
    cells = {}
    for row in rows:
        key = tuple(row[place] for place in places)
        cells[key] = cells.get(key, 0) + 1
    return Counts("attack", "Attack", tuple(DIMENSIONS[place] for place in places), cells)


def knowledge(rows, recipient):
    """What a reader knows of the released family: sums of cells of the full cross, with their lowest and highest."""
    full = list(product(*(one.categories for one in DIMENSIONS)))
    for places in FAMILY:
        counts = table(rows, places)
        smallest = HOUSE.smallest_group(recipient) if recipient else 1
        merged = disclosure.without_small_groups(counts, smallest) if recipient else None
        shown = disclosure.shown(merged.counts, smallest, HOUSE) if merged else disclosure.true_figures(counts)
        for key, figure in shown.items():
            inside = [n for n, cell in enumerate(full) if _covers(key, cell, places, merged)]
            if not recipient:
                yield inside, figure, figure
            elif figure is Blank.WITHHELD:
                yield inside, 1, len(rows)  # small, or hidden to protect a small one
            elif figure == 0:
                yield inside, 0, 0
            else:
                yield inside, max(smallest, figure - 2), figure + 2


def _covers(key, cell, places, merged):
    for part, place in zip(key, places, strict=True):
        name = DIMENSIONS[place].name
        if part == OTHER:
            if cell[place] not in merged.titles[name]:
                return False
        elif part is not None and cell[place] != part:
            return False
    return True


def recovered(rows, recipient, places):
    """Small cells of one table of the family, and how many of them the reader can tell exactly."""
    full = list(product(*(one.categories for one in DIMENSIONS)))
    matrix, low, high = [], [], []
    for inside, least, most in knowledge(rows, recipient):
        line = np.zeros(len(full))
        line[inside] = 1
        matrix.append(line)
        low.append(least)
        high.append(most)
    above = np.vstack([matrix, [-line for line in matrix]])
    bounds = np.concatenate([high, [-n for n in low]])
    small = [(key, n) for key, n in table(rows, places).cells.items() if 0 < n < 10]
    hits = 0
    for key, count in small:
        aim = np.array([float(all(cell[p] == part for part, p in zip(key, places, strict=True))) for cell in full])
        ends = [sign * linprog(sign * aim, A_ub=above, b_ub=bounds, method="highs").fun for sign in (1, -1)]
        hits += np.ceil(ends[0] - 1e-6) == np.floor(ends[1] + 1e-6) == count
    return len(small), int(hits)


def share(recipient, seeds=range(6), number=120):
    """(small cells, recovered) over several populations and all tables of the family."""
    found = [recovered(people(seed, number), recipient, places) for seed in seeds for places in FAMILY]
    return tuple(sum(column) for column in zip(*found, strict=True))


@pytest.mark.parametrize("recipient", [Recipient.MINISTRY, Recipient.PARTNER])
def test_small_counts_cannot_be_recovered_from_released_tables(recipient, record_property):
    (small, open_hits), (_small, hits) = share(None, range(2)), share(recipient, range(2))
    record_property("recovered", f"{hits} of {small} ({recipient}); unprotected {open_hits}")
    assert small > 20
    assert open_hits == small, "without the gate every small count is read off"
    below = [n for seed in range(2) for places in FAMILY for n in table(people(seed, 120), places).cells.values()]
    limit = HOUSE.smallest_group(recipient)
    assert hits == 0, f"{hits} of {sum(0 < n < limit for n in below)}"


def test_what_the_full_cross_adds_up_to_is_no_way_around():
    """The full cross behind the two-way tables: unprotected margins give some of it away, released ones nothing."""
    unprotected = [recovered(people(seed, 60), None, [0, 1, 2]) for seed in range(2)]
    protected = [recovered(people(seed, 60), Recipient.MINISTRY, [0, 1, 2]) for seed in range(2)]
    assert sum(hits for _small, hits in unprotected) > 0
    assert sum(hits for _small, hits in protected) == 0


if __name__ == "__main__":
    for one in (None, Recipient.PARTNER, Recipient.MINISTRY):
        small, hits = share(one)
        cross = [recovered(people(seed, 60), one, [0, 1, 2]) for seed in range(6)]
        print(f"{one or 'unprotected'}: {hits} of {small} small counts of the tables,", end=" ")
        print(f"{sum(h for _s, h in cross)} of {sum(s for s, _h in cross)} of the full cross")
