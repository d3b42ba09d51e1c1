"""The 13 groups of a recovery sheet, one field each: a group that cannot be right is marked as it is typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import recovery
from ui import theme
from ui.widgets.column import follow_focus
from ui.widgets.fields import set_wrong
from ui.widgets.text import Text, leading

_UNTYPED = "?" * recovery.GROUP_LENGTH
"""Stands for a group that is not there, so that the others keep their numbers."""


class _Group(QLineEdit):
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        follow_focus(self)  # a full field leads to the next one, which may be out of sight


class KeyFields(QWidget):
    """A full field leads to the next one, and a pasted key fills them all. Left to right in every language."""

    completed = Signal()
    """All groups are there and right."""
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.current().px(8))
        columns = 5 if theme.current().text_size <= 125 else 3
        self.groups = [self._group(number) for number in range(1, recovery.GROUPS + 1)]
        for place, group in enumerate(self.groups):
            cell = QHBoxLayout()
            cell.setSpacing(theme.current().px(6))
            label = Text(i18n.current().number(place + 1), tone="muted")
            label.setWordWrap(False)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setMinimumWidth(theme.current().px(20))
            cell.addWidget(label)
            cell.addWidget(group)
            grid.addLayout(cell, place // columns, place % columns)
        grid.setColumnStretch(columns, 1)
        self.problem = Text(tone="danger")
        self.problem.setAlignment(leading())
        grid.addWidget(self.problem, grid.rowCount(), 0, 1, columns + 1)
        self.problem.hide()
        self.setFocusProxy(self.groups[0])

    def _group(self, number: int) -> _Group:
        made = _Group()
        made.setFont(theme.font(1.2, bold=True))
        made.setAccessibleName(_("Group {number}").format(number=i18n.current().number(number)))
        made.setObjectName(f"key-group-{number}")
        made.setFixedWidth(theme.current().px(92))
        made.setMaxLength(200)  # room for a pasted key
        made.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhUppercaseOnly
        )
        made.textEdited.connect(lambda text: self._typed(number - 1, text))
        made.emptied.connect(lambda: self._step_back(number - 1))
        made.editingFinished.connect(self._mark)
        return made

    def _step_back(self, place: int) -> None:
        self.groups[max(0, place - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        """What was typed, groups apart."""
        return " ".join(group.text() for group in self.groups)

    def _typed(self, place: int, text: str) -> None:
        rest = "".join(letter for letter in text.upper() if letter.isalnum())
        while True:
            own, rest = rest[: recovery.GROUP_LENGTH], rest[recovery.GROUP_LENGTH :]
            if self.groups[place].text() != own:
                self.groups[place].setText(own)
            full = len(own) == recovery.GROUP_LENGTH
            if not (full and place + 1 < recovery.GROUPS):
                break
            place += 1
            self.groups[place].setFocus(Qt.FocusReason.OtherFocusReason)
            if not rest:
                break
        self._mark()
        self.edited.emit()
        if all(len(group.text()) == recovery.GROUP_LENGTH for group in self.groups) and not self.wrong():
            self.completed.emit()

    def wrong(self) -> tuple[int, ...]:
        """Numbers of the groups that were typed and cannot be right."""
        typed = " ".join(group.text() or _UNTYPED for group in self.groups)
        return tuple(number for number in recovery.wrong_groups(typed) if not self._unfinished(number - 1))

    def _unfinished(self, place: int) -> bool:
        group = self.groups[place]
        return not group.text() or (group.hasFocus() and len(group.text()) < recovery.GROUP_LENGTH)

    def _mark(self) -> None:
        wrong = self.wrong()
        for number, group in enumerate(self.groups, 1):
            set_wrong(group, wrong=number in wrong)
            group.setAccessibleDescription(_("Not as it is on the sheet") if number in wrong else "")
        texts = i18n.current()
        numbers = texts.joined([texts.number(number) for number in wrong])
        self.show_problem(
            _("Not as on the sheet: group {numbers}. Compare character by character.").format(numbers=numbers)
            if wrong
            else ""
        )

    def show_problem(self, text: str) -> None:
        """Say what is wrong; empty when nothing is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
