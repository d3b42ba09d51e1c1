"""The window with a workspace open, its pages of Protection, and a person who was asked."""

from datetime import date

import pytest

from gcmdesk.protection import notices, oversight
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people_records import Office
from gcmdesk.protection.purposes import Purpose
from tests.ui.protection.asking import Show, agree, ask, everybody, speak
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path
from tests.ui.workspace.test_every_page import files, open_with

__all__ = ["around", "at_work", "begin", "files", "open_with", "path"]


@pytest.fixture
def show(at_work: Hands) -> Show:
    """``show("people")``: that page of Protection."""

    def show_(name: str) -> object:
        at_work.window.go(f"protection/{name}")
        at_work.wait()
        return at_work.page

    return show_


@pytest.fixture
def ready(at_work: Hands) -> Hands:
    """Both offices are held and the notices are there."""
    for office in Office:
        draft = AppointmentDraft(office, f"The {office}", "post box 7", date(2026, 1, 1))
        at_work.desk.workspace.run(oversight.appoint, draft, name="Named")
    at_work.desk.workspace.run(notices.install, name="Set up")
    return at_work


@pytest.fixture
def person(ready: Hands, show: Show) -> int:
    """Somebody who agreed to take part, and of whom there is a note."""
    page = show("consent")
    agree(page, Purpose.TAKE_PART, Purpose.SYNTHESIS)
    ask(page, witness="the chair", region="North")
    page.form.record()
    ready.wait()
    (known,) = everybody(ready)
    ready.desk.workspace.run(speak, known.id, name="Note added")
    return known.id
