"""What every screen is given and what every screen offers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import Texts
from gcmdesk.i18n import gettext as _
from gcmdesk.settings import SettingsStore
from ui.commands import PageCommand
from ui.desk_workspace import DeskWorkspace
from ui.display import Display
from ui.screens import ScreenEntry
from ui.tasks import Tasks
from ui.widgets.message import MessageArea

if TYPE_CHECKING:
    from gcmdesk.compact.pages import Pages


@dataclass(slots=True)
class Context:
    """The few things a screen may use; `ui.app` puts them together."""

    settings: SettingsStore
    display: Display
    tasks: Tasks
    messages: MessageArea
    go: Callable[[str], None]
    """Show a place: ``library/objective/7``."""
    workspace: DeskWorkspace
    """Saving, reading and undo; open or not."""
    go_on: Callable[[], None]
    """Return to where the work was left."""
    _pages: dict[Texts, "Pages"] = field(default_factory=dict)

    @property
    def pages(self) -> "Pages":
        """The Compact library in the language of the screen."""
        from gcmdesk.compact import library
        from gcmdesk.compact.pages import Pages

        texts = i18n.current()
        if texts not in self._pages:
            self._pages = {texts: Pages(library.load(), texts)}
        return self._pages[texts]


@dataclass(frozen=True, slots=True)
class PrimaryAction:
    """The one thing a screen is for, shown as a button beside its title."""

    text: str
    run: Callable[[], object]
    icon: str = ""


class Screen(QWidget):
    """Base of all screens."""

    head_changed = Signal()
    """Title, subtitle or main button are no longer what they were."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__()
        self.context = context
        self.entry = entry
        self.setObjectName(f"screen-{entry.id}")

    @property
    def title(self) -> str:
        """Shown large above the screen."""
        return _(self.entry.title)

    @property
    def made(self) -> Mapping[str, QWidget]:
        """Its pages that have been made, by id; a screen without pages is its own."""
        return {"": self}

    @property
    def titled_below(self) -> bool:
        """Whether the screen itself shows its title, as large text leaves no room for showing it twice."""
        return False

    @property
    def subtitle(self) -> str:
        """Shown quietly beside the title."""
        return ""

    @property
    def primary_action(self) -> PrimaryAction | None:
        """The screen's main button, if it has one."""
        return None

    @property
    def commands(self) -> tuple[PageCommand, ...]:
        """What else can be done here with a key: offered in the menu, the palette and the sheet of keys."""
        return ()

    @property
    def place(self) -> str:
        """Where inside the screen the user is; `show_place` brings them back there."""
        return ""

    def show_place(self, place: str) -> None:
        """Show a place inside the screen. An unknown place shows the beginning."""
        del place

    @property
    def passing(self) -> bool:
        """Whether the user only passes through here, so that the next start leads elsewhere."""
        return False

    @property
    def page_id(self) -> str:
        """Of the page that is shown, in a room."""
        return ""

    @property
    def beginning(self) -> QWidget:
        """What takes the focus when the screen is shown."""
        return self.panes()[0]

    def panes(self) -> list[QWidget]:
        """The parts of the screen that F6 goes through, in reading order."""
        return [self]
