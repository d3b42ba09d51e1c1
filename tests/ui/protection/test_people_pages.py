"""People at the window: looked up, read out, corrected, erased; the notices that they are read."""

from datetime import date

import pytest

from gcmdesk.i18n import isolate
from gcmdesk.protection import access, notices, people
from tests.ui import looking
from tests.ui.hands import button, texts
from tests.ui.protection.asking import SAID, Open, Show, everybody, fill, notes, told
from tests.ui.test_every_screen import LONG
from tests.ui.workspace.conftest import Hands
from tests.ui.workspace.test_every_page import shown
from ui.screens.protection import notices as notices_page
from ui.screens.protection import person_access

PANELS = ("consent", "withdraw", "correct", "erase")


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
