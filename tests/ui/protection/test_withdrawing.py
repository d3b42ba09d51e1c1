"""Consent is withdrawn in one step: what will happen is told first, then it is done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gcmdesk.i18n import isolate
from gcmdesk.priorities import raters
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.protection import consent, people, receipts
from gcmdesk.protection.people_records import Answer, State
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.withdrawal import Consequences
from gcmdesk.workspace import clock
from tests.ui import looking
from tests.ui.hands import button, choose
from tests.ui.protection.asking import Open, Show, agree, ask, everybody, notes, state
from tests.ui.workspace.conftest import Hands
from tests.ui.workspace.test_every_page import shown
from ui.widgets import consent_withdrawal
from ui.widgets.withdraw_button import withdraw_place


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
