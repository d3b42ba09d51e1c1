"""`due`: the list on the terminal, and its result as an exit code."""

from datetime import timedelta

import pytest

from gcmdesk.commands.duties import OVERDUE
from gcmdesk.protection import paper, retention
from gcmdesk.protection.duty_lists import Category
from gcmdesk.protection.paper import PaperDraft
from gcmdesk.protection.people_records import Office
from gcmdesk.protection.people_tables import Appointment
from gcmdesk.workspace import clock, opening


@pytest.fixture(autouse=True)
def overseen(path, around):
    """Both offices are held, so the list of a workspace with nothing to do is empty."""
    today = clock.now().date()
    offices = [Appointment(office=office, name="x", contact="y", since=today) for office in Office]
    with opening.open_workspace(path, "correct horse battery staple", around=around) as workspace:
        workspace.run(lambda session: session.add_all(offices), name="Appointed")


@pytest.fixture
def keep(path, around):
    """Keep paper that is to be destroyed so many days from now."""

    def enter(days):
        today = clock.now().date()
        day = today + timedelta(days=days)
        with opening.open_workspace(path, "correct horse battery staple", around=around) as workspace:
            draft = PaperDraft("Signed sheets", "Safe", "Archive", "high", day)
            workspace.run(paper.add, draft, name="Paper record added")
            workspace.run(retention.plan, Category.PAPER, 24, today + timedelta(days=200), today, name="Planned")

    return enter


def test_nothing_to_do_is_said(call, path, phrase, capsys):
    assert call("due", path, "--passphrase-file", phrase) == 0
    assert capsys.readouterr().out.splitlines() == ["Nothing is due within 30 days."]


def test_what_comes_soon_is_listed_and_nothing_is_overdue(call, path, phrase, capsys, keep):
    keep(5)
    assert call("due", path, "--passphrase-file", phrase) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("- Destroy paper record 1")


def test_what_is_overdue_is_marked_and_changes_the_exit_code(call, path, phrase, capsys, keep):
    keep(-5)
    before = path.read_bytes()
    assert call("due", path, "--passphrase-file", phrase) == OVERDUE
    assert capsys.readouterr().out.startswith("! Destroy paper record 1")
    assert path.read_bytes() == before
