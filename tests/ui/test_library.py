"""The Compact library on the screen: filter, browse, read, cite, follow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QListView
from pytestqt.qtbot import QtBot

from gcmdesk.compact.pages import KINDS
from tests.ui.conftest import OpenDesk
from tests.ui.hands import ALT, button, choose, click, press, texts, write
from ui.app import Desk


@pytest.fixture
def library(open_desk: OpenDesk) -> Desk:
    return open_desk(place="library")


def the_list(desk: Desk) -> QListView:
    found = desk.window.screen_shown.findChild(QListView)
    assert isinstance(found, QListView)
    return found


def listed(desk: Desk) -> list[str]:
    model = the_list(desk).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def shelf(desk: Desk) -> QComboBox:
    found = desk.window.findChild(QComboBox, "library-shelf")
    assert isinstance(found, QComboBox)
    return found


def test_it_opens_on_the_objectives_ready_to_type(library: Desk) -> None:
    assert len(listed(library)) == 23
    assert library.window.place == "library/objective/1"
    assert QApplication.focusWidget().accessibleName() == "Filter the library"
    assert "23 pages" in texts(library.window)


def test_the_list_follows_every_letter(library: Desk) -> None:
    lengths = [len(listed(library))]
    for letter in "vulnera":
        write(letter)
        lengths.append(len(listed(library)))
    assert lengths == sorted(lengths, reverse=True)
    assert "Objective 7: Address and reduce vulnerabilities in migration" in listed(library)


@pytest.mark.parametrize(
    ("code", "typed", "title"),
    [
        ("fr", "vulnerabilite", "vulnérabilité"),
        ("ar", "اوجه الضعف", "أوجه الضعف"),
        ("ar", "أَوجُه الضعف", "أوجه الضعف"),
    ],
)
def test_accents_vowel_signs_and_hamza_need_not_be_typed(
    open_desk: OpenDesk, code: str, typed: str, title: str
) -> None:
    desk = open_desk(code, place="library")
    write(typed)
    assert any(title in text for text in listed(desk))


def test_the_page_follows_when_the_typing_rests(library: Desk, qtbot: QtBot) -> None:
    write("trafficking in persons")
    qtbot.waitUntil(lambda: library.window.place == "library/objective/10")
    qtbot.waitUntil(lambda: "Objective 10 · GCM, para. 26" in texts(library.window))


def test_the_arrow_keys_move_in_the_list_while_typing(library: Desk, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: library.window.place == "library/objective/3")
    assert QApplication.focusWidget().accessibleName() == "Filter the library"
    press(Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: library.window.place == "library/objective/2")


def test_a_change_of_look_loses_no_word(library: Desk, qtbot: QtBot) -> None:
    write("child")
    before = listed(library)
    library.display.change(theme="dark")
    qtbot.waitUntil(lambda: library.display.theme.look == "dark" and library.window.place.startswith("library"))
    assert library.window.screen_shown.panes()[0].text() == "child"
    assert listed(library) == before


def test_escape_clears_the_filter(library: Desk) -> None:
    write("xyzzy")
    press(Qt.Key.Key_Escape)
    assert len(listed(library)) == 23


@pytest.mark.parametrize("kind", [kind for kind, _title in KINDS])
def test_a_shelf_shows_its_own_pages(library: Desk, kind: str) -> None:
    choose(shelf(library), kind)
    assert library.window.place.startswith(f"library/{kind}/")
    assert len(listed(library)) == len(library.window.context.pages.of_kind(kind))


def test_the_filter_and_the_shelf_work_together(library: Desk) -> None:
    write("data")
    on_one = listed(library)
    choose(shelf(library), "")
    assert set(on_one) < set(listed(library))


def test_nothing_found_says_what_to_do(library: Desk, qtbot: QtBot) -> None:
    write("xyzzy")
    assert listed(library) == []
    advice = "No page holds all these words. Try fewer or shorter words, or look on every shelf."
    qtbot.waitUntil(lambda: advice in texts(library.window))
    assert "0 pages" in texts(library.window)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: library.window.place == "library/objective/1")


def test_a_page_and_each_of_its_points_can_be_cited(open_desk: OpenDesk) -> None:
    desk = open_desk(place="library/objective/7")
    pages = desk.window.context.pages
    page = pages.at("objective/7")
    click(desk.window, "Copy citation")
    assert QGuiApplication.clipboard().text() == pages.citation(page)
    assert "Citation copied. Paste it into a letter or report." in texts(desk.window)
    point = page.blocks[0].lines[1]
    button(desk.window, f"Copy citation: {point.text}").click()
    assert QGuiApplication.clipboard().text() == pages.citation(page, point)


def test_a_link_leads_to_its_page_and_back_leads_home(open_desk: OpenDesk) -> None:
    desk = open_desk(place="library/tool/5")
    button(desk.window, "Open: Design").click()
    assert desk.window.place == "library/step/3"
    assert shelf(desk).currentData() == "step"
    press(Qt.Key.Key_Left, ALT)
    assert desk.window.place == "library/tool/5"
    assert shelf(desk).currentData() == "tool"


def test_a_link_is_followed_although_the_filter_hides_its_page(library: Desk, qtbot: QtBot) -> None:
    write("vulnerabilities")
    library.window.go("library/tool/16")
    assert library.window.place == "library/tool/16"
    assert the_list(library).currentIndex().data().startswith("Tool 16")


def test_a_new_page_begins_at_its_top(library: Desk, qtbot: QtBot) -> None:
    reader = library.window.panes()[-1]
    press_end = reader.verticalScrollBar()
    press_end.setValue(press_end.maximum())
    library.window.go("library/objective/2")
    assert library.window.panes()[-1].verticalScrollBar().value() == 0


def test_the_list_keeps_the_promises_of_a_model(library: Desk) -> None:
    model = the_list(library).model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    for text in ("data", "xyzzy", ""):
        library.window.screen_shown.panes()[0].setText(text)


def test_a_screen_reader_hears_label_and_title(library: Desk) -> None:
    index = the_list(library).model().index(6, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Objective 7: Address and reduce vulnerabilities in migration"
