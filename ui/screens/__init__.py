"""The screens, in the order in which the user sees them. A new screen is one new module and one line here."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from gcmdesk.i18n import mark
from ui.screens import pages
from ui.screens.pages import PageEntry

if TYPE_CHECKING:
    from ui.screens.base import Context, Screen


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen before it is opened: its module is imported only then, to keep the start fast."""

    id: str
    title: str
    icon: str
    shortcut: str
    source: str
    """``module:Class``."""
    group: Literal["step", "room", "machine", "help"] = "room"
    number: int = 0
    """Of the step, 0 for other screens."""
    purpose: str = ""
    """What a step is for, in one sentence; Home shows it before the library is read."""
    pages: tuple[PageEntry, ...] = ()
    """Of a room (`ui.screens.room`); without them, the screen is one piece."""

    @property
    def listed(self) -> tuple[PageEntry, ...]:
        """The pages that the strip and Ctrl+K offer; those of the file have commands of their own."""
        return self.pages if self.group != "machine" else ()

    def open(self, context: "Context") -> "Screen":
        """Import the module and make the screen."""
        module, name = self.source.split(":")
        screen: Screen = getattr(import_module(module), name)(context, self)
        return screen


_ROOM = "ui.screens.room:Room"
_KICK_OFF = mark("Map who must be heard, see who is missing, and settle who leads.")
_NEEDS = mark("Listen in consultations, note what is said, and choose the objectives that come first.")
_DESIGN = mark("Look at the data and structures that exist, and choose interventions and indicators.")
_IMPLEMENT = mark("Write the action plan with its budget, and find the money for it.")
_MONITOR = mark("Follow the indicators, ask those concerned, and correct the course.")
_REPORT = mark("Write the report for the ministry, and tell participants what became of their words.")

SCREENS = (
    ScreenEntry("home", mark("Home"), "house", "Ctrl+0", "ui.screens.home:HomeScreen"),
    ScreenEntry("kick-off", mark("Kick-off"), "flag", "Ctrl+1", _ROOM, "step", 1, _KICK_OFF, pages.KICK_OFF),
    ScreenEntry("needs", mark("Needs"), "messages-square", "Ctrl+2", _ROOM, "step", 2, _NEEDS, pages.NEEDS),
    ScreenEntry("design", mark("Design"), "pencil-ruler", "Ctrl+3", _ROOM, "step", 3, _DESIGN, pages.DESIGN),
    ScreenEntry("implement", mark("Implement"), "hammer", "Ctrl+4", _ROOM, "step", 4, _IMPLEMENT, pages.IMPLEMENT),
    ScreenEntry("monitor", mark("Monitor"), "chart-line", "Ctrl+5", _ROOM, "step", 5, _MONITOR, pages.MONITOR),
    ScreenEntry("report", mark("Report"), "file-text", "Ctrl+6", _ROOM, "step", 6, _REPORT, pages.REPORT),
    ScreenEntry("protection", mark("Protection"), "shield-check", "Ctrl+7", _ROOM, pages=pages.PROTECTION),
    ScreenEntry("library", mark("Library"), "book-open", "Ctrl+8", "ui.screens.library:LibraryScreen"),
    ScreenEntry(
        "workspace",
        mark("Workspace"),
        "folder-open",
        "Ctrl+9",
        "ui.screens.workspace.screen:WorkspaceScreen",
        "machine",
        pages=pages.WORKSPACE,
    ),
    ScreenEntry("settings", mark("Settings"), "settings", "Ctrl+,", "ui.screens.settings:SettingsScreen", "machine"),
    ScreenEntry("guide", mark("User guide"), "circle-help", "F1", _ROOM, "help", pages=pages.GUIDE),
)


def entry(id: str) -> ScreenEntry | None:
    """The screen with this id, if there is one."""
    return next((screen for screen in SCREENS if screen.id == id), None)
