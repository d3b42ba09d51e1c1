"""A new workspace, on one page: where it lies, its passphrase, and what speaks against either."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from gcmdesk import paths
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import location
from gcmdesk.workspace.location import LocationConcern
from ui import theme
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.column import card
from ui.widgets.fields import Field, ProblemSummary
from ui.widgets.file_dialog import file_dialog
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

SUFFIX = ".gcmdesk"
_PAUSE = 300
"""Milliseconds without a key before the place is looked at."""


def free_path(folder: Path, name: str) -> Path:
    """A path in a folder at which there is no file yet."""
    path, number = folder / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return path


class ConcernBox(QFrame):
    """Why a place is unwise, and a box to tick for those who know what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setProperty("kind", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.current().px(12)] * 4)
        self._sentence = Text(bold=True)
        self._reason = Text()
        self.insist = TickBox(_("Use this place all the same"))
        for widget in (self._sentence, self._reason, self.insist):
            column.addWidget(widget)
        self.concern: LocationConcern | None = None
        self.hide()

    def show_concern(self, concern: LocationConcern | None) -> None:
        """Show it; None takes it away."""
        if concern != self.concern:
            self.insist.setChecked(False)
        self.concern = concern
        self._sentence.setText(concern.sentence if concern else "")
        self._reason.setText(f"{concern.reason} {concern.way_out}" if concern else "")
        self.setVisible(concern is not None)

    @property
    def in_the_way(self) -> bool:
        """Whether there is a concern that nobody has overruled."""
        return self.concern is not None and not self.insist.isChecked()


class NewPage(FormPage):
    """Everything is checked when “Create” is pressed; then the recovery sheet follows."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        choose = button(_("Choose…"), self._choose, icon="folder-open")
        choose.setAccessibleName(_("Choose where the workspace lies"))
        self.path = Field(
            _("File"), hint=_("One file holds everything. Its name and folder are up to you."), trailing=choose
        )
        self.path.edit.setText(str(free_path(paths.documents_folder(), _("Consultations"))))
        self.path.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.path.edit.textChanged.connect(self._path_typed)
        self.concern = ConcernBox()
        self.passphrase = NewPassphrase(context.tasks)
        self.summary = ProblemSummary()
        self.create_it = button(_("Create"), self._create, kind="primary", icon="file-plus")
        self.passphrase.again.edit.returnPressed.connect(self._create)
        self.column.add(
            self.summary,
            Text(
                _(
                    "The workspace is encrypted with your passphrase. Nobody can open it without the passphrase or the "
                    "recovery sheet that you will print next, not even the makers of the program."
                )
            ),
            card(Heading(_("Where"), 3), self.path, self.concern, spacing=12),
            card(Heading(_("Passphrase"), 3), self.passphrase, spacing=12),
            row_of(self.create_it, button(_("Cancel"), lambda: context.go("workspace"))),
        )
        self.column.end()
        self.first = self.path.edit
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typing.timeout.connect(self._look_at_place)
        self._look_at_place()

    def _chosen(self) -> Path:
        text = self.path.edit.text().strip()
        path = Path(text).expanduser()
        return path if not text or path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def _choose(self) -> None:
        dialog = file_dialog(self, _("New workspace"), str(self._chosen()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.setNameFilter(_("Workspaces") + f" (*{SUFFIX})")
        dialog.fileSelected.connect(self.path.edit.setText)
        dialog.open()

    def _path_typed(self) -> None:
        self.path.show_problem("")
        self._typing.start()

    def _look_at_place(self) -> None:
        path = self._chosen()
        self.context.tasks.look(lambda: (path, location.concern(path)), self._place_seen)

    def _place_seen(self, seen: tuple[Path, LocationConcern | None]) -> None:
        if seen[0] == self._chosen():
            self.concern.show_concern(seen[1])

    def _problems(self) -> list[tuple[QWidget, str]]:
        path, problems = self._chosen(), list[tuple[QWidget, str]]()
        wrong = ""
        if not self.path.edit.text().strip():
            wrong = _("Enter a name for the file.")
        elif not path.parent.is_dir():
            wrong = _("There is no such folder.")
        elif path.exists():
            wrong = _("There is already a file with this name.")
        self.path.show_problem(wrong)
        if wrong:
            problems.append((self.path.edit, wrong))
        elif self.concern.in_the_way:
            problems.append((self.concern.insist, _("Choose another place, or confirm this one.")))
        return problems + self.passphrase.problems()

    def _create(self) -> None:
        if not self.create_it.isEnabled():
            return
        problems = self._problems()
        self.summary.show_problems(problems)
        if problems:
            self.show_top()
            return
        self._busy(working=True)
        self.workspace.create(self._chosen(), self.passphrase.text, self._created, self._failed)

    def _created(self) -> None:
        self.context.go("workspace/sheet")

    def _failed(self, error: KnownError) -> None:
        self._busy(working=False)
        self.summary.show_problems([(self.path.edit, str(error))])
        self.show_top()

    def _busy(self, *, working: bool) -> None:
        self.create_it.setText(_("Creating…") if working else _("Create"))
        self.create_it.setEnabled(not working)
