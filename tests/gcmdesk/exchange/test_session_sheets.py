"""The programme and the lists of invitations as they leave."""

from datetime import date

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.consultations import attendance, sessions
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.exchange import session_sheets
from gcmdesk.i18n import Texts
from gcmdesk.protection import release
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release import Request
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters

DAY = date(2026, 5, 4)
TEAM = Request(Recipient.TEAM, Purpose.SYNTHESIS)


@pytest.fixture
def hall(tmp_path):
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "x", around) as opened:
        yield opened


def test_the_programme_leaves_in_the_order_wanted_and_in_the_words_of_the_reader(hall):
    ids = [
        hall.run(sessions.add, SessionDraft(title, DAY, "validation", starts="09:30"), name="Added").id
        for title in ("Quay", "Market")
    ]
    released = hall.read(release.release, session_sheets.programme(ids[::-1], Texts("fr")), TEAM)
    rows = released.material.rows
    assert [row[0] for row in rows] == ["Market", "Quay"]
    assert rows[0][1:4] == (DAY, "09:30", None)
    assert rows[0][5] == "Atelier de validation"
    in_english = hall.read(release.release, session_sheets.programme(ids, Texts("en")), TEAM)
    assert in_english.material.rows[0][2] == "9:30\u202fAM"


def test_a_list_of_invitations_says_who_and_when_but_counts_nobody(hall):
    def enter(session):
        session.add(Stakeholder(name="Harbour union", kind="trade-unions"))
        session.flush()

    hall.run(enter, name="Entered")
    one = hall.run(sessions.add, SessionDraft("Quay", DAY), name="Added")
    hall.run(attendance.invite, one.id, [1], DAY, name="Invited")
    released = hall.read(release.release, session_sheets.invitations(one.id, Texts("en")), TEAM)
    ((name, _group, state, sent),) = released.material.rows
    assert (name, state, sent) == ("Harbour union", "Invited", DAY)
