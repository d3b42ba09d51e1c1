"""How columns share the width of a table: short texts get what they need, long ones the rest by their weight."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column asks for, in pixels."""

    need: int
    """With which none of its texts is cut."""
    least: int
    """Without which the table rather scrolls sideways."""
    comfort: int
    """With which its texts can be read although long ones are cut."""
    weight: int
    spare: bool = False
    """Whether it is rather left out than that others have less than their comfort."""


def shown(width: int, wishes: Sequence[Wish]) -> list[int]:
    """The places of the columns that are shown: the last spare ones go first where all have no room."""
    places = list(range(len(wishes)))
    for place in reversed(range(len(wishes))):
        wanted = sum(min(wishes[one].need, max(wishes[one].comfort, wishes[one].least)) for one in places)
        if wishes[place].spare and wanted > width:
            places.remove(place)
    return places


def shared(width: int, wishes: Sequence[Wish], *, short: int) -> list[int]:
    """Pixels for each column; together they fill the width unless the least of all is more.

    Columns whose texts need no more than `short`, such as days and figures, have it first; the others share what is
    left by their weight, none more than it needs as long as another needs more. A table that scrolls sideways anyway
    cuts no short text, and leaves a long one a third of what is seen at a time.
    """
    given = [min(one.need, one.least) for one in wishes]
    if sum(given) > width:
        return [one.need if one.need <= short else min(one.need, max(one.least, width // 3)) for one in wishes]
    for place in sorted(range(len(wishes)), key=lambda place: wishes[place].need):
        more = wishes[place].need - given[place]
        if wishes[place].need <= short and sum(given) + more <= width:
            given[place] += more
    while (rest := width - sum(given)) > 0:
        open_ = [place for place, one in enumerate(wishes) if given[place] < one.need] or list(range(len(wishes)))
        enough = all(given[place] >= wishes[place].need for place in open_)
        heavy = sum(wishes[place].weight for place in open_)
        for place in sorted(open_, key=lambda place: -wishes[place].weight):
            step = max(1, rest * wishes[place].weight // heavy)
            most = step if enough else wishes[place].need - given[place]
            given[place] += min(step, most, width - sum(given))
    return given
