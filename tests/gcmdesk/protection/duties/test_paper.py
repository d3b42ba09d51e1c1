"""Paper records: whoever keeps paper is reminded to destroy it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from gcmdesk import i18n
from gcmdesk.protection import due, paper
from gcmdesk.protection.duty_lists import Sensitivity
from gcmdesk.protection.duty_tables import PaperDestruction
from gcmdesk.protection.paper import PaperDraft

DRAFT = PaperDraft("Signed sheets", "Safe in the town hall", "Deputy focal point", "sensitive", date(2027, 1, 31))


def add(workspace, **changes):
    values = {field: getattr(DRAFT, field) for field in DRAFT.__slots__} | changes
    return workspace.run(paper.add, PaperDraft(**values), name="Paper record added")


def test_a_paper_record_whose_day_has_passed_raises_an_alert(workspace, now):
    record = add(workspace, destroy_by=now.date())
    (there_is_time,) = workspace.read(paper_due, now)
    (alert,) = workspace.read(paper_due, now + timedelta(days=3))
    assert not there_is_time.overdue
    assert alert.severity == "overdue"
    assert alert.overdue > timedelta(days=1)
    assert alert.place == f"protection/paper/{record.id}"
    assert "Signed sheets" in alert.line.text(i18n.current())


def paper_due(session, now):
    return [entry for entry in due.due(session, now) if entry.kind == "paper"]


def test_paper_far_from_its_day_is_not_on_the_list(workspace, now):
    add(workspace, destroy_by=now.date() + timedelta(days=40))
    assert workspace.read(paper_due, now) == []
    assert len(workspace.read(paper_due, now + timedelta(days=15))) == 1


def test_destroyed_paper_is_off_the_list_and_stays_in_the_register(workspace, now):
    record = add(workspace, destroy_by=now.date())
    workspace.run(paper.destroy, record.id, now.date(), "Two witnesses", "Shredded", now.date(), name="Destroyed")
    assert workspace.read(paper_due, now + timedelta(days=3)) == []
    (kept,) = workspace.read(paper.all_of)
    assert (kept.destroyed, kept.destroyed_by, kept.how) == (now.date(), "Two witnesses", "Shredded")
    with pytest.raises(ValueError, match="destroyed"):
        workspace.run(paper.destroy, record.id, now.date(), "Two witnesses", "Shredded", now.date())


def test_paper_that_two_devices_destroyed_is_one_record_with_the_earlier_day(workspace):
    record = add(workspace)
    for day in (20, 10):
        fields = {"paper_record_id": record.id, "day": date(2026, 5, day), "done_by": "x", "how": "y"}
        workspace.run(lambda session, fields: session.add(PaperDestruction(**fields)), fields, name="Destroyed")
    (kept,) = workspace.read(paper.all_of)
    assert kept.destroyed == date(2026, 5, 10)


def test_undoing_the_entry_of_a_destruction_brings_the_alert_back(workspace, now):
    record = add(workspace, destroy_by=now.date())
    workspace.run(paper.destroy, record.id, now.date(), "Two witnesses", "Shredded", now.date(), name="Destroyed")
    workspace.undo()
    assert len(workspace.read(paper_due, now + timedelta(days=3))) == 1


def test_a_record_can_be_corrected(workspace):
    record = add(workspace)
    changed = PaperDraft("Flip charts", "Office", "Archive", "ordinary", date(2027, 2, 1))
    assert workspace.run(paper.change, record.id, changed, name="Paper record changed").what == "Flip charts"


def test_what_is_missing_is_said_field_by_field(now):
    problems = PaperDraft(" ", "", "", "secret", now.date()).problems()
    assert [field for field, _message in problems] == ["what", "place", "custodian", "sensitivity"]
    assert [field for field, _ in PaperDraft("x" * 100_001, "a", "b", "high", now.date()).problems()] == ["what"]
    tomorrow = now.date() + timedelta(days=1)
    found = paper.destruction_problems(tomorrow, "", "", now.date())
    assert [field for field, _message in found] == ["day", "done_by", "how"]


def test_a_more_sensitive_class_asks_for_more_measures():
    ordinary, sensitive, high = (set(paper.MEASURES[one]) for one in Sensitivity)
    assert ordinary < sensitive < high


COLUMNS = "uuid, clock, device_id, what, place, custodian, sensitivity, destroy_by"


@pytest.mark.parametrize(
    "values",
    [
        "' ', 'place', 'custodian', 'high', '2027-01-01'",
        "'what', '', 'custodian', 'high', '2027-01-01'",
        "'what', 'place', '', 'high', '2027-01-01'",
        "'what', 'place', 'custodian', 'harmless', '2027-01-01'",
        "'what', 'place', 'custodian', 'high', NULL",
    ],
)
def test_an_insert_past_the_screens_fails(workspace, values):
    add(workspace)
    statement = f"INSERT INTO paper_record ({COLUMNS}) VALUES (zeroblob(16), 1, 1, {values})"  # noqa: S608
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.execute(text(statement)))
    right = statement.replace(values, "'what', 'place', 'custodian', 'high', '2027-01-01'")
    workspace.run(lambda session: session.execute(text(right)).rowcount)
