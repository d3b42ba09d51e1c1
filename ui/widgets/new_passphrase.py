"""Choosing a passphrase: typed twice, its strength in words, and six words for those who want one made for them."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.jobs import Progress
from gcmdesk.workspace import passphrase
from gcmdesk.workspace.passphrase import Strength
from ui import theme
from ui.tasks import Tasks
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.column import follow_focus
from ui.widgets.fields import PassphraseField
from ui.widgets.row import row_of
from ui.widgets.text import Text

_PAUSE = 250
"""Milliseconds without a key before the strength is estimated (in the worker: it may take half a second)."""
_LEAST = 2
"""Below this score a passphrase is not taken; up to `passphrase.ENOUGH` it has to be confirmed."""


class NewPassphrase(QWidget):
    """Two fields, a line about strength, and a suggestion."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.strength: Strength | None = None
        hint = _("A sentence or some words that do not belong together. You will type it each time you open the file.")
        self.once = PassphraseField(_("Passphrase"), hint=hint, revealing=False)
        self.again = PassphraseField(_("The same passphrase again"), revealing=False)
        self._verdict = Text()
        self._verdict.hide()
        self.insist = TickBox(_("Use this passphrase all the same"))
        self.insist.hide()
        self.reveal = TickBox(_("Show what I type"))
        self.reveal.toggled.connect(self.once.show_letters)
        self.reveal.toggled.connect(self.again.show_letters)
        self.suggest = button(_("Suggest a passphrase"), self._suggest, icon="sparkles")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for widget in (self.once, self._verdict, self.insist, self.again, row_of(self.reveal, self.suggest)):
            column.addWidget(widget)
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typing.timeout.connect(self._estimate)
        self.once.edit.textChanged.connect(self._typed)
        self.again.edit.textChanged.connect(lambda: self.again.show_problem(""))

    @property
    def text(self) -> str:
        """What was chosen."""
        return self.once.edit.text()

    def problems(self) -> list[tuple[QWidget, str]]:
        """What is wrong, each with the field to go to; also shown beside the fields."""
        first, second = self._first_problem(), ""
        if not first and self.again.edit.text() != self.text:
            second = _("The two passphrases are not the same.")
        self.once.show_problem(first)
        self.again.show_problem(second)
        found: list[tuple[QWidget, str]] = []
        if first:
            found.append((self.once.edit, first))
        elif self.insist.isVisibleTo(self) and not self.insist.isChecked():
            found.append((self.insist, _("Choose a passphrase that is harder to guess, or confirm this one.")))
        if second:
            found.append((self.again.edit, second))
        return found

    def _first_problem(self) -> str:
        if not self.text.strip():
            return _("Enter a passphrase.")
        if self.strength is None:  # pressed before the pause was over
            self._show((self.text, passphrase.strength(self.text)))
        if self.strength and self.strength.score < _LEAST:
            return _("This passphrase is too easy to guess.")
        return ""

    def _typed(self) -> None:
        self.once.show_problem("")
        self.strength = None
        self.insist.setChecked(False)
        self._typing.start()

    def _estimate(self) -> None:
        text = self.text

        def estimated(_progress: Progress) -> tuple[str, Strength]:
            return text, passphrase.strength(text)

        self._tasks.start("", estimated, self._show, quiet=True)

    def _show(self, estimated: tuple[str, Strength]) -> None:
        text, strength = estimated
        if text != self.text:
            return
        self.strength = strength
        words = _("Strength: {word}.").format(word=isolate(strength.word))
        self._verdict.setText(" ".join(filter(None, (words, strength.advice))))
        self._verdict.setVisible(bool(text))
        self._verdict.setProperty("tone", "success" if strength.enough else "warning")
        self._verdict.style().unpolish(self._verdict)
        self._verdict.style().polish(self._verdict)
        self.insist.setVisible(bool(text) and not strength.enough and strength.score >= _LEAST)
        follow_focus(self)

    def _suggest(self) -> None:
        words = passphrase.generate()
        self.reveal.setChecked(True)
        self.once.edit.setText(words)
        self.again.edit.setText(words)
        self._verdict.setText(_("Write these words down before you go on, and keep them away from the laptop."))
