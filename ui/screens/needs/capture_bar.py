"""The line with what sticks around it: who speaks, which point, language, flag, confidence."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import LANGUAGES, isolate
from gcmdesk.i18n import gettext as _
from ui import theme
from ui.screens.needs.noted_words import language_title
from ui.screens.needs.parts import narrow
from ui.widgets.buttons import button, quiet_button
from ui.widgets.choice import TickBox
from ui.widgets.entry_line import EntryLine
from ui.widgets.one_line import OneLine
from ui.widgets.text import Caption, Text

_LARGE = 150
"""Per cent of text size from which there is no room for the keys below the line."""


class CaptureBar(QWidget):
    """Everything below the notes."""

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.line = EntryLine(_("Note"), over)
        self.line.setPlaceholderText(_("Type a note.  @speaker  #objective  !kind"))
        self.line.setAccessibleDescription(
            _("Enter adds the note. At sign: who speaks. Number sign: objective or theme. Exclamation mark: kind.")
        )
        self.offer = Text(_("This line was not sent. Go on with it, or throw it away."), tone="warning")
        self.throw_away = button(_("Throw it away"), lambda: None)
        self.speaker, self.point = OneLine(bold=True), OneLine(quiet=True)
        self.nobody = quiet_button(_("Nobody in particular speaks"), "x", lambda: None)
        self.language = narrow(_("Language it is said in"))
        self.language.setParent(self)  # large text has it elsewhere, and what has no parent opens as a window
        self.language.setMinimumContentsLength(12)
        self.language.activated.connect(self._language_chosen)
        self.flagged = TickBox(_("Flag"))
        self.flagged.setToolTip("Ctrl+.")
        self.confidential = TickBox(_("Confidential"))
        self.confidential.setToolTip("Ctrl+H")
        self.translation = QLineEdit()
        self.translation.setAccessibleName(_("Translation"))
        self.translation.setPlaceholderText(_("Translation"))
        self.problem = Text(tone="danger")
        self.hint = Caption()
        self.closed = Text(
            _("This session is closed. Its notes stay as they are; open it again under Check and close.")
        )
        self._large = theme.current().text_size >= _LARGE
        self.offered, self._writable, self._aside = False, True, False
        self._build()
        self.begin()
        self.show_hint("")
        self.set_state(closed=False, read_only=False)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        self._offer = QWidget()
        offer = QHBoxLayout(self._offer)
        offer.setContentsMargins(0, 0, 0, 0)
        offer.addWidget(self.offer, 1)
        offer.addWidget(self.throw_away)
        self._around = QWidget()
        around = QHBoxLayout(self._around)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(theme.current().px(8))
        around.addWidget(self.speaker, 3)
        around.addWidget(self.nobody)
        if not theme.current().narrow:
            around.addWidget(self.point, 3)
            around.addWidget(self.language)
        around.addWidget(self.flagged)
        around.addWidget(self.confidential)
        for widget in (self._offer, self._around, self.problem, self.closed):
            column.addWidget(widget)
        if theme.current().narrow:  # the translation beside the line, which has no room below it
            lines = QHBoxLayout()
            lines.addWidget(self.line, 3)
            lines.addWidget(self.translation, 2)
            column.addLayout(lines)
        else:
            for below in (self.line, self.translation):
                column.addWidget(below)
        if not self._large:
            column.addWidget(self.hint)

    # State

    def set_state(self, *, closed: bool, read_only: bool) -> None:
        """Whether anything can be written."""
        self._writable = not (closed or read_only)
        self.closed.setVisible(closed)
        self.line.setVisible(self._writable)
        self.hint.setVisible(self._writable and not self._large)
        self.language.setVisible(self._writable)
        self._show_rows()
        self._language_chosen()

    def _show_rows(self) -> None:
        """Large text leaves room for one of the two."""
        self._offer.setVisible(self._writable and self.offered)
        crowded = self._aside or (self.offered and theme.current().narrow)
        self._around.setVisible(self._writable and not crowded)

    def begin(self) -> None:
        """An empty line for the next note; who speaks, the point and the language stay."""
        self.line.put("")
        self.translation.clear()
        self.flagged.setChecked(False)
        self.confidential.setChecked(False)
        self.show_problem("")
        self.show_offer(False)

    def step_aside(self, aside: bool) -> None:
        """Keep the line only, where large text leaves no room for more beside a question."""
        self._aside = aside
        self._show_rows()
        self._language_chosen()

    def show_offer(self, offered: bool) -> None:
        """Say that the line is one that was never sent."""
        self.offered = offered
        self._show_rows()

    def show_problem(self, text: str) -> None:
        """Say why the line was not sent; empty when it was."""
        if text or self.problem.text():
            self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def show_hint(self, text: str) -> None:
        """What is worth knowing about the note that was just added, else the keys."""
        keys = _("Enter adds · ↑ edits the last · Ctrl+↓ next point · Ctrl+. flags · Ctrl+H confidential · “ quotes")
        self.hint.setText(text or keys)

    def show_speaker(self, name: str) -> None:
        """Who speaks until somebody else does."""
        self.speaker.setText(f"@{isolate(name)}" if name else _("Nobody in particular"))
        self.nobody.setVisible(bool(name))

    def show_point(self, title: str) -> None:
        """The point of the agenda that the notes belong to."""
        self.point.setText(isolate(title))

    # Language

    def offer_languages(self, codes: Iterable[str]) -> None:
        """The languages of the session first, then those of the program."""
        wanted = dict.fromkeys((*codes, *(one.code for one in LANGUAGES)))
        choices = [("", _("Language")), *((code, language_title(code)) for code in wanted)]
        chosen = self.language.currentData()
        if [self.language.itemData(row) for row in range(self.language.count())] != [code for code, _t in choices]:
            self.language.clear()
            for code, title in choices:
                self.language.addItem(title, code)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        self._language_chosen()

    def _language_chosen(self) -> None:
        """What was said in another language than the screen's can be translated at once."""
        other = self.language_code not in ("", i18n.current().language.code)
        self.translation.setVisible(other and self.line.isVisibleTo(self) and not self._aside)

    @property
    def language_code(self) -> str:
        """Of the next note; empty for not recorded."""
        return str(self.language.currentData() or "")

    @property
    def around(self) -> dict[str, Any]:
        """What belongs to the next note beside its line: fields of `Taking`."""
        return {
            "flagged": self.flagged.isChecked(),
            "confidential": self.confidential.isChecked(),
            "language": self.language_code,
            "translation": self.translation.text().strip() if self.translation.isVisibleTo(self) else "",
        }
