"""The rows of a table on their way into the workspace, column by column, and what is new among them.

Columns are what makes an import fast: a parser, a key, a statement take a whole one at a time.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gcmdesk.i18n import mark

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows with a number each (of the spreadsheet, or ids of the workspace); None where a row has no value."""

    numbers: Sequence[int] = ()
    columns: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Sequence[Any]:
        """One column, also where no row has a value."""
        found = self.columns.get(name)
        return [None] * len(self.numbers) if found is None else found

    def row(self, at: int) -> Values:
        """The values that the row at a place has."""
        return {name: value for name, column in self.columns.items() if (value := column[at]) is not None}

    def each(self) -> Iterator[Values]:
        """The values of all rows."""
        names = tuple(self.columns)
        if not names:
            yield from ({} for _number in self.numbers)
        for values in zip(*self.columns.values(), strict=True):
            yield {name: value for name, value in zip(names, values, strict=True) if value is not None}

    def only(self, places: Sequence[int]) -> "Rows":
        """The rows at these places, in this order, without columns that none of them has a value in."""
        if len(places) == len(self):
            return self
        chosen = {name: [column[at] for at in places] for name, column in self.columns.items()}
        kept = {name: column for name, column in chosen.items() if any(value is not None for value in column)}
        return Rows([self.numbers[at] for at in places], kept)

    def having(self, **columns: Sequence[Any]) -> "Rows":
        """The same rows with other columns in the place of theirs, or besides."""
        return Rows(self.numbers, {**self.columns, **columns})


def gathered(rows: Iterable[tuple[int, Values]]) -> Rows:
    """Rows that were made one by one, as (number, values)."""
    numbered = list(rows)
    names = dict.fromkeys(name for _number, values in numbered for name in values)
    columns = {name: [values.get(name) for _number, values in numbered] for name in names}
    return Rows([number for number, _values in numbered], columns)


def once(column: Iterable[Any], change: Callable[[Any], Any]) -> list[Any]:
    """A column with each different value changed once, in the order they come in; None stays."""
    values = list(column)
    known = {value: change(value) for value in dict.fromkeys(values) if value is not None}
    return [known.get(value) for value in values]


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong with a cell or a row: numbers as the spreadsheet shows them, an untranslated sentence.

    `column` is the heading, empty where the whole row is meant.
    """

    row: int
    column: str
    sentence: str
    refused: bool = True
    """False: the row is imported all the same."""


@dataclass(slots=True)
class Plan:
    """What a target makes of the rows: which are new, which change what, and what it cannot take."""

    new: Rows = field(default_factory=Rows)
    changed: list[tuple[int, Values]] = field(default_factory=list)
    """Row ids in the workspace, and only the values that differ."""
    same: int = 0
    refused: list[Message] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)


Keys = Mapping[str, Sequence[Hashable]]
"""Keys of rows by the kind of key, in the order in which they count; None for a row that has none of a kind."""

Recognised = Callable[[Rows], tuple[Keys, Keys]]
"""The keys by which the rows are known, and those by which they are looked up."""


def settle(rows: Rows, stored: Rows, recognised: Recognised, required: Sequence[tuple[str, str]] = ()) -> Plan:
    """A plan for rows that are recognised by keys.

    `stored` are the values in the workspace, numbered by row id. A row of the table is about the entry that is known by
    the first of its keys. A row about the same entry as an earlier one is refused unless it says the same. `required`
    are fields that a new row needs, with the sentence where one is missing.
    """
    plan = Plan()
    known_by, looked_up_by = recognised(rows)
    kinds = [kind for kind, column in looked_up_by.items() if any(column)]
    already, _looked_up = recognised(stored)
    places: dict[str, dict[Hashable, int]] = {}  # among the stored ones; of new rows -1 minus their place in the table
    for kind in kinds:
        there = already.get(kind, ())
        places[kind] = {there[at]: at for at in range(len(there) - 1, -1, -1) if there[at] is not None}
    told = {kind: (places[kind], known_by[kind]) for kind in kinds if any(known_by[kind])}
    asked = [(places[kind], looked_up_by[kind]) for kind in kinds if kind in told or places[kind]]
    lacking = {name: {at for at, value in enumerate(rows.column(name)) if not value} for name, _sentence in required}
    incomplete = set[int]().union(*lacking.values())
    fresh: list[int] = []
    seen: dict[int, int] = {}
    for at in range(len(rows)):
        for known, column in asked:
            if (key := column[at]) is not None and key in known:
                _known(plan, rows, stored, seen, at, known[key])
                break
        else:
            if at in incomplete:
                missing = [sentence for name, sentence in required if at in lacking[name]]
                plan.refused += [Message(rows.numbers[at], "", sentence) for sentence in missing]
                continue
            fresh.append(at)
            for known, column in told.values():
                if (key := column[at]) is not None:
                    known.setdefault(key, ~at)
    plan.new = rows.only(fresh)
    return plan


def _known(plan: Plan, rows: Rows, stored: Rows, seen: dict[int, int], at: int, place: int) -> None:
    """A row about an entry that is there already, or was in an earlier row."""
    values = rows.row(at)
    earlier = ~place if place < 0 else seen.get(place)
    if earlier is not None:
        if rows.row(earlier) == values:
            plan.same += 1
        else:
            sentence = mark("An earlier row of this table is about the same entry.")
            plan.refused.append(Message(rows.numbers[at], "", sentence))
        return
    seen[place] = at
    before = stored.row(place)
    different = {name: value for name, value in values.items() if before.get(name) != value}
    if different:
        plan.changed.append((stored.numbers[place], different))
    else:
        plan.same += 1
