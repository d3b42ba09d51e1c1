"""Everything the program can do, as Qt actions: the menu, the palette and the key sheet are all made from them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from ui import icons

Menu = Literal["file", "edit", "page", "go", "view", "help"]
MENUS: tuple[tuple[Menu, str], ...] = (
    ("file", mark("File")),
    ("edit", mark("Edit")),
    ("page", mark("Page")),
    ("go", mark("Go")),
    ("view", mark("View")),
    ("help", mark("Help")),
)


@dataclass(frozen=True, slots=True)
class PageCommand:
    """Something that the page in front can do, beside what its fields and buttons say."""

    id: str
    text: str
    """In the language of the screen."""
    run: Callable[[], object]
    shortcut: str = ""
    """In Qt's notation; works wherever the focus is on the page, or only on the widgets named in `on`."""
    told: str = ""
    """The key as the sheet tells it, where a field knows it by itself, such as Enter."""
    on: tuple[QWidget, ...] = ()


class Commands:
    """The actions of a window, by id."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._menus: dict[Menu, list[tuple[str, QAction]]] = {menu: [] for menu, _title in MENUS}
        self._page: dict[str, PageCommand] = {}
        self._page_menu: QMenu | None = None
        self._resting = QActionGroup(window)
        self._resting.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)

    def add(
        self,
        id: str,
        text: str,
        run: Callable[[], object],
        *,
        menu: Menu,
        submenu: str = "",
        shortcut: str = "",
        icon: str = "",
        always: bool = False,
    ) -> QAction:
        """Add an action; its text is already in the language of the screen, its shortcut in Qt's notation.

        `always` lets it work also on the first page and while the window is locked.
        """
        action = QAction(text, self._window)
        action.setObjectName(id)
        if shortcut:
            action.setShortcuts([QKeySequence(keys) for keys in shortcut.split(" ")])
        if icon:
            action.setIcon(icons.icon(icon))
        action.triggered.connect(lambda _checked: run())
        if not always:
            self._resting.addAction(action)
        self._actions[id] = action
        self._menus[menu].append((submenu, action))
        self._window.addAction(action)
        return action

    def show_page(self, offered: Sequence[PageCommand]) -> None:
        """Offer what the page in front can do, and no longer what another one could."""
        here = {one.id: one for one in offered}
        if [(one.id, one.shortcut, one.on) for one in offered] != [
            (one.id, one.shortcut, one.on) for one in self._page.values()
        ]:
            for one in self._page.values():
                self._drop_of_page(one)
            self._menus["page"] = []
            self._page = here
            for one in offered:
                self._add_of_page(one)
        self._page = here
        for one in offered:
            self._actions[one.id].setText(one.text)
        if self._page_menu:
            self._page_menu.menuAction().setVisible(bool(here))

    def _run_of_page(self, id: str) -> None:
        self._page[id].run()

    def _add_of_page(self, one: PageCommand) -> None:
        action = self.add(one.id, one.text, partial(self._run_of_page, one.id), menu="page", shortcut=one.shortcut)
        action.setProperty("told", one.told)
        if one.on:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            for widget in one.on:
                widget.addAction(action)
        if self._page_menu:
            self._page_menu.addAction(action)

    def _drop_of_page(self, one: PageCommand) -> None:
        action = self._actions.pop(one.id)
        if self._page_menu:
            self._page_menu.removeAction(action)
        for widget in one.on:
            widget.removeAction(action)
        self._drop(action)

    def rest(self, resting: bool) -> None:
        """Let everything rest but what always works, or wake it up again."""
        self._resting.setEnabled(not resting)

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def by_menu(self) -> Iterator[tuple[str, list[QAction]]]:
        """Titles of the menus with their actions, in order."""
        for menu, title in MENUS:
            yield _(title), [action for _submenu, action in self._menus[menu]]

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus."""
        bar.clear()
        for menu, title in MENUS:
            made = bar.addMenu(_(title))
            if menu == "page":
                self._page_menu = made
                made.menuAction().setVisible(bool(self._page))
            submenus: dict[str, QMenu] = {}
            for submenu, action in self._menus[menu]:
                if submenu and submenu not in submenus:
                    submenus[submenu] = made.addMenu(submenu)
                (submenus[submenu] if submenu else made).addAction(action)

    def clear(self) -> None:
        """Take all actions away."""
        for action in self._actions.values():
            self._drop(action)
        self._actions.clear()
        self._page = {}
        self._page_menu = None
        for actions in self._menus.values():
            actions.clear()

    def _drop(self, action: QAction) -> None:
        self._window.removeAction(action)
        self._resting.removeAction(action)
        action.deleteLater()


def keys(action: QAction) -> str:
    """The first shortcut as it is printed on the keyboard, empty when there is none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or str(action.property("told") or "")
