"""A part of what is known about a session, shown beside the list of sessions."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.consultations.session_records import SavedSession
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Outcome
from ui import theme
from ui.screens.base import Context

T = TypeVar("T")


class SessionPart(QWidget):
    """Base of the parts: `show_session` shows one session, `run` saves a change of it."""

    offered = Signal(object)
    """An `Offer`: something of the session is to leave the workspace."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self.read_only = read_only
        self.id = 0
        """Row id of the session that is shown."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().px(12))

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end."""
        for widget in widgets:
            self._layout.addWidget(widget)

    def show_session(self, saved: SavedSession) -> None:
        """Show what is known of this session."""
        self.id = saved.id
        self.refresh(saved)

    def refresh(self, saved: SavedSession) -> None:
        """Read and show it."""
        raise NotImplementedError

    def run(self, work: Callable[..., T], *args: object, name: str) -> Outcome[T]:
        """Change something about the session that is shown; its id comes first."""
        return self.workspace.run(work, self.id, *args, name=name)


def listed(known: Mapping[str, str]) -> list[tuple[str, str]]:
    """A closed list as choices: value and text in the language of the screen."""
    return [(value, _(title)) for value, title in known.items()]
