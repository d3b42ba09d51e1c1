"""Other processes that the choice must fit, and the bodies in charge of them (guidance Step 2, Action 2).

Each function is for `Workspace.run` or `Workspace.read`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.priorities.decision_tables import Process, ProcessObjective
from gcmdesk.workspace import clock

KINDS = {
    "agenda-2030": mark("2030 Agenda"),
    "national-plan": mark("National plan or strategy"),
    "human-rights": mark("Human rights reporting and follow-up"),
    "un-framework": mark("UN country analysis or cooperation framework"),
    "response-plan": mark("Response and recovery plan"),
    "local-plan": mark("Regional or local plan"),
    "other": mark("Other process"),
}
"""Kinds of processes, untranslated (guidance Tool 4 "Linkages", and Step 2, Action 2)."""
Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ProcessDraft:
    """A process before it is saved."""

    kind: str
    title: str
    body: str = ""
    """The body responsible."""
    stakeholder: int | None = None
    """The same body in the stakeholder register."""
    discussed: date | None = None
    outcome: str = ""
    targets: Mapping[int, str] = field(default_factory=dict)
    """Objectives that it bears on, with its targets or chapters; a text may be empty."""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if self.kind not in KINDS:
            found.append(("kind", mark("Choose a kind of process from the list.")))
        if not self.title.strip():
            found.append(("title", mark("Give the process its name.")))
        if any(not 1 <= one <= len(library.load().objectives) for one in self.targets):
            found.append(("targets", mark("Choose from the 23 objectives.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedProcess:
    """A process as it lies in the workspace."""

    id: int
    kind: str
    title: str
    body: str
    stakeholder: int | None
    discussed: date | None
    outcome: str
    targets: Mapping[int, str]


def add(session: Session, draft: ProcessDraft) -> SavedProcess:
    """Save a new process; problems are a ValueError."""
    row = Process()
    session.add(row)
    return _write(session, row, draft)


def change(session: Session, process: int, draft: ProcessDraft) -> SavedProcess:
    """Change a process; problems are a ValueError."""
    return _write(session, session.scalars(select(Process).where(Process.id == process)).one(), draft)


def remove(session: Session, process: int) -> None:
    """Delete a process with its links; undo brings both back."""
    for link in session.scalars(select(ProcessObjective).where(ProcessObjective.process_id == process)):
        session.delete(link)
    session.flush()
    session.delete(session.scalars(select(Process).where(Process.id == process)).one())


def all_of(session: Session) -> tuple[SavedProcess, ...]:
    """All processes by name."""
    return tuple(_saved(session, row) for row in session.scalars(select(Process).order_by(Process.title, Process.id)))


def of_objective(session: Session, objective: int) -> tuple[SavedProcess, ...]:
    """The processes that bear on one objective."""
    return tuple(one for one in all_of(session) if objective in one.targets)


def without_link(session: Session, chosen: Collection[int]) -> tuple[int, ...]:
    """Chosen objectives that no process is linked to yet."""
    linked = set(session.scalars(select(ProcessObjective.objective)))
    return tuple(sorted(set(chosen) - linked))


def to_discuss(session: Session, chosen: Collection[int]) -> tuple[SavedProcess, ...]:
    """Processes that bear on a chosen objective and whose bodies nobody has spoken with yet."""
    return tuple(one for one in all_of(session) if one.discussed is None and set(one.targets) & set(chosen))


def sdg_targets(objective: int) -> tuple[str, ...]:
    """The targets of the 2030 Agenda that go with an objective; empty where all of them do."""
    return library.load().objective(objective).sdg_targets


def _write(session: Session, row: Process, draft: ProcessDraft) -> SavedProcess:
    if draft.problems():
        raise ValueError(", ".join(field for field, _message in draft.problems()))
    row.kind, row.title, row.body = draft.kind, draft.title.strip(), draft.body.strip()
    row.stakeholder_id, row.discussed, row.outcome = draft.stakeholder, draft.discussed, draft.outcome.strip()
    session.flush()
    links = {link.objective: link for link in _links(session, row.id)}
    for objective in links.keys() - draft.targets.keys():
        session.delete(links[objective])
    for objective, targets in draft.targets.items():
        link = links.get(objective)
        if link is None:
            identity = clock.joint_uuid(row.uuid, objective.to_bytes(2, "big"))
            link = ProcessObjective(uuid=identity, process_id=row.id, objective=objective)
            session.add(link)
        link.targets = targets.strip()
    session.flush()
    return _saved(session, row)


def _links(session: Session, process: int) -> list[ProcessObjective]:
    query = select(ProcessObjective).where(ProcessObjective.process_id == process)
    return list(session.scalars(query.order_by(ProcessObjective.objective)))


def _saved(session: Session, row: Process) -> SavedProcess:
    targets = {link.objective: link.targets for link in _links(session, row.id)}
    return SavedProcess(row.id, row.kind, row.title, row.body, row.stakeholder_id, row.discussed, row.outcome, targets)
