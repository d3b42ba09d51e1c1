"""Fields that can be answered with "None", which is another answer than leaving them empty (not recorded)."""

from typing import Any

from PySide6.QtCore import Slot

from gcmdesk.i18n import gettext as _
from ui.screens.kick_off.tick_list import TickList
from ui.widgets.choice import TickBox
from ui.widgets.form import FormField, Lines
from ui.widgets.form_fields import Choices


class _OrNone(FormField):
    """A box to tick below the control. The value is None for not recorded, and empty where the answer is "None"."""

    nothing: Any = ""
    """What the control says when it is empty."""

    def _add_box(self) -> None:
        self.none = TickBox(_("None"))
        self.none.setAccessibleName(f"{self.label}: {self.none.text()}")
        self.none.clicked.connect(self._none_clicked)
        self.edited.connect(self._something_said)
        column = self.layout()
        if column:
            column.addWidget(self.none)

    @property
    def said(self) -> Any:
        """What the control says."""
        raise NotImplementedError

    def show_said(self, said: Any) -> None:
        """Show it in the control."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        return self.said or (self.nothing if self.none.isChecked() else None)

    def show_value(self, value: Any) -> None:
        self.show_said(value or self.nothing)
        self.none.setChecked(value is not None and not value)

    @Slot()
    def _none_clicked(self) -> None:
        if self.none.isChecked():
            self.show_said(self.nothing)
        self._chosen()

    @Slot()
    def _something_said(self) -> None:
        if self.control.hasFocus() and self.none.isChecked():
            self.none.setChecked(False)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.none.setEnabled(not read_only)


class LinesOrNone(_OrNone, Lines):
    """Several lines of text, or "None"."""

    def __init__(self, name: str, label: str, *, hint: str = "", rows: int = 4) -> None:
        Lines.__init__(self, name, label, hint=hint, rows=rows)
        self._add_box()

    @property
    def said(self) -> Any:
        return Lines.value.fget(self)  # type: ignore[attr-defined]

    def show_said(self, said: Any) -> None:
        Lines.show_value(self, said)


class TickListOrNone(_OrNone, TickList):
    """Several of a list, or "None"."""

    nothing = ()

    def __init__(self, name: str, label: str, choices: Choices, *, hint: str = "") -> None:
        TickList.__init__(self, name, label, choices, hint=hint)
        self._add_box()

    @property
    def said(self) -> Any:
        return TickList.value.fget(self)  # type: ignore[attr-defined]

    def show_said(self, said: Any) -> None:
        TickList.show_value(self, said)
