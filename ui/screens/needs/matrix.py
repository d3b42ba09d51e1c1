"""Which themes come from whom: counts, and behind each of them the notes."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import evidence
from gcmdesk.consultations.coding_records import EvidenceDraft
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.synthesis.scope import Scope
from gcmdesk.workspace import clock
from ui import theme
from ui.screens.base import Context
from ui.screens.needs import counting
from ui.screens.needs.choices import compact_box, offer_in, session_choices
from ui.screens.needs.counting import Answer, Question
from ui.screens.needs.note_table import NoteTable
from ui.screens.needs.themes import Themes, themes
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.column import Column
from ui.widgets.matrix_table import Counted, MatrixTable
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Caption

_LARGE = 125
"""Per cent of text size from which the page scrolls as a whole."""


class MatrixPage(Page):
    """Choices above, the counts, and below the notes of the cell that was opened."""

    topics = frozenset({"codings", "notes", "themes", "consultations", "stakeholders"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._themes = Themes({}, {}, {})
        self._sessions: dict[int, str] = {}
        self._opened: tuple[Question, int, object] | None = None
        columns = [(id, _(title)) for id, title in counting.COLUMNS.items()]
        self.across = compact_box(_("Columns"), columns)
        self.down = compact_box(_("Rows"), [(id, _(title)) for id, title in counting.ROWS.items()])
        self.first = compact_box(_("Session"), [(0, _("All sessions"))])
        self.second = compact_box(_("Session to compare with"), [(0, _("Compare with …"))])
        self.usable = TickBox(_("Only with consent to the synthesis"))
        for box in (self.down, self.across, self.first, self.second):
            box.currentIndexChanged.connect(self.look)
        self.usable.toggled.connect(self.look)
        self.table = MatrixTable(_("Notes by theme"))
        self.table.opened.connect(self._open)
        self.status = Caption(_("Choose a number with the arrow keys; Enter shows its notes."))
        self.notes = NoteTable(context, _("Notes behind the number"))
        self.evidence_it = button(_("Make evidence of these notes"), self.make_evidence, icon="file-plus")
        self.release_it = button(_("Release…"), self._release, icon="arrow-right")
        self.evidence_it.setEnabled(False)
        self._build()

    def _build(self) -> None:
        px = theme.current().px
        below: list[QWidget] = [self.status, self.notes, row_of(self.evidence_it, self.release_it)]
        if theme.current().text_size >= _LARGE:
            whole = Column(self.title)
            whole.add(self.down, self.across, self.first, self.second, self.usable, self.table, *below)
            self.table.setFixedHeight(px(200))
            self.notes.setFixedHeight(px(150))
            whole.end()
            self._layout.addWidget(whole)
            return
        row, more, lower = QHBoxLayout(), QHBoxLayout(), QWidget()
        for box in (self.down, self.across):
            row.addWidget(box, 1)
        for box in (self.first, self.second):
            more.addWidget(box, 1)
        more.addWidget(self.usable)
        self._layout.setSpacing(px(8))
        self._layout.addLayout(row)
        self._layout.addLayout(more)
        column = QVBoxLayout(lower)
        column.setContentsMargins(2, 0, 2, 0)
        for widget in below:
            column.addWidget(widget)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        for place, widget in enumerate((self.table, lower)):
            split.addWidget(widget)
            split.setStretchFactor(place, 3 - place)
        split.setSizes([3000, 2000])
        self._layout.addWidget(split, 1)

    def panes(self) -> list[QWidget]:
        return [self.down, self.table, self.notes]

    # Counting

    @property
    def question(self) -> Question:
        """What the choices ask for."""
        chosen = tuple(id for id in (self.first.currentData(), self.second.currentData()) if id)
        usable = clock.now() if self.usable.isChecked() else None
        return Question(self.across.currentData(), self.down.currentData(), Scope(sessions=chosen, usable_at=usable))

    def refresh(self) -> None:
        self._themes = themes(self.workspace)
        choices = session_choices(self.workspace)
        self._sessions = {int(str(id)): text for id, text in choices if id}
        offer_in(self.first, choices)
        offer_in(self.second, [(0, _("Compare with …")), *choices[1:]])
        self.look()

    @Slot()
    def look(self) -> None:
        """Count anew."""
        self.release_it.setVisible(not self.read_only)
        self.evidence_it.setVisible(not self.read_only)
        work = partial(counting.answered, self.workspace.present, self.question)
        self.context.tasks.start(_("Counting the notes"), work, self._show)

    @Slot(object)
    def _show(self, answer: Answer) -> None:
        asked = self.question
        if (answer[0].columns, answer[0].rows, answer[0].scope.sessions) != (
            asked.columns,
            asked.rows,
            asked.scope.sessions,
        ):
            return
        self._answer = answer
        shown = counting.counted(answer, self._themes, self._sessions)
        self.table.show_counts(shown)
        if not shown.rows:
            self.status.setText(_("No note is coded to such a theme yet."))
            self._show_notes(())
        elif self._opened:
            self._open(*self._opened[1:])

    @Slot(object, object)
    def _open(self, row: int, column: object) -> None:
        self._opened = (self._answer[0], row, column)
        work = partial(counting.behind, self.workspace.present, self._answer[0], row, column)
        self.context.tasks.start(_("Reading the notes"), work, self._show_notes, quiet=True)

    @Slot(object)
    def _show_notes(self, notes: tuple[int, ...]) -> None:
        self.notes.show_notes(notes)
        self.evidence_it.setEnabled(bool(notes))
        if self._opened and self.table.counted.rows:
            told = ngettext("{n} note: {theme} · {column}", "{n} notes: {theme} · {column}", len(notes))
            self.status.setText(
                told.format(
                    n=i18n.current().number(len(notes)),
                    theme=isolate(self._title(self.table.counted, 0)),
                    column=isolate(self._title(self.table.counted, 1)),
                )
            )

    def _title(self, counted: Counted, side: int) -> str:
        """The title of the opened cell's row (0) or column (1)."""
        if self._opened is None:
            return ""
        wanted = self._opened[1 + side]
        return next((title for key, title in (counted.rows, counted.columns)[side] if key == wanted), "")

    # What becomes of it

    def make_evidence(self) -> None:
        """Make an evidence set of the notes behind the opened cell, and go there to say what it shows."""
        notes = self.notes.selected_ids if len(self.notes.selected_ids) > 1 else tuple(self.notes.records.ids)
        if not notes:
            return
        title = " · ".join(filter(None, (self._title(self.table.counted, 0), self._title(self.table.counted, 1))))
        draft = EvidenceDraft(title[:500] or _("New evidence"))
        made = self.workspace.run(evidence.add, draft, notes, name=mark("Evidence set added")).result
        if made:
            self.context.go(f"needs/evidence/{made.id}")

    def _release(self) -> None:
        title = _("Themes in the same note") if self.question.by is None else _("Notes by theme")
        self.offered.emit(
            Offer(title, partial(counting.material, self.question, dict(self._sessions)), file_name=title)
        )
