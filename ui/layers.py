"""The window's two layers: its content, and the lock screen that covers it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.desk_workspace import DeskWorkspace

if TYPE_CHECKING:
    from ui.lock_screen import LockScreen


class Layers(QStackedWidget):
    """What lies under the lock screen stays as it was, so that unlocking leads back to the exact place."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.addWidget(content)
        self.lock_screen: LockScreen | None = None
        self._focused: QWidget | None = None

    def follow(self, workspace: DeskWorkspace) -> None:
        """Cover or uncover, as the workspace is locked or not."""
        if workspace.locked and self.lock_screen is None:
            self._cover(workspace)
        elif not workspace.locked and self.lock_screen is not None:
            self._uncover(self.lock_screen)

    def _cover(self, workspace: DeskWorkspace) -> None:
        from ui.lock_screen import LockScreen

        self._focused = self.window().focusWidget()
        for other in QApplication.topLevelWidgets():
            if other is not self.window() and other.isVisible():
                other.close()
        self.window().activateWindow()
        self.lock_screen = LockScreen(workspace)
        self.addWidget(self.lock_screen)
        self.setCurrentWidget(self.lock_screen)
        self.lock_screen.take_focus()

    def cover_anew(self, workspace: DeskWorkspace) -> None:
        """Show the lock screen in another language or look; what lies under it waits for whoever unlocks."""
        old, focused = self.lock_screen, self._focused
        if old is not None:
            self._cover(workspace)
            self._focused = focused
            self.removeWidget(old)
            old.deleteLater()

    def _uncover(self, cover: "LockScreen") -> None:
        self.lock_screen = None
        self.setCurrentIndex(0)
        self.removeWidget(cover)
        cover.deleteLater()
        if self._focused:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focused = None
