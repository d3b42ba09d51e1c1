"""Widgets below and beside each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui import theme


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets below each other."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(12))
    for widget in widgets:
        column.addWidget(widget)
    return holder


def side_by_side(main: QWidget, side: QWidget, shares: tuple[int, int] = (700, 300)) -> QSplitter:
    """What is worked on, and what is told about it, with a handle between; in halves where room is scarce."""
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(theme.current().px(12))
    for place, widget in enumerate((main, side)):
        split.addWidget(widget)
        split.setStretchFactor(place, 1)
    split.setSizes([500, 500] if theme.current().narrow else list(shares))
    return split
