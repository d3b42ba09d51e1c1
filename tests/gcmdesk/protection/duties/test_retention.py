"""Retention: every kind of personal record has a review date, and only a good reason moves it away."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from gcmdesk import i18n
from gcmdesk.protection import due, paper, periods, retention
from gcmdesk.protection.duty_lists import Category, Outcome, Period
from gcmdesk.protection.paper import PaperDraft
from gcmdesk.protection.retention import ReviewDraft
from gcmdesk.workspace import clock


def retention_due(session, now):
    return [entry for entry in due.due(session, now) if entry.kind == "retention"]


def plan(workspace, review_on, category=Category.NOTES):
    return workspace.run(retention.plan, category, 24, review_on, clock.now().date(), name="Review planned")


def review(workspace, today, outcome, next_on, benefit=""):
    draft = ReviewDraft(Category.NOTES, today, outcome, next_on, benefit)
    return workspace.run(retention.review, draft, today, name="Reviewed")


def test_a_category_comes_due_and_is_overdue_the_day_after(workspace, now):
    plan(workspace, now.date() + timedelta(days=40))
    assert workspace.read(retention_due, now) == []
    (soon,) = workspace.read(retention_due, now + timedelta(days=20))
    (late,) = workspace.read(retention_due, now + timedelta(days=42))
    assert (soon.severity, late.severity) == ("soon", "overdue")
    assert late.place == "protection/retention/notes"
    assert "Notes linked to a person" in late.line.text(i18n.current())


@pytest.mark.parametrize("outcome", [Outcome.DESTROYED, Outcome.ANONYMISED])
def test_a_review_sets_the_next_date(workspace, now, outcome):
    today = now.date()
    plan(workspace, today)
    rule = review(workspace, today, outcome, today + timedelta(days=365))
    assert rule.review_on == today + timedelta(days=365)
    assert rule.reviews[0].outcome == outcome
    assert workspace.read(retention_due, now + timedelta(days=3)) == []


def test_keeping_longer_needs_what_the_persons_have_of_it_and_a_near_date(now):
    today = now.date()
    extended = ReviewDraft(Category.NOTES, today, Outcome.EXTENDED, today + timedelta(days=90))
    assert [field for field, _message in extended.problems(today)] == ["benefit"]
    far = ReviewDraft(Category.NOTES, today, Outcome.EXTENDED, today + timedelta(days=900), "They wish a reply")
    assert [field for field, _message in far.problems(today)] == ["next_on"]
    late = ReviewDraft(Category.NOTES, today, Outcome.DESTROYED, today + timedelta(days=3700))
    assert [field for field, _message in late.problems(today)] == ["next_on"]
    back = ReviewDraft(Category.NOTES, today + timedelta(days=1), "later", today)
    assert [field for field, _message in back.problems(today)] == ["outcome", "day", "next_on"]


def test_a_date_is_brought_forward_freely_and_moved_away_only_by_a_review(workspace, now):
    today = now.date()
    plan(workspace, today + timedelta(days=30))
    assert plan(workspace, today + timedelta(days=10)).review_on == today + timedelta(days=10)
    with pytest.raises(retention.NeedsExtension):
        plan(workspace, today + timedelta(days=11))
    kept = review(workspace, today, Outcome.EXTENDED, today + timedelta(days=200), "They wait for an answer")
    assert kept.review_on == today + timedelta(days=200)
    assert plan(workspace, today + timedelta(days=100)).review_on == today + timedelta(days=100)


def test_a_category_without_a_date_cannot_be_reviewed(workspace, now):
    with pytest.raises(retention.NotPlanned):
        review(workspace, now.date(), Outcome.DESTROYED, now.date() + timedelta(days=9))
    for months, days, field in ((121, 1, "months"), (1, 40, "review_on")):
        with pytest.raises(ValueError, match=field):
            workspace.run(retention.plan, Category.NOTES, months, now.date() + timedelta(days=days), now.date())


def test_what_is_held_without_a_review_date_is_on_the_list(workspace, now):
    draft = PaperDraft("Signed sheets", "Safe", "Archive", "high", now.date() + timedelta(days=300))
    workspace.run(paper.add, draft, name="Paper record added")
    (entry,) = workspace.read(retention_due, now)
    assert entry.line.text(i18n.current()) == "Set a review date: Paper records."
    plan(workspace, now.date() + timedelta(days=300), Category.PAPER)
    assert workspace.read(retention_due, now) == []


def test_a_date_moved_away_past_the_service_is_not_believed(workspace, now):
    today = now.date()
    plan(workspace, today)
    far = text("UPDATE retention_rule SET review_on = '2099-01-01'")
    workspace.run(lambda session: session.execute(far).rowcount)
    assert workspace.read(retention.one, Category.NOTES).review_on == today


REVIEW = (
    "INSERT INTO retention_review (uuid, clock, device_id, retention_rule_id, day, outcome, benefit, next_on)"
    " VALUES (zeroblob(16), 1, 1, 1, '2026-11-21', {})"
)


@pytest.mark.parametrize(
    "values",
    [
        "'extended', ' ', '2027-01-01'",
        "'extended', 'They wish a reply', '2026-11-21'",
        "'extended', 'They wish a reply', '2028-11-22'",
        "'extended', 'They wish a reply', NULL",
        "'destroyed', '', '2036-11-22'",
        "'forgotten', 'They wish a reply', '2027-01-01'",
    ],
)
def test_an_extension_without_reason_or_date_cannot_be_written_past_the_screens(workspace, values):
    plan(workspace, date(2027, 1, 1))
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.execute(text(REVIEW.format(values))))
    right = REVIEW.format("'extended', 'They wish a reply', '2028-11-21'")
    workspace.run(lambda session: session.execute(text(right)).rowcount)


def test_periods_have_defaults_and_bounds(workspace):
    assert workspace.read(periods.of, Period.REQUEST_DAYS) == 30
    for days in (14, 21):
        workspace.run(periods.put, Period.REQUEST_DAYS, days, name="Period set")
    assert workspace.read(periods.of, Period.REQUEST_DAYS) == 21
    with pytest.raises(periods.PeriodRefused):
        workspace.run(periods.put, Period.UNDERTAKING_MONTHS, 25)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_months_end_with_their_last_day(day, months, after):
    assert periods.months_after(day, months) == after
