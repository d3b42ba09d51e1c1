"""Checking an open workspace through and through: every page, reference, passage, word of the index and attachment.

    for part in checking.Part:
        finding = checking.examine(workspace, part, progress)

Reading is enough, and others go on working meanwhile. Takes about as long as reading the whole file several times.
`look_through` is the short check after opening: what is wrong with the pages and the history, to be stopped any time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from gcmdesk.jobs import Progress
from gcmdesk.workspace import audit, contents, errors, search
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.workspace import Workspace

_NUMBERS_AGAIN = """
    SELECT used.entity FROM (SELECT entity, max(last) AS last FROM change GROUP BY entity) used
    LEFT JOIN sqlite_sequence given ON given.name = used.entity
    WHERE given.seq IS NULL OR given.seq < used.last
"""
"""Tables that would give out a row number which the history knows: their counter is older than the history."""


_STEPS = 1000
"""Steps of SQLite's between two looks at whether the check is to stop: some milliseconds."""


class Part(Enum):
    """What is checked, in this order."""

    COMPLETENESS = "completeness"
    PAGES = "pages"
    REFERENCES = "references"
    HISTORY = "history"
    SEARCH = "search"
    ATTACHMENTS = "attachments"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one part, in a sentence of the screen's language."""

    part: Part
    sound: bool
    sentence: str


def examine(workspace: Workspace, part: Part, progress: Progress) -> Finding:
    """Check one part. Damage is a finding; raises `Cancelled`, `Locked` and the disk's errors."""
    if part is Part.COMPLETENESS:
        return _completeness(workspace, progress)
    return _survived(workspace, part, _EXAMINED[part], progress)


def look_through(workspace: Workspace, progress: Progress) -> tuple[Finding, ...]:
    """What is wrong with the pages and the history; empty when nothing is. About 5 s for 200,000 notes (530 MB).

    Every page in use is read, and so checked against its signature. Cancelling stops it within some pages. Raises
    `Cancelled`, `Locked` and the disk's errors.
    """
    found = [_survived(workspace, part, work, progress) for part, work in _SHORT]
    return tuple(finding for finding in found if not finding.sound)


def _survived(
    workspace: Workspace, part: Part, work: Callable[[Session, Progress], Finding], progress: Progress
) -> Finding:
    try:
        return workspace.read(work, progress)
    except errors.Damaged:
        return Finding(
            part,
            sound=False,
            sentence=_("{part} could not be read: the file is damaged there.").format(part=_called(part)),
        )


def _called(part: Part) -> str:
    return {
        Part.COMPLETENESS: _("What was saved last"),
        Part.PAGES: _("The pages of the file"),
        Part.REFERENCES: _("The links between entries"),
        Part.HISTORY: _("The history"),
        Part.SEARCH: _("The search index"),
        Part.ATTACHMENTS: _("The attachments"),
    }[part]


def _completeness(workspace: Workspace, progress: Progress) -> Finding:
    regress, displaced = workspace.regress, workspace.displaced(progress)
    if regress is None and displaced is not None:
        sentence = ngettext(
            "{count} page of the file is not the one that was last saved here: an older part was put back, or another "
            "program changed the file. Keep the file and restore the newest backup, or go on with it as it is.",
            "{count} pages of the file are not the ones that were last saved here: older parts were put back, or "
            "another program changed the file. Keep the file and restore the newest backup, or go on with it as it is.",
            displaced.pages,
        ).format(count=displaced.pages)
        return Finding(Part.COMPLETENESS, sound=False, sentence=sentence)
    if regress is None:
        return Finding(Part.COMPLETENESS, sound=True, sentence=_("All work that this computer saved is in the file."))
    return Finding(
        Part.COMPLETENESS,
        sound=False,
        sentence=_(
            "The file lacks work that this computer saved: {remembered} changes were saved, {found} are in the file. "
            "An older copy may have been put back."
        ).format(remembered=regress.remembered, found=regress.found),
    )


def _pages(session: Session, progress: Progress) -> Finding:
    connection = connection_of(session)
    progress.report(0, 2)
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    progress.report(1, 2)
    structure = _structure(session, progress)
    progress.report(2, 2)
    if pages:
        sentence = ngettext(
            "{count} page of the file is damaged. Keep the file and restore the newest backup.",
            "{count} pages of the file are damaged. Keep the file and restore the newest backup.",
            len(pages),
        ).format(count=len(pages))
        return Finding(Part.PAGES, sound=False, sentence=sentence)
    return structure


def _structure(session: Session, progress: Progress) -> Finding:
    connection = connection_of(session)
    connection.set_progress_handler(lambda: progress.cancelled, _STEPS)
    try:
        structure = connection.execute("PRAGMA quick_check").fetchall()
    except dbapi2.OperationalError:
        progress.report(0)  # raises `Cancelled` when that was the reason
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if structure != [("ok",)]:
        return Finding(
            Part.PAGES,
            sound=False,
            sentence=_("The structure of the file is damaged. Keep the file and restore the newest backup."),
        )
    return Finding(Part.PAGES, sound=True, sentence=_("Every page of the file is whole."))


def _references(session: Session, progress: Progress) -> Finding:
    progress.report(0)
    broken = len(connection_of(session).execute("PRAGMA foreign_key_check").fetchall())
    if broken:
        sentence = ngettext(
            "{count} link between entries leads nowhere. Restore the newest backup.",
            "{count} links between entries lead nowhere. Restore the newest backup.",
            broken,
        ).format(count=broken)
        return Finding(Part.REFERENCES, sound=False, sentence=sentence)
    return Finding(Part.REFERENCES, sound=True, sentence=_("All links between entries lead somewhere."))


def _history(session: Session, progress: Progress) -> Finding:
    verdict = audit.verify(session, progress)
    if verdict.broken_at is not None:
        sentence = _(
            "The history was tampered with or damaged: change number {number} is the first that does not fit."
        ).format(number=verdict.broken_at)
        return Finding(Part.HISTORY, sound=False, sentence=sentence)
    if connection_of(session).execute(_NUMBERS_AGAIN).fetchone():
        sentence = _("An older part of this file was put back into it. Keep the file and restore the newest backup.")
        return Finding(Part.HISTORY, sound=False, sentence=sentence)
    sentence = ngettext(
        "The history is unbroken: {count} change.", "The history is unbroken: {count} changes.", verdict.passages
    ).format(count=verdict.passages)
    return Finding(Part.HISTORY, sound=True, sentence=sentence)


def _search(session: Session, progress: Progress) -> Finding:
    agreement = search.check(session, progress)
    if not agreement.sound:
        return Finding(
            Part.SEARCH,
            sound=False,
            sentence=_("The search index does not agree with the entries. Nothing is lost: rebuild the index."),
        )
    sentence = ngettext(
        "The search index agrees with {count} entry.", "The search index agrees with {count} entries.", agreement.rows
    ).format(count=agreement.rows)
    return Finding(Part.SEARCH, sound=True, sentence=sentence)


def _attachments(session: Session, progress: Progress) -> Finding:
    connection = connection_of(session)
    damaged = len(contents.damaged(connection, progress))
    if damaged:
        sentence = ngettext(
            "{count} attachment is damaged. Restore a backup, or attach the original again.",
            "{count} attachments are damaged. Restore a backup, or attach the originals again.",
            damaged,
        ).format(count=damaged)
        return Finding(Part.ATTACHMENTS, sound=False, sentence=sentence)
    missing = contents.missing(connection)
    if missing:
        sentence = ngettext(
            "All attachments that are here are whole; {count} has not arrived on this computer.",
            "All attachments that are here are whole; {count} have not arrived on this computer.",
            missing,
        ).format(count=missing)
        return Finding(Part.ATTACHMENTS, sound=True, sentence=sentence)
    return Finding(Part.ATTACHMENTS, sound=True, sentence=_("All attachments are whole."))


_EXAMINED: dict[Part, Callable[[Session, Progress], Finding]] = {
    Part.PAGES: _pages,
    Part.REFERENCES: _references,
    Part.HISTORY: _history,
    Part.SEARCH: _search,
    Part.ATTACHMENTS: _attachments,
}
_SHORT: tuple[tuple[Part, Callable[[Session, Progress], Finding]], ...] = (
    (Part.PAGES, _structure),
    (Part.HISTORY, _history),
)
