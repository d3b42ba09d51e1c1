"""Taking consent down: what is refused, what cannot be undone, and which receipt counts."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from gcmdesk.protection import consent, notices, people, receipts
from gcmdesk.protection.people_records import AgeBand, Answer, Capacity, Method, NoticeKind, State
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.workspace import changes
from gcmdesk.workspace.errors import NothingToUndo, StillNeeded
from gcmdesk.workspace.journal import connection_of
from tests.gcmdesk.protection.conftest import HOUR, NOW

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
CHILD = {"child": True, "capacity": Capacity.CHILD, "guardian": "mother", "best_interests": "wants to be heard"}


def state(hall, person, purpose=Purpose.QUOTE, at=NOW):
    return hall.workspace.read(consent.states, [person], at)[person, purpose]


def agree(hall, person, purpose=Purpose.QUOTE, at=NOW, **of):
    query = consent.consenting(purpose, at, **of)
    return person in hall.workspace.read(lambda session: session.scalars(query).all())


def record(hall, capture):
    return hall.workspace.run(receipts.record, capture, name="Consent recorded")


def refused(hall, capture):
    found = hall.workspace.read(receipts.problems, capture)
    with pytest.raises(ValueError, match=r"."):
        record(hall, capture)
    assert not hall.workspace.read(lambda session: session.scalars(select(ConsentReceipt.id)).all())
    return {name for name, _message in found}


def test_a_whole_row_says_yes_before_a_witness_in_one_go(hall):
    draft, capture = hall.draft(), hall.capture(purposes=(Purpose.TAKE_PART, Purpose.SYNTHESIS, Purpose.QUOTE))
    row, given = hall.workspace.run(receipts.record_row, draft, 7, capture, name="Row recorded")
    assert len({one.pseudonym for one in row}) == 7
    assert len(given) == 21
    assert all(agree(hall, one.id) for one in row)
    hall.workspace.undo()
    assert hall.workspace.read(people.everybody) == ()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"time": NOW + 2 * HOUR}, "time"),
        ({"time": datetime(2026, 5, 4)}, "time"),  # noqa: DTZ001 - a time without its zone is the point
        ({"witness": " "}, "witness"),
        ({"language": ""}, "language"),
        ({"expires": date(2020, 1, 1)}, "expires"),
        ({"answers": {}}, "answers"),
        ({"people": ()}, "people"),
        ({"people": (99,)}, "people"),
        ({"answers": {Purpose.SHARING: Answer.GIVEN}, "recipients": (Recipient.PUBLIC,)}, "third_party"),
        ({"answers": {Purpose.ATTRIBUTION: Answer.GIVEN}}, "recipients"),
        ({"capacity": Capacity.NOT_POSSIBLE, "answers": {Purpose.TAKE_PART: Answer.GIVEN}}, "reason"),
        ({"capacity": Capacity.NOT_POSSIBLE, "reason": "ill", "understanding": "asked back"}, "answers"),
    ],
)
def test_what_is_wrong_is_said_and_not_recorded(hall, fields, wrong):
    assert wrong in refused(hall, replace(hall.capture(hall.person()), **fields))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"guardian": ""}, "guardian"),
        ({"best_interests": " "}, "best_interests"),
        ({"capacity": Capacity.ADULT}, "capacity"),
        ({"guardian_person": 1}, "guardian"),
        ({"guardian": "PSEUDONYM"}, "guardian"),
        ({"guardian": "ayşe yılmaz"}, "guardian"),
    ],
)
def test_a_child_needs_somebody_else_as_guardian_and_its_best_interests(hall, fields, wrong):
    child = hall.person(AgeBand.FROM_12)
    hall.workspace.run(people.identify, child, "Ayşe Yılmaz", name="Name kept")
    if fields.get("guardian") == "PSEUDONYM":
        fields = {"guardian": hall.workspace.read(people.get, child).pseudonym.lower()}
    assert wrong in refused(hall, replace(hall.capture(child, **CHILD), **fields))
    record(hall, hall.capture(child, **CHILD))
    assert agree(hall, child)


def test_a_child_says_no_or_changes_its_mind_without_anybody(hall):
    child = hall.person(AgeBand.UNDER_12)
    record(hall, hall.capture(child, **CHILD))
    record(hall, hall.capture(child, answer=Answer.WITHDRAWN, time=NOW, witness=""))
    assert not agree(hall, child)


def test_a_withdrawn_version_and_one_for_others_are_refused(hall):
    person = hall.person()
    assert refused(hall, replace(hall.capture(person), notice_version=hall.notice[NoticeKind.CHILD]))
    hall.workspace.run(notices.withdraw, hall.notice[NoticeKind.ADULT], name="Version withdrawn")
    assert "notice_version" in refused(hall, hall.capture(person))
    record(hall, hall.capture(person, answer=Answer.REFUSED))
    assert state(hall, person) is State.REFUSED


@pytest.mark.parametrize("order", [(Answer.GIVEN, Answer.WITHDRAWN), (Answer.WITHDRAWN, Answer.GIVEN)])
def test_at_the_same_second_the_safer_wins(hall, order):
    person = hall.person()
    for step, answer in enumerate(order):
        record(hall, hall.capture(person, answer=answer, time=NOW - HOUR + timedelta(milliseconds=step * 400)))
    assert state(hall, person) is State.WITHDRAWN
    assert not agree(hall, person)
    record(hall, hall.capture(person, time=NOW - HOUR + 2 * SECOND))
    assert agree(hall, person)


def test_a_clock_that_was_set_back_does_not_bring_consent_back(hall):
    person = hall.person()
    record(hall, hall.capture(person, answer=Answer.WITHDRAWN, time=NOW - HOUR))
    record(hall, hall.capture(person, time=NOW - 2 * HOUR))
    assert state(hall, person) is State.WITHDRAWN
    assert not agree(hall, person)


def test_a_clock_that_was_set_back_at_the_withdrawal_does_not_keep_consent(hall):
    person = hall.person()
    record(hall, hall.capture(person, time=NOW - HOUR))
    record(hall, hall.capture(person, answer=Answer.WITHDRAWN, time=NOW - 2 * HOUR))
    assert not agree(hall, person)


def test_a_clock_that_was_set_back_does_not_bring_back_what_has_expired(hall):
    person = hall.person()
    ended = NOW - 3 * DAY
    record(hall, hall.capture(person, time=NOW - 10 * DAY, expires=ended.date()))
    for clock in (NOW, NOW - 5 * DAY):
        assert hall.workspace.read(consent.states, [person], clock)[person, Purpose.QUOTE] is State.EXPIRED
        query = consent.consenting(Purpose.QUOTE, clock)
        assert hall.workspace.read(lambda session, query=query: session.scalars(query).all()) == []


def test_consent_expires_and_one_of_an_adult_ends_when_the_age_is_put_right(hall):
    person = hall.person()
    record(hall, hall.capture(person, expires=NOW.date()))
    assert agree(hall, person)
    assert not agree(hall, person, at=NOW + timedelta(days=1))
    assert state(hall, person, at=NOW + timedelta(days=1)) is State.EXPIRED


def test_consent_to_sharing_is_for_the_party_and_the_recipients_it_names(hall):
    person, purpose = hall.person(), Purpose.SHARING
    fields = {"purposes": (purpose,), "third_party": "School board", "recipients": (Recipient.PARTNER,)}
    record(hall, hall.capture(person, **fields))
    assert agree(hall, person, purpose, third_party="School board", recipient=Recipient.PARTNER)
    assert not agree(hall, person, purpose, third_party="Town hall")
    assert not agree(hall, person, purpose, recipient=Recipient.PUBLIC)
    record(hall, hall.capture(person, purposes=(purpose,), answer=Answer.WITHDRAWN, time=NOW))
    assert not agree(hall, person, purpose, third_party="School board")


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.WITHDRAWN])
def test_a_no_cannot_be_undone_into_consent(hall, answer):
    person = hall.person()
    record(hall, hall.capture(person))
    record(hall, hall.capture(person, answer=answer, time=NOW))
    for _step in range(5):
        try:
            hall.workspace.undo()
        except (NothingToUndo, StillNeeded):
            break
        assert not agree(hall, person)
    for _step in range(5):
        try:
            hall.workspace.redo()
        except (NothingToUndo, StillNeeded):
            break
        assert not agree(hall, person)
    assert state(hall, person) is State(answer)


def test_consent_that_was_undone_does_not_return_over_a_later_no(hall):
    """Undone, refused with the clock set back, done again: the receipt keeps the moment it was first written down."""
    person = hall.person()
    record(hall, hall.capture(person, time=NOW - HOUR))
    hall.workspace.undo()
    record(hall, hall.capture(person, answer=Answer.REFUSED, time=NOW - 3 * HOUR))
    hall.workspace.redo()
    assert state(hall, person) is State.REFUSED
    assert not agree(hall, person)


@pytest.mark.parametrize(
    "change",
    [
        "capacity = 'child'",
        "capacity = 'not possible'",
        "witness = ''",
        "guardian_id = person_id",
        "answer = 'maybe'",
        "purpose = 'immigration enforcement'",
        "purpose = 'sharing'",
        "purpose = 'attribution'",
        "recipients = '|immigration enforcement|'",
        "recorded = clock + 1",
        "language = ' '",
    ],
)
def test_the_schema_refuses_what_went_past_the_screens(hall, change):
    record(hall, hall.capture(hall.person()))
    column, _, value = change.partition(" = ")
    columns = [one.name for one in ConsentReceipt.__table__.columns if one.name != "id"]
    values = ", ".join({"uuid": "randomblob(16)", column: value}.get(name, name) for name in columns)
    statement = f"INSERT INTO consent_receipt ({', '.join(columns)}) SELECT {values} FROM consent_receipt"  # noqa: S608

    def past(session):
        session.execute(text(statement))

    with pytest.raises(IntegrityError, match="CHECK"):
        hall.workspace.run(past, name="Past the screens")


@pytest.mark.parametrize("column", [one.name for one in changes.columns("consent_receipt")])
def test_receipts_never_change(hall, column):
    record(hall, hall.capture(hall.person()))
    value = "2" if column == "guardian_id" else column
    statement = f"UPDATE consent_receipt SET {column} = {value}"  # noqa: S608
    with pytest.raises(Exception, match="a receipt never changes"):
        hall.workspace.run(lambda session: connection_of(session).execute(statement), name="Past the screens")


def test_every_method_and_capacity_can_be_recorded(hall):
    person, total = hall.person(), 0
    for method in Method:
        for capacity in (Capacity.ADULT, Capacity.SUPPORTED):
            record(hall, hall.capture(person, method=method, capacity=capacity))
            total += 1
    count = select(func.count()).select_from(ConsentReceipt)
    assert hall.workspace.read(lambda session: session.scalar(count)) == total
