"""Buttons in a row, as long as they fit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme

_ROW, _MOST = 640, 900
"""Widest row of buttons: in pixels at 100 %, and in pixels of a small screen."""
BESIDE_A_LIST = 420
"""The room in a detail beside a list on a small screen, in pixels."""


def row_of(*widgets: QWidget, most: int = _MOST) -> QWidget:
    """Buttons side by side where reading begins; below each other when their texts are wider than `most` pixels."""
    holder = QWidget()
    gap = theme.current().px(8)
    for widget in widgets:
        widget.ensurePolished()
    together = sum(widget.sizeHint().width() + gap for widget in widgets)
    beside = together <= min(theme.current().px(_ROW), most)
    direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
    row = QBoxLayout(direction, holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)
    if beside:
        row.addStretch(1)
    return holder
