"""A page of a screen, in ten lines.

    class AwarenessPage(Page):
        topics = frozenset({"stakeholders"})  # of its tables; `refresh` runs when one of them has changed

        def __init__(self, context: Context, entry: PageEntry) -> None:
            super().__init__(context, entry)
            self.said = Text()
            self._layout.addWidget(self.said)

        def refresh(self) -> None:                       # also before the page is first shown
            self.said.setText(str(self.workspace.read(awareness.count)))

and one line in `ui.screens.pages`. Give it `primary_action` for the button beside the title, `subtitle`, `place` and
`show_place` for what is selected in it, and `panes` for F6. Call `self.head_changed.emit()` when title, subtitle or
button are no longer what they were. What takes more than a few milliseconds in a large workspace is read off the
screen's thread, `self.reader.ask(everywhere.facets, self._show_facets)` (`ui.asking`). A page that needs a workspace is
made only while one is open; `self.read_only` tells whether it may write. `ui.screens.list_detail` has the page with a
table, `ui.widgets.form` the form.
"""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from ui.asking import Asking
from ui.commands import PageCommand
from ui.screens.base import Context, PrimaryAction
from ui.screens.pages import PageEntry
from ui.widgets.column import Column


class Page(QWidget):
    """Base of the pages."""

    head_changed = Signal()
    """Title, subtitle or main button are no longer what they were."""
    offered = Signal(object)
    """A `ui.widgets.release_panel.Offer`: something is to leave the workspace, and the room shows the release panel."""
    topics: ClassVar[frozenset[str]] = frozenset()
    """Of the tables that the page shows: a table's `topic`, or its name where it has none."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__()
        self.context = context
        self.entry = entry
        self.workspace = context.workspace
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._stale = True
        self._altered = True
        """Whether something that is shown was changed since it was last read. A page that heeds it sets it back."""
        self._soon = QTimer(self, singleShot=True, interval=0)  # of the page: what is deleted is not called any more
        self._soon.timeout.connect(self.freshen)
        self.reader = Asking(context.tasks, self.workspace, self, failed=self._not_read)
        context.workspace.changed.connect(self._on_commit)

    @property
    def title(self) -> str:
        """Shown large above the page."""
        return _(self.entry.title)

    @property
    def subtitle(self) -> str:
        """Shown quietly beside the title."""
        return ""

    @property
    def primary_action(self) -> PrimaryAction | None:
        """The button beside the title, if there is one."""
        return None

    @property
    def commands(self) -> tuple[PageCommand, ...]:
        """What else can be done here with a key: offered in the menu, the palette and the sheet of keys."""
        return ()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: no workspace is open, or one for reading only."""
        return not self.workspace.is_open or self.workspace.present.read_only

    @property
    def place(self) -> str:
        """Where inside the page the user is, such as the number of a row; never a name."""
        return ""

    def show_place(self, place: str) -> None:
        """Show a place inside the page; one that is no more shows the beginning."""
        del place

    def panes(self) -> list[QWidget]:
        """What takes the focus first, then the parts of the page in reading order."""
        return [self]

    def refresh(self) -> None:
        """Read anew what the page shows. Called before it is first shown, and later when a topic has changed."""

    def _on_commit(self, topics: frozenset[str]) -> None:  # no slot, see tests/ui/test_pyside_guard.py
        if self.topics & topics:
            self._stale = self._altered = True
            self._soon.start()  # the commit may come from a field of this page, which is still at it

    @Slot()
    def freshen(self) -> None:
        """Read anew if something has changed and somebody looks."""
        if self._stale and self.isVisible():
            self.read_anew()

    def read_anew(self) -> None:
        """Read what the page shows, if the workspace lets it; the message area says when not."""
        workspace = self.workspace
        if workspace.locked or (self.entry.needs_workspace and not workspace.is_open):
            return
        self._stale = False
        try:
            self.refresh()
        except KnownError as error:
            self._stale = True
            self.context.messages.show_error(error)

    def _not_read(self, error: KnownError | None) -> None:
        """What `reader` was asked for could not be read, or nobody may see it now."""
        self._stale = True
        if error:
            self.context.messages.show_error(error)

    def be_fresh(self) -> None:
        """Read anew if something has changed, before the page is shown."""
        if self._stale:
            self.read_anew()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()


class FormPage(Page):
    """A column to fill in; the first field has the focus."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.column = Column(self.title, most_width=720)
        self._layout.addWidget(self.column)
        self.first: QWidget | None = None

    def panes(self) -> list[QWidget]:
        return [self.first, self.column] if self.first else [self.column]

    def show_top(self) -> None:
        """Scroll to the beginning, where the summary of problems stands."""
        self.column.verticalScrollBar().setValue(0)
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)
