"""The list of notes while its rows are still being read: nothing flashes, nothing is lost, nobody waits."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from gcmdesk.consultations import notes as services
from tests.ui.workspace.conftest import PASSPHRASE, Hands
from ui.screens.needs.notes import NotesPage
from ui.tasks import Lane


@pytest.fixture
def slow(notes: Hands) -> Iterator[Callable[[], Callable[[], None]]]:
    """``go_on = slow()``: what the screen reads takes until ``go_on()``."""
    gates: list[threading.Event] = []

    def hold() -> Callable[[], None]:
        gate = threading.Event()
        gates.append(gate)
        notes.desk.tasks.start("", lambda _progress: gate.wait(20), lane=Lane.ASKED)
        QCoreApplication.processEvents()

        def go_on() -> None:
            gate.set()
            notes.wait()

        return go_on

    yield hold
    for gate in gates:
        gate.set()


def opened(notes: Hands) -> NotesPage:
    notes.window.go("needs/notes")
    QCoreApplication.processEvents()
    assert isinstance(notes.page, NotesPage)
    return notes.page


def ids(page: NotesPage) -> list[int]:
    return list(page.table.records.ids)


def test_before_the_first_rows_are_there_the_page_claims_nothing(notes: Hands, slow) -> None:
    go_on = slow()
    page = opened(notes)
    assert not page.nothing.isVisible()
    assert page.table.isVisible()
    assert page.table.reading
    assert not page.note.isVisible()
    go_on()
    assert ids(page) == [1, 2, 3, 4]
    assert page.note.isVisible()
    assert not page.table.reading


def test_an_empty_list_says_so_only_when_it_is_known_to_be_empty(at_work: Hands) -> None:
    gate = threading.Event()
    at_work.desk.tasks.start("", lambda _progress: gate.wait(20), lane=Lane.ASKED)
    page = opened(at_work)
    assert not page.nothing.isVisible()
    assert at_work.focused() is page.filter
    gate.set()
    at_work.wait()
    assert page.nothing.isVisible()
    assert at_work.focused() is page.nothing or page.nothing.isAncestorOf(at_work.focused())


def test_the_old_rows_stand_and_can_be_used_until_the_new_ones_are_there(notes: Hands, slow) -> None:
    page = opened(notes)
    notes.wait()
    page.table.select_id(3)
    go_on = slow()
    page.filter.setText("harvest")
    page.fill()
    QCoreApplication.processEvents()
    assert ids(page) == [1, 2, 3, 4]
    page.table.setFocus()
    notes.press(Qt.Key.Key_Up)
    assert page.table.current_id == 2
    go_on()
    assert (ids(page), page.table.current_id) == ([2], 2)


def test_the_selection_is_kept_when_the_new_rows_hold_it(notes: Hands, slow) -> None:
    page = opened(notes)
    notes.wait()
    page.table.select_ids([2, 4])
    go_on = slow()
    page._sort_by("said", True)
    go_on()
    assert ids(page) == [4, 3, 2, 1]
    assert set(page.table.selected_ids) == {2, 4}
    assert page.table.current_id == 4


def test_what_was_typed_last_is_what_is_shown(notes: Hands, slow) -> None:
    page = opened(notes)
    notes.wait()
    go_on = slow()
    for words in ("children", "nobody says this", "harvest"):
        page.filter.setText(words)
        page.fill()
        QCoreApplication.processEvents()
    go_on()
    assert ids(page) == [2]


def test_a_place_is_found_once_the_rows_are_there(notes: Hands, slow) -> None:
    go_on = slow()
    notes.window.go("needs/notes/3")
    QCoreApplication.processEvents()
    assert notes.window.place == "needs/notes/3"
    go_on()
    assert notes.page.table.current_id == 3


def test_a_place_that_the_filter_leaves_out_widens_the_list(notes: Hands, slow) -> None:
    page = opened(notes)
    page.filter.setText("harvest")
    page.fill()
    notes.wait()
    go_on = slow()
    page.fill()
    page.show_place("3")
    go_on()
    assert (page.filter.text(), page.table.current_id) == ("", 3)


def test_a_change_shows_at_once_even_while_the_list_is_read_anew(notes: Hands, slow) -> None:
    page = opened(notes)
    notes.wait()
    go_on = slow()
    notes.desk.workspace.run(services.flag, [1], name="Flagged")
    QCoreApplication.processEvents()
    assert page.table.records.record(0).flagged
    go_on()
    assert page.table.records.record(0).flagged


def test_reading_that_takes_long_is_told(notes: Hands, slow) -> None:
    page = opened(notes)
    notes.wait()
    go_on = slow()
    page.fill()
    page._patience.timeout.emit()
    assert page.count.text() == "Reading the rows…"
    go_on()
    assert page.count.text() == "4 rows"


def test_the_list_is_read_again_after_the_lock(notes: Hands, slow) -> None:
    page = opened(notes)
    notes.wait()
    go_on = slow()
    page.filter.setText("harvest")
    page.fill()
    notes.desk.workspace.lock()
    go_on()
    assert ids(page) == [1, 2, 3, 4]
    notes.type(PASSPHRASE)
    notes.press(Qt.Key.Key_Return)
    notes.wait()
    assert ids(page) == [2]
