"""The first thing anybody sees: a language, in its own name, then a workspace. No tour, no tips."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import LANGUAGES
from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.display import Display
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

SAMPLE = "sample"
"""Instead of a place: open the sample workspace."""


class FirstRun(QWidget):
    """Language, then new or open, or just a look around."""

    finished = Signal(str)
    """With the place to go to; empty for Home."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        column = Column(_("Welcome"))
        picture = QLabel()
        size = theme.current().px(56)
        picture.setPixmap(icons.icon("messages-square", "accent").pixmap(size, size))
        column.add(picture, Heading(_("Welcome to gcmdesk"), 1))
        column.add(
            Text(
                _(
                    "Carry it into consultations on the Global Compact for Migration: it works without internet, "
                    "keeps what people say in one encrypted file, and writes the report."
                ),
                scale=1.1,
            )
        )
        column.add(card(Heading(_("Language"), 3), self._languages()))
        self.new = button(_("New workspace…"), lambda: self._finish("workspace/new"), kind="primary", icon="file-plus")
        self.open = button(_("Open a workspace…"), lambda: self._finish("workspace/open"), icon="folder-open")
        self.sample = button(_("Sample workspace"), lambda: self._finish(SAMPLE), icon="sparkles")
        self.start = button(_("Look around first"), self._finish, icon="arrow-right")
        self.start.setObjectName("first-run-start")
        column.add(
            card(
                Heading(_("Begin"), 3),
                Text(_("A workspace is one encrypted file for everything that your consultations bring together.")),
                row_of(self.new, self.open, self.sample, self.start),
            )
        )
        column.end()
        outer = QVBoxLayout(self)
        large = theme.current().narrow
        outer.setContentsMargins(*[theme.current().px(8 if large else 32)] * 4)
        outer.addWidget(column)
        # with large letters the buttons lie below the end of a small window, and a focus there would not be seen
        self.setFocusProxy((self._group.checkedButton() if large else None) or self.start)

    def _languages(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        for language in LANGUAGES:
            choice = QRadioButton(language.name)
            choice.setAccessibleName(language.name)
            choice.setObjectName(f"first-run-{language.code}")
            choice.setChecked(language is i18n.current().language)
            choice.clicked.connect(lambda _checked, code=language.code: self._display.change(language=code))
            self._group.addButton(choice)
            row.addWidget(choice)
        row.addStretch(1)
        return holder

    def _finish(self, place: str = "") -> None:
        self._display.change(language=i18n.current().language.code)
        self.finished.emit(place)
