"""What a withdrawal, an erasure and an access print-out do to the rows that refer to a person.

Every column that refers to a person says so where it is declared; a test fails for one that does not:

    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"),
        info=reach.personal(
            mark("Contribution"),
            withdrawal={Purpose.TAKE_PART: ERASE, Purpose.QUOTE: WITHHOLD.where("verbatim")},
            erasure=Effect.ERASE,
            shows=("said", "text"),
        ),
    )
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.i18n import Texts
from gcmdesk.protection.purposes import Purpose

Describe = Callable[[Session, Sequence[int], Texts], Sequence[str]]
"""Rows (ids) as sentences in plain language, one for each row."""
Towards = Callable[[Session, Sequence[int], str], Sequence[int]]
"""Those of the rows (ids) that concern this third party."""


class Effect(StrEnum):
    """What happens to a row."""

    WITHHOLD = "withhold"
    """It stays; the release gate holds it back, because the consent does not stand. Nothing is written."""
    ERASE = "erase"
    """It goes for good, with what is attached to it, from the backups too."""
    ERASE_ATTACHMENTS = "erase attachments"
    """What is attached to it goes for good; the row stays."""
    UNLINK = "unlink"
    """It stays, without the person."""
    SENT = "sent"
    """It records what left the workspace: software cannot call it back; it becomes a line of the checklist."""
    KEEP = "keep"
    """It stays as it is: it is the record of the consent itself."""


@dataclass(frozen=True, slots=True)
class Reached:
    """An effect, and on which of the rows: all, or those whose flag `only` is set."""

    effect: Effect
    only: str = ""

    def where(self, flag: str) -> "Reached":
        """The same effect on the rows whose flag is set."""
        return replace(self, only=flag)


WITHHOLD = Reached(Effect.WITHHOLD)
ERASE = Reached(Effect.ERASE)
ERASE_ATTACHMENTS = Reached(Effect.ERASE_ATTACHMENTS)
UNLINK = Reached(Effect.UNLINK)
SENT = Reached(Effect.SENT)


@dataclass(frozen=True, slots=True)
class Personal:
    """What a column that refers to a person declares."""

    label: str
    """Untranslated; what one such row is called in lists of consequences and in print-outs."""
    erasure: Effect
    """Of the person: erase, unlink, sent (unlinked, and a line of the checklist), or erase attachments (and unlink)."""
    withdrawal: Mapping[Purpose, Reached] = field(default_factory=dict)
    """By purpose; a purpose that is missing does not touch these rows."""
    shows: tuple[str, ...] = ()
    """Columns that the access print-out reads out, in order."""
    describe: Describe | None = None
    """Reads out rows that columns alone do not explain; instead of `shows`."""
    towards: Towards | None = None
    """Which rows a withdrawal reaches that concerns one third party; all of them where it is missing."""
    holder: str = ""
    """The column that refers to the row that things are attached to, where that is not the row itself."""


Names = Callable[[str], bool]
"""Whether a text names somebody."""
Theirs = Callable[[Session, Sequence[int], Names], Sequence[int]]
"""Ids of the rows whose typed words are those of people (row ids), or name them."""


def typed(theirs: str) -> dict[Any, Any]:
    """The `info` of a column outside the rows, with words that are still being typed.

    `theirs` is a `Theirs` as ``module:function``. Its rows are emptied when the people are erased or take part no
    longer; what others are typing stays.
    """
    return {"typed": theirs}


def personal(
    label: str,
    erasure: Effect,
    *,
    withdrawal: Mapping[Purpose, Reached] | None = None,
    shows: tuple[str, ...] = (),
    describe: Describe | None = None,
    towards: Towards | None = None,
    holder: str = "",
) -> dict[Any, Any]:
    """The `info` of a column that refers to a person."""
    return {"personal": Personal(label, erasure, withdrawal or {}, shows, describe, towards, holder)}
