"""Copies of reports that left: kept within the encrypted workspace, so that it can be shown what was sent to whom.

    kept.keep(session, released, entry, file, told)      after the file is in its place
    kept.state(session, entry); kept.file(session, entry); kept.told(session, entry)

A copy is bound to the consents that its release relied on: whoever withdraws one, or is erased, takes the copy along
(`release_tables.KeptPerson`). The entry in the transfer register stays, with the check sum. Its own period of keeping
(Guidance Tool 5, "Retention") is `Category.REPORTS`.
"""

import mimetypes
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection import consent, retention
from gcmdesk.protection.duty_lists import Category
from gcmdesk.protection.people_records import State as ConsentState
from gcmdesk.protection.periods import months_after
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.release_records import ConsentChanged, ReleaseRefused
from gcmdesk.protection.release_tables import KeptFile, KeptPerson
from gcmdesk.protection.release_tables import Release as Entry
from gcmdesk.workspace import attachments, clock, erasure, journal
from gcmdesk.workspace.tables import Attachment

if TYPE_CHECKING:
    from gcmdesk.protection.release import Released

_TOLD = "application/json"
SUFFIXES = {"word": ".docx", "email": ".eml"}
"""Of the files that are kept, by the exporter's id."""


class State(StrEnum):
    """What became of the copy of an entry."""

    NEVER = "never"
    HERE = "here"
    WITHDRAWN = "withdrawn"
    DISPOSED = "disposed"


REASONS = {
    State.NEVER: mark("No copy of this was kept."),
    State.HERE: "",
    State.WITHDRAWN: mark(
        "The copy was erased, because somebody whose words were in it withdrew consent or was erased. What left before"
        " is with its recipient; the check sum stays here."
    ),
    State.DISPOSED: mark("The copy was erased, because its period of keeping had ended. The check sum stays here."),
}
"""Untranslated; why there is nothing to show."""


class CopyGone(ReleaseRefused):
    """There is no copy (any more) of what was sent."""

    def __init__(self, state: State) -> None:
        super().__init__(_(REASONS[state]), _("Make the report anew and send that."))


def keep(session: Session, released: "Released[Any]", entry: int, file: bytes, told: bytes) -> None:
    """Keep what left under this entry: the file, byte for byte, and what it told. Undo does not take it back.

    Where a consent that it relies on was withdrawn a moment ago, nothing of it is kept. A file that is not that of the
    entry is a ValueError.
    """
    from gcmdesk.protection import release  # its rules read copies

    register = session.get_one(Entry, entry)
    copy = KeptFile(release_id=entry)
    session.add(copy)
    session.flush()
    facts = released.facts
    relied = {(person, one.purpose) for one in facts.relied for person in one.people}
    relied |= {(person, Purpose.TAKE_PART) for person in facts.people - {person for person, _purpose in relied}}
    for person, purpose in sorted(relied):
        session.add(KeptPerson(kept_file_id=copy.id, person_id=person, purpose=purpose.value))
    session.flush()
    journal.never_undone(session)
    try:
        release.confirm(session, released)
    except ConsentChanged:
        return
    owner = attachments.owner(copy)
    media_type = mimetypes.types_map.get(SUFFIXES.get(register.form, ""), "application/octet-stream")
    if attachments.put(session, owner, file, media_type) != register.sha256:
        raise ValueError("this is not the file of the entry")
    attachments.put(session, owner, told, _TOLD)


def entries(session: Session) -> frozenset[int]:
    """The entries of which a copy is kept, or was."""
    return frozenset(session.scalars(select(KeptFile.release_id)))


def state(session: Session, entry: int) -> State:
    """Whether there is a copy of this entry, and why not."""
    copy = session.scalars(select(KeptFile).where(KeptFile.release_id == entry)).one_or_none()
    if copy is None:
        return State.NEVER
    if session.scalar(_attached(copy).limit(1)):
        return State.HERE
    return State.DISPOSED if copy.disposed else State.WITHDRAWN


def file(session: Session, entry: int) -> bytes:
    """The file as it left. Raises `CopyGone`, `contents.ContentMissing` and `contents.ContentDamaged`."""
    return _content(session, entry, Attachment.media_type != _TOLD)


def told(session: Session, entry: int) -> bytes:
    """What it told, as `keep` was given it. Raises as `file` does."""
    return _content(session, entry, Attachment.media_type == _TOLD)


def people(session: Session, entry: int) -> tuple[tuple[Purpose, frozenset[int]], ...]:
    """Whose words are in the copy, by the consent that they are in it by; taking part, where none was needed."""
    query = (
        select(KeptPerson.purpose, KeptPerson.person_id)
        .join(KeptFile, KeptFile.id == KeptPerson.kept_file_id)
        .where(KeptFile.release_id == entry)
    )
    found: dict[Purpose, set[int]] = {}
    for purpose, person in session.execute(query):
        if person is not None:
            found.setdefault(Purpose(purpose), set()).add(person)
    return tuple((purpose, frozenset(who)) for purpose, who in sorted(found.items()))


def ended(session: Session, before: date) -> tuple[int, ...]:
    """The copies (ids) whose period of keeping ended before a day; none while no period is set."""
    months = retention.one(session, Category.REPORTS).months
    if months is None:
        return ()
    query = (
        select(KeptFile.id, Entry.left)
        .join(Entry, Entry.id == KeptFile.release_id)
        .join(Attachment, Attachment.row_uuid == KeptFile.uuid)
        .distinct()
    )
    return tuple(
        copy for copy, left in session.execute(query) if months_after(left.astimezone().date(), months) < before
    )


def dispose(session: Session, copies: Iterable[int]) -> int:
    """Erase these copies, because their time has come; returns how many. For `Workspace.run_erasing`."""
    rows = session.scalars(select(KeptFile).where(KeptFile.id.in_(list(copies)))).all()
    for row in rows:
        row.disposed = True
    _erase(session, rows)
    return len(rows)


def follow_merges(session: Session) -> None:
    """Erase the copies of what somebody said who was erased, or withdrew, on another device. See `Row.after_merge`."""
    query = (
        select(KeptFile, KeptPerson.purpose, KeptPerson.person_id)
        .join(KeptPerson, KeptPerson.kept_file_id == KeptFile.id)
        .join(Attachment, Attachment.row_uuid == KeptFile.uuid)
        .distinct()
    )
    found = session.execute(query).all()
    states = consent.states(session, {person for _copy, _purpose, person in found if person}, clock.now())
    gone = [
        copy
        for copy, purpose, person in found
        if person is None or states[person, Purpose(purpose)] is ConsentState.WITHDRAWN
    ]
    _erase(session, dict.fromkeys(gone))


def _erase(session: Session, copies: Iterable[KeptFile]) -> None:
    wanted = [row for copy in copies for row in session.scalars(_attached(copy))]
    if wanted:
        erasure.erase(session, Attachment, wanted)


def _attached(copy: KeptFile) -> Any:
    return select(Attachment.id).where(Attachment.row_uuid == copy.uuid)


def _content(session: Session, entry: int, which: Any) -> bytes:
    query = (
        select(Attachment.id).join(KeptFile, KeptFile.uuid == Attachment.row_uuid).where(KeptFile.release_id == entry)
    )
    found = session.scalar(query.where(which))
    if found is None:
        raise CopyGone(state(session, entry))
    return attachments.content(session, found)
