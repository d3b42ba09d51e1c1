"""A session with people and an agenda, and the page where notes are taken."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from gcmdesk.consultations import agenda, notes, sessions
from gcmdesk.consultations.session_records import AgendaPoint, SessionDraft
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import StakeholderDraft

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hands(at_work):
    return at_work


def run(hands, work, *arguments):
    outcome = hands.desk.workspace.run(work, *arguments, name="Done")
    assert outcome.ok
    return outcome.result


def read(hands, work, *arguments):
    return hands.desk.workspace.read(work, *arguments)


@pytest.fixture
def session(hands):
    """A planned session with a mayor, a harbour association and two points on its agenda."""
    for name, kind in (("Mayor", "local-regional-authorities"), ("Harbour association", "private-sector")):
        run(hands, register.add, StakeholderDraft(name, kind))
    made = run(hands, sessions.add, SessionDraft("Hearing in the port", date(2026, 5, 4))).id
    for title in ("Opening", "Challenges"):
        run(hands, agenda.save, made, AgendaPoint(0, title))
    return made


@pytest.fixture
def page(hands, session):
    hands.window.go(f"needs/capture/{session}")
    hands.wait()
    assert hands.focused() is hands.page.bar.line
    return hands.page


def say(hands, text):
    hands.type(text)
    hands.press(K.Key_Return)
    hands.wait()


def taken(hands, session):
    return read(hands, notes.of_consultation, session)


def shown(page):
    return page.stream.notes.notes
