"""What the programme reaches: stakeholder groups, each stakeholder once."""

from datetime import timedelta

from gcmdesk.consultations import attendance, notes, programme, sessions
from gcmdesk.consultations.records import NoteDraft
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.stakeholders import register
from gcmdesk.workspace import clock
from tests.gcmdesk.consultations.conftest import DAY


def reach(hall):
    return {one.group: one for one in hall.read(programme.reach)}


def test_somebody_who_comes_twice_counts_once(hall, hearing):
    later = hall.run(sessions.add, SessionDraft("Harvest", DAY + timedelta(days=7)), name="Added")
    for one in (hearing, later):
        hall.run(attendance.invite, one.id, [1, 2], name="Invited")
        hall.run(attendance.answer, one.id, [2], "attended", name="Came")
    found = reach(hall)
    assert (found["local-communities"].registered, found["local-communities"].invited) == (1, 1)
    assert (found["local-communities"].attended, found["local-regional-authorities"].attended) == (1, 0)


def test_a_group_that_spoke_is_heard_even_if_nobody_is_on_the_list(hall, hearing):
    assert reach(hall)["trade-unions"].silent
    hall.run(notes.save, NoteDraft(hearing.id, "Wages", clock.now(), stakeholder=3), name="Note added")
    found = reach(hall)
    assert (found["trade-unions"].silent, found["trade-unions"].notes, found["diasporas"].silent) == (False, 1, True)


def test_groups_of_which_nobody_is_registered_are_there_and_archived_ones_do_not_count(hall):
    hall.run(register.archive, [5], name="Archived")
    found = reach(hall)
    assert (found["diasporas"].registered, found["migrants"].registered) == (0, 0)
