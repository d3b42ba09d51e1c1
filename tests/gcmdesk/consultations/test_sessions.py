"""Planning a programme: sessions, invitations, headcounts, checks and the criteria of Tool 2."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.consultations import agenda, attendance, notes, preparation, sessions
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.notes import SessionClosed
from gcmdesk.consultations.records import NoteDraft
from gcmdesk.consultations.session_records import AgendaPoint, Check, SessionDraft
from gcmdesk.consultations.sessions import SessionHasNotes
from gcmdesk.workspace import clock
from tests.gcmdesk.consultations.conftest import DAY

FULL = SessionDraft(
    "Hearing in the port",
    DAY,
    "validation",
    "online",
    "thematic",
    "Customs house",
    None,
    "09:30",
    "12:00",
    "What the port workers need",
    ("ar", "fr"),
    (),
    "Ada leads\nTwo take notes",
    (5, 16),
)


def test_a_session_comes_back_as_it_was_planned(hall):
    one = hall.run(sessions.add, FULL, name="Session added")
    assert hall.read(sessions.get, one.id).draft == FULL
    changed = replace(FULL, ends="", interpreting=None, objectives=None, title="Moved")
    hall.run(sessions.change, one.id, changed, name="Session changed")
    assert hall.read(sessions.get, one.id).draft == changed
    hall.undo()
    assert hall.read(sessions.get, one.id).draft == FULL


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("title", "x" * 301),
        ("place", "broken \ud83d"),
        ("purpose", "party"),
        ("mode", ""),
        ("perspective", "none"),
        ("starts", "9:30"),
        ("ends", "25:00"),
        ("ends", "09:00"),
        ("objectives", (0, 3)),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(hall, field, value):
    draft = replace(FULL, **{field: value})
    assert {name for name, _message in draft.problems()} == {field}
    with pytest.raises(ValueError, match=field):
        hall.run(sessions.add, draft, name="Session added")


def test_the_calendar_shows_what_is_known_of_each_session(hall, hearing):
    hall.run(sessions.add, replace(FULL, title="Before", day=DAY - timedelta(days=1)), name="Session added")
    hall.run(attendance.invite, hearing.id, [1, 2], name="Invited")
    hall.run(attendance.answer, hearing.id, [2], "attended", name="Came")
    hall.run(attendance.set_headcount, hearing.id, lists.ALL, lists.ALL, 17, name="Counted")
    first, second = hall.read(sessions.calendar)
    assert (first.title, first.notes, first.people) == ("Before", 0, None)
    assert (second.title, second.invited, second.attended, second.people) == ("Hearing in the port", 2, 1, 17)


def test_a_session_is_opened_closed_and_opened_again_with_a_reason(hall, hearing):
    draft = NoteDraft(hearing.id, "Said before the end", clock.now())
    hall.run(sessions.start, hearing.id, name="Opened")
    note = hall.run(notes.save, draft, name="Note added")
    hall.run(sessions.close, hearing.id, name="Closed")
    for work, *values in ((notes.save, draft), (notes.change, note.id, draft)):
        with pytest.raises(SessionClosed):
            hall.run(work, *values, name="Too late")
    with pytest.raises(ValueError, match="reason"):
        hall.run(sessions.reopen, hearing.id, "  ", name="Opened again")
    hall.run(sessions.reopen, hearing.id, "A sheet was found", name="Opened again")
    assert hall.run(notes.save, draft, name="Note added")
    turns = hall.read(sessions.turns, hearing.id)
    assert [(one.status, one.reason, one.reopened) for one in turns] == [
        ("open", "", False),
        ("closed", "", False),
        ("open", "A sheet was found", True),
    ]


def test_only_a_session_without_notes_can_go_with_all_that_belongs_to_it(hall, hearing):
    hall.run(attendance.invite, hearing.id, [1], name="Invited")
    hall.run(agenda.save, hearing.id, AgendaPoint(0, "Opening"), name="Point added")
    hall.run(sessions.delete, hearing.id, name="Deleted")
    assert hall.read(sessions.calendar) == ()
    hall.undo()
    assert [one.name for one in hall.read(attendance.invitations, hearing.id)] == ["Mayor"]
    hall.run(notes.save, NoteDraft(hearing.id, "Said", clock.now()), name="Note added")
    with pytest.raises(SessionHasNotes):
        hall.run(sessions.delete, hearing.id, name="Deleted")


def test_the_agenda_keeps_its_order_and_loses_no_note(hall, hearing):
    points = [
        hall.run(agenda.save, hearing.id, AgendaPoint(0, title, 10), name="Point added").id for title in ("A", "B", "C")
    ]
    draft = NoteDraft(hearing.id, "Said", clock.now(), agenda_item=points[1])
    note = hall.run(notes.save, draft, name="Note added")
    hall.run(agenda.arrange, points[::-1], name="Moved")
    hall.run(agenda.finish, points[2], name="Done")
    hall.run(agenda.delete, points[1], name="Point removed")
    assert [(one.title, one.done) for one in hall.read(agenda.of, hearing.id)] == [("C", True), ("A", False)]
    assert hall.read(notes.get, note.id).agenda_item is None
    hall.undo()
    assert hall.read(notes.get, note.id).agenda_item == points[1]


def test_an_invitation_is_tracked_from_the_letter_to_the_chair(hall, hearing):
    assert hall.run(attendance.invite, hearing.id, [1, 2, 1], DAY, name="Invited") == 2
    assert hall.run(attendance.invite, hearing.id, [2, 3], name="Invited") == 1
    hall.run(attendance.answer, hearing.id, [1], "declined", name="Answered")
    hall.run(attendance.answer, hearing.id, [2, 5], "attended", name="Came")
    hall.run(attendance.count_people, hearing.id, 5, 0, name="Counted")
    got = {one.stakeholder: (one.state, one.people, one.sent) for one in hall.read(attendance.invitations, hearing.id)}
    assert got == {
        1: ("declined", None, DAY),
        2: ("attended", None, DAY),
        3: ("invited", None, None),
        5: ("attended", 0, None),
    }
    assert hall.run(attendance.uninvite, hearing.id, [3], name="Taken off") == 1
    with pytest.raises(ValueError, match="perhaps"):
        hall.run(attendance.answer, hearing.id, [1], "perhaps", name="Answered")


def test_a_headcount_of_nobody_is_not_the_same_as_no_headcount(hall, hearing):
    hall.run(attendance.set_headcount, hearing.id, "disability", "with", 0, name="Counted")
    assert hall.read(attendance.headcounts, hearing.id) == {"disability": {"with": 0}}
    hall.run(attendance.set_headcount, hearing.id, "disability", "with", None, name="Not recorded")
    assert hall.read(attendance.headcounts, hearing.id) == {}
    for wrong, count in ((("sex", "robots"), 1), (("colour", "blue"), 1)):
        with pytest.raises(KeyError):
            hall.run(attendance.set_headcount, hearing.id, *wrong, count, name="Counted")
    with pytest.raises(ValueError, match="count"):
        hall.run(attendance.set_headcount, hearing.id, "sex", "women", -1, name="Counted")


DISJOINT = [one for one in lists.DIMENSIONS if one not in {lists.ALL, "group"}]
COUNTED = st.sampled_from(DISJOINT).flatmap(
    lambda one: st.tuples(
        st.just(one), st.dictionaries(st.sampled_from(list(lists.categories(one))), st.integers(0, 9), min_size=1)
    )
)


@given(COUNTED, st.integers(0, 40))
def test_headcounts_are_compared_with_the_total_and_what_is_missing_is_not_zero(counted, total):
    dimension, counts = counted
    found = attendance.mismatches({lists.ALL: {lists.ALL: total}, dimension: counts})
    together, complete = sum(counts.values()), len(counts) == len(lists.categories(dimension))
    wrong = together > total or (complete and together != total)
    assert bool(found) == wrong
    assert attendance.mismatches({dimension: counts}) == ()


def test_somebody_may_belong_to_several_groups():
    groups = {"migrants": 8, "children-youth": 5}
    assert attendance.mismatches({lists.ALL: {lists.ALL: 8}, "group": groups}) == ()
    (one,) = attendance.mismatches({lists.ALL: {lists.ALL: 7}, "group": groups})
    assert (one.counted, one.total) == (8, 7)


def test_points_of_safety_are_ticked_and_own_ones_added(hall, hearing):
    hall.run(preparation.set_check, hearing.id, Check("safety-place", done=True), name="Ticked")
    hall.run(preparation.set_check, hearing.id, Check("Women's hour", done=False, note="Ask the cook"), name="Added")
    got = hall.read(preparation.checks, hearing.id)
    assert [one.point for one in got if one.done] == ["safety-place"]
    assert (got[-1].own, got[-1].note) == (True, "Ask the cook")
    assert len(got) == len(lists.CHECKS) + 1
    hall.run(preparation.drop_check, hearing.id, "Women's hour", name="Removed")
    assert len(hall.read(preparation.checks, hearing.id)) == len(lists.CHECKS)
    with pytest.raises(ValueError, match="point"):
        hall.run(preparation.set_check, hearing.id, Check(" "), name="Added")


def test_what_the_programme_still_misses_is_seen_over_all_sessions(hall, hearing):
    second = hall.run(sessions.add, replace(FULL, mode="interview"), name="Session added")
    hall.run(preparation.meets, hearing.id, "safe-environment", "A closed room", name="Met")
    hall.run(attendance.answer, hearing.id, [1, 4], "attended", name="Came")
    got = {one.id: one for one in hall.read(preparation.criteria)}
    assert got["safe-environment"].met_by == (hearing.id,)
    assert got["flexible-format"].missing
    assert got["flexible-format"].hints == (second.id,)
    assert got["inclusive-vertical"].hints == (hearing.id,)
    assert hall.read(preparation.ways, "safe-environment") == {hearing.id: "A closed room"}
    alone = {one.id: one for one in hall.read(preparation.criteria, second.id)}
    assert alone["flexible-format"].hints == (second.id,)
    assert (alone["safe-environment"].met_by, alone["inclusive-vertical"].hints) == ((), ())
    assert hall.read(preparation.met_by, hearing.id) == {"safe-environment": "A closed room"}
    hall.run(partial(preparation.meets, met=False), hearing.id, "safe-environment", name="Not met")
    assert hall.read(preparation.met_by, hearing.id) == {}
    with pytest.raises(KeyError):
        hall.run(preparation.meets, hearing.id, "good-lunch", name="Met")
