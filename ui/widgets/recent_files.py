"""Workspaces that were opened here: by name, those that are there first, each can be taken off the list.

The names appear at once. Whether the files are there is looked up meanwhile, because a network drive that is gone
keeps whoever asks waiting for minutes.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QToolButton, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.screens.base import Context
from ui.widgets.buttons import button, quiet_button
from ui.widgets.text import Caption


def _found(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


class RecentFiles(QWidget):
    """One line a file."""

    def __init__(self, context: Context, most: int = 12) -> None:
        super().__init__()
        self._context = context
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().px(4))
        self._grid.setColumnStretch(1, 1)
        self._names: dict[Path, QPushButton] = {}
        self._states: dict[Path, Caption] = {}
        self._removers: dict[Path, QToolButton] = {}
        self._gone: set[Path] = set()
        for path in [Path(each) for each in context.settings.current.recent][:most]:
            self._add(path)
        self._arrange()
        for path in tuple(self._names):
            self._look(path)

    @property
    def files(self) -> list[QPushButton]:
        """The names, as they stand one below the other."""
        return [self._names[path] for path in self._order()]

    def _add(self, path: Path) -> None:
        name = button(isolate(path.stem), lambda: self._choose(path), kind="link")
        name.setToolTip(str(path))
        state = Caption(_("not found: moved, renamed, or on another drive"))
        state.hide()
        title = _("Take {name} off the list").format(name=isolate(path.stem))
        self._names[path] = name
        self._states[path] = state
        self._removers[path] = quiet_button(title, "x", lambda: self._forget(path))

    def _look(self, path: Path) -> None:
        self._context.tasks.look(lambda: (path, _found(path)), self._seen)

    def _seen(self, seen: tuple[Path, bool]) -> None:
        path, found = seen
        if found or path not in self._names:
            return
        self._gone.add(path)
        self._names[path].setEnabled(False)
        self._states[path].setVisible(True)
        focused = QApplication.focusWidget()
        self._arrange()
        if focused is not None and self.isAncestorOf(focused) and focused.isEnabled():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order(self) -> list[Path]:
        return sorted(self._names, key=lambda path: path in self._gone)

    def _arrange(self) -> None:
        """Those that are there first; Tab goes down the list."""
        while self._grid.takeAt(0):
            pass
        before: QWidget | None = None
        for row, path in enumerate(self._order()):
            self._grid.addWidget(self._names[path], row, 0, Qt.AlignmentFlag.AlignLeading)
            self._grid.addWidget(self._states[path], row, 1)
            self._grid.addWidget(self._removers[path], row, 2)
            for widget in (self._names[path], self._removers[path]):
                if before is not None:
                    self.setTabOrder(before, widget)
                before = widget

    def _choose(self, path: Path) -> None:
        self._context.workspace.wanted = path
        self._context.go("workspace/open")

    def _forget(self, path: Path) -> None:
        self._context.workspace.forget(str(path))
        for widget in (self._names.pop(path), self._states.pop(path), self._removers.pop(path)):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._arrange()
        left = [each for each in self.files if each.isEnabled()]
        if left:
            left[0].setFocus(Qt.FocusReason.OtherFocusReason)
