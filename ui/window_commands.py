"""The commands of the window itself: screens, pages, parts, look, help."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from gcmdesk import paths
from gcmdesk.i18n import LANGUAGES
from gcmdesk.i18n import gettext as _
from ui import theme, workspace_commands
from ui.commands import Commands
from ui.display import Display
from ui.screens import SCREENS
from ui.screens.base import Screen

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def add_all(window: "MainWindow", display: Display) -> None:
    """Everything the window can do, in the order of the menu."""
    commands, add = window.commands, window.commands.add
    add("palette", _("Search or run…"), window.open_palette, menu="edit", shortcut="Ctrl+K", icon="search")
    add("search", _("Search the workspace"), partial(window.go, "needs/search"), menu="edit", shortcut="Ctrl+Shift+F")
    workspace_commands.add_edit_commands(commands, window.workspace, window.messages)
    workspace_commands.add_file_commands(commands, window.workspace, window.go)
    add("main-action", _("Main button of the page"), window.run_primary_action, menu="edit", shortcut="Ctrl+Shift+N")
    _add_places(window)
    _add_display(commands, display)
    add("go-guide", _("User guide"), window.open_guide, menu="help", shortcut="F1", icon="circle-help")
    add("keys", _("Keys"), window.open_key_sheet, menu="help", shortcut="Ctrl+/", icon="keyboard")
    add("logs", _("Open the folder of logs"), _open_logs, menu="help")
    add("about", _("About gcmdesk"), partial(_show_about, window), menu="help", icon="info")
    add("quit", _("Quit"), window.close, menu="file", shortcut="Ctrl+Q", always=True)


def _add_places(window: "MainWindow") -> None:
    add = partial(window.commands.add, menu="go")
    for screen in SCREENS:
        if screen.group == "help":
            continue  # it opens where it fits
        go = partial(window.go, screen.id)
        add(f"go-{screen.id}", _(screen.title), go, shortcut=screen.shortcut, icon=screen.icon)
    add("next-page", _("Next page of the screen"), partial(window.step_page, 1), shortcut="Ctrl+Tab Ctrl+PgDown")
    add(
        "previous-page",
        _("Previous page of the screen"),
        partial(window.step_page, -1),
        shortcut="Ctrl+Shift+Tab Ctrl+PgUp",
    )
    add("back", _("Back"), window.go_back, shortcut="Alt+Left")
    add("next-pane", _("Next part of the window"), window.next_pane, shortcut="F6")
    add("previous-pane", _("Previous part of the window"), window.previous_pane, shortcut="Shift+F6")


def _add_display(commands: Commands, display: Display) -> None:
    add, change = partial(commands.add, menu="view", always=True), display.change
    add("larger", _("Larger text"), lambda: display.step_text_size(1), shortcut="Ctrl++ Ctrl+=")
    add("smaller", _("Smaller text"), lambda: display.step_text_size(-1), shortcut="Ctrl+-")
    for name, text in theme.names().items():
        add(f"theme-{name}", text, _changing(change, theme=name), submenu=_("Look"))
    for language in LANGUAGES:
        add(
            f"language-{language.code}", language.name, _changing(change, language=language.code), submenu=_("Language")
        )


def show_state(commands: Commands, screen: Screen) -> None:
    """Enable what the screen that is shown can do, and offer what its page does."""
    commands.show_page(screen.commands)
    for id in ("next-page", "previous-page"):
        commands[id].setEnabled(len(screen.entry.listed) > 1)
    action = screen.primary_action
    commands["main-action"].setEnabled(action is not None)
    commands["main-action"].setText(action.text if action else _("Main button of the page"))


def _changing(change: Callable[..., None], **preferences: str) -> Callable[[], None]:
    return lambda: change(**preferences)


def _open_logs() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_folder())))


def _show_about(window: "MainWindow") -> None:
    from ui.about import about_text

    window.messages.show_message("info", about_text())
