"""Attachments: pictures, sound and scans that belong to a row of any table.

    number = workspace.job(progress, attachments.add, attachments.owner(note), data, "Flip chart", name=mark("…"))
    shown = workspace.read(attachments.of, attachments.owner(note))
    data = workspace.read(attachments.content, number)
    workspace.erase(Attachment, number, name=mark("…"))         for good; `remove` can be undone

What is stored was cleaned before (`workspace.media`): no place, no camera, no author. Each content is stored once
(`workspace.contents`); erasing the row that something is attached to erases it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.workspace import contents, journal, media
from gcmdesk.workspace.base import Row, entity
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.tables import Attachment

THUMBNAIL_PIXELS = 256


@dataclass(frozen=True, slots=True)
class Owner:
    """What something is attached to: a row of a table, by its identity across files."""

    entity: str
    uuid: bytes


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment as screens show it. Size in bytes, width and height in pixels."""

    id: int
    media_type: str
    size: int
    seconds: float | None
    width: int | None
    height: int | None
    caption: str


def owner(row: Row) -> Owner:
    """The owner that a mapped row is; the row must have been flushed."""
    return Owner(row.__tablename__, row.uuid)


def add(session: Session, progress: Progress, to: Owner, data: bytes, caption: str = "") -> int:
    """Clean a file's content, attach it, and return the attachment's id.

    Raises `attachable.AttachmentRefused` for what cannot be attached; an owner that does not exist is a KeyError.
    """
    if not _exists(session, to):
        raise KeyError(to.uuid.hex())
    clean = media.clean(data)
    picture = clean if isinstance(clean, media.CleanImage) else None
    small = media.thumbnail(clean.data, THUMBNAIL_PIXELS) if picture else None
    row = Attachment(
        entity=to.entity,
        row_uuid=to.uuid,
        content_hash=contents.put(journal.of(session).connection, clean.data, small, progress),
        media_type=clean.media_type,
        size=len(clean.data),
        seconds=clean.seconds if isinstance(clean, media.CleanAudio) else None,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        caption=caption,
    )
    session.add(row)
    session.flush()
    return row.id


def put(session: Session, to: Owner, data: bytes, media_type: str) -> bytes:
    """Attach what gcmdesk itself has made or checked, byte for byte; returns its SHA-256."""
    digest = contents.put(journal.of(session).connection, data, None)
    session.add(
        Attachment(entity=to.entity, row_uuid=to.uuid, content_hash=digest, media_type=media_type, size=len(data))
    )
    session.flush()
    return digest


def of(session: Session, of_row: Owner) -> tuple[Attached, ...]:
    """What is attached to a row, oldest first."""
    query = (
        select(Attachment)
        .where(Attachment.row_uuid == of_row.uuid, Attachment.entity == of_row.entity)
        .order_by(Attachment.id)
    )
    return tuple(_view(row) for row in session.scalars(query))


def caption(session: Session, attachment_id: int, text: str) -> None:
    """Change the caption. An unknown id is sqlalchemy's NoResultFound."""
    session.get_one(Attachment, attachment_id).caption = text


def remove(session: Session, attachment_id: int) -> None:
    """Take an attachment away; undo brings it back, so its content stays in the file until it is erased."""
    session.delete(session.get_one(Attachment, attachment_id))


def stream(session: Session, attachment_id: int) -> Iterator[bytes]:
    """The content in pieces, one in memory at a time, while the session lasts; see `contents.stream`."""
    digest = session.get_one(Attachment, attachment_id).content_hash
    return contents.stream(connection_of(session), digest)


def content(session: Session, attachment_id: int) -> bytes:
    """The whole content, verified. Raises `contents.ContentMissing` and `contents.ContentDamaged`."""
    return b"".join(stream(session, attachment_id))


def thumbnail(session: Session, attachment_id: int) -> bytes | None:
    """A small JPEG of a picture; None for sound and scans, and while the content has not arrived."""
    query = "SELECT c.thumbnail FROM attachment a JOIN content c ON c.hash = a.content_hash WHERE a.id = ?"
    row = connection_of(session).execute(query, (attachment_id,)).fetchone()
    return row[0] if row else None


def _exists(session: Session, to: Owner) -> bool:
    known = entity(to.entity)
    found = connection_of(session).execute(f"SELECT 1 FROM {known.name} WHERE uuid = ?", (to.uuid,))  # noqa: S608 - our own schema
    return found.fetchone() is not None


def _view(row: Attachment) -> Attached:
    return Attached(row.id, row.media_type, row.size, row.seconds, row.width, row.height, row.caption)
