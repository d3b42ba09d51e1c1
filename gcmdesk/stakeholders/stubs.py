"""Stakeholders that nobody has described yet: made from an unknown @name while notes are taken."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.stakeholders.records import LONGEST_NAME, StakeholderDraft
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk


def ensure(session: Session, name: str) -> int:
    """The stakeholder of this name, made as a stub where there is none; its row id.

    A stub stands for a group or an office, never for a person. An empty or overlong name is a ValueError.
    """
    wanted = " ".join(name.split())
    if StakeholderDraft(wanted).problems() or len(wanted) > LONGEST_NAME:
        raise ValueError("name")
    known = session.execute(select(Stakeholder.id, Stakeholder.name).order_by(Stakeholder.archived, Stakeholder.id))
    folded = fold(wanted)
    found = next((row for row, called in known if fold(called) == folded), None)
    if found is not None:
        return found
    stub = Stakeholder(name=wanted, kind="", form="group", stub=True)
    session.add(stub)
    session.flush()
    return stub.id


def waiting(session: Session) -> tuple[tuple[int, str], ...]:
    """Row ids and names of the stubs that nobody has described yet."""
    query = select(Stakeholder.id, Stakeholder.name).where(Stakeholder.stub, Stakeholder.archived.is_(False))
    return tuple((row, name) for row, name in session.execute(query.order_by(Stakeholder.name, Stakeholder.id)))


def describe(session: Session, ids: Sequence[int]) -> int:
    """These stakeholders are known well enough; returns how many were stubs until now."""
    return bulk.update(session, Stakeholder, [(row, {"stub": False}) for row in ids])
