"""The narrow column beside a table: its buttons."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.screens.list_detail import ListDetailPage
from ui.widgets.row import row_of

_LARGE = 150
"""Per cent of text size from which there is room for one button only."""

_LEAST_TABLE = 30
"""Height of a table where large text leaves little room."""


def make_room(page: ListDetailPage) -> None:
    """In large text the table may be lower than elsewhere, since more stands above and below it."""
    if theme.current().narrow:
        page.table.setMinimumHeight(theme.current().px(_LEAST_TABLE))


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
