"""The workspace's own tables: identity, journal with audit chain, and what merge decides by.

`passage` is one committed transaction; its id is the sequence number, without gaps, and `link` its link of the audit
chain. `change` holds what it did: one record per inserted range of rows (their values are the rows themselves), and one
per updated or deleted row. `stamp`, `tombstone`, `knowledge` and `field_conflict` serve merge; see `workspace.journal`.
"""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.workspace.base import SEARCHED, Base, Row

_STRICT = {"sqlite_strict": True}
_SPARSE = {"sqlite_strict": True, "sqlite_with_rowid": False}


class Meta(Base):
    """What the file knows about itself, as name and value: `workspace` (uuid) and `audit_key`."""

    __tablename__ = "meta"
    __table_args__ = _SPARSE

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class Device(Base):
    """A copy of the workspace that somebody works in: one computer, one line of history."""

    __tablename__ = "device"
    __table_args__ = _STRICT

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[bytes] = mapped_column(unique=True)
    name: Mapped[str]
    clock: Mapped[int]
    """The latest clock of that device which merges brought here: this file knows what it did until then (0 = none)."""


class Actor(Base):
    """Who works in the workspace, by the name they chose."""

    __tablename__ = "actor"
    __table_args__ = _STRICT

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[bytes] = mapped_column(unique=True)
    name: Mapped[str]


class Passage(Base):
    """One committed transaction, named; append-only."""

    __tablename__ = "passage"
    __table_args__ = (
        CheckConstraint("kind IN ('do', 'undo', 'redo', 'fixed')", name="kind"),
        Index("ix_passage_target", "target"),
        _STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clock: Mapped[int]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    made: Mapped[int]
    """Microseconds since 1970 by the wall clock of the device, for people; order comes from `clock`."""
    name: Mapped[str]
    """Untranslated message, `{count}` allowed; never personal data."""
    count: Mapped[int]
    """How many rows it touched."""
    kind: Mapped[str]
    """do: can be undone; undo and redo: of `target`; fixed: cannot be undone (erasure, migration)."""
    target: Mapped[int | None] = mapped_column(ForeignKey("passage.id"))
    link: Mapped[bytes]


class Change(Base):
    """What a passage did to one row, or to an inserted range of rows."""

    __tablename__ = "change"
    __table_args__ = (
        CheckConstraint("kind IN ('insert', 'update', 'delete', 'erase')", name="kind"),
        Index("ix_change_entity_first", "entity", "first", "last"),
        Index("ix_change_passage_id", "passage_id"),
        _STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", deferrable=True, initially="DEFERRED"))
    entity: Mapped[str]
    kind: Mapped[str]
    first: Mapped[int]
    """Id of the row; first id of an inserted range."""
    last: Mapped[int]
    content: Mapped[str | None]
    """JSON. update: {field: [old, new]}; delete: the whole row; insert and erase: NULL."""
    salt: Mapped[bytes | None]
    """Makes the commitment useless for guessing; goes with the content when a record is erased."""
    commitment: Mapped[bytes]


class Stamp(Base):
    """When and where a field last changed after its row was made; absent means: when the row was made."""

    __tablename__ = "stamp"
    __table_args__ = _SPARSE

    row_uuid: Mapped[bytes] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    clock: Mapped[int]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))


class Knowledge(Base):
    """What a device knew when it wrote: from its `clock` on, everything of another device until a clock of that one.

    A change saw another when its device knew it by then; two changes of which neither saw the other are in conflict.
    """

    __tablename__ = "knowledge"
    __table_args__ = _SPARSE

    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("device.id"), primary_key=True)
    until: Mapped[int] = mapped_column(primary_key=True)
    clock: Mapped[int]


class Tombstone(Base):
    """A row that is gone: deleted (may come back) or erased (must not)."""

    __tablename__ = "tombstone"
    __table_args__ = (
        CheckConstraint("erased IN (0, 1)", name="erased"),
        Index("ix_tombstone_entity_row_id", "entity", "row_id"),
        _SPARSE,
    )

    row_uuid: Mapped[bytes] = mapped_column(primary_key=True)
    entity: Mapped[str]
    row_id: Mapped[int]
    clock: Mapped[int]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    erased: Mapped[int]


class Waiting(Base):
    """Another's change set that came before one it joins on to; see `workspace.waiting`."""

    __tablename__ = "waiting"
    __table_args__ = _STRICT

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[bytes] = mapped_column(unique=True)
    device: Mapped[str]
    since: Mapped[int]
    until: Mapped[int]
    arrived: Mapped[int]
    """Microseconds since 1970."""


class WaitingLine(Base):
    """One line of it; the identities in it by which an erasure finds it."""

    __tablename__ = "waiting_line"
    __table_args__ = _STRICT

    id: Mapped[int] = mapped_column(primary_key=True)
    waiting_id: Mapped[int] = mapped_column(ForeignKey("waiting.id"), index=True)
    row_uuid: Mapped[bytes | None]
    owner_uuid: Mapped[bytes | None]
    """The row that this row belongs to, of attachments and conflicts."""
    content_hash: Mapped[bytes | None]
    line: Mapped[bytes]


class Conflict(Row):
    """What lost to a change made without knowing of it: a value of a field, or (`field` empty) a deletion.

    `clock` and `device_id`, like `other_clock` and `other_device_id`, are those of the losing change, and the uuid
    follows from them, so that every device that finds the conflict makes the same row. Whether it is still open:
    `workspace.conflicts`.
    """

    __tablename__ = "field_conflict"
    topic = "conflicts"

    entity: Mapped[str]
    row_uuid: Mapped[bytes]
    field: Mapped[str]
    other: Mapped[str]
    """The losing value (JSON as in the journal); references are uuids."""
    other_clock: Mapped[int]
    other_device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    settled: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Conflicts of a row."""
        return (Index(None, "row_uuid"),)


class Attachment(Row):
    """A picture, sound or scan that belongs to a row of any table; several can share one content."""

    __tablename__ = "attachment"
    topic = "attachments"

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by the row it belongs to, and by its content."""
        return (
            CheckConstraint("length(content_hash) = 32", name="content_hash"),
            Index("ix_attachment_row_uuid", "row_uuid"),
            Index("ix_attachment_content_hash", "content_hash"),
        )

    entity: Mapped[str]
    """The table of the row that it belongs to, whose identity is `row_uuid`."""
    row_uuid: Mapped[bytes]
    content_hash: Mapped[bytes]
    """SHA-256. Not a foreign key: a merge can bring the row before the content."""
    media_type: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    seconds: Mapped[float | None]
    width: Mapped[int | None]
    """Pixels, as the height."""
    height: Mapped[int | None]
    caption: Mapped[str] = mapped_column(default="", info=SEARCHED)


class Content(Base):
    """What is attached, once for all its attachments and never changed; see `workspace.contents`."""

    __tablename__ = "content"
    __table_args__ = _STRICT

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    size: Mapped[int]
    thumbnail: Mapped[bytes | None]
    """A small JPEG of a picture."""


class Chunk(Base):
    """A piece of a content, at most 256 KiB; the last one may be shorter."""

    __tablename__ = "chunk"
    __table_args__ = (UniqueConstraint("content_hash", "number"), _STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    content_hash: Mapped[bytes] = mapped_column(ForeignKey("content.hash"))
    number: Mapped[int]
    """From 0."""
    piece: Mapped[bytes]


GO_WITH_IT = (Conflict.__tablename__, Attachment.__tablename__)
"""Tables whose rows belong to a row of any other, by its uuid, and are erased with it; each can belong to the next."""
