"""Opening a workspace: which file, then its passphrase or its recovery sheet, for writing or for reading only."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gcmdesk import paths
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.workspace import aside, location
from gcmdesk.workspace.location import LocationConcern
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.screens.workspace.new import SUFFIX, ConcernBox
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.column import card
from ui.widgets.fields import ProblemSummary
from ui.widgets.file_dialog import file_dialog
from ui.widgets.recent_files import RecentFiles
from ui.widgets.row import row_of
from ui.widgets.secret_fields import SecretFields
from ui.widgets.text import Caption, Heading


def choose_file(parent: QWidget, context: Context) -> None:
    """Ask for a file, then for its passphrase."""

    def chosen(name: str) -> None:
        context.workspace.wanted = Path(name)
        context.go("workspace/open")

    dialog = file_dialog(parent, _("Open a workspace"), str(paths.documents_folder()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Workspaces") + f" (*{SUFFIX})", _("All files") + " (*)"])
    dialog.fileSelected.connect(chosen)
    dialog.open()


class OpenPage(FormPage):
    """First the recent files and a button to choose another; then, for one file, the passphrase."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.path = self.workspace.wanted
        if self.path is None:
            self._ask_for_file()
        else:
            self._ask_for_passphrase(self.path)
        self.column.end()

    def _ask_for_file(self) -> None:
        choose = button(
            _("Choose a file…"), lambda: choose_file(self, self.context), kind="primary", icon="folder-open"
        )
        self.column.add(row_of(choose))
        self.first = choose
        if self.context.settings.current.recent:
            self.recent = RecentFiles(self.context)
            self.column.add(card(Heading(_("Recent files"), 3), self.recent))

    def _ask_for_passphrase(self, path: Path) -> None:
        self.summary = ProblemSummary()
        self.read_instead = button(_("Open for reading only"), self._read_instead, kind="primary")
        self.read_instead.hide()
        self.restore = button(_("Restore a backup…"), lambda: self.context.go("workspace/restore"), icon="history")
        self.restore.hide()
        self.secret = SecretFields()
        self.secret.entered.connect(self._open)
        self.secret.with_sheet.toggled.connect(lambda: self.summary.show_problems([]))
        self.reading = TickBox(_("Open for reading only"))
        self.reading.setChecked(aside.is_aside(path))
        self.concern = ConcernBox()
        self.open_it = button(_("Open"), self._open, kind="primary", icon="arrow-right")
        another = button(_("Another file…"), lambda: choose_file(self, self.context))
        folder = Caption(isolate(str(path.parent)))
        self.column.add(self.summary)
        for way_out in (self.read_instead, self.restore):
            self.column.content.addWidget(way_out, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.add(
            card(
                Heading(isolate(path.stem), 2),
                folder,
                self.concern,
                self.secret,
                self.reading,
                row_of(self.open_it, another),
                spacing=12,
            ),
        )
        self.first = self.secret.passphrase.edit
        self.context.tasks.look(lambda: location.concern(path), self._place_seen)

    def _place_seen(self, concern: LocationConcern | None) -> None:
        if self.workspace.wanted == self.path:
            self.concern.show_concern(concern)

    def _read_instead(self) -> None:
        self.reading.setChecked(True)
        self._open()

    def _open(self) -> None:
        if self.path is None or not self.open_it.isEnabled():
            return
        self.summary.show_problems([])
        self.read_instead.hide()
        if self.workspace.is_open and self.workspace.present.path == self.path:
            self.context.go_on()
            return
        if self.concern.in_the_way and not self.reading.isChecked():
            self.summary.show_problems([(self.concern.insist, _("Confirm this place, or open for reading only."))])
            return
        secret = self.secret.entry()
        if secret is None:
            return
        self._busy(working=True)
        self.workspace.open(self.path, secret, reading=self.reading.isChecked(), failed=self._failed)

    def _failed(self, error: KnownError) -> None:
        from gcmdesk.workspace import backups, errors

        self._busy(working=False)
        damaged = (errors.Damaged, errors.FileMissing, errors.FileEmpty, errors.FileCutShort, errors.NotAWorkspace)
        if self.path and isinstance(error, (*damaged, errors.WrongPassphrase)):
            self.restore.setVisible(not self.workspace.is_open and bool(backups.found(self.path)))
        if isinstance(error, (errors.WrongPassphrase, errors.WrongRecoveryKey)):
            self.secret.refuse(error)
        else:
            self.summary.show_problems([(self.open_it, str(error))])
            can_read = isinstance(error, (errors.AlreadyOpen, errors.ReadOnlyPlace)) and not self.reading.isChecked()
            self.read_instead.setVisible(can_read)
            self.show_top()
            if can_read:
                self.read_instead.setFocus(Qt.FocusReason.OtherFocusReason)

    def _busy(self, *, working: bool) -> None:
        self.open_it.setText(_("Checking…") if working else _("Open"))
        self.open_it.setEnabled(not working)
        self.read_instead.setEnabled(not working)
