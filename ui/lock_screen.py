"""What a locked window shows: nothing but fields for the passphrase or the recovery sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import icons, theme
from ui.desk_workspace import DeskWorkspace
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.row import row_of
from ui.widgets.secret_fields import SecretFields
from ui.widgets.text import Heading, Text


class LockScreen(QWidget):
    """Covers the whole window; the window behind it stays as it was."""

    def __init__(self, workspace: DeskWorkspace) -> None:
        super().__init__()
        self.setObjectName("lock-screen")
        self._workspace = workspace
        picture = QLabel()
        side = theme.current().px(48)
        picture.setPixmap(icons.icon("lock", "accent").pixmap(side, side))
        self.secret = SecretFields()
        self.secret.entered.connect(self._unlock)
        self.unlock = button(_("Unlock"), self._unlock, kind="primary")
        self.close_it = self._way_out()
        heading, words = self._words()
        frame = card(
            picture,
            Heading(heading, 1),
            Text(words),
            self.secret,
            row_of(self.unlock, self.close_it),
            spacing=12,
        )
        column = Column(heading)
        column.setMaximumWidth(theme.current().px(760))
        column.content.addStretch(1)
        column.add(frame)
        column.content.addStretch(2)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(column, 8)
        layout.addStretch(1)

    def _words(self) -> tuple[str, str]:
        if self._workspace.is_open:
            return (
                _("The workspace is locked"),
                _("Everything is saved. Enter the passphrase to go on where you were."),
            )
        name = self._workspace.unfinished.path.stem if self._workspace.unfinished else ""
        return (
            _("The recovery sheet is covered"),
            _("The new workspace is waiting. Enter the passphrase that you have just chosen for {name}.").format(
                name=isolate(name)
            ),
        )

    def _way_out(self) -> QPushButton:
        if self._workspace.is_open:
            return button(_("Close the workspace"), self._workspace.close)
        return button(_("Give up the new workspace"), self._workspace.discard)

    def _unlock(self) -> None:
        if not self.unlock.isEnabled():
            return
        secret = self.secret.entry()
        if secret is None:
            return
        self._busy(working=True)
        self._workspace.unlock(secret, self._failed)

    def _failed(self, error: KnownError) -> None:
        self._busy(working=False)
        self.secret.refuse(error)

    def _busy(self, *, working: bool) -> None:
        self.unlock.setText(_("Checking…") if working else _("Unlock"))
        self.unlock.setEnabled(not working)
        self.close_it.setEnabled(not working)

    def take_focus(self) -> None:
        """The passphrase is what is typed first."""
        self.secret.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)
