"""A text that takes the room there is, with buttons at its end."""

from PySide6.QtWidgets import QHBoxLayout, QWidget


def line_of(text: QWidget, *buttons: QWidget) -> QWidget:
    """One entry of a short list, such as a piece of evidence with the button that removes it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(text, 1)
    for each in buttons:
        row.addWidget(each)
    return holder
