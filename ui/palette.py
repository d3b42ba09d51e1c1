"""Ctrl+K: screens, actions and everything that can be found, in one list.

What is known at once is listed at once; what must be read from the workspace (`Reading`) comes into its place in the
list when it is there, so that typing goes on meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QVBoxLayout, QWidget

from gcmdesk.errors import KnownError
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.asking import Asking, Question
from ui.widgets.filter_field import FilterField
from ui.widgets.text import Caption

if TYPE_CHECKING:
    from ui.screens.base import Context

Index = QModelIndex | QPersistentModelIndex
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list."""

    kind: str
    text: str
    run: Callable[[], object]
    keys: str = ""


Finder = Callable[[str], Sequence[Finding]]
"""Gives the findings for what was typed (empty: what to offer first)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A finder that reads the workspace: what is to be read for what was typed, and the findings in the answer."""

    question: Callable[[str], Question[Any] | None]
    """None where nothing is to be read."""
    findings: Callable[[Any], Sequence[Finding]]


def matching(findings: Sequence[Finding], query: str) -> list[Finding]:
    """Findings that hold every word of the query, without regard to case, accents and hamza; beginnings first."""
    folded = fold(query)
    words = folded.split()
    found = [(fold(f"{finding.kind} {finding.text}"), finding) for finding in findings]
    kept = [(text, finding) for text, finding in found if all(word in text for word in words)]
    kept.sort(key=lambda pair: not fold(pair[1].text).startswith(folded))
    return [finding for _text, finding in kept]


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []

    def show(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self.findings = list(findings[:MOST_SHOWN])
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str | None:
        if not index.isValid() or role not in (
            int(Qt.ItemDataRole.DisplayRole),
            int(Qt.ItemDataRole.AccessibleTextRole),
        ):
            return None
        finding = self.findings[index.row()]
        keys = f"   {isolate(finding.keys)}" if finding.keys else ""
        return f"{finding.kind} · {isolate(finding.text)}{keys}"


class Palette(QDialog):
    """Type, choose with the arrow keys, Enter."""

    def __init__(self, parent: QWidget, finders: Sequence[Finder | Reading], context: "Context") -> None:
        """At most one of the finders is a `Reading`."""
        super().__init__(parent)
        self.setWindowTitle(_("Search or run"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._finders = finders
        self._messages = context.messages
        self._reader = Asking(context.tasks, context.workspace, self, failed=self._not_read)
        self._parts: list[Sequence[Finding]] = []
        """The findings, finder by finder."""
        self._read_part = -1
        """The place among them of what is still being read."""
        self._run_it = False
        """Whether Enter was pressed before that was there."""
        self.field = FilterField(_("Search or run a command"))
        self.field.textChanged.connect(self._search)
        self.field.moved.connect(self._move)
        self.field.returnPressed.connect(self._run)
        self._model = _Model(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("What was found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.activated.connect(self._run_here)
        self._hint = Caption(_("Enter runs the chosen line, Esc closes."))
        layout = QVBoxLayout(self)
        for widget in (self.field, self.list, self._hint):
            layout.addWidget(widget)
        wanted = QSize(theme.current().px(640), theme.current().px(440))
        self.resize(wanted.boundedTo(parent.size()))  # large letters on a small screen
        self._search("")

    @property
    def findings(self) -> list[Finding]:
        """What is listed now."""
        return self._model.findings

    def _search(self, query: str) -> None:
        self._run_it = False
        self._read_part = -1
        self._reader.forget()
        self._parts = []
        for place, finder in enumerate(self._finders):
            if not isinstance(finder, Reading):
                self._parts.append(finder(query))
                continue
            self._parts.append(())
            question = finder.question(query)
            if question:
                self._read_part = place
                self._reader.ask(question, self._show_read)
        self._show(0)

    def _show(self, row: int) -> None:
        self._model.show([finding for part in self._parts for finding in part])
        self.list.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1), 0))
        if self._model.findings:
            self._hint.setText(_("Enter runs the chosen line, Esc closes."))
        elif self._read_part < 0:
            self._hint.setText(_("Nothing found. Try fewer or shorter words."))
        else:
            self._hint.setText(_("Searching…"))

    @property
    def _before(self) -> int:
        """How many findings stand before those that are still being read."""
        return sum(map(len, self._parts[: self._read_part]))

    def _show_read(self, answer: Any) -> None:
        finder = self._finders[self._read_part]
        row, before = self.list.currentIndex().row(), self._before
        found = finder.findings(answer) if isinstance(finder, Reading) else ()
        self._parts[self._read_part] = found
        self._read_part = -1
        chosen = row > 0 and row >= before  # with the arrow keys, among what stands below: it stays the chosen line
        self._show(row + len(found) if chosen else max(row, 0))
        if self._run_it:
            self._run()

    def _not_read(self, error: KnownError | None) -> None:
        self._read_part = -1
        if error:
            self._messages.show_error(error)
        self._show(max(0, self.list.currentIndex().row()))

    def _move(self, rows: int) -> None:
        row = max(0, min(self.list.currentIndex().row() + rows, self._model.rowCount() - 1))
        self.list.setCurrentIndex(self._model.index(row, 0))

    @Slot()
    def _run(self) -> None:
        """Enter in the field: what is first may still be on its way."""
        if self._read_part >= 0 and max(0, self.list.currentIndex().row()) == self._before == 0:
            self._run_it = True
        else:
            self._run_here()

    @Slot()
    def _run_here(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._model.findings):
            finding = self._model.findings[row]
            self.accept()
            finding.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)
