"""Records of the workspace that can show that a point of a checklist is done. Functions for `Workspace.read`.

Only records whose title may travel anywhere (institutions, events, decisions) are offered: what is said of a person is
no evidence, and the title is kept with the checklist.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations.tables import Consultation
from gcmdesk.i18n import mark
from gcmdesk.stakeholders.engagement_tables import Awareness, SetUp
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace.base import Row


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that can be evidence."""

    entity: str
    title: str
    """Untranslated."""
    rows: type[Row]
    name: Any
    """The mapped column with what a record is called."""


KINDS = (
    Kind("consultation", mark("Session"), Consultation, Consultation.title),
    Kind("set_up", mark("Institutional set-up"), SetUp, SetUp.title),
    Kind("awareness", mark("Awareness raising"), Awareness, Awareness.title),
    Kind("stakeholder", mark("Stakeholder"), Stakeholder, Stakeholder.name),
)


@dataclass(frozen=True, slots=True)
class Linkable:
    """A record that can be named as evidence."""

    kind: str
    """Title of its kind, untranslated."""
    name: str
    entity: str
    uuid: bytes


def linkable(session: Session) -> tuple[Linkable, ...]:
    """All of them, kind by kind, by name."""
    return tuple(
        Linkable(kind.title, name, kind.entity, uuid)
        for kind in KINDS
        for uuid, name in session.execute(select(kind.rows.uuid, kind.name).order_by(kind.name, kind.rows.id))
    )


def row_of(session: Session, entity: str, uuid: bytes) -> int | None:
    """The number of the record here; None when it is no more, or of a kind that is not shown anywhere."""
    for kind in KINDS:
        if kind.entity == entity:
            return session.scalars(select(kind.rows.id).where(kind.rows.uuid == uuid)).first()
    return None
