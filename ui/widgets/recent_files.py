"""Workspaces that were opened here: by name, those that are there first, each can be taken off the list."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.screens.base import Context
from ui.widgets.buttons import button, quiet_button
from ui.widgets.text import Caption


class RecentFiles(QWidget):
    """One line a file."""

    def __init__(self, context: Context, most: int = 12) -> None:
        super().__init__()
        self._context = context
        self._most = most
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().px(4))
        self._grid.setColumnStretch(1, 1)
        self.files: list[QPushButton] = []
        self._fill()

    def _fill(self) -> None:
        while item := self._grid.takeAt(0):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        self.files = []
        known = [Path(each) for each in self._context.settings.current.recent]
        there = [path for path in known if path.is_file()]
        gone = [path for path in known if path not in there]
        for row, path in enumerate([*there, *gone][: self._most]):
            self._add(row, path, found=path in there)

    def _add(self, row: int, path: Path, *, found: bool) -> None:
        name = button(isolate(path.stem), lambda: self._choose(path), kind="link")
        name.setToolTip(str(path))
        name.setEnabled(found)
        self.files.append(name)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeading)
        if not found:
            self._grid.addWidget(Caption(_("not found: moved, renamed, or on another drive")), row, 1)
        remove = quiet_button(
            _("Take {name} off the list").format(name=isolate(path.stem)), "x", lambda: self._forget(path)
        )
        self._grid.addWidget(remove, row, 2)

    def _choose(self, path: Path) -> None:
        self._context.workspace.wanted = path
        self._context.go("workspace/open")

    def _forget(self, path: Path) -> None:
        self._context.workspace.forget(str(path))
        self._fill()
        left = [each for each in self.files if each.isEnabled()]
        if left:
            left[0].setFocus(Qt.FocusReason.OtherFocusReason)
