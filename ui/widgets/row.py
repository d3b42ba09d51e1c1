"""Buttons in a row, as long as they fit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme

_ROW, _MOST = 640, 900
"""Widest row of buttons: in pixels at 100 %, and in pixels of a small screen."""


def row_of(*widgets: QWidget) -> QWidget:
    """Buttons side by side where reading begins; below each other when their texts are too long for that."""
    holder = QWidget()
    gap = theme.current().px(8)
    for widget in widgets:
        widget.ensurePolished()
    together = sum(widget.sizeHint().width() + gap for widget in widgets)
    beside = together <= min(theme.current().px(_ROW), _MOST)
    direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
    row = QBoxLayout(direction, holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)
    if beside:
        row.addStretch(1)
    return holder
