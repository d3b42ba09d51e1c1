"""Ctrl+K: screens, actions and everything that can be found, in one list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QVBoxLayout, QWidget

from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.widgets.filter_field import FilterField
from ui.widgets.text import Caption

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

    def __init__(self, parent: QWidget, finders: Sequence[Finder]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Search or run"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._finders = finders
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
        self.list.activated.connect(self._run)
        self._hint = Caption(_("Enter runs the chosen line, Esc closes."))
        layout = QVBoxLayout(self)
        for widget in (self.field, self.list, self._hint):
            layout.addWidget(widget)
        self.resize(theme.current().px(640), theme.current().px(440))
        self._search("")

    @property
    def findings(self) -> list[Finding]:
        """What is listed now."""
        return self._model.findings

    def _search(self, query: str) -> None:
        self._model.show([finding for finder in self._finders for finding in finder(query)])
        if self._model.findings:
            self.list.setCurrentIndex(self._model.index(0, 0))
            self._hint.setText(_("Enter runs the chosen line, Esc closes."))
        else:
            self._hint.setText(_("Nothing found. Try fewer or shorter words."))

    def _move(self, rows: int) -> None:
        row = max(0, min(self.list.currentIndex().row() + rows, self._model.rowCount() - 1))
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _run(self) -> None:
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
