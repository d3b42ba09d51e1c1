"""Notes as they leave: rows for the team, words to be quoted for anybody else."""

import pytest

from gcmdesk.consultations.tables import Note
from gcmdesk.exchange import note_sheets
from gcmdesk.i18n import Texts
from gcmdesk.protection import release
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release import Request
from tests.gcmdesk.consultations import world

TEAM = Request(Recipient.TEAM, Purpose.SYNTHESIS)
MINISTRY = Request(Recipient.MINISTRY, Purpose.QUOTE, "Ministry of Labour")


@pytest.fixture
def noted(tmp_path):
    """Four notes: the first two word for word, the second said in confidence."""

    def mark(session):
        for note in (1, 2):
            session.get(Note, note).verbatim = True
        session.get(Note, 2).confidential = True

    workspace = world.new(tmp_path)
    workspace.run(mark, name="Marked")
    yield workspace
    workspace.close()


def let(workspace, ids, request):
    return workspace.read(
        lambda session: release.release(session, note_sheets.notes(session, ids, request, Texts("en")), request)
    )


def test_the_team_gets_rows_in_the_order_wanted(noted):
    released = let(noted, [3, 99, 1], TEAM).material
    assert released.headings[:2] == ("Session", "Day")
    assert [row[0] for row in released.rows] == ["Harvest", "Kick-off"]
    assert [row[7] for row in released.rows] == [world.TEXTS[2], world.TEXTS[0]]


def test_others_get_only_what_was_said_word_for_word_and_not_in_confidence(noted):
    released = let(noted, [1, 2, 3, 4], MINISTRY)
    assert [one.words for one in released.material.quotes] == [world.TEXTS[0]]
    assert sum(one.count for one in released.withheld) == 1
