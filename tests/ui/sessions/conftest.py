"""The pages of step 2 in a window, with sessions and a few stakeholders."""

from collections.abc import Callable
from datetime import date

import pytest

from gcmdesk.consultations import guides, sessions
from gcmdesk.consultations.guide_records import GuideDraft, Question
from gcmdesk.consultations.session_records import SavedSession, SessionDraft
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import StakeholderDraft
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path  # noqa: F401 - fixtures

DAY = date(2026, 5, 4)
QUESTIONS = (Question("What is hard?", objectives=(5,)), Question("What works?"))


@pytest.fixture
def plan(at_work: Hands) -> Callable[..., SavedSession]:  # noqa: F811 - the fixture
    """``plan("Port", guided=True)``: a session, with a guide of two questions if wanted."""

    def plan_(title: str = "Hearing in the port", *, guided: bool = False, **values: object) -> SavedSession:
        run = at_work.desk.workspace.run
        if guided:
            values["guide_version"] = run(guides.add, GuideDraft("Short guide", QUESTIONS), name="Added").result.id
        return run(sessions.add, SessionDraft(title, DAY, **values), name="Added").result

    return plan_


@pytest.fixture
def stakeholder(at_work: Hands) -> Callable[[str], int]:  # noqa: F811
    """The id of a new stakeholder."""
    run = at_work.desk.workspace.run
    return lambda name: run(register.add, StakeholderDraft(name, "migrants"), name="Added").result.id


@pytest.fixture
def show(at_work: Hands) -> Callable[[str], object]:  # noqa: F811
    """``show("sessions/1")``: that page of step 2."""

    def show_(place: str) -> object:
        at_work.window.go(f"needs/{place}")
        at_work.wait()
        return at_work.window.screen_shown.page

    return show_
