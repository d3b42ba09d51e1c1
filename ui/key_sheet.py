"""Ctrl+/: the sheet of keys, made from the actions themselves, so that it is never out of date."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.commands import Commands, keys
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.text import Heading, Text


class KeySheet(QDialog):
    """All keys, grouped as in the menu."""

    def __init__(self, parent: QWidget, commands: Commands) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = Column(_("Keys"))
        for title, actions in commands.by_menu():
            rows = [(action.text(), keys(action)) for action in actions if keys(action)]
            if rows:
                column.add(card(Heading(title, 3), _table(rows)))
        column.end()
        close = button(_("Close"), self.accept, kind="primary")
        layout = QVBoxLayout(self)
        layout.addWidget(column)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        wanted = QSize(theme.current().px(560), theme.current().px(600))
        self.resize(wanted.boundedTo(parent.size()))  # large letters on a small screen
        column.setFocus()


def _table(rows: list[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(0, 1)
    for row, (text, shortcut) in enumerate(rows):
        grid.addWidget(Text(text), row, 0)
        label = Text(isolate(shortcut), bold=True)
        label.setWordWrap(False)
        grid.addWidget(label, row, 1)
    return holder
