"""Lists to tick whose choices change while the page is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from ui import theme
from ui.screens.kick_off.tick_list import TickList
from ui.widgets.form_fields import Choices

_ROW, _ROWS = 30, 5


class ChangingTicks(TickList):
    """As `TickList`; `offer` again whenever there is something else to choose from."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, (), hint=hint)
        self._offered: list[tuple[str, str]] = []

    def offer(self, choices: Choices) -> None:
        """Offer these; what was ticked is shown by the next `show_value`."""
        offered = list(choices)
        if offered == self._offered:
            return
        self._offered = offered
        self._showing = True
        self.list.clear()
        for value, text in offered:
            item = QListWidgetItem(text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        rows = min(max(len(offered), 1), _ROWS)
        self.list.setFixedHeight(rows * theme.current().px(_ROW) + 2 * self.list.frameWidth())
        self._showing = False
