"""Fields of a form: label, hint and, beside the field, what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.widgets.buttons import button, icon_size
from ui.widgets.choice import TickBox
from ui.widgets.text import Caption, Heading, Text

_LINK = 60
"""Letters that fit on one line; what is longer is text that wraps."""


class Field(QWidget):
    """One line to type in. `trailing` stands beside it, at its end."""

    def __init__(self, label: str, *, hint: str = "", trailing: QWidget | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        self.label = label
        self.edit = QLineEdit()
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(hint)
        self._hint = hint
        title = Text(label, bold=True)
        title.setBuddy(self.edit)
        column.addWidget(title)
        if hint:
            column.addWidget(Caption(hint))
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.edit, 1)
        if trailing:
            row.addWidget(trailing)
        column.addLayout(row)
        self.problem = Text(tone="danger")
        self.problem.hide()
        column.addWidget(self.problem)

    def show_problem(self, text: str) -> None:
        """Say what is wrong with what was typed; empty when nothing is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.edit.setAccessibleDescription(" ".join(filter(None, (text, self._hint))))
        set_wrong(self.edit, wrong=bool(text))


class PassphraseField(Field):
    """Hidden letters, and a tick box to see them."""

    def __init__(self, label: str, *, hint: str = "", revealing: bool = True) -> None:
        super().__init__(label, hint=hint)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        layout = self.layout()
        if revealing and layout:
            self.reveal = TickBox(_("Show what I type"))
            self.reveal.toggled.connect(self.show_letters)
            layout.addWidget(self.reveal)

    def show_letters(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def set_wrong(edit: QWidget, *, wrong: bool) -> None:
    """Give a field the border of a wrong one, or take it away."""
    if bool(edit.property("wrong")) != wrong:
        edit.setProperty("wrong", wrong)
        edit.style().unpolish(edit)
        edit.style().polish(edit)


class ProblemSummary(QFrame):
    """“There is a problem”, above a form: each line leads to its field."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setProperty("kind", "error")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[theme.current().px(12)] * 4)
        self._column.setSpacing(theme.current().px(4))
        head = QHBoxLayout()
        picture = QLabel()
        picture.setPixmap(icons.icon("circle-alert", "danger").pixmap(icon_size()))
        head.addWidget(picture)
        head.addWidget(Heading(_("There is a problem"), 3), 1)
        self._column.addLayout(head)
        self._lines: list[QWidget] = []
        self.hide()

    def show_problems(self, problems: Sequence[tuple[QWidget, str]]) -> None:
        """List what is wrong, each with the field to go to; nothing takes the summary away."""
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = []
        for field, text in problems:
            line: QWidget = button(text, field.setFocus, kind="link") if len(text) <= _LINK else Text(text)
            self._column.addWidget(line, 0)
            self._lines.append(line)
        self.setVisible(bool(problems))
