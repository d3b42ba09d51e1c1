"""Who leads: options for the institutional set-up and its terms of reference (Guidance Step 1, Action 3)."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.stakeholders.engagement_tables import Role, SetUp
from gcmdesk.stakeholders.tables import Stakeholder

Problem = tuple[str, str]

FORMS = {
    "lead": mark("One or two bodies lead"),
    "coordination": mark("A body across government coordinates"),
    "mixed": mark("A lead body with a coordinating group"),
}
TASKS = {
    "lead": mark("Leads"),
    "co-lead": mark("Leads together with others"),
    "coordinate": mark("Coordinates"),
    "member": mark("Takes part"),
    "adviser": mark("Advises"),
    "secretariat": mark("Keeps the secretariat"),
    "data": mark("Provides data"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A possible set-up. `id` is 0 while it is new."""

    id: int
    title: str
    form: str
    advantages: str = ""
    drawbacks: str = ""
    links: str = ""
    work_plan: str = ""
    reporting: str = ""
    chosen: date | None = None
    reason: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the option from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.title.strip():
            found.append(("title", mark("Give the option a name.")))
        if self.form not in FORMS:
            found.append(("form", mark("Choose who leads from the list.")))
        if self.chosen and not self.reason.strip():
            found.append(("reason", mark("Say why this option was chosen.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Part:
    """A role in a set-up. `id` is 0 while it is new; `name` is that of the body, from the register or as typed."""

    id: int
    option: int
    task: str
    stakeholder: int | None = None
    body: str = ""
    duties: str = ""
    name: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the role from being saved; empty when nothing does."""
        found: list[Problem] = []
        if self.stakeholder is None and not self.body.strip():
            found.append(("body", mark("Choose a stakeholder, or type the name of the body.")))
        if self.task not in TASKS:
            found.append(("task", mark("Choose a role from the list.")))
        return tuple(found)


_OPTION = tuple(one.name for one in fields(Option) if one.name != "id")


def save(session: Session, option: Option) -> Option:
    """Write a new or changed option. Choosing one lets go of the one chosen before. Problems are a ValueError."""
    _refuse(option.problems())
    if option.chosen:
        for other in session.scalars(select(SetUp).where(SetUp.chosen.is_not(None), SetUp.id != option.id)):
            other.chosen = None
    if option.id:
        row = session.scalars(select(SetUp).where(SetUp.id == option.id)).one()
    else:
        row = SetUp()
        session.add(row)
    for field in _OPTION:
        setattr(row, field, getattr(option, field))
    session.flush()
    return _option(row)


def options(session: Session) -> tuple[Option, ...]:
    """All options, the chosen one first."""
    query = select(SetUp).order_by(SetUp.chosen.is_(None), SetUp.title, SetUp.id)
    return tuple(_option(row) for row in session.scalars(query))


def delete(session: Session, option: int) -> None:
    """Delete an option with its roles; undo brings them back."""
    for role in session.scalars(select(Role).where(Role.set_up_id == option)):
        session.delete(role)
    session.flush()
    session.delete(session.scalars(select(SetUp).where(SetUp.id == option)).one())


def give(session: Session, part: Part) -> Part:
    """Write a new or changed role. Problems are a ValueError."""
    _refuse(part.problems())
    if part.id:
        row = session.scalars(select(Role).where(Role.id == part.id)).one()
    else:
        row = Role(set_up_id=part.option)
        session.add(row)
    row.stakeholder_id, row.body, row.task, row.duties = part.stakeholder, part.body, part.task, part.duties
    session.flush()
    return next(one for one in parts(session, row.set_up_id) if one.id == row.id)


def take(session: Session, part: int) -> None:
    """Delete a role; undo brings it back."""
    session.delete(session.scalars(select(Role).where(Role.id == part)).one())


def parts(session: Session, option: int) -> tuple[Part, ...]:
    """The roles of an option, leaders first."""
    query = (
        select(Role, Stakeholder.name)
        .outerjoin(Stakeholder, Stakeholder.id == Role.stakeholder_id)
        .where(Role.set_up_id == option)
    )
    order = tuple(TASKS)
    found = [
        Part(row.id, row.set_up_id, row.task, row.stakeholder_id, row.body, row.duties, name or row.body)
        for row, name in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (order.index(one.task), one.name, one.id)))


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))


def _option(row: SetUp) -> Option:
    return Option(row.id, *(getattr(row, field) for field in _OPTION))
