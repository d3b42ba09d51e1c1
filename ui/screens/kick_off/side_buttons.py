"""The narrow column beside a table: its buttons."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.row import row_of

_LARGE = 150
"""Per cent of text size from which there is room for one button only."""


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
