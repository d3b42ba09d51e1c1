"""Painted bars: the same to hear as to see, and mirrored where reading begins at the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette

from ui.widgets.bars import Bar, Bars
from ui.widgets.number_grid import GridModel, NumberGrid

BARS = (
    Bar("7. Address vulnerabilities", 1.0, "5.0", 1, 1, 2, "1 to 2", "100%"),
    Bar("15. Basic services", 0.2, "1.0", 4, 3, 4, "3 to 4", "0%"),
)


def drawn(qtbot, direction):
    chart = Bars("Order")
    qtbot.addWidget(chart)
    chart.setLayoutDirection(direction)
    chart.show_bars(BARS, ("Objective", "Mean", "Ranks", "Share"))
    chart.resize(1000, chart.sizeHint().height())
    chart.show()
    return chart, chart.grab().toImage()


def filled(chart, picture, bar):
    """Where the bar is filled, as the share of the width at which that begins and ends."""
    colour = chart.palette().color(QPalette.ColorRole.Highlight).rgb()
    level = chart._top + bar * chart._row + chart._row // 2
    found = [x for x in range(picture.width()) if picture.pixelColor(x, level).rgb() == colour]
    return found[0] / picture.width(), found[-1] / picture.width()


def test_a_screen_reader_gets_names_figures_and_ranks(qtbot):
    chart, _picture = drawn(qtbot, Qt.LayoutDirection.LeftToRight)
    assert chart.accessibleDescription() == (
        "7. Address vulnerabilities 5.0 1 to 2 100%; 15. Basic services 1.0 3 to 4 0%"
    )


def test_bars_grow_from_where_reading_begins(qtbot):
    left, right = (drawn(qtbot, one) for one in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft))
    for bar in (0, 1):
        begins, ends = filled(*left, bar)
        mirrored_begins, mirrored_ends = filled(*right, bar)
        assert mirrored_begins == pytest.approx(1 - ends, abs=0.01)
        assert mirrored_ends == pytest.approx(1 - begins, abs=0.01)
    assert filled(*left, 0)[1] > filled(*left, 1)[1]


def test_a_chart_without_bars_is_empty_and_small(qtbot):
    chart = Bars("Order")
    qtbot.addWidget(chart)
    chart.show_bars(())
    assert chart.accessibleDescription() == ""
    assert chart.height() < 20


def test_a_signed_grid_says_plus_and_minus(qtbot):
    grid = NumberGrid("Interplay", -3, 3)
    qtbot.addWidget(grid)
    titles = [(1, "One"), (2, "Two")]
    grid.show_cells(titles, titles, {(1, 2): -2, (2, 1): 3})
    texts = [[grid.model_.text((row, column)) for column in (1, 2)] for row in (1, 2)]
    assert texts == [["—", "\u200e\u22122"], ["\u200e+3", "—"]]
    assert grid.model_.data(grid.model_.index(0, 1), int(Qt.ItemDataRole.AccessibleTextRole)) == "One, Two: -2"
    assert not grid.go_to((3, 1))


def test_titles_above_narrow_columns_end_in_dots_and_are_told_whole(qtbot):
    grid = NumberGrid("Scores", 0, 5)
    qtbot.addWidget(grid)
    titles = [(1, "Applicability"), (2, "Vertical integration"), (3, "Impact"), (4, "Looking ahead"), (5, "Linkages")]
    grid.show_cells([(1, "Data")], titles, {})
    grid.resize(280, 200)
    grid.show()
    top = grid.horizontalHeader()
    letters = QFontMetrics(top.font())
    shown = [grid.model_.headerData(place, Qt.Orientation.Horizontal) for place in range(5)]
    assert shown[0].startswith("Appl")
    assert shown[0].endswith("…")
    assert shown[2] == "Impact"
    for place, title in enumerate(shown):
        assert all(letters.horizontalAdvance(word) < top.sectionSize(place) for word in title.split())
    told = int(Qt.ItemDataRole.AccessibleTextRole)
    assert grid.model_.headerData(0, Qt.Orientation.Horizontal, told) == "Applicability"


def test_a_model_of_numbers_keeps_the_rules_of_models(qapp, qtmodeltester):
    model = GridModel(qapp, signed=False)
    qtmodeltester.check(model, force_py=True)
    model.show([(1, "One"), (2, "Two")], [(7, "Impact")])
    model.fill({(1, 7): 4})
    qtmodeltester.check(model, force_py=True)
