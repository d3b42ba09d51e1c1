"""The one place where the window is put together."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from gcmdesk import __version__, log
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.settings import SettingsStore
from ui import fonts
from ui.crash import CrashGuard
from ui.display import Display
from ui.main_window import MainWindow
from ui.tasks import Tasks


class Desk(QObject):
    """The running program: application, preferences, worker and window."""

    crashed = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.app = app
        app.setApplicationName("gcmdesk")
        app.setApplicationVersion(__version__)
        app.setStyle("Fusion")
        self.missing_fonts = fonts.load(fonts.FIRST)
        self.settings = SettingsStore()
        self.display = Display(app, self.settings)
        self.display.apply()
        self.tasks = Tasks(self)
        self.window = MainWindow(self.settings, self.display, self.tasks)
        self.crashed.connect(self._crash)

    def open(self) -> None:
        """Show the window, then do what can wait until it is painted."""
        if self.settings.current.maximized:
            self.window.showMaximized()
        else:
            self.window.show()
        QTimer.singleShot(0, self._after_first_paint)

    @Slot()
    def _after_first_paint(self) -> None:
        self.missing_fonts += fonts.load(fonts.LATER)
        if self.settings.set_aside:
            self.window.messages.show_message(
                "warning",
                _("Your settings could not be read, so gcmdesk starts with its defaults."),
                way_out=_("The unreadable file was kept: {file}").format(file=isolate(self.settings.set_aside.name)),
            )
        log.event("window.opened")

    @Slot(object)
    def _crash(self, report: Path | None) -> None:
        from ui.crash_dialog import CrashDialog, start_again

        dialog = CrashDialog(report)
        dialog.exec()
        if dialog.reopen_wanted:
            start_again()
        self.app.exit(1)


def run(file: Path | None) -> int:
    """Open the window and return the exit code when it is closed."""
    del file
    app = QApplication(["gcmdesk"])
    desk = Desk(app)
    guard = CrashGuard(desk.crashed.emit)
    guard.install()
    desk.open()
    try:
        return app.exec()
    finally:
        desk.tasks.close()
        guard.uninstall()
