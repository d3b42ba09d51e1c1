"""The engagement plan with its log, who leads, and making the Compact known."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from gcmdesk.stakeholders import awareness, engagement, setup
from gcmdesk.stakeholders.awareness import Activity
from gcmdesk.stakeholders.engagement import Event, Plan
from gcmdesk.stakeholders.engagement_tables import Awareness
from gcmdesk.stakeholders.setup import Option, Part
from tests.gcmdesk.stakeholders.standing.conftest import CITY, HOPE, LABOUR, RADIO

MARCH, MAY, JULY = date(2026, 3, 2), date(2026, 5, 4), date(2026, 7, 6)
LISTEN = Plan(0, HOPE, "listening-session", "in-person", next_day=MAY, next_step="Ask for a room")


def save(workspace, *plans):
    return [workspace.run(engagement.save, plan, name="Engagement planned") for plan in plans]


def test_what_is_due_first_stands_on_top_and_undated_lines_last(workspace):
    save(workspace, LISTEN, Plan(0, CITY, "meeting", next_day=MARCH), Plan(0, RADIO))
    assert [one.name for one in workspace.read(engagement.plans)] == [
        "City of Harbour",
        "Hope association",
        "Radio Dawn",
    ]
    assert [one.name for one in workspace.read(engagement.overdue, MAY)] == ["City of Harbour"]
    assert [one.name for one in workspace.read(engagement.overdue, JULY)] == ["City of Harbour", "Hope association"]


def test_whoever_no_line_names_is_listed(workspace):
    save(workspace, LISTEN)
    assert [name for _id, name in workspace.read(engagement.unplanned)] == [
        "Border police",
        "City of Harbour",
        "Labour ministry",
        "Radio Dawn",
    ]


def test_a_line_is_changed_deleted_and_brought_back(workspace):
    (saved,) = save(workspace, LISTEN)
    save(workspace, replace(saved, trust="Old quarrel with the city", next_day=None))
    (changed,) = workspace.read(engagement.plans, HOPE)
    assert (changed.id, changed.trust, changed.next_day) == (saved.id, "Old quarrel with the city", None)
    workspace.run(engagement.delete, saved.id, name="Engagement deleted")
    assert workspace.read(engagement.plans) == ()
    workspace.undo()
    assert workspace.read(engagement.plans) == (changed,)


@pytest.mark.parametrize(
    ("field", "change"),
    [("mechanism", {"mechanism": "spell"}), ("modality", {"modality": "x"}), ("trust", {"trust": "x" * 100_001})],
)
def test_what_is_wrong_in_a_plan_is_said_and_not_saved(workspace, field, change):
    assert [name for name, _message in replace(LISTEN, **change).problems()] == [field]
    with pytest.raises(ValueError, match=field):
        save(workspace, replace(LISTEN, **change))
    assert workspace.read(engagement.plans) == ()


def test_a_plan_for_nobody_fails(workspace):
    with pytest.raises(NoResultFound):
        save(workspace, replace(LISTEN, stakeholder=99))


def test_the_log_says_what_happened_newest_first(workspace):
    for event in (Event(0, HOPE, MARCH, "Called"), Event(0, HOPE, MAY, "Met", "meeting", "They will come")):
        workspace.run(engagement.note, event, name="Engagement noted")
    newest, oldest = workspace.read(engagement.log, HOPE)
    assert (newest.what, oldest.what) == ("Met", "Called")
    workspace.run(engagement.note, replace(oldest, outcome="No answer"), name="Engagement noted")
    assert workspace.read(engagement.log)[1].outcome == "No answer"
    workspace.run(engagement.forget, newest.id, name="Log line deleted")
    assert len(workspace.read(engagement.log, HOPE)) == 1
    assert [field for field, _message in Event(0, HOPE, MAY, " ", "spell").problems()] == ["what", "mechanism"]


def test_choosing_a_set_up_needs_a_reason_and_lets_go_of_the_one_before(workspace):
    first = workspace.run(
        setup.save, Option(0, "Ministry leads", "lead", chosen=MARCH, reason="Has the staff"), name="x"
    )
    council = Option(0, "Council", "coordination", chosen=MAY)
    assert [field for field, _message in council.problems()] == ["reason"]
    workspace.run(setup.save, replace(council, reason="Everybody sits there"), name="Set-up chosen")
    chosen, other = workspace.read(setup.options)
    assert (chosen.title, other.id, other.chosen) == ("Council", first.id, None)


def test_roles_make_the_terms_of_reference_leaders_first(workspace):
    option = workspace.run(setup.save, Option(0, "Council", "coordination"), name="Set-up added")
    for part in (Part(0, option.id, "adviser", body="University"), Part(0, option.id, "lead", LABOUR, duties="Chairs")):
        workspace.run(setup.give, part, name="Role given")
    leader, adviser = workspace.read(setup.parts, option.id)
    assert (leader.name, leader.duties, adviser.name) == ("Labour ministry", "Chairs", "University")
    workspace.run(setup.give, replace(leader, stakeholder=CITY), name="Role given")
    assert workspace.read(setup.parts, option.id)[0].name == "City of Harbour"
    workspace.run(setup.take, adviser.id, name="Role taken")
    workspace.run(setup.delete, option.id, name="Set-up deleted")
    assert workspace.read(setup.options) == ()
    workspace.undo()
    assert [part.name for part in workspace.read(setup.parts, option.id)] == ["City of Harbour"]


def test_a_role_without_a_body_or_task_is_not_saved():
    assert [field for field, _message in Part(0, 1, "king").problems()] == ["body", "task"]
    assert [field for field, _message in Option(0, " ", "x").problems()] == ["title", "form"]


def test_awareness_by_day_with_what_it_reached(workspace):
    radio = Activity(0, "Radio hour", "public", "traditional-media", MAY, "fr", 900, "Forty calls")
    for activity in (Activity(0, "Briefing", "government"), radio):
        workspace.run(awareness.save, activity, name="Activity added")
    first, second = workspace.read(awareness.activities)
    assert (first.title, first.reached, second.title, second.reached) == ("Radio hour", 900, "Briefing", None)
    assert workspace.read(awareness.by_audience) == {"government": 1, "stakeholders": 0, "public": 1}
    workspace.run(awareness.save, replace(second, reached=0), name="Activity changed")
    assert workspace.read(awareness.activities)[1].reached == 0
    workspace.run(awareness.delete, first.id, name="Activity deleted")
    assert len(workspace.read(awareness.activities)) == 1


def test_what_is_wrong_in_an_activity_is_said_also_past_the_screens(workspace):
    wrong = Activity(0, "", "x", "y", reached=-1)
    assert [field for field, _message in wrong.problems()] == ["title", "audience", "channel", "reached"]
    with pytest.raises(ValueError, match="title"):
        workspace.run(awareness.save, wrong, name="Activity added")
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.add(Awareness(title="x", audience="public", reached=-1)), name="x")
