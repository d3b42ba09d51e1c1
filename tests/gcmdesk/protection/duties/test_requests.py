"""Requests of data subjects: a deadline, an order of steps, and nothing that ends the deadline but an answer."""

from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, NoResultFound

from gcmdesk import i18n
from gcmdesk.protection import due, periods, requests
from gcmdesk.protection.duty_lists import Identity, Period, Stage, Way, Wish
from gcmdesk.protection.duty_tables import DataRequestStep
from gcmdesk.protection.requests import RequestDraft, StepDraft, following, state


def receive(workspace, now, wish=Wish.ACCESS):
    return workspace.run(requests.receive, RequestDraft(wish, now, Way.IN_PERSON), now, name="Request received")


def step(workspace, request, stage, now, words="Read out"):
    words = Identity.KNOWN if stage is Stage.IDENTITY else words
    return workspace.run(requests.step, request.id, StepDraft(stage, words, now), now, name="Step taken")


def request_due(session, now):
    return [entry for entry in due.due(session, now) if entry.kind == "request"]


def test_a_request_has_the_workspace_s_deadline_and_raises_an_alert_after_it(workspace, now):
    workspace.run(periods.put, Period.REQUEST_DAYS, 10, name="Period set")
    request = receive(workspace, now)
    assert request.answer_by == now.astimezone().date() + timedelta(days=10)
    (in_time,) = workspace.read(request_due, now + timedelta(days=9))
    (late,) = workspace.read(request_due, now + timedelta(days=12))
    assert (in_time.severity, late.severity) == ("soon", "overdue")
    assert late.place == f"protection/requests/{request.id}"
    assert request.overdue((now + timedelta(days=12)).date())


def test_from_reception_to_closing(workspace, now):
    request = receive(workspace, now)
    request = step(workspace, request, Stage.IDENTITY, now)
    request = step(workspace, request, Stage.REFUSED_PART, now, "What another person said was left out")
    assert request.state == "answered"
    assert workspace.read(request_due, now + timedelta(days=99)) == []
    request = step(workspace, request, Stage.CLOSED, now)
    assert (request.state, request.possible) == ("closed", ())
    assert [one.stage for one in request.steps] == [Stage.IDENTITY, Stage.REFUSED_PART, Stage.CLOSED]
    with pytest.raises(ValueError, match="stage"):
        step(workspace, request, Stage.WORK, now)


@pytest.mark.parametrize("wish", [Wish.ACCESS, Wish.CORRECTION, Wish.ERASURE])
def test_nothing_is_shown_changed_or_erased_for_somebody_unknown(workspace, now, wish):
    request = receive(workspace, now, wish)
    with pytest.raises(ValueError, match="stage"):
        step(workspace, request, Stage.ANSWERED, now)
    assert step(workspace, request, Stage.REFUSED, now, "It could be somebody else").state == "answered"


def test_withdrawing_needs_one_step(workspace, now):
    assert step(workspace, receive(workspace, now, Wish.WITHDRAWAL), Stage.ANSWERED, now).state == "answered"


def test_a_complaint_goes_to_the_oversight_body_before_it_is_answered(workspace, now):
    request = receive(workspace, now, Wish.COMPLAINT)
    (entry,) = workspace.read(request_due, now)
    assert "oversight body" in entry.line.text(i18n.current())
    with pytest.raises(ValueError, match="stage"):
        step(workspace, request, Stage.ANSWERED, now)
    request = step(workspace, request, Stage.OVERSIGHT, now)
    assert step(workspace, request, Stage.ANSWERED, now).state == "answered"


@given(wish=st.sampled_from(Wish), stages=st.lists(st.sampled_from(Stage), max_size=8))
def test_whatever_is_tried_a_request_ends_only_the_right_way(wish, stages):
    done = ()
    for stage in stages:
        if stage in following(wish, done):
            done = (*done, stage)
    answers = [stage for stage in done if stage in requests.ANSWERS]
    assert (state(done) == "open") == (not answers)
    if Stage.CLOSED in done:
        assert done[-1] is Stage.CLOSED
        assert answers
    if wish in requests.NEVER_REFUSED:
        assert set(answers) <= {Stage.ANSWERED}
    for stage in (Stage.ANSWERED, Stage.REFUSED_PART):
        if stage in done and wish in requests.NEEDS_IDENTITY:
            assert done.index(Stage.IDENTITY) < done.index(stage)
    if wish is Wish.COMPLAINT and answers:
        assert done.index(Stage.OVERSIGHT) < done.index(Stage.ANSWERED)


def test_a_step_written_past_the_service_does_not_end_the_deadline(workspace, now):
    request = receive(workspace, now)
    for stage in (Stage.ANSWERED, Stage.CLOSED):
        fields = {"data_request_id": request.id, "at": now, "stage": stage, "words": "done"}
        workspace.run(lambda session, fields: session.add(DataRequestStep(**fields)), fields, name="Past the service")
    assert workspace.read(requests.one, request.id).state == "open"
    assert len(workspace.read(request_due, now + timedelta(days=40))) == 1


def test_what_is_wrong_is_said_field_by_field(workspace, now):
    tomorrow = now + timedelta(days=1)
    draft = RequestDraft("money", tomorrow, "by pigeon", "\ud800")
    assert [field for field, _message in draft.problems(now)] == ["wish", "received", "way", "words"]
    naive = RequestDraft(Wish.ACCESS, now.replace(tzinfo=None), Way.LETTER)
    assert [field for field, _message in naive.problems(now)] == ["received"]
    assert StepDraft(Stage.IDENTITY, "Passport AB 123", now).problems(now)
    assert StepDraft(Stage.REFUSED, " ", now).problems(now)
    with pytest.raises(ValueError, match="wish"):
        workspace.run(requests.receive, draft, now)


def test_a_step_does_not_lie_before_the_one_before(workspace, now):
    request = receive(workspace, now)
    with pytest.raises(ValueError, match="at"):
        step(workspace, request, Stage.WORK, now - timedelta(hours=1))


def test_the_nearest_open_deadline_comes_first(workspace, now):
    first, second = receive(workspace, now - timedelta(days=5)), receive(workspace, now - timedelta(days=9))
    closed = step(workspace, receive(workspace, now, Wish.WITHDRAWAL), Stage.ANSWERED, now)
    assert [one.id for one in workspace.read(requests.all_of)] == [second.id, first.id, closed.id]
    with pytest.raises(NoResultFound):
        workspace.read(requests.one, 99)


REQUEST = (
    "INSERT INTO data_request (uuid, clock, device_id, wish, received, way, words, answer_by)"
    " VALUES (zeroblob(16), 1, 1, {}, 1795000000000000, {}, '', {})"
)
STEP = (
    "INSERT INTO data_request_step (uuid, clock, device_id, data_request_id, at, stage, words)"
    " VALUES (zeroblob(16), 1, 1, 1, 1795000000000000, {}, {})"
)


@pytest.mark.parametrize(
    "statement",
    [
        REQUEST.format("'money'", "'letter'", "'2026-12-01'"),
        REQUEST.format("'access'", "'pigeon'", "'2026-12-01'"),
        REQUEST.format("'access'", "'letter'", "'2099-12-01'"),
        REQUEST.format("'access'", "'letter'", "NULL"),
        STEP.format("'refused'", "' '"),
        STEP.format("'identity'", "'Passport AB 123'"),
        STEP.format("'forgotten'", "'x'"),
    ],
)
def test_an_insert_past_the_screens_fails(workspace, now, statement):
    receive(workspace, now)
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.execute(text(statement)))
    for right in (REQUEST.format("'access'", "'letter'", "'2026-12-01'"), STEP.format("'refused'", "'Not known'")):
        workspace.run(lambda session, right: session.execute(text(right)).rowcount, right)
