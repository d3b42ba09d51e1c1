"""An outline: sections in their order. The outlines that gcmdesk brings are in `outlines`."""

from dataclasses import dataclass

from gcmdesk.reports.section import Section


@dataclass(frozen=True, slots=True)
class Outline:
    """A kind of report."""

    id: str
    title: str
    """Untranslated; the title of a report that has none of its own."""
    purpose: str
    """Untranslated; one sentence for whoever chooses."""
    sections: tuple[Section, ...]
    large: bool = False
    """Whether it is printed in large type."""

    def __post_init__(self) -> None:
        if len({one.id for one in self.sections}) != len(self.sections):
            raise ValueError("a section comes once")

    def chosen(self, ids: tuple[str, ...]) -> tuple[Section, ...]:
        """The sections with these ids, all where there are none; framing ones always. Unknown ids are a KeyError."""
        unknown = set(ids) - {one.id for one in self.sections}
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        return tuple(one for one in self.sections if one.framing or not ids or one.id in ids)
