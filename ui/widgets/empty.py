"""An empty place: what belongs here, why, and one button to begin."""

from PySide6.QtWidgets import QWidget

from ui.screens.base import PrimaryAction
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text


class Empty(Column):
    """Stands in the place of a list that has nothing yet."""

    def __init__(self, title: str, why: str, action: PrimaryAction | None = None) -> None:
        super().__init__(title)
        lines: list[QWidget] = [Heading(title, 2), Text(why)]
        if action:
            self.begin = button(action.text, action.run, kind="primary", icon=action.icon)
            lines.append(row_of(self.begin))
        self.add(card(*lines, spacing=12))
        self.end()
