"""The transfer register and the limits of the release gate, as they lie in the file.

What was sent cannot be unsent: triggers of the schema (migration m0003) refuse changing an entry of the register and
taking one away. A link to a person can only be cut, when that person is erased.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from gcmdesk.i18n import Texts, isolate, mark
from gcmdesk.protection import fields, reach
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import TITLES, Recipient
from gcmdesk.workspace.base import Row


class Release(Row):
    """Something left the workspace: what, to whom, what for, when, by whom. Append-only."""

    __tablename__ = "release"
    topic = "releases"
    lasting = "1"

    left: Mapped[datetime] = mapped_column(info=fields.TEAM)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    """Who sent it."""
    recipient: Mapped[str] = mapped_column(info=fields.TEAM)
    organisation: Mapped[str] = mapped_column(info=fields.TEAM)
    purpose: Mapped[str] = mapped_column(info=fields.TEAM)
    stated: Mapped[str] = mapped_column(info=fields.TEAM)
    """What the recipient may use it for, in words."""
    safeguards: Mapped[str] = mapped_column(info=fields.TEAM)
    """The written agreement that protects personal data there."""
    signed_by: Mapped[str] = mapped_column(info=fields.TEAM)
    """The focal point who agreed, where that was needed."""
    signed_because: Mapped[str] = mapped_column(info=fields.TEAM)
    form: Mapped[str] = mapped_column(info=fields.TEAM)
    """Id of the exporter."""
    title: Mapped[str] = mapped_column(info=fields.TEAM)
    what: Mapped[str] = mapped_column(info=fields.NEVER)
    """JSON: what it held; tables whole, records and quotes by number and reference (`protection.register`)."""
    withheld: Mapped[str] = mapped_column(info=fields.NEVER)
    """JSON: what was withheld, with count, principle and reason."""
    people: Mapped[int] = mapped_column(info=fields.TEAM)
    """How many people personal data was sent about."""
    sha256: Mapped[bytes] = mapped_column(info=fields.TEAM)
    size: Mapped[int] = mapped_column(info=fields.TEAM)
    """Bytes."""
    sequence: Mapped[int]
    """Where the journal stood when the gate decided."""
    head: Mapped[bytes]
    """The audit chain's link there."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Closed lists, and the rules of transfer that no screen can be without."""
        return (
            CheckConstraint(f"recipient IN ({', '.join(repr(str(one)) for one in Recipient)})", name="recipient"),
            CheckConstraint(f"purpose IN ({', '.join(repr(str(one)) for one in Purpose)})", name="purpose"),
            CheckConstraint("recipient IN ('team', 'public') OR trim(organisation) <> ''", name="organisation"),
            CheckConstraint("recipient <> 'public' OR trim(signed_by) <> ''", name="sign_off"),
            CheckConstraint(
                "people = 0 OR recipient = 'team' OR (trim(stated) <> '' AND trim(safeguards) <> '')", name="transfer"
            ),
            CheckConstraint("people >= 0 AND size >= 0 AND sequence >= 0", name="numbers"),
            CheckConstraint("length(sha256) = 32 AND length(head) = 32", name="digests"),
        )


class ReleasedTable(Row):
    """A table of counts that left the team, with the figures behind it: it does not leave again a little changed."""

    __tablename__ = "released_table"
    topic = "releases"
    lasting = "1"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    subject: Mapped[str] = mapped_column(index=True, info=fields.NEVER)
    dimensions: Mapped[str] = mapped_column(info=fields.NEVER)
    """JSON: {name: [categories]}."""
    cells: Mapped[str] = mapped_column(info=fields.NEVER)
    """JSON: [[categories, count]], before rounding."""


def _sent(session: Session, ids: Sequence[int], texts: Texts) -> tuple[str, ...]:
    """To whom personal data was sent and when, for the access print-out."""
    query = (
        select(Release.recipient, Release.organisation, Release.left)
        .join(ReleasedPerson, ReleasedPerson.release_id == Release.id)
        .where(ReleasedPerson.id.in_(ids))
        .order_by(ReleasedPerson.id)
    )
    return tuple(
        texts.gettext(mark("Sent to {recipient} on {day}.")).format(
            recipient=isolate(organisation or texts.gettext(TITLES[Recipient(recipient)])),
            day=texts.date(left.astimezone().date()),
        )
        for recipient, organisation, left in session.execute(query)
    )


def _sent_to(session: Session, ids: Sequence[int], party: str) -> list[int]:
    """Those that left to this party."""
    query = select(ReleasedPerson.id).join(Release, Release.id == ReleasedPerson.release_id)
    return list(session.scalars(query.where(ReleasedPerson.id.in_(ids), Release.organisation == party)))


class ReleasedPerson(Row):
    """Personal data of this person left with this release."""

    __tablename__ = "released_person"
    topic = "releases"
    lasting = "1"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(
            mark("Personal data that was sent"),
            reach.Effect.SENT,
            withdrawal={purpose: reach.SENT for purpose in Purpose if purpose is not Purpose.CONTACT},
            describe=_sent,
            towards=_sent_to,
        ),
    )

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Once a release."""
        return (UniqueConstraint("release_id", "person_id"),)


class ReleaseFailure(Row):
    """The file of this entry could not be put in its place after all; nothing left."""

    __tablename__ = "release_failure"
    topic = "releases"
    lasting = "1"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), unique=True)


class KeptFile(Row):
    """A copy of the report of this entry is kept: attached are the file as it left, and what it told.

    Once what is attached is gone, `disposed` says why: its time had come, or somebody's words had to go from it.
    """

    __tablename__ = "kept_file"
    topic = "releases"
    lasting = "1"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), unique=True)
    disposed: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Yes or no."""
        return (CheckConstraint("disposed IN (0, 1)", name="disposed"),)


def _kept(session: Session, ids: Sequence[int], texts: Texts) -> tuple[str, ...]:
    """In which kept copies something of a person stands, for the access print-out."""
    query = (
        select(Release.title, Release.left)
        .join(KeptFile, KeptFile.release_id == Release.id)
        .join(KeptPerson, KeptPerson.kept_file_id == KeptFile.id)
        .where(KeptPerson.id.in_(ids))
        .order_by(KeptPerson.id)
    )
    return tuple(
        texts.gettext(mark("A copy of “{title}”, which was sent on {day}, is kept here.")).format(
            title=isolate(title), day=texts.date(left.astimezone().date())
        )
        for title, left in session.execute(query)
    )


class KeptPerson(Row):
    """Something of this person stands in a kept copy, by this consent. It goes with the consent, or with the person."""

    __tablename__ = "kept_person"
    topic = "releases"
    lasting = "1"
    after_merge = "gcmdesk.protection.kept:follow_merges"

    kept_file_id: Mapped[int] = mapped_column(ForeignKey("kept_file.id"))
    purpose: Mapped[str] = mapped_column(info=fields.TEAM)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(
            mark("Kept copy of a report"),
            reach.Effect.ERASE_ATTACHMENTS,
            withdrawal={purpose: reach.ERASE_ATTACHMENTS for purpose in Purpose if purpose is not Purpose.CONTACT},
            describe=_kept,
            holder="kept_file_id",
        ),
    )

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Once a copy and consent."""
        return (
            CheckConstraint(f"purpose IN ({', '.join(repr(str(one)) for one in Purpose)})", name="purpose"),
            UniqueConstraint("kept_file_id", "person_id", "purpose"),
        )


class ReleaseLimit(Row):
    """A limit of the gate that this workspace sets more strictly; of several the strictest counts."""

    __tablename__ = "release_limit"
    topic = "releases"
    lasting = "1"

    name: Mapped[str] = mapped_column(info=fields.OPEN)
    value: Mapped[int]

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Never laxer than the house's (`protection.limits`)."""
        return (
            CheckConstraint(
                "(name = 'group' AND value >= 10) OR (name = 'partner_group' AND value >= 5)"
                " OR (name = 'rounding' AND value >= 5) OR (name = 'base' AND value >= 10)"
                " OR (name = 'variables' AND value BETWEEN 1 AND 3)"
                " OR (name = 'one_sided' AND value BETWEEN 51 AND 90)",
                name="limit",
            ),
        )
