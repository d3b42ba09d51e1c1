"""Notes as screens and importers hold them: plain values and the rules about them."""

from dataclasses import dataclass
from datetime import datetime

from gcmdesk.i18n import mark

KINDS = ("need", "challenge", "opportunity", "proposal", "good practice", "quote", "decision", "follow-up")
"""What a note can be; a note may stay untagged (empty) until the session is checked."""

KIND_TITLES = {
    "need": mark("Need"),
    "challenge": mark("Challenge"),
    "opportunity": mark("Opportunity"),
    "proposal": mark("Proposal"),
    "good practice": mark("Good practice"),
    "quote": mark("Quote"),
    "decision": mark("Decision"),
    "follow-up": mark("Follow-up"),
}
"""Untranslated."""

LONGEST_TEXT = 100_000
"""Characters; see PROTECTION, hostile input."""

_LONGEST_CODE = 35  # characters of a language tag (RFC 5646)

Problem = tuple[str, str]
"""A field and the untranslated message about it."""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note before it is saved. References are row ids; `said` is an aware moment."""

    consultation: int
    text: str
    said: datetime
    kind: str = ""
    stakeholder: int | None = None
    person: int | None = None
    """Whose words these are, under a pseudonym; most notes have nobody behind them."""
    verbatim: bool = False
    language: str = ""
    """Code (ISO 639); empty where nobody said."""
    translation: str = ""
    flagged: bool = False
    confidential: bool = False
    agenda_item: int | None = None
    question: int | None = None
    """The question of the guide that it answers."""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.text.strip():
            found.append(("text", mark("Type what was said.")))
        for name, text in (("text", self.text), ("translation", self.translation)):
            if len(text) > LONGEST_TEXT:
                found.append((name, mark("This text is too long for one note. Split it.")))
            if broken(text):
                found.append((name, mark("This text contains broken characters. Type or paste it again.")))
        if self.kind and self.kind not in KINDS:
            found.append(("kind", mark("Choose a kind from the list.")))
        if len(self.language) > _LONGEST_CODE or broken(self.language):
            found.append(("language", mark("Give the code of the language, such as “fr”.")))
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
    person: int | None = None
    verbatim: bool = False
    language: str = ""
    translation: str = ""
    flagged: bool = False
    confidential: bool = False
    agenda_item: int | None = None
    question: int | None = None


def broken(text: str) -> bool:
    """Whether a text holds half characters (lone surrogates), which no file can keep."""
    return any("\ud800" <= character <= "\udfff" for character in text)
