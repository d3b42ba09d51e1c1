"""The main window: navigation, header, message area, content, progress area."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gcmdesk import i18n, paths
from gcmdesk.i18n import LANGUAGES
from gcmdesk.i18n import gettext as _
from gcmdesk.settings import SettingsStore
from ui import theme
from ui.commands import Commands, keys
from ui.display import Display
from ui.navigation import Navigation
from ui.screens import SCREENS, entry
from ui.screens.base import Context, Screen
from ui.tasks import Tasks
from ui.widgets.buttons import button, quiet_button
from ui.widgets.message import MessageArea
from ui.widgets.progress_area import ProgressArea
from ui.widgets.text import Caption, Heading

if TYPE_CHECKING:
    from ui.palette import Finding

LEAST_WIDTH, LEAST_HEIGHT = 1024, 600


class MainWindow(QMainWindow):
    """Built anew as a whole when language or look change; it then stands where it stood."""

    def __init__(self, settings: SettingsStore, display: Display, tasks: Tasks) -> None:
        super().__init__()
        self._settings = settings
        self._display = display
        self.tasks = tasks
        self.commands = Commands(self)
        self.messages = MessageArea()
        self._visited: list[str] = []
        self._screens: dict[str, Screen] = {}
        self._shown = ""
        self._in_first_run = settings.current.language is None
        self.setWindowTitle("gcmdesk")
        display.changed.connect(self.rebuild)
        tasks.failed.connect(self._task_failed)
        self._restore_geometry()
        self.rebuild()

    # Building

    @Slot()
    def rebuild(self) -> None:
        """Build everything in the present language and look."""
        focused = QApplication.focusWidget()
        focused_name = focused.objectName() if focused else ""
        message = self.messages.message
        self.commands.clear()
        self._screens = {}
        self.messages = MessageArea()
        self.context = Context(self._settings, self._display, self.tasks, self.messages, self.go)
        self._add_commands()
        if self._in_first_run:
            self.commands.keep_only("file", "view")
        self.commands.fill(self.menuBar())
        self.menuBar().setVisible(not self._in_first_run)
        built = self._first_run() if self._in_first_run else self._frame()
        self.setCentralWidget(built)
        if not self._in_first_run:
            self._show_place(self._settings.current.last_place)
        if message:
            self.messages.show_again(message)
        again = built.findChild(QWidget, focused_name) if focused_name else None
        if again:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_run(self) -> QWidget:
        from ui.first_run import FirstRun

        holder = QWidget()
        column = QVBoxLayout(holder)
        page = FirstRun(self._display)
        page.finished.connect(self._end_first_run)
        column.addWidget(self.messages)
        column.addWidget(page, 1)
        return holder

    @Slot()
    def _end_first_run(self) -> None:
        QTimer.singleShot(0, self.leave_first_run)

    @Slot()
    def leave_first_run(self) -> None:
        """Show the window proper."""
        self._in_first_run = False
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
        column.addWidget(self._header())
        column.addWidget(self._content(), 1)
        row.addLayout(column, 1)
        return holder

    def _header(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("header")
        row = QHBoxLayout(frame)
        edge = theme.current().px(16)
        row.setContentsMargins(edge, theme.current().px(8), edge, theme.current().px(8))
        row.setSpacing(theme.current().px(8))
        palette = self.commands["palette"]
        search = button(
            f"{palette.text()}   {i18n.isolate(keys(palette))}", palette.trigger, kind="search", icon="search"
        )
        search.setAccessibleName(palette.text())
        search.setMinimumWidth(theme.current().px(280))
        row.addWidget(search)
        row.addStretch(1)
        self.saved = Caption(_("No workspace open"))
        self.saved.setWordWrap(False)
        row.addWidget(self.saved)
        row.addWidget(self._action_button("undo", "undo-2"))
        self._header_frame = frame
        return frame

    def _action_button(self, id: str, icon: str) -> QToolButton:
        action = self.commands[id]
        made = quiet_button(action.text(), icon, action.trigger, tone="text")
        made.setEnabled(action.isEnabled())
        action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
        return made

    def _content(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        edge = theme.current().px(20)
        column.setContentsMargins(edge, theme.current().px(12), edge, theme.current().px(12))
        column.setSpacing(theme.current().px(8))
        direction = QBoxLayout.Direction.TopToBottom if theme.current().narrow else QBoxLayout.Direction.LeftToRight
        heading = QBoxLayout(direction)
        heading.setSpacing(theme.current().px(12))
        self._title = Heading("", 1)
        self._title.setWordWrap(True)
        self._subtitle = Caption()
        self._subtitle.setWordWrap(False)
        heading.addWidget(self._title, 1)
        self._beside_title = QHBoxLayout()
        self._beside_title.addWidget(self._subtitle, int(theme.current().narrow))
        heading.addLayout(self._beside_title)
        self._primary: QPushButton | None = None
        column.addLayout(heading)
        column.addWidget(self.messages)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        column.addWidget(ProgressArea(self.tasks))
        return holder

    def _add_commands(self) -> None:
        add = self.commands.add
        add("palette", _("Search or run…"), self.open_palette, menu="edit", shortcut="Ctrl+K", icon="search")
        add("undo", _("Undo"), self._no_workspace, menu="edit", shortcut="Ctrl+Z", icon="undo-2", enabled=False)
        add("redo", _("Redo"), self._no_workspace, menu="edit", shortcut="Ctrl+Shift+Z", icon="redo-2", enabled=False)
        for screen in SCREENS:
            add(
                f"go-{screen.id}",
                _(screen.title),
                _going(self.go, screen.id),
                menu="go",
                shortcut=screen.shortcut,
                icon=screen.icon,
            )
        add("back", _("Back"), self.go_back, menu="go", shortcut="Alt+Left")
        add("next-pane", _("Next part of the window"), self.next_pane, menu="go", shortcut="F6")
        add("previous-pane", _("Previous part of the window"), self.previous_pane, menu="go", shortcut="Shift+F6")
        self._add_display_commands()
        add("keys", _("Keys"), self.open_key_sheet, menu="help", shortcut="Ctrl+/", icon="keyboard")
        add("logs", _("Open the folder of logs"), _open_logs, menu="help")
        add("about", _("About gcmdesk"), self._show_about, menu="help", icon="info")
        add("quit", _("Quit"), self.close, menu="file", shortcut="Ctrl+Q")

    def _add_display_commands(self) -> None:
        add, change = self.commands.add, self._display.change
        add("larger", _("Larger text"), lambda: self._display.step_text_size(1), menu="view", shortcut="Ctrl++ Ctrl+=")
        add("smaller", _("Smaller text"), lambda: self._display.step_text_size(-1), menu="view", shortcut="Ctrl+-")
        for name, text in theme.names().items():
            add(f"theme-{name}", text, _changing(change, theme=name), menu="view", submenu=_("Look"))
        for language in LANGUAGES:
            add(
                f"language-{language.code}",
                language.name,
                _changing(change, language=language.code),
                menu="view",
                submenu=_("Language"),
            )

    # Going places

    def go(self, place: str) -> None:
        """Show a place such as ``library/objective/7`` and remember where the user came from."""
        here = self.place
        if place != here:
            self._visited.append(here)
            del self._visited[:-50]
        self._show_place(place)
        self._settings.change(last_place=self.place)

    def go_back(self) -> None:
        """Return to the place before this one."""
        if self._visited:
            self._show_place(self._visited.pop())
            self._settings.change(last_place=self.place)

    @property
    def screen_shown(self) -> Screen:
        """The screen that is shown."""
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
        if inside:
            screen.show_place(inside)
        self._stack.setCurrentWidget(screen)
        self._shown = wanted.id
        self.navigation.show_current(wanted.id)
        self._title.setText(screen.title)
        self._subtitle.setText(screen.subtitle)
        self._subtitle.setVisible(bool(screen.subtitle))
        self._show_primary_action(screen)
        screen.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_primary_action(self, screen: Screen) -> None:
        if self._primary:
            self._beside_title.removeWidget(self._primary)
            self._primary.hide()
            self._primary.deleteLater()
            self._primary = None
        action = screen.primary_action
        if action:
            self._primary = button(action.text, action.run, kind="primary", icon=action.icon)
            self._beside_title.addWidget(self._primary)

    def panes(self) -> list[QWidget]:
        """The parts of the window in reading order."""
        return [self._header_frame, self.navigation, *self.screen_shown.panes()]

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
        from ui.palette import Palette

        Palette(self, [self._find_commands, self._find_pages]).open()

    def _find_commands(self, query: str) -> "list[Finding]":
        from ui.palette import Finding, matching

        findings = [
            Finding(title, action.text(), action.trigger, keys(action))
            for title, actions in self.commands.by_menu()
            for action in actions
            if action.isEnabled() and action.objectName() != "palette"
        ]
        return matching(findings, query)

    def _find_pages(self, query: str) -> "list[Finding]":
        from ui.palette import Finding

        if not query.strip():
            return []
        hits = self.context.pages.find(query)
        return [Finding(hit.page.label, hit.page.title, _going(self.go, f"library/{hit.page.place}")) for hit in hits]

    def open_key_sheet(self) -> None:
        """Ctrl+/."""
        from ui.key_sheet import KeySheet

        KeySheet(self, self.commands).open()

    def _no_workspace(self) -> None:
        self.messages.show_message("info", _("There is nothing to undo: no workspace is open."))

    def _show_about(self) -> None:
        from ui.about import about_text

        self.messages.show_message("info", about_text())

    @Slot(object)
    def _task_failed(self, error: object) -> None:
        from gcmdesk.errors import KnownError

        if isinstance(error, KnownError):
            self.messages.show_error(error)

    # The window itself

    def _restore_geometry(self) -> None:
        available = QGuiApplication.primaryScreen().availableGeometry()
        self.setMinimumSize(min(LEAST_WIDTH, available.width()), min(LEAST_HEIGHT, available.height()))
        kept = self._settings.current.window
        wanted = QRect(*kept) if kept else QRect(0, 0, 1280, 800)
        wanted.setSize(wanted.size().boundedTo(available.size()))
        if not kept or not available.intersects(wanted):
            wanted.moveCenter(available.center())
        self.setGeometry(wanted)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.isMaximized():
            here = self.geometry()
            self._settings.change(window=(here.x(), here.y(), here.width(), here.height()))
        self._settings.change(maximized=self.isMaximized())
        self.tasks.close()
        super().closeEvent(event)


def _going(go: Callable[[str], None], place: str) -> Callable[[], None]:
    return lambda: go(place)


def _changing(change: Callable[..., None], **preferences: str) -> Callable[[], None]:
    return lambda: change(**preferences)


def _open_logs() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_folder())))


def _focus_inside(pane: QWidget) -> None:
    """Focus a pane, or the first thing in it that takes the focus."""
    inside = [pane, *pane.findChildren(QWidget)]
    for widget in inside:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
