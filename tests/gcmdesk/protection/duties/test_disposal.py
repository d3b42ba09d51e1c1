"""The registers keep nothing for ever: what came to its end is erased for good, the rest stays."""

from datetime import timedelta

import pytest

from gcmdesk.protection import disposal, incidents, paper, requests, undertakings
from gcmdesk.protection.duty_lists import Act, Category, Cause, Stage, Way, Wish
from gcmdesk.protection.incidents import ActDraft, IncidentDraft
from gcmdesk.protection.paper import PaperDraft
from gcmdesk.protection.requests import RequestDraft, StepDraft
from gcmdesk.protection.undertakings import UndertakingDraft
from gcmdesk.workspace.journal import connection_of

CANARY = "Kanarienvogel"


def papers(workspace, now):
    today = now.date()
    for what in (CANARY, "Flip charts"):
        number = workspace.run(paper.add, PaperDraft(what, "Safe", "Archive", "high", today), name="Added").id
        if what == CANARY:
            workspace.run(paper.destroy, number, today, CANARY, "Burned", today, name="Destroyed")
    return paper.all_of


def asked(workspace, now):
    for words in (CANARY, "Something else"):
        draft = RequestDraft(Wish.WITHDRAWAL, now, Way.LETTER, words)
        number = workspace.run(requests.receive, draft, now, name="Received").id
        for stage in (Stage.ANSWERED, Stage.CLOSED) if words == CANARY else ():
            workspace.run(requests.step, number, StepDraft(stage, CANARY, now), now, name="Step taken")
    return requests.all_of


def happened(workspace, now):
    for words in (CANARY, "Something else"):
        draft = IncidentDraft(now, Cause.OTHER, words, "Names", lost=True)
        number = workspace.run(incidents.report, draft, now, name="Recorded").id
        for act in (Act.NOTIFIED, Act.INFORMED, Act.CLOSED) if words == CANARY else ():
            workspace.run(incidents.act, number, ActDraft(act, CANARY, now, CANARY), now, name="Step taken")
    return incidents.all_of


def signed(workspace, now):
    for name, day in ((CANARY, now.date() - timedelta(days=500)), ("Desk A", now.date())):
        draft = UndertakingDraft(name, "Facilitator", "en", day)
        workspace.run(undertakings.sign, draft, now.date(), name="Signed")
    return undertakings.all_of


def dispose(workspace, category, before):
    return workspace.run_erasing(disposal.dispose, category, before, name="Entries erased")


def tables_with_the_canary(session):
    connection = connection_of(session)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608
    return {table for table in tables if CANARY in repr(rows[table])}


OWN = [one for one in disposal.OWN if one is not Category.REPORTS]  # copies: tests/gcmdesk/reports/test_past.py
REGISTERS = dict(zip(OWN, (papers, asked, happened, signed), strict=True))


@pytest.mark.parametrize("category", OWN)
def test_what_came_to_its_end_leaves_no_byte_and_the_rest_stays(workspace, now, category):
    register = REGISTERS[category](workspace, now)
    assert len(workspace.read(register)) == 2
    assert workspace.read(tables_with_the_canary)
    assert dispose(workspace, category, now.date() + timedelta(days=1)) >= 1
    (rest,) = workspace.read(register)
    assert CANARY not in repr(rest)
    assert workspace.read(tables_with_the_canary) == set()
    assert workspace.path.with_name("a.gcmdesk-wal").stat().st_size == 0
    assert dispose(workspace, category, now.date() + timedelta(days=1)) == 0


def test_what_ended_after_the_day_stays(workspace, now):
    papers(workspace, now)
    assert dispose(workspace, Category.PAPER, now.date()) == 0


def test_people_are_not_disposed_of_here(workspace, now):
    with pytest.raises(KeyError):
        dispose(workspace, Category.PEOPLE, now.date())
