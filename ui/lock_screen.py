"""What a locked window shows: nothing but a field for the passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.desk_workspace import DeskWorkspace
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.fields import PassphraseField
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text


class LockScreen(QWidget):
    """Covers the whole window; the window behind it stays as it was."""

    def __init__(self, workspace: DeskWorkspace, close: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("lock-screen")
        self._workspace = workspace
        picture = QLabel()
        side = theme.current().px(48)
        picture.setPixmap(icons.icon("lock", "accent").pixmap(side, side))
        self.field = PassphraseField(_("Passphrase"))
        self.field.edit.returnPressed.connect(self._unlock)
        self.unlock = button(_("Unlock"), self._unlock, kind="primary")
        self.close_it = button(_("Close the workspace"), close)
        frame = card(
            picture,
            Heading(_("The workspace is locked"), 1),
            Text(_("Everything is saved. Enter the passphrase to go on where you were.")),
            self.field,
            row_of(self.unlock, self.close_it),
            spacing=12,
        )
        column = Column(_("The workspace is locked"))
        column.setMaximumWidth(theme.current().px(560))
        column.content.addStretch(1)
        column.add(frame)
        column.content.addStretch(2)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(column, 4)
        layout.addStretch(1)

    def _unlock(self) -> None:
        if not self.unlock.isEnabled():
            return
        if not self.field.edit.text():
            self.field.show_problem(_("Enter the passphrase."))
            return
        self.field.show_problem("")
        self._busy(working=True)
        self._workspace.unlock(self.field.edit.text(), self._failed)

    def _failed(self, error: KnownError) -> None:
        self._busy(working=False)
        self.field.show_problem(str(error))
        self.field.edit.selectAll()
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _busy(self, *, working: bool) -> None:
        self.unlock.setText(_("Checking…") if working else _("Unlock"))
        self.unlock.setEnabled(not working)
        self.close_it.setEnabled(not working)
