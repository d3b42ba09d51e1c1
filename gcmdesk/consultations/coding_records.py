"""Themes, codings and what is counted of them, as screens hold them: plain values and the rules about them."""

import re
from dataclasses import dataclass, replace
from typing import Self

from gcmdesk.i18n import mark

LONGEST_NAME = 200
LONGEST_DESCRIPTION = 2_000
LONGEST_MEMO = 10_000
LONGEST_TITLE = 500
"""Characters."""
COLOURS = {
    "#1f78b4": mark("Blue"),
    "#1c8c8c": mark("Teal"),
    "#2e8b57": mark("Green"),
    "#a8791c": mark("Ochre"),
    "#c8612b": mark("Orange"),
    "#c8453b": mark("Red"),
    "#8e5bb5": mark("Purple"),
    "#7a828c": mark("Grey"),
}
"""Colours that themes are offered, with their untranslated names; all stand out from light and from dark ground."""
_COLOUR = re.compile("#[0-9a-f]{6}")

Problem = tuple[str, str]
"""A field and the untranslated message about it."""


@dataclass(frozen=True, slots=True)
class ThemeDraft:
    """An own theme before it is saved. `parent` is a row id; `colour` is ``#rrggbb`` or empty."""

    name: str
    description: str = ""
    colour: str = ""
    parent: int | None = None

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.name.strip():
            found.append(("name", mark("Give the theme a name.")))
        if len(self.name) > LONGEST_NAME:
            found.append(("name", mark("This name is too long. Shorten it.")))
        if len(self.description) > LONGEST_DESCRIPTION:
            found.append(("description", mark("This text is too long. Shorten it.")))
        if self.colour and not _COLOUR.fullmatch(self.colour):
            found.append(("colour", mark("Choose a colour from the list.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedTheme:
    """A theme as it lies in the workspace. `name` is English for entries of the Compact: `codebook.title` shows it."""

    id: int
    name: str
    description: str
    colour: str
    objective: int | None
    action: str | None
    principle: str | None
    parent: int | None
    merged_into: int | None
    archived: bool

    @property
    def own(self) -> bool:
        """Whether it was made here; the Compact's entries are neither renamed nor merged away."""
        return self.objective is None and self.principle is None


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme in its place in the code book."""

    theme: SavedTheme
    depth: int
    """0 for themes at the top."""
    notes: int
    """How many notes have this very theme."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a note: start and stop in Unicode code points, like a slice."""

    note: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Given:
    """A theme that a note has. `start` and `stop` are where the passage stands now; both 0 for the whole note."""

    id: int
    note: int
    theme: int
    coder: str
    start: int
    stop: int
    memo: str
    vanished: bool = False
    """The words it was given to are no longer in the note: somebody has to look at it."""

    @property
    def whole(self) -> bool:
        """Whether the whole note is meant."""
        return self.stop == 0

    def at(self, start: int, stop: int) -> Self:
        """The same elsewhere."""
        return replace(self, start=start, stop=stop)


@dataclass(frozen=True, slots=True)
class Coders:
    """How far two coders agree on one theme, or on all."""

    notes: int
    """Notes that both have dealt with."""
    agreed: int
    """Of those, notes on which they say the same."""
    kappa: float | None
    """Cohen's; None where it is not defined (no notes, or nobody could have disagreed)."""
    alpha: float | None
    """Krippendorff's, nominal, over the same notes."""


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """Agreement on one theme."""

    theme: int
    only_first: int
    """Notes that have the theme from the first coder only."""
    only_second: int
    both: int
    coders: Coders


@dataclass(frozen=True, slots=True)
class Found:
    """What coding by a search would do: shown before it is done."""

    new: tuple[int, ...]
    """Ids of the notes that would get the theme."""
    had: int
    """Notes found that have it already."""
    samples: tuple[int, ...]
    """Of `new`, the best hits: to look at before."""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """An evidence set before it is saved: the finding in one line, and what the team remarks on it."""

    title: str
    remark: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.title.strip():
            found.append(("title", mark("Say in one line what this evidence shows.")))
        if len(self.title) > LONGEST_TITLE:
            found.append(("title", mark("This title is too long. Shorten it.")))
        if len(self.remark) > LONGEST_MEMO:
            found.append(("remark", mark("This text is too long. Shorten it.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedEvidence:
    """An evidence set as it lies in the workspace."""

    id: int
    code: str
    """``E-014``; stays for good."""
    title: str
    remark: str
    notes: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A note of an evidence set. `start` and `stop` are the passage that is quoted; both 0 for the whole note."""

    note: int
    start: int
    stop: int
    words: str
    """The passage, or the note's text; empty where the passage has vanished."""
    vanished: bool = False
