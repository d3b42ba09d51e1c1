"""Everything the program can do, as Qt actions: the menu, the palette and the key sheet are all made from them."""

from collections.abc import Callable, Iterator
from typing import Literal

from PySide6.QtGui import QAction, QKeySequence
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
        enabled: bool = True,
    ) -> QAction:
        """Add an action; its text is already in the language of the screen, its shortcut in Qt's notation."""
        action = QAction(text, self._window)
        action.setObjectName(id)
        action.setEnabled(enabled)
        if shortcut:
            action.setShortcuts([QKeySequence(keys) for keys in shortcut.split(" ")])
        if icon:
            action.setIcon(icons.icon(icon))
        action.triggered.connect(lambda _checked: run())
        self._actions[id] = action
        self._menus[menu].append((submenu, action))
        self._window.addAction(action)
        return action

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

    def keep_only(self, *menus: Menu) -> None:
        """Disable what is in other menus, for as long as there is nowhere to go and nothing to do."""
        for menu, actions in self._menus.items():
            if menu not in menus:
                for _submenu, action in actions:
                    action.setEnabled(False)

    def clear(self) -> None:
        """Take all actions away."""
        for action in self._actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        self._actions.clear()
        for actions in self._menus.values():
            actions.clear()


def keys(action: QAction) -> str:
    """The first shortcut as it is printed on the keyboard, empty when there is none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
