"""Which column of a table becomes which field."""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.exchange import cells, imports
from gcmdesk.exchange.imports import Matching, Target
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, ngettext
from ui import theme
from ui.widgets.choice import ChoiceBox
from ui.widgets.text import Caption, Heading, Text

_MOST = 100
"""Columns that can be matched; a table of a register has fewer."""
_LOOKED_AT = 50
_EXAMPLES, _LETTERS = 3, 40
_LEAST = 10


class ColumnsBox(QFrame):
    """A line for each column: heading, examples, and a box with the fields."""

    def __init__(self, matched: Callable[[tuple[str | None, ...]], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._matched = matched
        self._rest: tuple[str | None, ...] = ()
        self._lines: list[QWidget] = []
        self.boxes: list[ChoiceBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[theme.current().px(16)] * 4)
        self._column.setSpacing(theme.current().px(10))
        self._column.addWidget(Heading(_("Columns"), 3))
        self._column.addWidget(
            Text(_("Look whether each column goes into the right field. What is left out stays out."))
        )
        self.more = Caption()
        self._column.addWidget(self.more)

    def show_table(self, target: Target, grid: Grid, matching: Matching) -> None:
        """Show the columns of a table as they are matched."""
        for old in self._lines:
            old.hide()
            old.deleteLater()
        headings = imports.headings(grid, matching)
        self.boxes, self._lines = [], []
        self._rest = tuple(None for _field in matching.fields[_MOST:])
        for at, heading in enumerate(headings[:_MOST]):
            name = heading or _("Column {n}").format(n=i18n.current().number(at + 1))
            self.boxes.append(self._box(name, target, matching.fields[at]))
            line = self._line(name, _examples(grid, matching.header + 1, at), self.boxes[-1])
            self._lines.append(line)
            self._column.insertWidget(self._column.count() - 1, line)
        left = len(self._rest)
        sentence = ngettext("{n} more column is left out.", "{n} more columns are left out.", left)
        self.more.setText(sentence.format(n=i18n.current().number(left)))
        self.more.setVisible(left > 0)

    def _box(self, name: str, target: Target, chosen: str | None) -> ChoiceBox:
        box = ChoiceBox(_("Field for {column}").format(column=isolate(name)))
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LEAST)
        box.addItem(_("Do not import"), "")
        for field in target.fields:
            box.addItem(_(field.title), field.key)
        box.setCurrentIndex(max(0, box.findData(chosen or "")))
        box.activated.connect(self._chosen)
        return box

    def _line(self, name: str, examples: str, box: ChoiceBox) -> QWidget:
        holder, words = QWidget(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(isolate(name), bold=True))
        if examples:
            words.addWidget(Caption(examples))
        narrow = theme.current().narrow
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight, holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 3)
        row.addWidget(box, 2, Qt.AlignmentFlag.AlignTop)
        return holder

    @Slot()
    def _chosen(self) -> None:
        """A field is matched once: a column that had it before gives it away."""
        changed = self.sender()
        for box in self.boxes:
            if box is not changed and isinstance(changed, ChoiceBox) and box.currentData() == changed.currentData():
                box.setCurrentIndex(0)
        self._matched((*(box.currentData() or None for box in self.boxes), *self._rest))


def _examples(grid: Grid, first: int, at: int) -> str:
    found: dict[str, None] = {}
    clean = cells.text(sys.maxsize)  # a cell that is too long is the trial's affair
    for row in grid.rows[first : first + _LOOKED_AT]:
        cell = row[at] if at < len(row) else ""
        if cell != "" and len(found) < _EXAMPLES:
            words = " ".join(clean(cell).split())
            found[words if len(words) <= _LETTERS else words[: _LETTERS - 1] + "…"] = None
    return " · ".join(isolate(words) for words in found if words)
