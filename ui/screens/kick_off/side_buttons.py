"""The narrow column beside a table: its buttons, and what moves there in large text."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.screens.list_detail import ListDetailPage
from ui.widgets.row import row_of

_LARGE = 150
"""Per cent of text size from which there is room for one button only."""

_LEAST_TABLE = 30
"""Height of a table where large text leaves little room."""


def make_room(page: ListDetailPage) -> None:
    """In large text the list keeps its height: what lets its rows out stands at the end of the detail."""
    if theme.current().narrow:
        page.table.setMinimumHeight(theme.current().px(_LEAST_TABLE))
        if page.leaves and not page.read_only:
            page.side.add(page.release_it)


def side_buttons(*buttons: QWidget) -> QWidget:
    """Side by side, and below each other in large text."""
    if theme.current().text_size < _LARGE:
        return row_of(*buttons)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(8))
    for each in buttons:
        column.addWidget(row_of(each))
    return holder
