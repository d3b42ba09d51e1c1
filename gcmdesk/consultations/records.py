"""Notes as screens and importers hold them: plain values and the rules about them."""

from dataclasses import dataclass
from datetime import datetime

from gcmdesk.i18n import mark

KINDS = ("need", "challenge", "opportunity", "proposal", "good practice", "quote", "decision", "follow-up")
"""What a note can be; a note may stay untagged (empty) until the session is checked."""

LONGEST_TEXT = 100_000
"""Characters; see PROTECTION, hostile input."""

Problem = tuple[str, str]
"""A field and the untranslated message about it."""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note before it is saved. `consultation` and `stakeholder` are row ids; `said` is an aware moment."""

    consultation: int
    text: str
    said: datetime
    kind: str = ""
    stakeholder: int | None = None

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.text.strip():
            found.append(("text", mark("Type what was said.")))
        if len(self.text) > LONGEST_TEXT:
            found.append(("text", mark("This text is too long for one note. Split it.")))
        if any("\ud800" <= character <= "\udfff" for character in self.text):
            found.append(("text", mark("This text contains broken characters. Type or paste it again.")))
        if self.kind and self.kind not in KINDS:
            found.append(("kind", mark("Choose a kind from the list.")))
        if self.said.tzinfo is None:
            found.append(("said", mark("Give the time with its time zone.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedNote:
    """A note as it lies in the workspace."""

    id: int
    consultation: int
    stakeholder: int | None
    said: datetime
    kind: str
    text: str
