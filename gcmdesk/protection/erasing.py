"""Erasing a person, or making what they said anonymous; and the checklist of what software cannot reach.

    done = erasing.erase(workspace, person, texts)
    done = erasing.anonymise(workspace, person, at, texts)

Both take the person's record, name, contacts, receipts and corrections away for good, backups included, also what was
deleted before. Erasing takes the contributions too. Anonymising keeps those that the standing consents would let out
(synthesis; a word-for-word quote only where quoting is consented to), as contributions of nobody in particular and
without what is attached to them: a picture or a voice is never anonymous.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import consent, tied
from gcmdesk.protection.people_records import State
from gcmdesk.protection.people_tables import Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.reach import Effect
from gcmdesk.protection.tied import Tie
from gcmdesk.workspace import bulk, erasure, journal
from gcmdesk.workspace.workspace import Workspace

ERASED = mark("Person erased")
ANONYMISED = mark("Person made anonymous")
BEYOND = (
    mark("Signed sheets, attendance lists and flip charts on paper: take the name off or destroy them."),
    mark("Reports, print-outs and files that left the workspace before: ask whoever has them."),
    mark("Copies of the workspace on other devices: exchange changes, so that they erase it too."),
    mark("Photos and recordings that still lie on a phone or a recorder: delete them there."),
)
"""Untranslated; what always stands on the checklist."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done, and what is left to do by hand."""

    rows: int
    """Erased for good, the person's own among them."""
    kept: int
    """Contributions that stay, without the person."""
    checklist: tuple[str, ...]
    """Translated; first what is known to have been sent, then what always is."""


def checklist(session: Session, person: int, texts: Texts) -> tuple[str, ...]:
    """What the software cannot reach, for this person; for `Workspace.read`."""
    sent: list[str] = []
    for tie in tied.ties():
        rows = tie.rows(session, [person]) if tie.personal.erasure is Effect.SENT else []
        if rows:
            describe = tie.personal.describe
            sent += describe(session, rows, texts) if describe else [texts.gettext(tie.personal.label)]
    return (*sent, *map(texts.gettext, BEYOND))


def erase(workspace: Workspace, person: int, texts: Texts) -> Erased:
    """Erase a person and all they gave. Raises NoResultFound for an unknown id, and what `run_erasing` raises."""
    return workspace.run_erasing(_erase, person, texts, name=ERASED)


def anonymise(workspace: Workspace, person: int, at: datetime, texts: Texts) -> Erased:
    """Erase a person, but keep what the consents that stand at `at` allow. Raises as `erase` does."""
    return workspace.run_erasing(_anonymise, person, at, texts, name=ANONYMISED)


def _erase(session: Session, person: int, texts: Texts) -> Erased:
    def goes(tie: Tie) -> set[int]:
        return set(tie.rows(session, [person])) if tie.personal.erasure is Effect.ERASE else set()

    return _part(session, person, texts, goes)


def _anonymise(session: Session, person: int, at: datetime, texts: Texts) -> Erased:
    states = consent.states(session, [person], at)
    standing = {purpose for purpose in Purpose if states[person, purpose] is State.GIVEN}

    def goes(tie: Tie) -> set[int]:
        if tie.personal.erasure is not Effect.ERASE:
            return set()
        if not tie.column.nullable:
            return set(tie.rows(session, [person]))
        missing = [by for purpose, by in tie.personal.withdrawal.items() if purpose not in standing]
        return {
            row
            for by in missing
            if by.effect in (Effect.ERASE, Effect.WITHHOLD)
            for row in tie.reached(session, [person], by)
        }

    return _part(session, person, texts, goes)


def _part(session: Session, person: int, texts: Texts, goes: Callable[[Tie], set[int]]) -> Erased:
    """Erase the rows that go, take the person out of the others, then erase the person."""
    session.get_one(Person, person)
    journal.never_undone(session)
    tied.empty_typed(session, [person])
    left = checklist(session, person, texts)
    rows = kept = 0
    for tie in tied.ties():
        going = goes(tie)
        staying = [row for row in tie.rows(session, [person]) if row not in going]
        if going:
            rows += erasure.erase_with_dependants(session, tie.kind, sorted(going))
        if staying:
            if tie.personal.erasure is Effect.ERASE:
                rows += tied.erase_attached(session, tie, staying)
                kept += len(staying)
            if tie.personal.erasure is Effect.ERASE_ATTACHMENTS:
                rows += tied.erase_attached(session, tie, staying)
            bulk.update(session, tie.kind, [(row, {tie.column.name: None}) for row in staying])
        if tie.personal.erasure is Effect.ERASE:
            rows += erasure.erase(session, tie.kind, tie.deleted(session, person))
    return Erased(rows + erasure.erase(session, Person, [person]), kept, left)
