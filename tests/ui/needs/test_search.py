"""Search everywhere: passages, facets, the whole text, kept searches, and Ctrl+K into the workspace."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gcmdesk.consultations import evidence
from gcmdesk.consultations.coding_records import EvidenceDraft
from tests.ui.workspace.conftest import Hands
from ui.palette import Palette
from ui.screens.needs.search import SearchPage
from ui.tasks import Lane


@pytest.fixture
def page(notes: Hands) -> SearchPage:
    notes.desk.workspace.run(evidence.add, EvidenceDraft("A guardian for each child"), [1], name="Added")
    notes.window.go("needs/search")
    notes.wait()
    return notes.page


def search(hands: Hands, page: SearchPage, words: str) -> list[str]:
    page.field.setFocus()
    page.field.selectAll()
    hands.type(words)
    page.look()
    hands.wait()
    return [one.hit.table for one in page._found]


def test_what_is_typed_is_found_with_its_words_marked(notes: Hands, page: SearchPage) -> None:
    assert sorted(search(notes, page, "guardian")) == ["evidence_set", "note", "note"]
    assert page.status.text() == "3 places found"
    line = page.hits.found.lines[0]
    start, stop = line.marks[0]
    assert line.text[start:stop] == "guardian"


def test_facets_narrow_and_keep_their_other_values_in_sight(notes: Hands, page: SearchPage) -> None:
    search(notes, page, "guardian")
    page.facets.boxes["sessions", 1].click()
    notes.wait()
    assert [one.hit.row for one in page._found] == [1]
    assert ("sessions", 2) in page.facets.boxes
    page.facets.boxes["sessions", 1].click()
    notes.wait()
    page.facets.boxes["tables", "evidence_set"].click()
    notes.wait()
    assert [one.hit.table for one in page._found] == ["evidence_set"]


def test_enter_opens_the_place_itself(notes: Hands, page: SearchPage) -> None:
    search(notes, page, "harvest permit")
    notes.press(Qt.Key.Key_Return)
    notes.wait()
    assert notes.window.place == "needs/capture/1"
    assert notes.page.stream.current_id == 2
    assert notes.focused() is notes.page.stream


def test_the_id_of_an_evidence_set_leads_to_it(notes: Hands, page: SearchPage) -> None:
    search(notes, page, "e-1")
    assert "evidence set" in page.status.text()
    notes.press(Qt.Key.Key_Return)
    notes.wait()
    assert notes.window.place == "needs/evidence/1"
    notes.control(Qt.Key.Key_K)
    notes.type("E-001")
    notes.wait()
    palette = QApplication.activeModalWidget()
    assert isinstance(palette, Palette)
    assert "A guardian for each child" in palette.findings[0].text
    notes.press(Qt.Key.Key_Escape)


def test_a_search_is_kept_with_its_facets_and_forgotten(notes: Hands, page: SearchPage) -> None:
    search(notes, page, "guardian")
    page.facets.boxes["tables", "note"].click()
    page.keep()
    search(notes, page, "harvest")
    page.kept.setCurrentIndex(0)
    page.kept.setCurrentIndex(1)
    notes.wait()
    assert (page.field.text(), page.facets.chosen.tables) == ("guardian", ("note",))
    page.forget()
    assert page.kept.count() == 1


def test_nothing_found_says_what_to_do(notes: Hands, page: SearchPage) -> None:
    assert search(notes, page, "xyzzy") == []
    assert page.status.text() == "Nothing found. Try fewer or shorter words."
    assert not page.text.isVisible()


def test_ctrl_k_finds_into_the_workspace(notes: Hands, page: SearchPage) -> None:
    notes.control(Qt.Key.Key_K)
    palette = QApplication.activeModalWidget()
    assert isinstance(palette, Palette)
    notes.type("far from the harvest")
    notes.wait()
    assert [finding.kind for finding in palette.findings] == ["Note"]
    notes.press(Qt.Key.Key_Return)
    notes.wait()
    assert notes.page.stream.current_id == 2


def test_enter_waits_for_what_is_still_being_found(notes: Hands, page: SearchPage) -> None:
    notes.control(Qt.Key.Key_K)
    notes.type("far from the harvest")
    notes.press(Qt.Key.Key_Return)
    notes.wait()
    assert QApplication.activeModalWidget() is None
    assert notes.page.stream.current_id == 2


def test_a_line_that_was_chosen_stays_chosen_when_more_is_found(notes: Hands, page: SearchPage) -> None:
    notes.control(Qt.Key.Key_K)
    palette = QApplication.activeModalWidget()
    gate = threading.Event()
    notes.desk.tasks.start("", lambda _progress: gate.wait(20), lane=Lane.ASKED)
    notes.type("children")
    notes.press(Qt.Key.Key_Down)
    chosen = palette.findings[palette.list.currentIndex().row()]
    listed = len(palette.findings)
    gate.set()
    notes.wait()
    assert len(palette.findings) > listed
    assert palette.findings[palette.list.currentIndex().row()] == chosen


def test_the_search_has_a_key_of_its_own(notes: Hands) -> None:
    notes.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert notes.window.place == "needs/search"
