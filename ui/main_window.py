"""The main window: navigation, header, message area, content, progress area."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from gcmdesk.errors import KnownError
from gcmdesk.settings import SettingsStore
from ui import theme, window_commands, workspace_commands
from ui.commands import Commands, keys
from ui.desk_workspace import DeskWorkspace
from ui.display import Display
from ui.header import FailureBar, Header, with_failure_bar
from ui.layers import Layers
from ui.navigation import Navigation
from ui.page_head import PageHead
from ui.screens import SCREENS, entry
from ui.screens.base import Context, Screen
from ui.tasks import Tasks
from ui.widgets.message import MessageArea
from ui.widgets.progress_area import ProgressArea

if TYPE_CHECKING:
    from gcmdesk.workspace.pages import Displaced
    from ui.unsaved import Kept

LEAST_WIDTH, LEAST_HEIGHT = 1024, 600


class MainWindow(QMainWindow):
    """Built anew as a whole when language or look change; it then stands where it stood."""

    def __init__(self, settings: SettingsStore, display: Display, tasks: Tasks, workspace: DeskWorkspace) -> None:
        super().__init__()
        self._settings = settings
        self._display = display
        self.tasks = tasks
        self.workspace = workspace
        self._built_for = 0
        self._out_of_date = False
        self.commands = Commands(self)
        self.messages = MessageArea()
        self._visited: list[str] = []
        self._screens: dict[str, Screen] = {}
        self._unsaved: Kept = {}
        self._shown = ""
        self._arrived = False
        self._in_first_run = settings.current.language is None
        display.changed.connect(self.rebuild)
        tasks.failed.connect(self.show_error)
        workspace.turned.connect(self._workspace_turned)
        workspace.refused.connect(self.show_error)
        workspace.told.connect(self._tell)
        workspace.leaving.connect(self.save_typed)
        workspace.displaced.connect(self._tell_displaced)
        self._restore_geometry()
        self.rebuild()

    # Building

    @Slot()
    def rebuild(self) -> None:
        """Build everything in the present language and look; what is under the lock screen when it is uncovered."""
        if self.workspace.locked:
            self._layers.cover_anew(self.workspace)
            self._out_of_date = True
            return
        self._out_of_date = False
        focused = QApplication.focusWidget()
        focused_name = focused.objectName() if focused else ""
        self.save_typed()
        message = self.messages.message
        place = self.place if self._shown else self._settings.current.last_place
        if self._screens:
            self._keep_unsaved()
        self.commands.clear()
        self._screens = {}
        self.messages = MessageArea()
        self.context = Context(
            self._settings, self._display, self.tasks, self.messages, self.go, self.workspace, self.workspace_place
        )
        window_commands.add_all(self, self._display)
        self.commands.fill(self.menuBar())
        built = self._first_run() if self._in_first_run else self._frame()
        self._built_for = self.workspace.edition
        self._layers: Layers = Layers(built)
        self.setCentralWidget(self._layers)
        if self._arrived:
            self._show_place(place)
        self._show_state()
        if message:
            self.messages.show_again(message)
        again = built.findChild(QWidget, focused_name) if focused_name else None
        if again:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrive(self) -> None:
        """Show the screen where the work was left: the frame is painted first, and nobody waits for a blank window."""
        if not (self._arrived or self._in_first_run):
            self._arrived = True
            self._show_place(self._settings.current.last_place)

    @Slot()
    def save_typed(self) -> None:
        """A field that saves when it is left is left now, because what it stands on goes away."""
        focused = QApplication.focusWidget()
        if focused and self.isAncestorOf(focused):
            focused.clearFocus()

    def _keep_unsaved(self) -> None:
        """Nobody loses a word to a change of language or look; words typed into one workspace are not for another."""
        from ui import unsaved

        same = self._built_for == self.workspace.edition
        self._unsaved = self._unsaved | unsaved.take(self._screens.values()) if same else {}

    def _first_run(self) -> QWidget:
        from ui.first_run import FirstRun

        holder = QWidget()
        column = QVBoxLayout(holder)
        page = FirstRun(self._display)
        page.finished.connect(self._end_first_run)
        column.addWidget(self.messages)
        column.addWidget(page, 1)
        return holder

    @Slot(str)
    def _end_first_run(self, place: str) -> None:
        from ui.first_run import SAMPLE

        QTimer.singleShot(0, self.leave_first_run)
        if place == SAMPLE:
            QTimer.singleShot(0, self.commands["sample"].trigger)
        elif self.workspace.wanted or place:
            QTimer.singleShot(0, partial(self.go, "workspace/open" if self.workspace.wanted else place))

    @Slot()
    def leave_first_run(self) -> None:
        """Show the window proper."""
        self._in_first_run = False
        self._arrived = True
        self.rebuild()

    def _frame(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.navigation = Navigation(self.go)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._header = Header(self.commands, self.workspace)
        column.addWidget(with_failure_bar(self._header, FailureBar(self.workspace)))
        column.addWidget(self._content(), 1)
        row.addLayout(column, 1)
        return holder

    def _content(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        edge = theme.current().px(20)
        column.setContentsMargins(edge, theme.current().px(12), edge, theme.current().px(12))
        column.setSpacing(theme.current().px(8))
        self._head = PageHead()
        column.addLayout(self._head)
        column.addWidget(self.messages)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        column.addWidget(ProgressArea(self.tasks))
        return holder

    # Going places

    def go(self, place: str) -> None:
        """Show a place such as ``library/objective/7`` and remember where the user came from."""
        here = self.place
        if self.messages.message and self.messages.message.kind in {"info", "success"}:
            self.messages.clear()
        if place != here:
            self._visited.append(here)
            del self._visited[:-50]
        self._show_place(place)
        self._remember_place()

    def go_back(self) -> None:
        """Return to the place before this one."""
        if self._visited:
            self._show_place(self._visited.pop())
            self._remember_place()

    def _remember_place(self) -> None:
        if not self.screen_shown.passing:
            self._settings.change(last_place=self.place)

    def workspace_place(self) -> None:
        """Go where the work goes on once a workspace is open: where it was left."""
        self._visited.clear()
        self.go(self._settings.current.last_place)

    @property
    def screen_shown(self) -> Screen:
        """The screen that is shown."""
        self.arrive()
        return self._screens[self._shown]

    @property
    def place(self) -> str:
        """Where the window stands."""
        screen = self.screen_shown
        return f"{screen.entry.id}/{screen.place}" if screen.place else screen.entry.id

    def _show_place(self, place: str) -> None:
        id, _slash, inside = place.partition("/")
        wanted = entry(id) or SCREENS[0]
        screen = self._screens.get(wanted.id)
        if screen is None:
            screen = self._screens[wanted.id] = wanted.open(self.context)
            self._stack.addWidget(screen)
            screen.head_changed.connect(self._show_head)
        screen.show_place(inside)
        if self._unsaved:
            from ui import unsaved

            unsaved.give_back(self._unsaved, screen)
        self._stack.setCurrentWidget(screen)
        self._shown = wanted.id
        self.navigation.show_current(wanted.id)
        self._show_head()
        screen.beginning.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_head(self) -> None:
        """Title, subtitle and main button of the screen that is shown, as they are now."""
        if not self._shown:
            return
        screen = self.screen_shown
        self._head.show_screen(screen, keys(self.commands["main-action"]))
        window_commands.show_state(self.commands, screen)

    def run_primary_action(self) -> None:
        """Press the button beside the title."""
        self._head.press()

    def panes(self) -> list[QWidget]:
        """The parts of the window in reading order."""
        return [self._header, self.navigation, *self.screen_shown.panes()]

    def step_page(self, step: int) -> None:
        """Show the next or the previous page of the screen."""
        pages = self.screen_shown.entry.listed
        if len(pages) > 1:
            ids = [page.id for page in pages]
            here = ids.index(self.screen_shown.page_id) if self.screen_shown.page_id in ids else 0
            self.go(f"{self._shown}/{ids[(here + step) % len(ids)]}")

    def next_pane(self) -> None:
        """Move the focus to the next part of the window."""
        self._step_pane(1)

    def previous_pane(self) -> None:
        """Move the focus to the part of the window before."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes = self.panes()
        focused = QApplication.focusWidget()
        here = [n for n, pane in enumerate(panes) if focused and (pane is focused or pane.isAncestorOf(focused))]
        start = here[-1] if here else -1
        _focus_inside(panes[(start + step) % len(panes)])

    # Doing things

    def open_palette(self) -> None:
        """Ctrl+K."""
        from ui import finders
        from ui.palette import Palette

        Palette(self, finders.all_of(self.commands, self.context), self.context).open()

    def open_key_sheet(self) -> None:
        """Ctrl+/."""
        from ui.key_sheet import KeySheet

        KeySheet(self, self.commands).open()

    def open_guide(self) -> None:
        """F1: the chapter of the guide that fits what is shown."""
        from ui import guide

        if self.screen_shown.entry.group != "help":
            self.go(f"guide/{guide.fitting(self.place).id}")

    @Slot(object)
    def show_error(self, error: KnownError) -> None:
        """Say what went wrong and what to do."""
        self.messages.show_error(error)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self.messages.show_message("info", sentence)

    # The workspace

    @Slot(object)
    def _tell_displaced(self, found: "Displaced") -> None:
        workspace_commands.tell_displaced(found, self.workspace, self.messages, self.go)

    @Slot()
    def _workspace_turned(self) -> None:
        if self.workspace.edition != self._built_for and not self._in_first_run:
            self.messages.clear()
            if self.workspace.is_open:
                self._shown = ""  # the work goes on where it was left
            self.rebuild()
            workspace_commands.tell_regress(self.workspace, self.messages, self.go)
        elif self._out_of_date and not self.workspace.locked:
            self.rebuild()
        else:
            self._show_state()

    def _show_state(self) -> None:
        """Title, commands and the lock screen, as the workspace is now."""
        open_now = self.workspace.is_open and not self.workspace.locked
        self.setWindowTitle(f"{self.workspace.name} – gcmdesk" if open_now else "gcmdesk")
        workspace_commands.show_state(self.commands, self.workspace)
        self.commands.rest(self.workspace.locked or self._in_first_run)
        self.menuBar().setVisible(not self._in_first_run and not self.workspace.locked)
        self._layers.follow(self.workspace)

    # The window itself

    def _restore_geometry(self) -> None:
        available = QGuiApplication.primaryScreen().availableGeometry()
        self.setMinimumSize(min(LEAST_WIDTH, available.width()), min(LEAST_HEIGHT, available.height()))
        kept = self._settings.current.window
        wanted = QRect(*kept) if kept else QRect(0, 0, 1280, 800)
        title_bar = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        fits = wanted.width() <= available.width() and wanted.height() + title_bar <= available.height()
        wanted.setSize(wanted.size().boundedTo(available.size()))
        if not kept or not available.intersects(wanted):
            wanted.moveCenter(available.center())
        self.setGeometry(wanted)
        if self._settings.current.maximized or not fits:  # else its title bar would lie above a small screen
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.isMaximized():
            here = self.geometry()
            self._settings.change(window=(here.x(), here.y(), here.width(), here.height()))
        self._settings.change(maximized=self.isMaximized())
        self.save_typed()
        if self._shown:
            self._remember_place()
        self.tasks.close()
        self.workspace.shut()
        super().closeEvent(event)


def _focus_inside(pane: QWidget) -> None:
    """Focus a pane, or the first thing in it that takes the focus."""
    inside = [pane, *pane.findChildren(QWidget)]
    for widget in inside:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
