"""Restoring a backup, by date and size. The present file is kept aside, so that nothing is lost."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.screens.workspace.put_aside import PutAside
from ui.screens.workspace.sizes import size_text
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.fields import PassphraseField, ProblemSummary
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

if TYPE_CHECKING:
    from gcmdesk.workspace.backups import Backup

_ROWS = 8
_FRAME = 2
"""Pixels, as the style sheet has it while the list is in focus."""


def told(backup: "Backup") -> str:
    """A backup in one line."""
    made, texts = backup.made.astimezone(), i18n.current()
    return " · ".join((texts.date(made.date(), "full"), isolate(texts.time(made)), isolate(size_text(backup.size))))


class RestorePage(FormPage):
    """For the open workspace, or for a file that does not open (`wanted`), whose passphrase is then asked."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.path: Path | None = self.workspace.present.path if self.workspace.is_open else self.workspace.wanted
        self.summary = ProblemSummary()
        self.backups = self._found()
        self.column.add(self.summary)
        if self.backups:
            self._offer()
        else:
            self._say_there_is_none()
        if self.path:
            self._show_put_aside(self.path)
        self.column.end()

    def _show_put_aside(self, path: Path) -> None:
        from gcmdesk.workspace import aside

        found = aside.kept(path)
        if found:
            self.put_aside = PutAside(self.context, path, found)
            self.put_aside.emptied.connect(self._hide_put_aside)
            self.column.add(self.put_aside)

    def _hide_put_aside(self) -> None:
        self.put_aside.hide()
        (self.first or self.column).setFocus(Qt.FocusReason.OtherFocusReason)

    def _found(self) -> "tuple[Backup, ...]":
        from gcmdesk.workspace import backups

        return backups.found(self.path) if self.path else ()

    def _say_there_is_none(self) -> None:
        back = button(_("Back"), lambda: self.context.go("workspace"))
        self.column.add(card(Text(_("There is no backup of this workspace yet. One is made each day.")), row_of(back)))
        self.first = back

    def _offer(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(_("Backups"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for backup in self.backups:
            self.list.addItem(QListWidgetItem(told(backup)))
        self.list.setCurrentRow(0)
        self.list.ensurePolished()  # a row is as high as the style sheet makes it
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * min(len(self.backups), _ROWS) + 2 * _FRAME)
        self.passphrase = PassphraseField(_("Passphrase when this backup was made"))
        self.passphrase.edit.returnPressed.connect(self._restore)
        if self.workspace.is_open:
            self.passphrase.hide()
        self.restore = button(_("Restore"), self._restore, kind="primary", icon="history")
        self.column.add(
            Text(
                _(
                    "The chosen backup takes the place of the present file. Work done after it will not be in the "
                    "file; the present file stays beside it under another name."
                )
            ),
            card(
                Heading(_("Backups"), 3),
                self.list,
                self.passphrase,
                row_of(self.restore, button(_("Cancel"), lambda: self.context.go("workspace"))),
                spacing=12,
            ),
        )
        self.first = self.list

    def _restore(self) -> None:
        if not self.restore.isEnabled() or self.path is None:
            return
        asked = self.passphrase.isVisibleTo(self)
        if asked and not self.passphrase.edit.text():
            self.passphrase.show_problem(_("Enter the passphrase."))
            self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.passphrase.show_problem("")
        self.summary.show_problems([])
        self.restore.setEnabled(False)
        backup = self.backups[self.list.currentRow()].path
        words = self.passphrase.edit.text() if asked else ""
        self.workspace.restore(self.path, backup, words, self._restored, self._failed)

    def _restored(self) -> None:
        if not self.workspace.is_open:
            self.context.go("workspace/open")

    def _failed(self, error: KnownError) -> None:
        from gcmdesk.workspace import backups, errors

        self.restore.setEnabled(True)
        if isinstance(error, (backups.OtherKey, errors.WrongPassphrase)):
            self.passphrase.show()
            self.passphrase.show_problem(str(error))
            self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.summary.show_problems([(self.list, str(error))])
            self.show_top()
