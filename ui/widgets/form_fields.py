"""The kinds of fields of a form (`ui.widgets.form`): each says what was typed, and when it was left."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from ui import theme, typed
from ui.widgets.choice import ChoiceBox, TickBox
from ui.widgets.fields import set_wrong
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Text, leading

MOST_LETTERS = 100_000
_LEAST_CHOICE = 10
Choices = Sequence[tuple[str, str]]
"""Values with their texts in the language of the screen."""


class FormField(QWidget):
    """Base: label, hint, the control, and beside it what is wrong or that it is saved."""

    left = Signal()
    """The user is done with the field."""
    edited = Signal()
    """Something was typed or chosen."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.label = label
        self.hint = hint
        self.dirty = False
        """Whether something was typed that is not saved."""
        self.told = ""
        """The problem that is shown."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        head = QHBoxLayout()
        self.title = Text(label, bold=True)
        head.addWidget(self.title, 1)
        self.saved = Caption(tone="success")
        self.saved.setWordWrap(False)
        head.addWidget(self.saved)
        column.addLayout(head)
        if hint:
            column.addWidget(Caption(hint))
        self.control = self._made()
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(hint)
        self.title.setBuddy(self.control)
        column.addWidget(self.control)
        self.problem = Text(tone="danger")
        self.problem.hide()
        column.addWidget(self.problem)
        self.setFocusProxy(self.control)

    def _made(self) -> QWidget:
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """What stands in the field. Raises ValueError with a sentence when it cannot be understood."""
        raise NotImplementedError

    @property
    def raw(self) -> Any:
        """What stands in the field, as it was typed."""
        return self.value

    def show_value(self, value: Any) -> None:
        """Show a saved value."""
        raise NotImplementedError

    def show_raw(self, raw: Any) -> None:
        """Show again what was typed."""
        self.show_value(raw)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed; it can still be read and copied."""
        self.control.setEnabled(not read_only)

    def show_problem(self, text: str) -> None:
        """Say what is wrong; empty when nothing is."""
        self.told = text
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.control.setAccessibleDescription(" ".join(filter(None, (text, self.hint))))
        if isinstance(self.control, (QLineEdit, QPlainTextEdit)):
            set_wrong(self.control, wrong=bool(text))
        if text:
            self.show_saved(saved=False)

    def show_saved(self, *, saved: bool) -> None:
        """Say that what stands here is saved."""
        self.saved.setText(_("Saved") if saved else "")

    @Slot()
    def _edited(self) -> None:
        self.dirty = True
        self.show_saved(saved=False)
        self.edited.emit()

    @Slot()
    def _left(self) -> None:
        if self.dirty:
            self.left.emit()

    @Slot()
    def _chosen(self) -> None:
        self._edited()
        self._left()


class Line(FormField):
    """One line of text."""

    def __init__(self, name: str, label: str, *, hint: str = "", most: int = 2000) -> None:
        super().__init__(name, label, hint=hint)
        self.edit.setMaxLength(most)

    def _made(self) -> QWidget:
        self.edit = QLineEdit()
        self.edit.textEdited.connect(self._edited)
        self.edit.editingFinished.connect(self._left)
        return self.edit

    @property
    def value(self) -> Any:
        return " ".join(self.edit.text().split())

    @property
    def raw(self) -> Any:
        return self.edit.text()

    def show_value(self, value: Any) -> None:
        self._show(value)

    def _show(self, text: str) -> None:
        """The cursor stays where it is, and what can be undone, when nothing changes."""
        if text != self.edit.text():
            self.edit.setText(text)

    def show_raw(self, raw: Any) -> None:
        self.edit.setText(raw)

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)


class _Lines(QPlainTextEdit):
    """Plain text, also when something else is pasted; Tab leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = MOST_LETTERS - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.textCursor().insertText(source.text().replace("\0", "")[: max(0, room)])
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Lines(FormField):
    """Several lines of text, up to 100,000 letters."""

    def __init__(self, name: str, label: str, *, hint: str = "", rows: int = 4) -> None:
        super().__init__(name, label, hint=hint)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * rows + theme.current().px(16))

    def _made(self) -> QWidget:
        self.edit = _Lines()
        self.edit.textChanged.connect(self._typed)
        self.edit.left.connect(self._left)
        self._showing = False
        return self.edit

    @Slot()
    def _typed(self) -> None:
        if not self._showing:
            self._edited()

    @property
    def value(self) -> Any:
        text = self.edit.toPlainText().strip()
        if len(text) > MOST_LETTERS:
            most = i18n.current().number(MOST_LETTERS)
            raise ValueError(_("This is too long. At most {most} letters can be kept.").format(most=most))
        return text

    @property
    def raw(self) -> Any:
        return self.edit.toPlainText()

    def show_value(self, value: Any) -> None:
        if value != self.edit.toPlainText():
            self._showing = True
            self.edit.setPlainText(value)
            self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)


class _Box(ChoiceBox):
    """What is chosen in the open list is meant; the arrow keys only pass by until the box is left."""

    meant = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._from_list = False

    def showPopup(self) -> None:
        self._from_list = True
        super().showPopup()

    @Slot()
    def chosen(self) -> None:
        """Something was chosen; from the open list, it is meant."""
        if self._from_list:
            self._from_list = False
            self.meant.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._from_list = False
            self.meant.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.meant.emit()


class Choice(FormField):
    """One of several; `unset` is the text for none chosen, empty where one must be."""

    def __init__(self, name: str, label: str, choices: Choices, *, hint: str = "", unset: str = "") -> None:
        self._choices = [("", unset)] * bool(unset) + list(choices)
        super().__init__(name, label, hint=hint)

    def _made(self) -> QWidget:
        self.box = _Box(self.label)
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LEAST_CHOICE)  # long choices must not widen the column
        for value, text in self._choices:
            self.box.addItem(text, value)
        self.box.activated.connect(self._edited)
        self.box.activated.connect(self.box.chosen)
        self.box.meant.connect(self._left)
        return self.box

    @property
    def value(self) -> Any:
        return self.box.currentData()

    def show_value(self, value: Any) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(value or "")))


class Ticks(FormField):
    """Several of many, each with a box to tick; the value is a tuple in the order of the choices."""

    def __init__(self, name: str, label: str, choices: Choices, *, hint: str = "") -> None:
        self._choices = list(choices)
        super().__init__(name, label, hint=hint)

    def _made(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.boxes: dict[str, TickBox] = {}
        for value, text in self._choices:
            box = self.boxes[value] = TickBox(text)
            box.setAccessibleName(f"{self.label}: {text}")
            box.clicked.connect(self._chosen)
            column.addWidget(box)
        if self.boxes:
            holder.setFocusProxy(next(iter(self.boxes.values())))
        return holder

    @property
    def value(self) -> Any:
        return tuple(value for value, box in self.boxes.items() if box.isChecked())

    def show_value(self, value: Any) -> None:
        for each, box in self.boxes.items():
            box.setChecked(each in value)


class Day(Line):
    """A day, typed; nothing means that it is not recorded."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        example = i18n.current().date(date(2026, 3, 5), "medium")
        super().__init__(name, label, hint=hint or _("For example {day}").format(day=i18n.isolate(example)), most=60)

    @property
    def value(self) -> Any:
        try:
            return typed.day(self.edit.text(), i18n.current(), date.today().year)  # noqa: DTZ011 - this computer's day
        except ValueError as error:
            raise ValueError(_("Type the day as day, month and year, or leave it empty.")) from error

    def show_value(self, value: Any) -> None:
        self._show(i18n.current().date(value, "medium") if value else "")


class Number(Line):
    """A number; nothing means that it is not recorded, which is not 0."""

    def __init__(self, name: str, label: str, *, hint: str = "", least: float | None = 0, whole: bool = True) -> None:
        self._least, self._whole = least, whole
        super().__init__(name, label, hint=hint, most=30)
        self.edit.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)  # figures alone tell no reading direction

    @property
    def value(self) -> Any:
        try:
            number = typed.number(self.edit.text(), i18n.current(), whole=self._whole)
        except ValueError as error:
            sentence = _("Type a whole number, or leave it empty.") if self._whole else _("Type a number.")
            raise ValueError(sentence) from error
        if number is not None and self._least is not None and number < self._least:
            least = i18n.current().number(self._least)
            raise ValueError(_("This must be {least} or more.").format(least=least))
        return number

    def show_value(self, value: Any) -> None:
        self._show("" if value is None else i18n.current().number(value))


class YesNo(FormField):
    """Yes, no, or not recorded (True, False, None)."""

    def _made(self) -> QWidget:
        self.group = QButtonGroup(self)
        self._values: list[bool | None] = [True, False, None]
        for place, text in enumerate((_("Yes"), _("No"), _("Not recorded"))):
            made = QRadioButton(text)
            made.setAccessibleName(f"{self.label}: {text}")
            made.clicked.connect(self._chosen)
            self.group.addButton(made, place)
        holder = row_of(*self.group.buttons())
        self.group.button(2).setChecked(True)
        holder.setFocusProxy(self.group.button(2))
        return holder

    @property
    def value(self) -> Any:
        return self._values[self.group.checkedId()]

    def show_value(self, value: Any) -> None:
        button = self.group.button(self._values.index(value))
        button.setChecked(True)
        self.control.setFocusProxy(button)
