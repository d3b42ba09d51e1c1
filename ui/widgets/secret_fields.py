"""What opens a workspace: its passphrase or, after a tick, the groups of its recovery sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import recovery
from ui import theme
from ui.widgets.choice import TickBox
from ui.widgets.fields import PassphraseField
from ui.widgets.key_fields import KeyFields


class SecretFields(QWidget):
    """The same on the page for opening and on the lock screen."""

    entered = Signal()
    """Enter was pressed, or the last group typed."""

    def __init__(self) -> None:
        super().__init__()
        self.passphrase = PassphraseField(_("Passphrase"))
        self.passphrase.edit.returnPressed.connect(self.entered)
        self.with_sheet = TickBox(_("Use the recovery sheet"))
        self.with_sheet.toggled.connect(self._change)
        self.key = KeyFields()
        self.key.completed.connect(self.entered)
        self.key.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        for widget in (self.passphrase, self.key, self.with_sheet):
            column.addWidget(widget)

    def _change(self, with_sheet: bool) -> None:
        self.passphrase.setVisible(not with_sheet)
        self.key.setVisible(with_sheet)
        (self.key if with_sheet else self.passphrase.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> str | bytes | None:
        """What was typed: a passphrase, or the bytes of a sheet; None after saying what is wrong with it."""
        if not self.with_sheet.isChecked():
            typed = self.passphrase.edit.text()
            self.passphrase.show_problem("" if typed else _("Enter the passphrase."))
            return typed or None
        try:
            key = recovery.decode(self.key.text)
        except recovery.WrongRecoveryKey as error:
            self.key.show_problem(str(error))
            return None
        self.key.show_problem("")
        return key

    def refuse(self, error: KnownError) -> None:
        """Say beside the field why it did not open, ready for another try."""
        if self.with_sheet.isChecked():
            self.key.show_problem(str(error))
            return
        self.passphrase.show_problem(str(error))
        self.passphrase.edit.selectAll()
        self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)
