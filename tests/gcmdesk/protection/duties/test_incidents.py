"""Incidents: 72 hours from becoming aware, whatever the computer's clock says."""

from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from gcmdesk import i18n
from gcmdesk.protection import due, incidents, reckoning
from gcmdesk.protection.duty_lists import Act, Cause
from gcmdesk.protection.duty_tables import IncidentStep
from gcmdesk.protection.incidents import ActDraft, IncidentDraft, following


def report(workspace, aware, now):
    draft = IncidentDraft(aware, Cause.LOST_DEVICE, "A laptop was left in a bus", "Notes and pseudonyms", lost=True)
    return workspace.run(incidents.report, draft, now, name="Incident recorded")


def act(workspace, incident, which, now, words="Done"):
    whom = "Ombudsperson" if which is Act.NOTIFIED else ""
    return workspace.run(incidents.act, incident.id, ActDraft(which, words, now, whom), now, name="Step taken")


def incident_due(session, now):
    return [entry for entry in due.due(session, now) if entry.kind == "incident"]


def test_the_clock_runs_from_becoming_aware(workspace, now):
    incident = report(workspace, now - timedelta(hours=70), now)
    assert incident.remaining(now) == timedelta(hours=2)
    (running,) = workspace.read(incident_due, now + timedelta(hours=1))
    (over,) = workspace.read(incident_due, now + timedelta(hours=5))
    assert (running.severity, running.overdue) == ("urgent", timedelta())
    assert (over.severity, over.overdue) == ("urgent", timedelta(hours=3))
    assert "notify the oversight body" in over.line.text(i18n.current())


def test_an_incident_comes_before_everything_else(workspace, now):
    report(workspace, now, now)
    assert workspace.read(due.due, now + timedelta(hours=1))[0].kind == "incident"


def test_a_clock_set_back_gives_no_more_time(workspace, now):
    incident = report(workspace, now - timedelta(hours=80), now)
    long_ago = now - timedelta(days=3000)
    (entry,) = workspace.read(incident_due, long_ago)
    assert entry.overdue > timedelta(hours=7, minutes=59)
    present = workspace.read(reckoning.present, long_ago)
    assert incident.remaining(present) < timedelta(hours=-7, minutes=-59)


def test_work_goes_on_under_a_clock_that_was_set_back(workspace, now):
    incident = report(workspace, now - timedelta(hours=2), now)
    draft = ActDraft(Act.MEASURE, "The disk is encrypted", now - timedelta(hours=1))
    incident = workspace.run(incidents.act, incident.id, draft, now - timedelta(days=3000), name="Step taken")
    assert [one.act for one in incident.steps] == [Act.MEASURE]


def test_notifying_stops_the_clock_and_tells_whether_it_was_late(workspace, now):
    early = act(workspace, report(workspace, now - timedelta(hours=71), now), Act.NOTIFIED, now)
    late = act(workspace, report(workspace, now - timedelta(hours=73), now), Act.NOTIFIED, now)
    assert (early.late, late.late) == (False, True)
    assert early.remaining(now) is None
    assert {entry.severity for entry in workspace.read(incident_due, now)} == {"soon"}


def test_closing_needs_the_notification_the_persons_and_a_lesson(workspace, now):
    incident = report(workspace, now, now)
    for which in (Act.NOTIFIED, Act.NOT_INFORMED):
        with pytest.raises(ValueError, match="act"):
            act(workspace, incident, Act.CLOSED, now)
        act(workspace, incident, which, now)
    assert act(workspace, incident, Act.CLOSED, now, "Laptops stay in the office").closed
    assert workspace.read(incident_due, now + timedelta(days=99)) == []
    assert ActDraft(Act.CLOSED, " ", now).problems(now)[0][1] == "Say what was learned."


@given(acts=st.lists(st.sampled_from(Act), max_size=8))
def test_whatever_is_tried_an_incident_closes_only_the_right_way(acts):
    done = ()
    for one in acts:
        if one in following(done):
            done = (*done, one)
    if Act.CLOSED in done:
        assert done[-1] is Act.CLOSED
        assert Act.NOTIFIED in done
        assert {Act.INFORMED, Act.NOT_INFORMED} & set(done)


def test_a_step_written_past_the_service_does_not_close(workspace, now):
    incident = report(workspace, now, now)
    fields = {"incident_id": incident.id, "at": now, "act": Act.CLOSED, "words": "done"}
    workspace.run(lambda session: session.add(IncidentStep(**fields)), name="Past the service")
    assert not workspace.read(incidents.one, incident.id).closed
    assert len(workspace.read(incident_due, now)) == 1


def test_what_is_wrong_is_said_field_by_field(now):
    draft = IncidentDraft(now + timedelta(days=1), "storm", "", "", "17")
    found = [field for field, _message in draft.problems(now)]
    assert found == ["aware", "cause", "happened", "concerned", "persons", "disclosed"]
    assert [field for field, _message in ActDraft(Act.NOTIFIED, "By telephone", now).problems(now)] == ["whom"]


INCIDENT = (
    "INSERT INTO incident (uuid, clock, device_id, aware, cause, disclosed, lost, altered, happened, concerned,"
    " persons, children) VALUES (zeroblob(16), 1, 1, {}, {}, {}, 0, 0, {}, 'names', {}, 0)"
)
STEP = (
    "INSERT INTO incident_step (uuid, clock, device_id, incident_id, at, act, whom, words)"
    " VALUES (zeroblob(16), 1, 1, 1, 1, {}, {}, {})"
)


@pytest.mark.parametrize(
    "statement",
    [
        INCIDENT.format("NULL", "'other'", "1", "'x'", "'1-9'"),
        INCIDENT.format("1", "'storm'", "1", "'x'", "'1-9'"),
        INCIDENT.format("1", "'other'", "0", "'x'", "'1-9'"),
        INCIDENT.format("1", "'other'", "1", "''", "'1-9'"),
        INCIDENT.format("1", "'other'", "1", "'x'", "'17'"),
        STEP.format("'notified'", "' '", "'x'"),
        STEP.format("'closed'", "''", "' '"),
        STEP.format("'forgotten'", "''", "'x'"),
    ],
)
def test_an_insert_past_the_screens_fails(workspace, now, statement):
    report(workspace, now, now)
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.execute(text(statement)))
    rights = (INCIDENT.format("1", "'other'", "1", "'x'", "'250 or more'"), STEP.format("'closed'", "''", "'x'"))
    for right in rights:
        workspace.run(lambda session, right: session.execute(text(right)).rowcount, right)
