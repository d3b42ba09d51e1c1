"""What every page of the workspace's screen is given and offers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.base import Context, PrimaryAction
from ui.widgets.column import Column


class Page(QWidget):
    """Base of the pages."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def subtitle(self) -> str:
        """Shown quietly beside the title."""
        return ""

    @property
    def primary_action(self) -> PrimaryAction | None:
        """The button beside the title, if there is one."""
        return None

    def panes(self) -> list[QWidget]:
        """What takes the focus first, then the parts of the page in reading order."""
        return [self]

    def check(self) -> None:
        """Check the workspace; only the overview does."""

    def back_up(self) -> None:
        """Make a backup; only the overview does."""


class FormPage(Page):
    """A column to fill in; the first field has the focus."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__(context)
        self.column = Column(name, most_width=720)
        self._layout.addWidget(self.column)
        self.first: QWidget | None = None

    def panes(self) -> list[QWidget]:
        return [self.first, self.column] if self.first else [self.column]

    def show_top(self) -> None:
        """Scroll to the beginning, where the summary of problems stands."""
        self.column.verticalScrollBar().setValue(0)
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)
