"""Adding stakeholders one after the other: a line below the table, where Enter adds and the name is typed next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.records import LONGEST_NAME, StakeholderDraft
from ui import theme
from ui.screens.kick_off import choices
from ui.widgets.buttons import button
from ui.widgets.choice import ChoiceBox
from ui.widgets.fields import set_wrong
from ui.widgets.text import Text

_LEAST = 6
_LARGE = 150
"""Per cent of text size from which the line has room for name and group only."""


class _Box(ChoiceBox):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class EntryLine(QWidget):
    """Name, group and level; group and level stay for the next one."""

    left = Signal()
    """Escape: nobody is to be added any more."""

    def __init__(self, add: Callable[[StakeholderDraft], bool]) -> None:
        super().__init__()
        self._add = add
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("New stakeholder"))
        self.name.setAccessibleName(_("Name of a new stakeholder"))
        self.name.setAccessibleDescription(_("Enter adds it to the register. Esc goes back to the list."))
        self.kind = self._box(_("Stakeholder group"), _("No group yet"), choices.groups())
        self.level = self._box(_("Level"), _("No level yet"), choices.listed(vocabulary.LEVELS))
        self.problem = Text(tone="danger")
        self.problem.hide()
        self.name.returnPressed.connect(self.enter)
        narrow = theme.current().narrow
        row, below = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.name, 2)
        press = button(_("Add"), self.enter)
        for box in (self.kind, self.level):
            (below if narrow else row).addWidget(box, 1)
        if not narrow and theme.current().text_size >= _LARGE:
            self.level.hide()  # it can be chosen beside the list
        row.addWidget(press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        column.addLayout(row)
        column.addLayout(below)
        self.setTabOrder(self.name, self.kind)
        self.setTabOrder(self.kind, self.level)
        self.setTabOrder(self.level, press)
        column.addWidget(self.problem)
        self.setFocusProxy(self.name)

    def _box(self, name: str, unset: str, known: list[tuple[str, str]]) -> _Box:
        box = _Box(name)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LEAST)
        box.addItem(unset, "")
        for value, text in known:
            box.addItem(text, value)
        box.entered.connect(self.enter)
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Add what was typed; the name stays with its problem when it cannot be added."""
        level = self.level.currentData()
        draft = StakeholderDraft(
            " ".join(self.name.text().split()), self.kind.currentData(), {"level": level} if level else {}
        )
        problems = draft.problems()
        self.problem.setText(_(problems[0][1]) if problems else "")
        self.problem.setVisible(bool(problems))
        set_wrong(self.name, wrong=bool(problems))
        if not problems and self._add(draft):
            self.name.clear()
        self.name.setFocus()
