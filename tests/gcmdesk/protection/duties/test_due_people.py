"""What is due about people: counted, never named."""

from datetime import timedelta

import pytest

from gcmdesk import i18n
from gcmdesk.protection import compliance, due, erasing, requests
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.duty_lists import Way, Wish
from gcmdesk.protection.people_records import AgeBand, Basis, NoticeKind, Office
from gcmdesk.protection.people_tables import Appointment, Notice, NoticeVersion, Person
from gcmdesk.protection.requests import RequestDraft


def said(session, now, kind):
    return [
        (entry.line.text(i18n.current()), str(entry.severity)) for entry in due.due(session, now) if entry.kind == kind
    ]


@pytest.fixture
def person(workspace, now):
    """Record a child under a notice, to be reviewed tomorrow."""

    def record(session):
        since = now.date() - timedelta(days=9)
        session.add_all([Appointment(office=one, name="x", contact="y", since=since) for one in Office])
        notice = Notice(kind=NoticeKind.CHILD, language="en", title="For children")
        session.add(notice)
        session.flush()
        version = NoticeVersion(notice_id=notice.id, number=1, made=now, words="[]")
        session.add(version)
        session.flush()
        fields = {"basis": Basis.CONSENT, "notice_version_id": version.id, "notice_language": "en", "obtained": "asked"}
        one = Person(pseudonym="Canary", age_band=AgeBand.FROM_12, review_by=now.date() + timedelta(days=1), **fields)
        session.add(one)
        session.flush()
        return one.id

    return workspace.run(record, name="Person recorded")


def test_somebody_has_to_oversee(workspace, now):
    assert workspace.read(said, now, "oversight") == [
        ("Name an independent oversight body.", "soon"),
        ("Name a data protection focal point.", "soon"),
    ]


def test_whoever_is_named_is_not_missed_and_an_office_left_empty_is(workspace, now, person):
    assert workspace.read(said, now, "oversight") == []

    def end(session):
        session.get_one(Appointment, 1).until = now.date() + timedelta(days=20)

    workspace.run(end, name="Ended")
    assert workspace.read(said, now, "oversight") == []
    missing = [("Name an independent oversight body.", "soon")]
    assert workspace.read(said, now + timedelta(days=21), "oversight") == missing


def test_records_of_persons_come_due_for_review_without_their_names(workspace, now, person):
    ((text, severity),) = workspace.read(said, now + timedelta(days=5), "person")
    assert text.endswith("or soon after: 1.")
    assert severity == "overdue"
    assert "Canary" not in text


def test_who_was_told_a_notice_that_is_withdrawn_is_told_anew(workspace, now, person):
    assert workspace.read(said, now, "notice") == []

    def withdraw(session):
        session.get_one(NoticeVersion, 1).withdrawn = True

    workspace.run(withdraw, name="Notice withdrawn")
    assert len(workspace.read(said, now, "notice")) == 1


def test_the_compliance_page_counts_people_and_children(workspace, now, person):
    page = workspace.read(compliance.page, now + timedelta(days=5), FileState())
    texts = [one.text(i18n.current()) for one in (*page.children.does, *page.principles[3].does)]
    assert "Children recorded: 1." in texts
    (stale,) = page.principles[3].open
    assert stale.line.text(i18n.current()) == "Records of persons past their review date: 1."
    oversight = page.principles[-1]
    assert not {"Name an independent oversight body."} & {point.line.text(i18n.current()) for point in oversight.open}


def test_a_request_can_name_the_person_it_comes_from(workspace, now, person):
    draft = RequestDraft(Wish.ACCESS, now, Way.IN_PERSON, person=person)
    assert workspace.run(requests.receive, draft, now, name="Request received").person == person


def test_a_request_outlives_the_record_of_the_person_it_came_from(workspace, now, person):
    draft = RequestDraft(Wish.ERASURE, now, Way.IN_PERSON, person=person)
    number = workspace.run(requests.receive, draft, now, name="Request received").id
    erasing.erase(workspace, person, i18n.current())
    kept = workspace.read(requests.one, number)
    assert (kept.person, kept.state) == (None, "open")
