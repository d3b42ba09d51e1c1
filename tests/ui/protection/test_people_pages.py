"""People and their consent at the window: asked in seconds, withdrawn in one step, read out, corrected, erased."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.i18n import isolate
from gcmdesk.priorities import raters
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.protection import access, consent, notices, oversight, people, receipts
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people_records import AgeBand, Answer, NoticeKind, Office, State
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.withdrawal import Consequences
from gcmdesk.workspace import attachments, clock
from tests.ui import looking
from tests.ui.hands import button, choose, texts
from tests.ui.protection.test_duty_pages import fill, told
from tests.ui.test_every_screen import LONG
from tests.ui.workspace.conftest import Hands
from tests.ui.workspace.test_every_page import shown
from ui.screens.protection import notices as notices_page
from ui.screens.protection import person_access
from ui.widgets import consent_withdrawal
from ui.widgets.withdraw_button import withdraw_place

Show = Callable[[str], object]
Open = Callable[..., Hands]
SAID = "The bus does not come"


@pytest.fixture
def show(at_work: Hands) -> Show:
    """``show("people")``: that page of Protection."""

    def show_(name: str) -> object:
        at_work.window.go(f"protection/{name}")
        at_work.wait()
        return at_work.page

    return show_


@pytest.fixture
def ready(at_work: Hands) -> Hands:
    """Both offices are held and the notices are there."""
    for office in Office:
        draft = AppointmentDraft(office, f"The {office}", "post box 7", date(2026, 1, 1))
        at_work.desk.workspace.run(oversight.appoint, draft, name="Named")
    at_work.desk.workspace.run(notices.install, name="Set up")
    return at_work


def ask(page: object, **values: object) -> None:
    fill(page.form.fields, **values)


def agree(page: object, *purposes: Purpose, answer: Answer = Answer.GIVEN) -> None:
    for purpose in purposes:
        page.form.fields.answers.boxes[purpose][answer].click()


@pytest.fixture
def person(ready: Hands, show: Show) -> int:
    """Somebody who agreed to take part, and of whom there is a note."""
    page = show("consent")
    agree(page, Purpose.TAKE_PART, Purpose.SYNTHESIS)
    ask(page, witness="the chair", region="North")
    page.form.record()
    ready.wait()
    (known,) = everybody(ready)
    ready.desk.workspace.run(speak, known.id, name="Note added")
    return known.id


def speak(session: object, person: int) -> None:
    session.add(Consultation(title="Kick-off", day=date(2026, 5, 4)))
    session.flush()
    session.add(Note(consultation_id=1, person_id=person, said=clock.now(), text=SAID, verbatim=False))


def everybody(hands: Hands) -> tuple[people.RecordedPerson, ...]:
    return hands.desk.workspace.read(people.everybody)


def state(hands: Hands, person: int, purpose: Purpose) -> State:
    return hands.desk.workspace.read(consent.states, [person], clock.now())[person, purpose]


def notes(hands: Hands) -> int:
    return hands.desk.workspace.read(lambda session: session.query(Note).count())


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


def test_the_record_shows_states_in_words_and_hides_the_name_again(ready: Hands, show: Show, person: int) -> None:
    page = show(f"people/{person}")
    assert {"Take part and be recorded", "Given", "Not asked yet", isolate("North"), "1 contribution"} <= set(
        texts(page.side)
    )
    record = page.panel("record")
    record.show_identity.click()
    fill(record.name_form, name="Quarz Bergmann")
    record.keep_identity.click()
    ready.wait()
    assert any("Quarz Bergmann" in text for text in texts(page.side))
    show("notices")
    show(f"people/{person}")
    assert not any("Quarz Bergmann" in text for text in texts(ready.window))


def test_withdrawing_lists_what_will_happen_and_then_does_it(ready: Hands, show: Show, person: int) -> None:
    page = show(f"people/{person}/withdraw")
    panel = page.panel("withdraw")
    assert ready.focused() is panel.boxes[Purpose.TAKE_PART]
    assert not panel.withdraw_it.isEnabled()
    ready.press(Qt.Key.Key_Space)
    assert ("Contribution", "Erased for good: 1") in panel.consequences.shown
    assert notes(ready) == 1
    panel.withdraw_it.click()
    ready.wait()
    assert notes(ready) == 0
    assert all(state(ready, person, purpose) is State.WITHDRAWN for purpose in Purpose)
    assert "withdrawn" in ready.window.messages.message.text
    assert page.panel("record").states.shown["Take part and be recorded"] is State.WITHDRAWN


def test_what_was_sent_before_is_among_the_consequences() -> None:
    plan = Consequences((Purpose.QUOTE,), (), ("Sent to the Ministry on 5 May.",))
    assert consent_withdrawal.told(plan)[-1][1:] == ("Sent to the Ministry on 5 May.", "warning")


def test_withdrawing_begins_from_wherever_the_pseudonym_is_met(ready: Hands, show: Show, person: int) -> None:
    (known,) = everybody(ready)
    ready.window.go("library")
    ready.window.open_palette()
    palette = QApplication.activeModalWidget()
    palette.field.setText(known.pseudonym.lower())
    ready.wait()
    found = [(each.kind, each.text) for each in palette.findings]
    assert found[:2] == [("Person", known.pseudonym), ("Withdraw consent", known.pseudonym)]
    ready.press(Qt.Key.Key_Down)
    ready.press(Qt.Key.Key_Return)
    ready.wait()
    assert ready.window.place == f"protection/people/{person}/withdraw"


def test_giving_up_a_withdrawal_changes_nothing(ready: Hands, show: Show, person: int) -> None:
    page = show(f"people/{person}/withdraw")
    panel = page.panel("withdraw")
    panel.boxes[Purpose.SYNTHESIS].click()
    assert any("never leaves it: 1" in fact[1] for fact in panel.consequences.shown)
    button(panel, "Cancel").click()
    assert state(ready, person, Purpose.SYNTHESIS) is State.GIVEN
    assert page.place == str(person)


def test_everything_held_is_printed_and_parts_are_left_out_with_a_reason(
    ready: Hands, show: Show, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = []
    monkeypatch.setattr(person_access, "print_it", lambda _parent, paper: printed.append(paper))
    panel = show(f"people/{person}/access").panel("access")
    panel.print_one.click()
    assert any(SAID in line for part in printed[0].parts for line in getattr(part, "lines", ()))
    panel.leave["Contribution"].click()
    panel.print_one.click()
    assert told(panel.form) == {"reason"}
    fill(panel.form, reason="names somebody else")
    panel.print_one.click()
    assert not any(SAID in line for part in printed[1].parts for line in getattr(part, "lines", ()))
    panel.record_it.click()
    assert ready.desk.workspace.read(access.last_read_back, person) == date.today()  # noqa: DTZ011 - of this computer
    assert panel.last.text().startswith("Last told on")


def test_a_correction_needs_a_reason_and_is_logged(ready: Hands, show: Show, person: int) -> None:
    page = show(f"people/{person}/correct")
    panel = page.panel("correct")
    panel.correct_it.click()
    assert told(panel.form) == {"age_band", "reason"}
    fill(panel.form, region="South", reason="moved")
    panel.correct_it.click()
    assert ready.desk.workspace.read(people.get, person).region == "South"
    page.show_panel("correct")
    assert any("moved" in fact[1] for fact in panel.log.shown)


@pytest.mark.parametrize(("way", "left"), [("erase_it", 0), ("anonymise_it", 1)])
def test_erasing_is_confirmed_and_leaves_a_checklist(
    ready: Hands, show: Show, person: int, way: str, left: int
) -> None:
    page = show(f"people/{person}/erase")
    panel = page.panel("erase")
    assert not getattr(panel, way).isEnabled()
    panel.sure.box.click()
    getattr(panel, way).click()
    ready.wait()
    assert everybody(ready) == ()
    assert notes(ready) == left
    assert page.checklist.isVisible()
    assert any("on paper" in text for text in texts(page.checklist))
    button(page.checklist, "Done").click()
    assert "Nobody is recorded" in texts(ready.window)


def test_an_edited_notice_is_a_new_version_and_the_old_one_can_be_withdrawn(ready: Hands, show: Show) -> None:
    page = show("notices")
    page.edit_one.click()
    fill(page.editor.form, **{"0": "We listen.\n\nWe write down what is said."})
    page.editor.save_it.click()
    ready.wait()
    version = page.table.current_record
    assert [one.text for one in version.words.paragraphs[:2]] == ["We listen.", "We write down what is said."]
    assert (version.number, page._state(version)) == (2, "Current")
    page.withdraw_one.click()
    current = ready.desk.workspace.read(notices.current, version.kind, version.language)
    assert (current.number, page._state(current)) == (1, "Current")


def test_a_notice_in_another_language_is_added_and_printed_large(
    ready: Hands, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = []
    monkeypatch.setattr(notices_page, "print_it", lambda _parent, paper: printed.append(paper))
    page = show("notices")
    page.primary_action.run()
    page.editor.save_it.click()
    assert told(page.editor.form) == {"language"}
    fill(page.editor.form, language="ha", title="Kafin mu fara")
    page.editor.save_it.click()
    ready.wait()
    assert page.table.current_record.language == "ha"
    page.print_one.click()
    assert (printed[0].title, printed[0].large) == ("Kafin mu fara", True)
    assert any("post box 7" in getattr(part, "text", "") for part in printed[0].parts)


PANELS = ("consent", "withdraw", "correct", "erase")


@pytest.mark.parametrize(("code", "text_size"), [(LONG, 200), ("ar", 150)])
def test_nothing_beside_a_person_is_cut_on_a_small_screen(open_with: Open, code: str, text_size: int) -> None:
    hands = open_with("sample", code=code, text_size=text_size)
    places = (*(f"protection/people/1/{panel}" for panel in PANELS), "protection/people/1-2/withdraw")
    looks = (looking.cramped, looking.overflowing)
    assert [fault for _place in shown(hands, places) for look in looks for fault in look(hands.window)] == []


@pytest.mark.parametrize("place", [*PANELS, "access"])
def test_every_panel_is_named_whole_and_in_reach(ready: Hands, show: Show, person: int, place: str) -> None:
    show(f"people/{person}/{place}")
    ready.wait()
    looks = (looking.nameless, looking.unreachable, looking.too_low, looking.cramped, looking.overflowing)
    assert [fault for look in looks for fault in look(ready.window)] == []


@pytest.fixture
def pair(ready: Hands, show: Show) -> tuple[int, ...]:
    """Two people who agreed to share with the same university, one of them with a hospital too."""
    page = show("consent")
    agree(page, Purpose.TAKE_PART, Purpose.SHARING)
    ask(page, witness="the chair", count=2, third_party="University", recipients=("partner",))
    page.form.record()
    ready.wait()
    first, second = (one.id for one in everybody(ready))
    page = show(f"consent/{first}")
    agree(page, Purpose.SHARING)
    ask(page, witness="the chair", third_party="Hospital", recipients=("partner",))
    page.form.record()
    ready.wait()
    return first, second


def test_taking_part_brings_the_other_ticks_with_it_and_gives_them_back(
    ready: Hands, show: Show, pair: tuple[int, ...]
) -> None:
    panel = show(f"people/{pair[0]}/withdraw").panel("withdraw")
    panel.boxes[Purpose.QUOTE].click()
    panel.boxes[Purpose.TAKE_PART].click()
    assert panel.chosen == tuple(Purpose)
    assert looking.faint(ready.window) == []
    panel.boxes[Purpose.SYNTHESIS].click()
    assert panel.chosen == tuple(Purpose)
    panel.boxes[Purpose.TAKE_PART].click()
    assert panel.chosen == (Purpose.QUOTE,)


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_boxes_of_the_withdrawal_stand_out_from_their_ground(open_with: Open, look: str) -> None:
    hands = open_with("sample", theme=look, size=(1366, 1400))
    assert [
        fault for _place in shown(hands, ("protection/people/1/withdraw",)) for fault in looking.faint(hands.window)
    ] == []


def test_people_selected_together_withdraw_together(ready: Hands, show: Show, pair: tuple[int, ...]) -> None:
    page = show("people")
    page.table.selectAll()
    page.show_panel("withdraw")
    panel = page.panel("withdraw")
    assert set(panel.people) == set(pair)
    assert all(one.pseudonym in panel.who.text() for one in everybody(ready))
    panel.boxes[Purpose.TAKE_PART].click()
    panel.withdraw_it.click()
    ready.wait()
    assert {state(ready, one, Purpose.TAKE_PART) for one in pair} == {State.WITHDRAWN}


def test_a_place_names_all_who_withdraw(ready: Hands, show: Show, pair: tuple[int, ...]) -> None:
    page = show(withdraw_place(pair).removeprefix("protection/"))
    assert set(page.panel("withdraw").people) == set(pair)
    assert {int(one) for one in page.place.removesuffix("/withdraw").split("-")} == set(pair)


def test_sharing_with_one_third_party_is_withdrawn_alone(ready: Hands, show: Show, pair: tuple[int, ...]) -> None:
    person = pair[0]
    panel = show(f"people/{person}/withdraw").panel("withdraw")
    assert not panel.party.isVisible()
    panel.boxes[Purpose.SHARING].click()
    assert panel.party.isVisible()
    assert "Hospital" not in facts(panel)["Withdrawn"]
    choose(panel.party.box, "Hospital")
    assert "Hospital" in facts(panel)["Withdrawn"]
    assert "University" in facts(panel)["Still agreed to"]
    panel.withdraw_it.click()
    ready.wait()
    given = ready.desk.workspace.read(receipts.of_person, person)
    assert [(one.purpose, one.third_party) for one in given if one.answer is Answer.WITHDRAWN] == [
        (Purpose.SHARING, "Hospital")
    ]
    page = show(f"people/{person}")
    shared = {text: state for text, state in page.panel("record").states.shown.items() if "Sharing" in text}
    assert shared == {
        f"Sharing with {isolate('Hospital')}": State.WITHDRAWN,
        f"Sharing with {isolate('University')}": State.GIVEN,
    }
    page.show_panel("withdraw")
    assert "University" in panel.lines[Purpose.SHARING].text.text()


def facts(panel: object) -> dict[str, str]:
    return {fact[0]: fact[1] for fact in panel.consequences.shown}


def test_of_several_only_those_are_named_who_shared_with_the_party(
    ready: Hands, show: Show, pair: tuple[int, ...]
) -> None:
    panel = show(withdraw_place(pair).removeprefix("protection/")).panel("withdraw")
    panel.boxes[Purpose.SHARING].click()
    choose(panel.party.box, "Hospital")
    first, second = (ready.desk.workspace.read(people.get, one).pseudonym for one in pair)
    assert first in facts(panel)["Who withdraws"]
    assert second not in facts(panel)["Who withdraws"]
    panel.withdraw_it.click()
    ready.wait()
    told = ready.desk.workspace.read(consent.parties, pair, clock.now())
    assert told[pair[0]]["Hospital"] is State.WITHDRAWN
    assert told[pair[1]] == {"University": State.GIVEN}


def test_a_request_leads_to_the_person_who_asks(ready: Hands, show: Show, person: int) -> None:
    (known,) = everybody(ready)
    page = show("requests")
    page.begin_entry()
    fill(page.new, wish="withdrawal", way="in person", words="Wants out", person="nobody")
    page.enter_it.click()
    assert told(page.new) == {"person"}
    fill(page.new, person=known.pseudonym.upper())
    page.enter_it.click()
    ready.wait()
    button(page.side, f"Withdraw consent of {isolate(known.pseudonym)}").click()
    ready.wait()
    assert ready.window.place == f"protection/people/{person}/withdraw"


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


def test_a_rater_who_is_a_person_leads_to_withdrawing(ready: Hands, person: int) -> None:
    (known,) = everybody(ready)
    for draft in (RaterDraft("person", "Rater 1", person=person), RaterDraft("group", "Table 2", people=2)):
        ready.desk.workspace.run(raters.add, draft, name="Rater added")
    ready.window.go("needs/raters")
    ready.wait()
    ready.page.table.select_row(1)
    assert not ready.page.withdraw.isVisible()
    ready.page.table.select_row(0)
    button(ready.page, f"Withdraw consent of {isolate(known.pseudonym)}").click()
    ready.wait()
    assert ready.window.place == f"protection/people/{person}/withdraw"
