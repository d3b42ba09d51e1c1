"""Everything the program can do, as Qt actions: the menu, the palette and the key sheet are all made from them."""

from collections.abc import Callable, Iterator
from typing import Literal

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from ui import icons

Menu = Literal["file", "edit", "go", "view", "help"]
MENUS: tuple[tuple[Menu, str], ...] = (
    ("file", mark("File")),
    ("edit", mark("Edit")),
    ("go", mark("Go")),
    ("view", mark("View")),
    ("help", mark("Help")),
)


class Commands:
    """The actions of a window, by id."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._menus: dict[Menu, list[tuple[str, QAction]]] = {menu: [] for menu, _title in MENUS}
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
            submenus: dict[str, QMenu] = {}
            for submenu, action in self._menus[menu]:
                if submenu and submenu not in submenus:
                    submenus[submenu] = made.addMenu(submenu)
                (submenus[submenu] if submenu else made).addAction(action)

    def clear(self) -> None:
        """Take all actions away."""
        for action in self._actions.values():
            self._window.removeAction(action)
            self._resting.removeAction(action)
            action.deleteLater()
        self._actions.clear()
        for actions in self._menus.values():
            actions.clear()


def keys(action: QAction) -> str:
    """The first shortcut as it is printed on the keyboard, empty when there is none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
