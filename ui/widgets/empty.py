"""An empty place: what belongs here, why, and one button to begin."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.screens.base import PrimaryAction
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text


class Empty(Column):
    """Stands in the place of a list that has nothing yet. It has the focus first, and Enter begins."""

    def __init__(self, title: str, why: str, action: PrimaryAction | None = None) -> None:
        super().__init__(title)
        self.begin: QPushButton | None = None
        lines: list[QWidget] = [Heading(title, 2), Text(why)]
        if action:
            self.begin = button(action.text, action.run, kind="primary", icon=action.icon)
            self.setAccessibleDescription(why)
            lines.append(row_of(self.begin))
        self.add(card(*lines, spacing=12))
        self.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.begin and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin.click()
            return
        super().keyPressEvent(event)
