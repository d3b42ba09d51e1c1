"""The table: models keep their promises at 200,000 rows, and everything is done with keys."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from ui.models.records import PAGE, CellEditor, RecordModel, TableColumn
from ui.widgets.record_table import RecordTable

MANY = array("q", range(1, 200_001))


@dataclass(frozen=True, slots=True)
class One:
    id: int
    name: str
    kind: str = "a"


class Rows:
    """What a workspace would give; remembers what was asked for."""

    def __init__(self, ids: Sequence[int] = (1, 2, 3)) -> None:
        self.rows = {id: One(id, f"Name {id}") for id in ids[:1000]}
        self.asked: list[Sequence[int]] = []

    def fetch(self, ids: Sequence[int]) -> list[One]:
        self.asked.append(ids)
        return [self.rows.get(id) or One(id, f"Name {id}") for id in ids]

    def save_name(self, one: One, text: str) -> str | None:
        if not text:
            return "A name is needed."
        self.rows[one.id] = One(one.id, text, one.kind)
        return None

    def save_kind(self, one: One, value: str) -> None:
        self.rows[one.id] = One(one.id, one.name, value)


def columns(rows: Rows) -> tuple[TableColumn, ...]:
    kinds = (("a", "Authority"), ("b", "Business"))
    return (
        TableColumn("name", "Name", lambda one: one.name, weight=3, editor=CellEditor(rows.save_name)),
        TableColumn("id", "Number", lambda one: str(one.id), align="end", sorts=False),
        TableColumn(
            "kind",
            "Kind",
            lambda one: dict(kinds)[one.kind],
            editor=CellEditor(rows.save_kind, lambda one: one.kind, kinds),
        ),
    )


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def table(qtbot: QtBot, rows: Rows) -> Iterator[RecordTable]:
    made = RecordTable("Names", columns(rows), empty="Nobody yet.")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_rows((1, 2, 3), rows.fetch)
    made.show()
    made.activateWindow()
    made.setFocus()
    made.select_row(0)
    QApplication.processEvents()
    return made


def press(widget: object, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)
    for _pass in range(3):  # an editor closes after its key, and what waits for that comes after
        QApplication.processEvents()


def editor(table: RecordTable) -> QLineEdit | QComboBox:
    focused = QApplication.focusWidget()
    assert isinstance(focused, (QLineEdit, QComboBox)), focused
    return focused


def test_the_model_keeps_the_promises_of_a_model(qtbot: QtBot) -> None:
    rows = Rows(MANY)
    model = RecordModel(columns(rows))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    for ids in (MANY[:3000], (), (3, 1), (3, 1), MANY[500:900]):
        model.show(ids, rows.fetch)
    assert model.index(399, 0).data() == "Name 900"


def test_the_last_of_many_rows_is_at_hand(rows: Rows) -> None:
    model = RecordModel(columns(rows))
    model.show(MANY, rows.fetch)
    assert model.rowCount() == 200_000
    assert model.index(199_999, 0).data() == "Name 200000"


def test_of_many_rows_only_those_in_sight_are_read(table: RecordTable) -> None:
    many = Rows(MANY)
    table.show_rows(MANY, many.fetch)
    table.select_row(150_000)
    QApplication.processEvents()
    assert table.current_id == 150_001
    assert sum(len(ids) for ids in many.asked) <= 10 * PAGE


def test_all_of_many_rows_can_be_selected(table: RecordTable) -> None:
    table.show_rows(MANY, Rows(MANY).fetch)
    press(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.selected_ids) == 200_000
    table.show_rows(MANY[1:], Rows(MANY).fetch)
    assert len(table.selected_ids) == 199_999
    table.show_rows(MANY[::2], Rows(MANY).fetch)
    assert len(table.selected_ids) == 99_999


def test_many_rows_selected_apart_are_given_up_rather_than_waited_for(table: RecordTable) -> None:
    table.show_rows(MANY[::2], Rows(MANY).fetch)
    table.selectAll()
    table.show_rows(MANY, Rows(MANY).fetch)
    assert table.selected_ids == (table.current_id,)


def test_a_name_in_another_script_keeps_its_own_direction(table: RecordTable) -> None:
    shown = table.itemDelegate().displayText("Радио «Лумоброд»", table.locale())
    assert shown == i18n.isolate("Радио «Лумоброд»")


def test_selection_and_current_row_are_kept_when_rows_come_and_go(table: RecordTable, rows: Rows) -> None:
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_ids == (2, 3)
    table.show_rows((5, 3, 4, 2), rows.fetch)
    assert set(table.selected_ids) == {2, 3}
    assert table.current_id == 3
    table.show_rows((5, 4), rows.fetch)
    assert table.current_id in {4, 5}
    table.show_rows((), rows.fetch)
    assert (table.current_id, table.selected_ids) == (0, ())
    assert "Nobody yet." in table.accessibleDescription()


def test_f2_edits_and_tab_goes_on_to_the_next_cell_that_can_be_edited(table: RecordTable, rows: Rows) -> None:
    press(table, Qt.Key.Key_F2)
    editor(table).setText("Mayor")
    press(editor(table), Qt.Key.Key_Tab)
    assert rows.rows[1].name == "Mayor"
    box = editor(table)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    press(box, Qt.Key.Key_Tab)
    assert rows.rows[1].kind == "b"
    assert (editor(table).text(), table.currentIndex().row()) == ("Name 2", 1)
    press(editor(table), Qt.Key.Key_Escape)
    assert rows.rows[2].name == "Name 2"
    assert QApplication.focusWidget() is table


def test_rows_that_arrive_while_a_cell_is_edited_do_not_close_it(table: RecordTable, rows: Rows) -> None:
    press(table, Qt.Key.Key_Return)
    editor(table).setText("May")
    table.show_rows((1, 2, 3), rows.fetch)
    table.show_rows((7, 1, 2, 3), rows.fetch)
    assert editor(table).text() == "May"
    press(editor(table), Qt.Key.Key_Return)
    assert rows.rows[1].name == "May"
    assert table.records.rowCount() == 4
    assert table.current_id == 1


def test_what_cannot_be_saved_is_there_to_be_mended(table: RecordTable, rows: Rows, qtbot: QtBot) -> None:
    told: list[str] = []
    table.not_saved.connect(told.append)
    press(table, Qt.Key.Key_F2)
    editor(table).clear()
    press(editor(table), Qt.Key.Key_Return)
    assert told[-1] == "A name is needed."
    assert editor(table).text() == ""
    editor(table).setText("Mayor")
    press(editor(table), Qt.Key.Key_Return)
    assert (told[-1], rows.rows[1].name) == ("", "Mayor")


def test_enter_on_a_cell_that_cannot_be_edited_opens_the_row(table: RecordTable, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.records.index(1, 1))
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_nothing_is_copied_but_through_the_door(table: RecordTable) -> None:
    QApplication.clipboard().setText("before")
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "before"
    copied: list[tuple[int, ...]] = []
    table.copied = copied.append
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied == [(1,)]
    assert QApplication.clipboard().text() == "before"


def test_the_menu_key_sorts_without_a_mouse(table: RecordTable, qtbot: QtBot) -> None:
    wanted: list[tuple[str, bool]] = []
    table.sort_wanted.connect(lambda column, descending: wanted.append((column, descending)))
    for _times in range(2):
        menu = table.menu()
        assert [action.text() for action in menu.actions()] == ["Sort by: Name", "Sort by: Kind"]
        menu.actions()[0].trigger()
    assert wanted == [("name", False), ("name", True)]


def test_tab_leaves_the_table(table: RecordTable) -> None:
    assert not table.tabKeyNavigation()


def test_reading_that_fails_leaves_blank_rows_and_says_why(qtbot: QtBot, rows: Rows) -> None:
    def fails(_ids: Sequence[int]) -> list[One]:
        raise KnownError("It is locked.", "Unlock it.")

    model = RecordModel(columns(rows))
    told: list[KnownError] = []
    model.failed.connect(told.append)
    model.show((1, 2), fails)
    assert model.index(0, 0).data() == ""
    assert told[0].sentence == "It is locked."
