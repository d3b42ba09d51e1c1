"""Columns share a width: short texts whole, long ones by weight, and spare columns go before others are cut."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.models.records import CellEditor, TableColumn
from ui.widgets.column_widths import Wish, shared, shown
from ui.widgets.record_table import RecordTable

WISHES = st.lists(
    st.builds(
        Wish,
        need=st.integers(1, 2_500),
        least=st.integers(1, 200),
        comfort=st.integers(1, 500),
        weight=st.integers(1, 5),
        spare=st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


def wish(need: int, weight: int = 1, *, least: int = 70, spare: bool = False) -> Wish:
    return Wish(max(need, least), least, 90 * weight, weight, spare)


@given(st.integers(0, 3_000), WISHES)
def test_the_width_is_filled_and_nobody_falls_below_the_least(width: int, wishes: list[Wish]) -> None:
    given_ = shared(width, wishes, short=130)
    least = [min(one.need, one.least) for one in wishes]
    assert sum(given_) == width or sum(given_) >= sum(least) > width
    assert all(one >= at_least for one, at_least in zip(given_, least, strict=True))
    if width <= sum(one.need for one in wishes):
        assert all(one <= wish.need for one, wish in zip(given_, wishes, strict=True))


@given(st.integers(0, 3_000), WISHES)
def test_only_spare_columns_go_and_only_while_there_is_no_room(width: int, wishes: list[Wish]) -> None:
    places = shown(width, wishes)
    assert {place for place, one in enumerate(wishes) if not one.spare} <= set(places)
    wanted = sum(min(one.need, max(one.comfort, one.least)) for one in wishes)
    if wanted <= width:
        assert places == list(range(len(wishes)))


def test_a_day_beside_a_long_name_is_not_cut() -> None:
    name, day, place = shared(600, [wish(900, 3), wish(100), wish(300, 2)], short=130)
    assert day == 100
    assert name > place


def test_a_table_that_scrolls_anyway_cuts_no_day_and_shows_enough_of_a_name() -> None:
    wishes = [wish(900, 3, least=180), wish(240, least=160), wish(500, 2, least=300)]
    assert shared(600, wishes, short=260) == [200, 240, 300]


def test_what_is_left_over_goes_to_all_by_their_weight() -> None:
    assert shared(600, [wish(100, 3), wish(100, 1)], short=130) == [400, 200]


def test_the_last_spare_column_goes_first() -> None:
    wishes = [wish(400, 3), wish(180, 2, spare=True), wish(180, 2, spare=True)]
    assert shown(700, wishes) == [0, 1, 2]
    assert shown(500, wishes) == [0, 1]
    assert shown(300, wishes) == [0]


@dataclass(frozen=True, slots=True)
class Meeting:
    id: int
    title: str = "A meeting with everybody who works at the harbour"
    place: str = "Town hall of Belamar"


def meetings(qapp: QApplication) -> RecordTable:
    typed = CellEditor(lambda _one, _text: None)
    table = RecordTable(
        "Meetings",
        (
            TableColumn("title", "Title", lambda one: one.title, weight=3, editor=typed),
            TableColumn("place", "Place", lambda one: one.place, weight=2, editor=typed, spare=True),
        ),
    )
    table.show_rows([1, 2], lambda ids: [Meeting(id) for id in ids])
    table.show()
    qapp.processEvents()
    return table


def test_a_table_that_grows_narrow_leaves_a_spare_column_out_and_brings_it_back(qapp: QApplication) -> None:
    table = meetings(qapp)
    for width, hidden in ((900, False), (260, True), (900, False)):
        table.resize(width, 300)
        qapp.processEvents()
        assert table.isColumnHidden(1) == hidden
        assert table.horizontalScrollBar().maximum() == 0


def test_keys_never_lead_into_a_column_that_is_left_out(qapp: QApplication) -> None:
    table = meetings(qapp)
    table.resize(900, 300)
    table.setCurrentIndex(table.records.index(0, 1))
    table.resize(260, 300)
    qapp.processEvents()
    assert table.currentIndex().column() == 0
    assert table.selected_ids == (1,)
    table.edit(table.currentIndex())
    editor = table.findChild(QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qapp.processEvents()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 0)
