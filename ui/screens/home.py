"""Home: the six steps at a glance, and where to begin."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.screens import SCREENS, ScreenEntry
from ui.screens.base import Context, Screen
from ui.widgets.buttons import button, icon_size
from ui.widgets.column import Column, card
from ui.widgets.due_card import DueCard
from ui.widgets.start_card import start_card
from ui.widgets.step_states import StepStates
from ui.widgets.text import Caption, Heading, Text


class HomeScreen(Screen):
    """The thread from the room to the ministry, one card a step."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__(context, entry)
        self._column = Column(self.title, most_width=1160)
        self._column.add(
            Text(_("From who must be heard to the report that a ministry reads, in six steps."), scale=1.1)
        )
        if not context.workspace.is_open:
            self._column.add(start_card(context))
        else:
            self._column.add(DueCard(context))
        self._states = StepStates(context, self) if context.workspace.is_open else None
        self._column.add(self._steps())
        self._column.add(self._library())
        self._column.end()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)

    def _steps(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.current().px(12))
        columns = 3 if theme.current().text_size <= 125 else 2
        for place, entry in enumerate(screen for screen in SCREENS if screen.group == "step"):
            grid.addWidget(self._step_card(entry), place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return holder

    def _step_card(self, entry: ScreenEntry) -> QFrame:
        name = _(entry.title)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        picture = QLabel()
        picture.setPixmap(icons.icon(entry.icon, "accent").pixmap(icon_size()))
        row.addWidget(picture)
        number = i18n.current().number(entry.number)
        row.addWidget(Heading(_("{number} {name}").format(number=number, name=name), 3), 1)
        open_it = button(_("Open"), lambda: self.context.go(entry.id))
        open_it.setAccessibleName(_("Open: {text}").format(text=name))
        made = card(head, Text(_(entry.purpose)))
        layout = made.layout()
        if isinstance(layout, QVBoxLayout):
            if self._states:
                layout.addWidget(self._states.line(entry.number))
            layout.addStretch(1)
            layout.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeading)
        return made

    def _library(self) -> QFrame:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.addWidget(Heading(_("The Compact library"), 3))
        words.addWidget(
            Text(
                _(
                    "The 23 objectives with their actions, the guiding principles, and every tool of the guidance, "
                    "to read and cite."
                )
            )
        )
        words.addWidget(Caption(_("Ctrl+K finds any page, screen or action.")))
        line.addLayout(words, 1)
        line.addWidget(
            button(_("Open the library"), lambda: self.context.go("library"), kind="primary", icon="book-open")
        )
        return card(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._states:
            self._states.freshen()

    def panes(self) -> list[QWidget]:
        return [self._column]
