"""Fields that can be answered with "None", which is another answer than leaving them empty (not recorded)."""

from typing import Any

from PySide6.QtCore import Slot

from gcmdesk.i18n import gettext as _
from ui.screens.kick_off.tick_list import TickList
from ui.widgets.choice import TickBox
from ui.widgets.form import FormField, Lines


class _OrNone(FormField):
    """A box to tick below the control. The value is None for not recorded, and empty where the answer is "None"."""

    nothing: Any = ""
    """What the control says when it is empty."""

    def __init__(self, name: str, label: str, **options: Any) -> None:
        super().__init__(name, label, **options)
        self.none = TickBox(_("None"))
        self.none.setAccessibleName(f"{label}: {self.none.text()}")
        self.none.clicked.connect(self._none_clicked)
        self.edited.connect(self._something_said)
        column = self.layout()
        if column:
            column.addWidget(self.none)

    @property
    def value(self) -> Any:
        return super().value or self._without_words()

    @property
    def raw(self) -> Any:
        return super().raw or self._without_words()

    def _without_words(self) -> Any:
        return self.nothing if self.none.isChecked() else None

    def show_value(self, value: Any) -> None:
        super().show_value(value or self.nothing)
        self.none.setChecked(value is not None and not value)

    @Slot()
    def _none_clicked(self) -> None:
        if self.none.isChecked():
            super().show_value(self.nothing)
        self._chosen()

    @Slot()
    def _something_said(self) -> None:
        if self.raw:
            self.none.setChecked(False)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.none.setEnabled(not read_only)


class LinesOrNone(_OrNone, Lines):
    """Several lines of text, or "None"."""


class TickListOrNone(_OrNone, TickList):
    """Several of a list, or "None"."""

    nothing = ()
