"""Consent at the window: asked in seconds, of one person or a whole row, on a signed sheet, with a guardian."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from gcmdesk.protection import notices, receipts
from gcmdesk.protection.people_records import AgeBand, Answer, NoticeKind, State
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import attachments
from tests.ui.hands import button
from tests.ui.protection.asking import Show, agree, ask, everybody, fill, state, told
from tests.ui.workspace.conftest import Hands


def test_nobody_is_recorded_before_the_offices_are_held_and_the_notices_set_up(at_work: Hands, show: Show) -> None:
    show("people")
    assert button(at_work.window, "Name who watches over the records").isVisible()
    page = show("consent")
    assert page.primary_action is None
    page.oversight_first.begin.click()
    at_work.wait()
    page = at_work.page
    assert at_work.window.place == "protection/oversight"
    for office, form in page.forms.items():
        page._appoint(office)
        assert told(form) == {"name", "contact"}
        fill(form, name=f"The {office}", contact="post box 7")
        page._appoint(office)
    at_work.wait()
    assert page.standing.text() == "Both offices are held. People can be recorded."
    page = show("consent")
    page.notices_first.begin.click()
    at_work.wait()
    assert page.primary_action.text == "Record answers"


def test_a_whole_row_is_asked_with_the_keyboard_and_enter_finishes(ready: Hands, show: Show) -> None:
    page = show("consent")
    ready.focused().selectAll()
    ready.type("3")
    ready.tab_to("Take part and be recorded: Yes")
    ready.press(Qt.Key.Key_Space)
    ready.press(Qt.Key.Key_Return)
    assert told(page.form.fields) == {"witness"}
    assert everybody(ready) == ()
    ready.tab_to("Witness")
    ready.type("the chair")
    ready.press(Qt.Key.Key_Return)
    ready.wait()
    row = everybody(ready)
    assert len(row) == 3
    assert {state(ready, one.id, Purpose.TAKE_PART) for one in row} == {State.GIVEN}
    assert {state(ready, one.id, Purpose.QUOTE) for one in row} == {State.NEVER_ASKED}
    assert all(one.pseudonym in page.form.told.text() for one in row)
    assert page.form.fields.fields["witness"].value == "the chair"
    assert page.form.fields.fields["answers"].value == {}


def test_a_slip_of_the_finger_makes_no_crowd(ready: Hands, show: Show) -> None:
    page = show("consent")
    agree(page, Purpose.TAKE_PART)
    ask(page, count=5000, witness="the chair")
    page.form.record()
    assert told(page.form.fields) == {"count"}
    assert everybody(ready) == ()


def test_yes_and_no_exclude_each_other_and_a_no_is_recorded_as_one(ready: Hands, show: Show) -> None:
    page = show("consent")
    agree(page, Purpose.QUOTE)
    agree(page, Purpose.QUOTE, answer=Answer.REFUSED)
    page.form.record()
    (one,) = everybody(ready)
    assert state(ready, one.id, Purpose.QUOTE) is State.REFUSED


def test_a_child_is_asked_with_a_guardian_on_the_childrens_notice(ready: Hands, show: Show) -> None:
    page = show("consent")
    fields = page.form.fields
    assert not fields.fields["guardian"].isVisible()
    ask(page, age_band=str(AgeBand.FROM_12), witness="the chair")
    assert fields.fields["guardian"].isVisible()
    assert not fields.fields["capacity"].isVisible()
    agree(page, Purpose.TAKE_PART)
    page.form.record()
    assert told(fields) == {"guardian", "best_interests"}
    ask(page, guardian="her aunt", best_interests="she wants to be heard")
    page.form.record()
    (child,) = everybody(ready)
    version = ready.desk.workspace.read(notices.version, child.notice_version)
    assert (child.age_band, version.kind) == (AgeBand.FROM_12, NoticeKind.CHILD)
    assert state(ready, child.id, Purpose.TAKE_PART) is State.GIVEN


def test_sharing_asks_with_whom_and_an_impossible_consent_asks_why(ready: Hands, show: Show) -> None:
    page = show("consent")
    agree(page, Purpose.SHARING)
    page.form.record()
    assert told(page.form.fields) == {"witness", "third_party", "recipients"}
    agree(page, Purpose.SHARING)
    agree(page, Purpose.TAKE_PART)
    ask(page, capacity="not possible", witness="the chair")
    page.form.record()
    assert told(page.form.fields) == {"reason", "understanding"}


def test_a_signed_sheet_is_attached_once_to_each_person(ready: Hands, show: Show, tmp_path: Path) -> None:
    page = show("consent")
    picture, other = tmp_path / "sheet.png", tmp_path / "notes.txt"
    QImage(20, 20, QImage.Format.Format_RGB32).save(str(picture))
    other.write_text("no picture")
    page.form.sheet.take(other)
    assert "cannot be attached" in page.form.sheet.problem.text()
    other.write_bytes(b"%PDF-1.4\nstartxref\n0\n%%EOF\n")
    page.form.sheet.take(other)
    assert "Photograph the sheet" in page.form.sheet.problem.text()
    assert not page.form.sheet.picture
    page.form.sheet.take(picture)
    agree(page, Purpose.TAKE_PART, Purpose.SYNTHESIS)
    ask(page, method="signed paper", count=2)
    page.form.record()
    ready.wait()
    for one in everybody(ready):
        given = ready.desk.workspace.read(receipts.of_person, one.id)
        owners = [ready.desk.workspace.read(receipts.owner, receipt.id) for receipt in given]
        assert sum(len(ready.desk.workspace.read(attachments.of, owner)) for owner in owners) == 1
    assert not page.form.sheet.picture


def test_a_sheet_that_was_signed_on_paper_is_attached_later(
    ready: Hands, show: Show, person: int, tmp_path: Path
) -> None:
    picture = tmp_path / "sheet.png"
    QImage(20, 20, QImage.Format.Format_RGB32).save(str(picture))
    record = show(f"people/{person}").panel("record")
    assert not record.attach_it.isVisible()
    record.sheet.take(picture)
    record.attach_it.click()
    ready.wait()
    assert any("with the signed sheet" in fact[0] for fact in record.history.shown)
    assert not record.attach_it.isVisible()


def test_a_signed_sheet_is_looked_at_and_put_away_when_the_page_is_left(
    ready: Hands, show: Show, person: int, tmp_path: Path
) -> None:
    picture = tmp_path / "sheet.png"
    QImage(900, 600, QImage.Format.Format_RGB32).save(str(picture))
    record = show(f"people/{person}").panel("record")
    assert not record.sheets.isVisible()
    record.sheet.take(picture)
    record.attach_it.click()
    ready.wait()
    (look,) = [one for one in record.sheets.findChildren(QPushButton) if one.isVisible()]
    assert look.text().startswith("Look at the signed sheet of ")
    look.click()
    ready.wait()
    assert record.sheets.picture.isVisible()
    assert record.sheets.picture.pixmap().height() * 3 == record.sheets.picture.pixmap().width() * 2
    show("notices")
    show(f"people/{person}")
    assert record.sheets.picture.pixmap().isNull()


def test_people_chosen_in_the_list_are_asked_together(ready: Hands, show: Show, person: int) -> None:
    page = show(f"consent/{person}-999")
    assert page.form.people[0].id == person
    assert not page.form.fields.fields["count"].isVisible()
    agree(page, Purpose.CONTACT)
    ask(page, witness="the chair")
    page.form.record()
    assert state(ready, person, Purpose.CONTACT) is State.GIVEN
    page.new.click()
    assert page.form.people == ()
    assert page.form.fields.fields["count"].isVisible()


def test_the_guardian_of_a_child_is_somebody_who_is_recorded(ready: Hands, show: Show, person: int) -> None:
    (adult,) = everybody(ready)
    page = show("consent")
    ask(page, age_band="12-15")
    agree(page, Purpose.TAKE_PART)
    ask(page, witness="the chair", guardian="mother", best_interests="It is their school", guardian_person="nobody")
    page.form.record()
    assert told(page.form.fields) == {"guardian_person"}
    ask(page, guardian_person=adult.pseudonym)
    page.form.record()
    ready.wait()
    (child,) = (one for one in everybody(ready) if one.child)
    assert state(ready, child.id, Purpose.TAKE_PART) is State.GIVEN
    query = select(ConsentReceipt.guardian_id).where(ConsentReceipt.person_id == child.id)
    assert ready.desk.workspace.read(lambda session: session.scalars(query).all()) == [adult.id]
