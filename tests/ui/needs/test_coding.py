"""Coding with the keyboard: whole notes, several at once, passages; a second coder; taken back and placed again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations import notes as note_rows
from gcmdesk.consultations.coding_records import Passage
from gcmdesk.consultations.records import NoteDraft
from tests.gcmdesk.consultations import world
from tests.ui.hands import choose
from tests.ui.workspace.conftest import Hands
from ui.commands import keys
from ui.screens.needs.coding import CodingPage

CARE, PAPERS = 1, 2
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(notes: Hands) -> CodingPage:
    notes.window.go("needs/coding/1")
    notes.wait()
    shown = notes.page
    shown.table.setFocus()
    return shown


def given(hands: Hands) -> list[tuple[int, int, int, int, str]]:
    found = hands.desk.workspace.read(coding.of_theme, [CARE, PAPERS])
    return [(one.note, one.theme, one.start, one.stop, one.coder) for one in found]


def test_a_key_gives_a_theme_to_the_note_and_n_goes_on(notes: Hands, page: CodingPage) -> None:
    key = page.picker._offered[PAPERS].key
    notes.press(Qt.Key(ord(key)))
    notes.press(Qt.Key.Key_N)
    assert given(notes) == [(1, PAPERS, 0, 0, "")]
    assert page.table.current_id == 2
    notes.wait()
    assert page.subtitle == "3 notes are not coded yet"


def test_the_theme_given_last_has_the_first_key(notes: Hands, page: CodingPage) -> None:
    notes.press(Qt.Key(ord(page.picker._offered[PAPERS].key)))
    assert page.picker._offered[PAPERS].key == "1"


def test_the_keys_stand_in_the_menu_and_in_the_palette(notes: Hands, page: CodingPage) -> None:
    told = {action.text().replace("\u2068", "").replace("\u2069", ""): keys(action) for action in notes.window.commands}
    assert (told["Next uncoded note"], told["Find a theme"], told["No theme fits"]) == ("N", "T", "0")
    assert told["Give the theme: Papers"] == page.picker._offered[PAPERS].key
    notes.control(Qt.Key.Key_K)
    notes.type("give theme papers")
    notes.press(Qt.Key.Key_Return)
    notes.wait()
    assert given(notes) == [(1, PAPERS, 0, 0, "")]


def test_the_keys_are_letters_where_something_is_typed(notes: Hands, page: CodingPage) -> None:
    page.filter.setFocus()
    notes.press(Qt.Key.Key_1)
    notes.press(Qt.Key.Key_0)
    assert page.filter.text() == "10"
    assert given(notes) == []


def test_several_notes_are_coded_at_once_and_undone_at_once(notes: Hands, page: CodingPage) -> None:
    notes.press(Qt.Key.Key_Down, SHIFT)
    notes.press(Qt.Key.Key_Down, SHIFT)
    page.give(CARE)
    assert [one[0] for one in given(notes)] == [1, 2, 3]
    assert page.told.text().startswith("3 notes now have")
    notes.control(Qt.Key.Key_Z)
    assert given(notes) == []


def test_a_theme_is_found_by_typing(notes: Hands, page: CodingPage) -> None:
    notes.press(Qt.Key.Key_T)
    notes.type("pap")
    notes.press(Qt.Key.Key_Return)
    assert given(notes) == [(1, PAPERS, 0, 0, "")]
    assert page.table.hasFocus()


def test_a_passage_is_selected_with_the_keyboard(notes: Hands, page: CodingPage) -> None:
    page.words.setFocus()
    for _letter in "Children ":
        notes.press(Qt.Key.Key_Right, SHIFT)
    page.give(CARE)
    assert given(notes) == [(1, CARE, 0, 8, "")]


def test_a_passage_behind_an_emoji_is_counted_in_characters(notes: Hands, page: CodingPage) -> None:
    page.table.select_id(3)
    text = world.TEXTS[2]
    start = text.index("الآن")
    page.words.choose(start, len(text))
    assert page.words.textCursor().selectedText() == "الآن"
    page.give(CARE)
    assert given(notes) == [(3, CARE, start, len(text), "")]


def test_passages_that_overlap_stay_apart(notes: Hands, page: CodingPage) -> None:
    for theme, passage in ((CARE, Passage(1, 0, 13)), (PAPERS, Passage(1, 9, 25))):
        notes.desk.workspace.run(coding.code_passages, theme, [passage], name="Coded")
    notes.wait()
    assert [(start, stop, lane) for start, stop, lane, _colour in page.words._painted] == [(0, 13, 0), (9, 25, 1)]


def test_what_is_coded_stays_in_the_list_of_those_not_coded_until_it_is_read_again(
    notes: Hands, page: CodingPage
) -> None:
    choose(page.which, "uncoded")
    notes.wait()
    page.give(CARE)
    notes.wait()
    assert list(page.table.records.ids) == [1, 2, 3, 4]
    page.fill()
    notes.wait()
    assert list(page.table.records.ids) == [2, 3, 4]


def test_a_second_coder_does_not_see_the_notes_of_the_first_as_done(notes: Hands, page: CodingPage) -> None:
    page.give(CARE)
    choose(page.as_coder, "Coder B")
    page.give(PAPERS)
    assert given(notes) == [(1, CARE, 0, 0, ""), (1, PAPERS, 0, 0, "Coder B")]
    notes.wait()
    assert page.subtitle == "3 notes are not coded yet"


def test_a_note_without_a_fitting_theme_is_not_offered_again(notes: Hands, page: CodingPage) -> None:
    notes.press(Qt.Key.Key_0)
    notes.press(Qt.Key.Key_N)
    choose(page.which, "aside")
    notes.wait()
    assert list(page.table.records.ids) == [1]


def test_a_theme_is_taken_back_with_delete(notes: Hands, page: CodingPage) -> None:
    page.give(CARE)
    notes.wait()
    page.given.table.setFocus()
    notes.press(Qt.Key.Key_Delete)
    assert given(notes) == []


def test_a_remark_stays_with_the_theme(notes: Hands, page: CodingPage) -> None:
    page.give(CARE)
    notes.wait()
    page.given.memo.setFocus()
    notes.type("See also Papers")
    page.table.setFocus()
    (one,) = notes.desk.workspace.read(coding.of_theme, [CARE])
    assert one.memo == "See also Papers"


def test_a_passage_whose_words_are_gone_is_placed_again(notes: Hands, page: CodingPage) -> None:
    run, read = notes.desk.workspace.run, notes.desk.workspace.read
    run(coding.code_passages, CARE, [Passage(1, 0, 8)], name="Coded")
    saved = read(note_rows.get, 1)
    draft = NoteDraft(saved.consultation, "Boys wait.", saved.said, kind=saved.kind, language=saved.language)
    run(note_rows.change, 1, replace(draft, text="Xyz."), name="Changed")
    if not read(coding.vanished):
        pytest.skip("the passage moved with the change")
    notes.wait()
    assert page.given.place_it.isVisible()
    page.words.choose(0, 3)
    page.given.place_it.click()
    assert [(one.start, one.stop) for one in read(coding.of_theme, [CARE])] == [(0, 3)]


def test_nothing_is_copied_from_a_note(notes: Hands, page: CodingPage) -> None:
    QGuiApplication.clipboard().setText("before")
    page.words.setFocus()
    page.words.choose(0, 8)
    notes.control(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "before"


def test_a_note_is_shown_whatever_the_list_is_narrowed_to(notes: Hands, page: CodingPage) -> None:
    page.give(CARE)
    choose(page.which, "uncoded")
    notes.window.go("needs/coding/1")
    assert page.table.current_id == 1


def test_archived_themes_are_not_offered(notes: Hands, page: CodingPage) -> None:
    notes.desk.workspace.run(codebook.archive, PAPERS, name="Archived")
    notes.wait()
    assert list(page.picker._offered) == [CARE]
