"""The view all around (GCM 11): what a choice of objectives leaves out. Plain values, no session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gcmdesk.compact import library
from gcmdesk.compact.records import CyclePart
from gcmdesk.i18n import mark

CYCLE: dict[CyclePart, str] = {
    "origin": mark("Countries of origin"),
    "transit": mark("Transit"),
    "destination": mark("Countries of destination"),
    "return": mark("Return and reintegration"),
}
"""The parts of the migration cycle, untranslated."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Which chosen objectives stand behind each part of the cycle, each principle and each roundtable."""

    cycle: Mapping[CyclePart, tuple[int, ...]]
    focused: Mapping[CyclePart, tuple[int, ...]]
    """The same without objectives that are about every part of the cycle."""
    principles: Mapping[str, tuple[int, ...]]
    """By id of the guiding principle; an objective is there when the choice says that it carries the principle."""
    roundtables: Mapping[int, tuple[int, ...]]

    @property
    def cycle_left_out(self) -> tuple[CyclePart, ...]:
        """Parts of the cycle that no chosen objective is about."""
        return tuple(part for part, objectives in self.cycle.items() if not objectives)

    @property
    def cycle_only_in_passing(self) -> tuple[CyclePart, ...]:
        """Parts that only objectives about the whole cycle touch."""
        return tuple(part for part, objectives in self.focused.items() if not objectives and self.cycle[part])

    @property
    def principles_left_out(self) -> tuple[str, ...]:
        """Principles that no choice names."""
        return tuple(id for id, objectives in self.principles.items() if not objectives)

    @property
    def roundtables_left_out(self) -> tuple[int, ...]:
        """Roundtables of the review forum without any chosen objective."""
        return tuple(number for number, objectives in self.roundtables.items() if not objectives)


def around(chosen: Mapping[int, Iterable[str]]) -> Overview:
    """What a choice covers; `chosen` gives for each objective the ids of the principles that it is to carry."""
    compact = library.load()
    known = [one for one in compact.objectives if one.number in chosen]
    carried = {number: frozenset(principles) for number, principles in chosen.items()}
    return Overview(
        {part: tuple(one.number for one in known if part in one.cycle) for part in CYCLE},
        {
            part: tuple(one.number for one in known if part in one.cycle and len(one.cycle) < len(CYCLE))
            for part in CYCLE
        },
        {
            one.id: tuple(number for number in sorted(carried) if one.id in carried[number])
            for one in compact.principles
        },
        {one.number: tuple(n for n in one.objectives if n in chosen) for one in compact.roundtables},
    )
