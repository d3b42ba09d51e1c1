"""People and notices: what the law asks of a record holds in the schema; pseudonyms; versions of notices."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from gcmdesk.protection import consent, notices, oversight, people, receipts
from gcmdesk.protection.notices import NoticeUnfit, Paragraph, Words
from gcmdesk.protection.oversight import OversightMissing
from gcmdesk.protection.people_records import AgeBand, NoticeKind, Office
from gcmdesk.protection.people_tables import Person
from gcmdesk.protection.pseudonyms import pseudonym
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import opening
from gcmdesk.workspace.base import Base
from gcmdesk.workspace.keys import Parameters
from tests.gcmdesk.protection.conftest import NOW, opened
from tests.gcmdesk.workspace.devices import exchange

REQUIRED = ("age_band", "basis", "notice_version_id", "notice_language", "obtained", "review_by", "pseudonym")


def test_nobody_is_recorded_before_oversight_and_focal_point_are_named(tmp_path):
    with opened(tmp_path) as workspace:
        workspace.run(notices.install, name="Notices set up")
        draft = people.PersonDraft(AgeBand.ADULT, 1, "en", "asked", date(2027, 1, 1))
        with pytest.raises(OversightMissing):
            workspace.run(people.add, draft, name="Person recorded")
        columns = "uuid, clock, device_id, pseudonym, age_band, region, languages, role, basis, notice_version_id,"
        values = "randomblob(16), 1, 1, 'x', '18-24', '', '', '', 'consent', 1, 'en', 'asked', '2027-01-01'"
        statement = f"INSERT INTO person ({columns} notice_language, obtained, review_by) VALUES ({values})"  # noqa: S608
        with pytest.raises(IntegrityError, match="oversight body and focal point"):
            workspace.run(lambda session: session.execute(text(statement)), name="Past the screens")


def test_oversight_stays_while_there_are_people(hall):
    hall.person()
    with pytest.raises(IntegrityError, match="never without"):
        hall.workspace.run(lambda session: session.execute(text("DELETE FROM appointment")), name="Past the screens")


def test_whoever_is_named_next_follows_the_one_before(hall):
    next_one = oversight.AppointmentDraft(Office.FOCAL_POINT, "Second desk", "post box 8", date(2026, 6, 1))
    hall.workspace.run(oversight.appoint, next_one, name="Named")
    for day, name in ((date(2026, 5, 31), "The focal point"), (date(2026, 6, 1), "Second desk")):
        assert hall.workspace.read(oversight.in_office, day)[Office.FOCAL_POINT].name == name


@pytest.mark.parametrize("column", REQUIRED)
def test_a_record_without_its_grounds_fails_past_the_screens(hall, column):
    hall.person()
    names = [one.name for one in Person.__table__.columns if one.name != "id"]
    values = ", ".join({"uuid": "randomblob(16)", column: "NULL"}.get(name, name) for name in names)
    statement = f"INSERT INTO person ({', '.join(names)}) SELECT {values} FROM person"  # noqa: S608
    with pytest.raises(IntegrityError, match="NOT NULL"):
        hall.workspace.run(lambda session: session.execute(text(statement)), name="Past the screens")


def test_there_is_no_field_for_migration_status_nor_for_a_date_of_birth():
    forbidden = ("status", "birth", "visa", "nationality", "permit", "document", "passport", "irregular", "asylum")
    about_our_work = {"checklist_mark.status", "consultation.status", "session_turn.status", "report.status"}
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if f"{table.name}.{column.name}" in about_our_work:
                continue
            assert not any(word in column.name for word in forbidden), f"{table.name}.{column.name}"


@given(st.binary(min_size=16, max_size=16))
def test_pseudonyms_are_short_speakable_and_follow_from_the_identity(uuid):
    name = pseudonym(uuid)
    first, second, digits = name.split("-")
    assert (len(first), len(second), len(digits)) == (4, 4, 4)
    assert digits.isdecimal()
    assert pseudonym(uuid) == name


def test_two_devices_record_people_apart_and_both_remain(hall, tmp_path):
    a = hall.workspace
    a.settle()
    shutil.copy(a.path, tmp_path / "b.gcmdesk")
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes-b")
    with opening.open_workspace(tmp_path / "b.gcmdesk", "open sesame", around=around) as b:
        for workspace in (a, b):
            draft, capture = hall.draft(), hall.capture()
            workspace.run(receipts.record_row, draft, 20, capture, name="Row recorded")
        exchange({"a": a, "b": b}, [("a", "b"), ("b", "a")])
        names = [{one.pseudonym for one in workspace.read(people.everybody)} for workspace in (a, b)]
        assert names[0] == names[1]
        assert len(names[0]) == 40
        agreed = consent.consenting(Purpose.QUOTE, NOW)
        assert len(b.read(lambda session: session.scalars(agreed).all())) == 40


def test_a_record_whose_review_is_due_is_listed(hall):
    person = hall.person()
    assert hall.workspace.read(people.stale, date(2027, 1, 1)) == ()
    assert [one.id for one in hall.workspace.read(people.stale, date(2027, 1, 2))] == [person]
    hall.workspace.run(people.review, person, date(2028, 1, 1), name="Reviewed")
    assert hall.workspace.read(people.stale, date(2027, 1, 2)) == ()


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("code", notices.LANGUAGES)
def test_each_notice_explains_every_purpose_and_who_watches(kind, code):
    words = notices.draft(kind, code)
    assert [one.purpose for one in words.paragraphs if one.purpose] == list(Purpose)
    whole = " ".join(one.text for one in words.paragraphs)
    assert "{oversight}" in whole
    assert "{focal_point}" in whole
    assert notices.unpacked(notices.packed(words)) == words


def test_a_notice_is_read_with_the_names_of_those_in_office(hall):
    words = hall.workspace.read(notices.to_read, hall.notice[NoticeKind.ADULT], date(2026, 5, 1))
    whole = " ".join(one.text for one in words.paragraphs)
    assert "The oversight body (post box 7)" in whole
    assert "{" not in whole


def test_editing_makes_a_new_version_and_withdrawing_it_brings_the_old_one_back(hall):
    workspace, first = hall.workspace, hall.notice[NoticeKind.ADULT]
    old = workspace.read(notices.version, first)
    new = workspace.run(notices.edit, old.notice, replace(old.words, title="Short"), name="Notice edited")
    assert (new.number, workspace.read(notices.current, NoticeKind.ADULT, "en")) == (2, new)
    assert workspace.read(notices.version, first).words == old.words
    workspace.run(notices.withdraw, new.id, name="Version withdrawn")
    assert workspace.read(notices.current, NoticeKind.ADULT, "en").id == first
    with pytest.raises(NoticeUnfit):
        workspace.run(people.add, replace(hall.draft(), notice_version=new.id), name="Person recorded")


def test_the_words_of_a_version_never_change(hall):
    with pytest.raises(IntegrityError, match="never change"):
        hall.workspace.run(lambda session: session.execute(text("UPDATE notice_version SET words = 'x'")), name="-")


def test_a_notice_in_one_more_language(hall):
    words = Words("Kichwa", (Paragraph("text", "Sikiliza."),))
    hall.workspace.run(notices.add, NoticeKind.ADULT, "sw", words, name="Notice added")
    assert hall.workspace.read(notices.current, NoticeKind.ADULT, "sw").words == words
    with pytest.raises(ValueError, match="words"):
        hall.workspace.run(notices.add, NoticeKind.ADULT, "sw", Words("x", ()), name="Notice added")


def test_setting_the_notices_up_twice_changes_nothing(hall):
    assert hall.workspace.run(notices.install) == 0


def test_people_are_found_by_words_and_sorted_by_age(hall):
    old = hall.person(AgeBand.FROM_60, region="Côte", role="nurse")
    young = hall.person(AgeBand.FROM_18, region="cote", role="teacher")
    child = hall.person(AgeBand.FROM_12)
    read = hall.workspace.read
    assert read(people.ids, "COTE nurse") == [old]
    assert read(people.ids, "", ("age_band", False)) == [child, young, old]
    assert read(people.ids, "", ("age_band", True)) == [old, young, child]
    assert read(people.ids, "", ("", False), date(2026, 12, 31)) == []
    assert [one.id for one in read(people.of, [child, old, 99])] == [old, child]
