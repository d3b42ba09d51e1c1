"""The one place where the window is put together."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gcmdesk import __version__, log, paths
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.settings import SettingsStore
from ui import fonts
from ui.crash import CrashGuard
from ui.cycles import CycleCollector
from ui.desk_workspace import DeskWorkspace
from ui.display import Display
from ui.idle import IdleWatch
from ui.main_window import MainWindow
from ui.quiet_check import QuietCheck
from ui.tasks import Tasks
from ui.undo_keys import UndoKeys
from ui.workspace_work import warm_up

if TYPE_CHECKING:
    from gcmdesk.workspace.opening import Surroundings


def _here() -> "Surroundings":
    from gcmdesk.workspace import opening

    return opening.HERE


class Desk(QObject):
    """The running program: application, preferences, worker, workspace and window.

    `surroundings` are those of the workspaces that are opened; None for the program's own. `file` is to be opened.
    """

    crashed = Signal(object)

    def __init__(self, app: QApplication, surroundings: "Surroundings | None" = None, file: Path | None = None) -> None:
        super().__init__()
        self.app = app
        self.cycles = CycleCollector(self)
        app.setApplicationName("gcmdesk")
        app.setApplicationVersion(__version__)
        app.setDesktopFileName("gcmdesk")
        self.missing_fonts = fonts.load(fonts.FIRST)
        self.settings = SettingsStore()
        self.display = Display(app, self.settings)
        self.display.apply()
        self.tasks = Tasks(self)
        around = (lambda: surroundings) if surroundings else _here
        self.workspace = DeskWorkspace(self.settings, self.tasks, around, self)
        self.workspace.wanted = file.absolute() if file else None
        self.window = MainWindow(self.settings, self.display, self.tasks, self.workspace)
        self.undo_keys = UndoKeys(app, self)
        self.idle = IdleWatch(app, self)
        self.idle.idle.connect(self.workspace.lock)
        self.quiet_check = QuietCheck(self.workspace, lambda: self.window.messages, self.window.go, self)
        self.workspace.turned.connect(self._watch_idleness)
        self.display.changed.connect(self._watch_idleness)
        self.crashed.connect(self._crash)

    def open(self) -> None:
        """Show the window, then do what can wait until it is painted."""
        self.window.installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is about to paint itself for the first time; a display server asks for that when it is ready."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._after_first_paint)
        return False

    @Slot()
    def _after_first_paint(self) -> None:
        log.event("window.opened")
        self.window.arrive()
        self.missing_fonts += fonts.load(fonts.LATER)
        self.app.setWindowIcon(QIcon(str(paths.resource("app", "gcmdesk.svg"))))
        if self.settings.set_aside:
            self.window.messages.show_message(
                "warning",
                _("Your settings could not be read, so gcmdesk starts with its defaults."),
                way_out=_("The unreadable file was kept: {file}").format(file=isolate(self.settings.set_aside.name)),
            )
        self.tasks.start("", warm_up, self._warm, quiet=True)
        if self.workspace.wanted and self.settings.current.language:
            self.window.go("workspace/open")

    def _warm(self, _done: None) -> None:
        self.cycles.begin()

    @Slot()
    def _watch_idleness(self) -> None:
        """Wait for idleness while there is something to lock."""
        waiting = (self.workspace.is_open or self.workspace.unfinished) and not self.workspace.locked
        self.idle.watch(self.settings.current.lock_after if waiting else 0)

    @Slot(object)
    def _crash(self, report: Path | None) -> None:
        from ui.crash_dialog import CrashDialog, start_again

        dialog = CrashDialog(report)
        dialog.exec()
        file = self.workspace.present.path if self.workspace.is_open else None
        if dialog.reopen_wanted:
            start_again(file)
        self.app.exit(1)


def application() -> QApplication:
    """Qt's application, in the one style that the colours are made for.

    It is told like an option, because `setStyle` hands the style over to Python, which takes a twentieth of the start.
    """
    return QApplication(["gcmdesk", "-style", "Fusion"])


def run(file: Path | None) -> int:
    """Open the window and return the exit code when it is closed."""
    app = application()
    desk = Desk(app, file=file)
    guard = CrashGuard(desk.crashed.emit)
    guard.install()
    desk.open()
    try:
        return app.exec()
    finally:
        desk.tasks.close()
        desk.workspace.shut()
        guard.uninstall()
