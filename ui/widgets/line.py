"""Short lists: a text that takes the room there is, with buttons at its end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui import theme


def line_of(text: QWidget, *buttons: QWidget) -> QWidget:
    """One entry of a short list, such as a piece of evidence with the button that removes it.

    Where the text of the screen is large, the buttons stand below.
    """
    holder = QWidget()
    narrow = theme.current().narrow
    row = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight, holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(text, 1)
    for each in buttons:
        row.addWidget(each, 0, Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag.AlignVCenter)
    return holder


def clear_lines(layout: QLayout) -> None:
    """Take all entries out of a short list, before it is filled anew."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
