"""What the page of live capture is made of, and where it stands; what it does lies in `capture`.

The line itself is in `capture_bar`; around it stand the agenda and what has been heard so far (`capture_panels`), whose
words a quote is (`quote_asking`), and what the room sees (`room_view`).
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from ui import theme
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs.capture_bar import CaptureBar
from ui.screens.needs.capture_panels import AgendaPanel, CoveragePanel
from ui.screens.needs.parts import narrow
from ui.screens.needs.quote_asking import ConsentSide, QuoteAsking
from ui.screens.needs.room_view import RoomChoice
from ui.screens.needs.sitting import Sitting
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.empty import Empty
from ui.widgets.note_stream import NoteStream

_SHARES = (2, 6, 3)
"""Of the width: agenda, notes, heard so far."""
_LEAST = 40
"""Pixels (at 100 %) that the notes and what stands beside them keep of the height."""
_LARGE = 150
"""Per cent of text size from which a question leaves no room for the notes."""


class CaptureParts(Page):
    """The widgets in their places. Large text leaves room for one part at a time beside the line."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.sitting = Sitting(context.workspace)
        self.choice = narrow(_("Session"))
        self.choice.setMinimumContentsLength(8)
        self.room = RoomChoice(self)
        self.part = narrow(_("Part of the page"))
        for place, title in enumerate((_("Notes"), _("Agenda"), _("Heard so far"))):
            self.part.addItem(title, place)
        self.part.activated.connect(self._show_part)
        self.agenda = AgendaPanel()
        self.coverage = CoveragePanel()
        self.stream = NoteStream(_("Notes of this session"), self, written=self.sitting.written, save=self.save_edit)
        self.stream.setMinimumHeight(theme.current().px(40))
        self.earlier = QPushButton(_("Show earlier notes"))
        self.earlier.setProperty("kind", "link")
        self.bar = CaptureBar(self)
        self.asking = QuoteAsking(context)
        self.consent = ConsentSide(context)
        self._build()

    def save_edit(self, note: int, text: str) -> bool:
        """Save a note that was edited where it stands; whether it was saved."""
        raise NotImplementedError

    def _build(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(2, 0, 2, 0)
        column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.stream, 1)
        self._parts: tuple[QWidget, ...] = (self.agenda, middle, self.coverage)
        if theme.current().narrow:
            self._parts = (middle, self.agenda, self.coverage)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.current().px(12))
        for place, widget in enumerate(self._parts):
            self.split.addWidget(widget)
            self.split.setStretchFactor(place, _SHARES[place])
        self.split.setSizes([1000 * share for share in _SHARES])
        self.split.setMinimumHeight(theme.current().px(_LEAST))
        self.nothing = Empty(
            _("No session yet"),
            _("Notes belong to a session: a meeting, an interview, a written statement."),
            PrimaryAction(_("Plan a session"), lambda: self.context.go("needs/sessions"), "messages-square"),
        )
        self._work = QWidget()
        rows = QVBoxLayout(self._work)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(6))
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.choice, 3)
        if theme.current().narrow:  # one part at a time
            top.addWidget(self.part, 2)
            top.addWidget(self.bar.language, 2)
            self._show_part()
        top.addWidget(self.room, 2)
        rows.addWidget(self._top)
        rows.addWidget(self.split, 1)
        rows.addWidget(self.asking)
        rows.addWidget(self.bar)
        if theme.current().text_size >= _LARGE:
            self.asking.turned.connect(self._make_room)
        self._faces = QStackedWidget()
        for face in (self._work, self.nothing, self.consent):
            self._faces.addWidget(face)
        self._layout.addWidget(self._faces)

    @Slot(bool)
    def _make_room(self, asking: bool) -> None:
        """In large text, the question of whose words a quote is takes the place of the notes."""
        for widget in (self._top, self.split):
            widget.setVisible(not asking)
        self.bar.step_aside(asking)

    @Slot()
    def _show_part(self) -> None:
        for place, widget in enumerate(self._parts):
            widget.setVisible(place == self.part.currentData())

    def panes(self) -> list[QWidget]:
        face = self._faces.currentWidget()
        if face is not self._work:
            return [face] if face else [self]
        line: QWidget = self.bar.line if self.sitting.writable else self.stream
        first = self.stream if self.stream.sought else line
        parts = dict.fromkeys((first, line, self.asking, self.choice, self.agenda, self.stream, self.coverage))
        return [part for part in parts if part.isVisibleTo(self)]

    @Slot()
    def _back_to_line(self) -> None:
        if self.isVisible() and self._faces.currentWidget() is self._work:
            self.bar.line.setFocus(Qt.FocusReason.OtherFocusReason)
