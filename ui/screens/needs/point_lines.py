"""Points to tick, each with a short note once it is ticked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.text import Text
from ui.widgets.tick_line import TickLine


@dataclass(frozen=True, slots=True)
class Point:
    """A point as it is shown; `text` and `hint` in the language of the screen."""

    key: str
    text: str
    done: bool
    note: str = ""
    hint: str = ""


Save = Callable[[Point], str]
"""Given a point as it is now; returns why it was not saved, empty when it was."""
Drop = Callable[[str], object]
"""Given the key of a point that goes."""


class PointLine(QWidget):
    """A box to tick with its text, and below it the note."""

    def __init__(self, point: Point, save: Save, most: int, drop: Drop | None = None) -> None:
        super().__init__()
        self._save = save
        self.point = point
        self.tick = TickLine(point.text)
        self.note = QLineEdit()
        self.note.setMaxLength(most)
        self.note.setPlaceholderText(_("Note"))
        self.note.setAccessibleName(_("Note on: {point}").format(point=point.text))
        row = QHBoxLayout()
        row.addWidget(self.tick, 1)
        if drop:
            remove = _("Remove: {point}").format(point=point.text)
            self.remove = quiet_button(remove, "x", lambda: drop(self.point.key))
            row.addWidget(self.remove)
        self.hint = Text(tone="accent")
        self.problem = Text(tone="danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(2))
        column.addLayout(row)
        for widget in (self.hint, self.note, self.problem):
            column.addWidget(widget)
        self.tick.box.clicked.connect(self._changed)
        self.note.editingFinished.connect(self._left)
        self.problem.hide()
        self.setFocusProxy(self.tick)
        self.show_point(point)

    def show_point(self, point: Point) -> None:
        """Show the point; a note that is being typed stays."""
        self.point = point
        self.tick.box.setChecked(point.done)
        if not self.note.isModified() and self.note.text() != point.note:
            self.note.setText(point.note)
        self.note.setVisible(point.done or bool(point.note))
        self.hint.setText(point.hint)
        self.hint.setVisible(bool(point.hint) and not point.done)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed."""
        self.tick.box.setEnabled(not read_only)
        self.note.setReadOnly(read_only)

    @Slot()
    def _left(self) -> None:
        if self.note.isModified():
            self._changed()

    @Slot()
    def _changed(self) -> None:
        now = Point(self.point.key, self.point.text, self.tick.box.isChecked(), self.note.text().strip())
        self.note.setModified(False)
        why = self._save(now)
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        if why:
            self.note.setModified(True)
        else:
            self.note.setVisible(now.done or bool(now.note))


class PointLines(QWidget):
    """Points below each other; those that stay keep the focus when they are shown anew."""

    def __init__(self, save: Save, most: int, *, read_only: bool, drop: Drop | None = None) -> None:
        super().__init__()
        self._save, self._most, self._read_only = save, most, read_only
        self._drop = None if read_only else drop
        self.lines: dict[str, PointLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(6))
        self._shown = 0

    def show_points(self, key: int, points: Sequence[Point]) -> None:
        """Show the points of a record (its id)."""
        if key != self._shown or list(self.lines) != [one.key for one in points]:
            self._shown = key
            for old in self.lines.values():
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.lines = {one.key: PointLine(one, self._save, self._most, self._drop) for one in points}
            for line in self.lines.values():
                line.set_read_only(self._read_only)
                self._column.addWidget(line)
        for one in points:
            self.lines[one.key].show_point(one)
