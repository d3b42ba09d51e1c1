"""The journal as a table, read a page at a time, newest first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from gcmdesk.workspace.history import Entry

Index = QModelIndex | QPersistentModelIndex
Read = Callable[[int | None], "tuple[Entry, ...]"]
"""Gives the page before a sequence number; None for the newest. An empty page is the end."""


def what(entry: "Entry") -> str:
    """What was done, in the language of the screen."""
    done = _(entry.name).format(count=i18n.current().number(entry.count)) or _("Change without a name")
    if entry.kind == "undo":
        return _("Undone: {name}").format(name=done)
    if entry.kind == "redo":
        return _("Done again: {name}").format(name=done)
    return done


def when(entry: "Entry") -> str:
    """Day and time on this computer's clock."""
    texts, made = i18n.current(), entry.made.astimezone()
    return _("{day}, {time}").format(day=texts.date(made.date(), "medium"), time=texts.time(made))


class HistoryModel(QAbstractTableModel):
    """When, what, who, device."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self._read: Read | None = None
        self._at_end = True
        self._titles = (_("When"), _("What"), _("Who"), _("Device"))

    def show(self, read: Read) -> None:
        """Show what a reader gives, from the newest on."""
        self.beginResetModel()
        self._read = read
        self.entries = list(read(None))
        self._at_end = not self.entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._at_end

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or self._read is None or not self.entries:
            return
        more = self._read(self.entries[-1].sequence)
        self._at_end = not more
        if more:
            self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries) + len(more) - 1)
            self.entries += more
            self.endInsertRows()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str | None:
        shown = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole))
        if not index.isValid() or role not in shown:
            return None
        entry = self.entries[index.row()]
        return (when(entry), what(entry), entry.person or "–", entry.device)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> str | None:
        if orientation != Qt.Orientation.Horizontal or role != int(Qt.ItemDataRole.DisplayRole):
            return None
        return self._titles[section]
