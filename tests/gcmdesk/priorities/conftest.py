from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.priorities import criteria, raters, rounds, scores
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.protection import notices, oversight, people, receipts, withdrawal
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people import PersonDraft
from gcmdesk.protection.people_records import AgeBand, Answer, Office
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.receipts import Capture
from gcmdesk.protection.withdrawal import Said
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        yield opened


class Room:
    """A workspace with the criteria of Tool 4; rounds and raters are one call away."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.criteria = [one.id for one in workspace.run(criteria.install, name="Criteria set up")]

    def round(self, kind: str = "scores", day: date = DAY, **values: object) -> int:
        draft = RoundDraft(kind, values.pop("title", "A round"), day, **values)
        return self.workspace.run(rounds.add, draft, name="Round begun").id

    def rater(self, name: str = "", **values: object) -> int:
        return self.workspace.run(raters.add, RaterDraft(name=name, **values), name="Rater added").id

    def score(self, number: int, rater: int, values: dict[int, int | None]) -> None:
        """The same value by every criterion."""
        cells = {(objective, one): value for objective, value in values.items() for one in self.criteria}
        self.workspace.run(scores.put_sheet, number, rater, cells, name="Sheet keyed in")


@pytest.fixture
def room(workspace: Workspace) -> Room:
    return Room(workspace)


@pytest.fixture
def do(workspace: Workspace) -> Callable[..., object]:
    """Run one service."""

    def run(work: Callable[..., object], *args: object) -> object:
        return workspace.run(work, *args, name="Priorities changed")

    return run


@pytest.fixture
def somebody(workspace: Workspace) -> Callable[[], int]:
    """Record a person who consents to take part and to the synthesis."""

    def record() -> int:
        for office in Office:
            draft = AppointmentDraft(office, f"The {office}", "post box 7", date(2026, 1, 1))
            workspace.run(oversight.appoint, draft, name="Named")
        workspace.run(notices.install, name="Notices set up")
        notice = next(v.id for v in workspace.read(notices.versions) if (v.kind, v.language) == ("adult", "en"))
        draft = PersonDraft(AgeBand.ADULT, notice, "en", "asked in the session", date(2027, 1, 1))
        person = workspace.run(people.add, draft, name="Person recorded").id
        yes = dict.fromkeys((Purpose.TAKE_PART, Purpose.SYNTHESIS), Answer.GIVEN)
        given = Capture((person,), yes, notice, "en", time=NOW - timedelta(hours=1), witness="the chair")
        workspace.run(receipts.record, given, name="Consent recorded")
        return person

    return record


@pytest.fixture
def withdraw(workspace: Workspace) -> Callable[[int, str], int]:
    """Withdraw one purpose of a person."""
    return lambda person, purpose: withdrawal.withdraw(workspace, [person], [Purpose(purpose)], Said(NOW))
