"""The letterhead that was chosen for the reports of this workspace: the next report and another computer use it too.

    workspace.run(letterhead.choose, found, "ministry.docx", name=mark("Letterhead chosen"))
    look = workspace.read(letterhead.present)          # None: the plain one of gcmdesk

What lies in the workspace may have come from another copy by a merge, so it is looked through anew at each use.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.reports.tables import ChosenLetterhead
from gcmdesk.reports.word import letterheads
from gcmdesk.reports.word.letterheads import Letterhead
from gcmdesk.workspace import attachments

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def choose(session: Session, letterhead: Letterhead, name: str) -> None:
    """From now on, reports are written on this one; `name` is that of its file."""
    if not name.strip():
        raise ValueError("name")
    row = ChosenLetterhead(name=name.strip())
    session.add(row)
    session.flush()
    attachments.put(session, attachments.owner(row), letterhead.content, _TYPE)


def use_ours(session: Session) -> None:
    """From now on, reports are written on the plain one of gcmdesk."""
    if name(session):
        session.add(ChosenLetterhead(name=""))


def name(session: Session) -> str:
    """Of the file of the chosen letterhead; empty for our own."""
    row = _newest(session)
    return row.name if row else ""


def present(session: Session) -> Letterhead | None:
    """The chosen letterhead; None for our own.

    Raises `LetterheadRefused`, `contents.ContentMissing` and `contents.ContentDamaged`.
    """
    row = _newest(session)
    if row is None or not row.name:
        return None
    (attached,) = attachments.of(session, attachments.owner(row))
    return letterheads.checked(attachments.content(session, attached.id))


def _newest(session: Session) -> ChosenLetterhead | None:
    """The same on every device, whoever chose it."""
    query = select(ChosenLetterhead).order_by(ChosenLetterhead.clock.desc(), ChosenLetterhead.uuid.desc())
    return session.scalars(query.limit(1)).first()
