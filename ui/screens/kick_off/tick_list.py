"""Several of many as a list that scrolls in itself: one stop for Tab, the arrow keys move, Space ticks."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.widgets.form_fields import Choices, FormField

_ROWS = 6


class TickList(FormField):
    """As `Ticks`, for twenty choices with long names."""

    def __init__(self, name: str, label: str, choices: Choices, *, hint: str = "") -> None:
        self._choices = list(choices)
        self._showing = False
        super().__init__(name, label, hint=hint)

    def _made(self) -> QWidget:
        self.list = QListWidget()
        self.list.setProperty("kind", "ticks")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for value, text in self._choices:
            item = QListWidgetItem(text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        rows = range(min(_ROWS, self.list.count()))
        self.list.setFixedHeight(sum(map(self.list.sizeHintForRow, rows)) + 2 * self.list.frameWidth())
        self.list.itemChanged.connect(self._ticked)
        return self.list

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    @Slot()
    def _ticked(self) -> None:
        if not self._showing:
            self._chosen()

    def _ticked_rows(self) -> list[int]:
        return [row for row, item in enumerate(self._items()) if item.checkState() is Qt.CheckState.Checked]

    @property
    def value(self) -> Any:
        return tuple(self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in self._ticked_rows())

    def show_value(self, value: Any) -> None:
        """The first that is ticked is in sight, unless somebody is at work in the list."""
        before = self._ticked_rows()
        self._showing = True
        for item in self._items():
            ticked = item.data(Qt.ItemDataRole.UserRole) in value
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._showing = False
        shown = self._ticked_rows()
        if shown != before and not self.list.hasFocus():
            first = self.list.item(shown[0] if shown else 0)
            self.list.setCurrentItem(first)
            self.list.scrollToItem(first, QListWidget.ScrollHint.PositionAtTop)
