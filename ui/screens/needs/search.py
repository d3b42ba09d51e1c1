"""Search everywhere: one line, facets, passages, and the whole text with the found words in it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import evidence
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.protection import tied
from gcmdesk.synthesis import everywhere, saved_searches
from gcmdesk.synthesis.everywhere import FacetCounts, Facets, Found
from gcmdesk.synthesis.saved_searches import Saved
from ui import theme
from ui.asking import Asking
from ui.places import TABLES, go_to
from ui.screens.base import Context
from ui.screens.needs.choices import compact_box, kind_title, offer_in, session_choices
from ui.screens.needs.facet_list import FacetList
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.filter_field import FilterField
from ui.widgets.found_list import FoundLine, FoundList
from ui.widgets.note_text import NoteText
from ui.widgets.text import Caption
from ui.widgets.withdraw_button import WithdrawButton

_PAUSE = 120
"""Milliseconds without a key before the search begins."""
_MOST = 100
_LARGE = 125
"""Per cent of text size from which the line has a row of its own."""
_Asked = tuple[str, Facets]


def described(found: Found) -> str:
    """What a hit is and where it stands, in one line."""
    facts = [_(TABLES[found.hit.table]) if found.hit.table in TABLES else found.hit.table]
    if found.hit.table == "note":
        names = [isolate(name) for name in (found.title, found.speaker) if name]
        facts = [kind_title(found.kind) if found.kind else facts[0], *names]
    return " · ".join(facts)


class SearchPage(Page):
    """The line above; facets, hits and the whole text beside each other."""

    topics = frozenset({"notes", "consultations", "stakeholders", "themes", "codings", "evidence", "searches"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._found: Sequence[Found] = ()
        self._saved: dict[int, Saved] = {}
        self._counting = Asking(context.tasks, self.workspace, self, failed=self._not_read)
        self._most = _MOST
        self.field = FilterField(_("Search everything in this workspace"))
        self.field.textChanged.connect(self._typed)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        self.kept = compact_box(_("Kept searches"), [(0, _("Kept searches"))])
        self.kept.currentIndexChanged.connect(self._open_kept)
        self.keep_it = button(_("Keep this search"), self.keep)
        self.forget_it = button(_("Forget it"), self.forget, icon="x")
        self.facets = FacetList()
        self.facets.changed.connect(self.look)
        self.status = Caption()
        self.hits = FoundList(_("What was found"))
        self.hits.current_changed.connect(self._show_current)
        self.hits.opened.connect(self._open)
        self.field.moved.connect(self.hits.step_rows)
        self.field.returnPressed.connect(self._open_current)
        self.more_it = button(_("Show more"), self._show_more)
        self.where = Caption()
        self.text = NoteText(_("The whole text"))
        self.go_it = button(_("Go there"), self._open_current, kind="primary", icon="arrow-right")
        self.withdraw_it = WithdrawButton(context)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        if theme.current().text_size < _LARGE:
            row.addWidget(self.field, 3)
        else:
            self._layout.addWidget(self.field)
        row.addWidget(self.kept, 1)
        row.addWidget(self.keep_it)
        row.addWidget(self.forget_it)
        middle = _column(self.hits, self.more_it)
        right = _column(self.where, self.text, self.go_it, self.withdraw_it, stretch=True)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        for place, part in enumerate((self.facets, middle, right)):
            self.split.addWidget(part)
            self.split.setStretchFactor(place, (2, 4, 3)[place])
        self.split.setSizes([3000 if theme.current().narrow else 2000, 4000, 3000])
        self.text.setMinimumHeight(40)
        self.hits.setMinimumHeight(60)
        self.text.setMaximumHeight(theme.current().px(420))
        self._layout.setSpacing(theme.current().px(8))
        self._layout.addLayout(row)
        self._layout.addWidget(self.status)
        self._layout.addWidget(self.split, 1)
        self._layout.addStretch()  # below the hint, while nothing is searched for

    def panes(self) -> list[QWidget]:
        if not self.split.isVisible():
            return [self.field]
        shown = [self.field, *([self.facets] if self.facets.boxes else []), self.hits]
        return [*shown, self.text] if self.text.isVisible() else shown

    # Searching

    @property
    def asked(self) -> _Asked:
        """What is searched for."""
        return self.field.text().strip(), self.facets.chosen

    @Slot()
    def _typed(self) -> None:
        self._most = _MOST
        self._pause.start()

    def refresh(self) -> None:
        if self._altered:  # else only another line is searched for
            self._altered = False
            self._sessions = {int(str(id)): text for id, text in session_choices(self.workspace) if id}
            self._saved = {one.id: one for one in self.workspace.read(saved_searches.saved)}
            offer_in(self.kept, [(0, _("Kept searches")), *((one.id, one.name) for one in self._saved.values())])
        self._look()

    @Slot()
    def look(self) -> None:
        """Search anew."""
        self._pause.stop()
        self.read_anew()

    def _look(self) -> None:
        query, facets = self.asked
        self.split.setVisible(bool(query))
        self.keep_it.setVisible(bool(query) and not self.read_only)
        self.forget_it.setVisible(bool(self.kept.currentData()) and not self.read_only)
        self._counting.forget()
        if query:
            question = partial(everywhere.search, query=query, facets=facets, limit=self._most)
            self.reader.ask(question, partial(self._show_found, self.asked))
            return
        self.reader.forget()
        self._show_hits(())
        self.status.setText(_("Type a word. “Several words” in quotation marks stand side by side; -word leaves out."))
        self.facets.show_counts(FacetCounts({}, {}, {}, {}, {}, {}), {})

    def _show_found(self, asked: _Asked, found: Sequence[Found]) -> None:
        self._show_hits(found)
        if not found:
            cited = self.workspace.read(evidence.by_code, asked[0])
            told = _("This is the id of an evidence set. Enter opens it.")
            self.status.setText(told if cited else _("Nothing found. Try fewer or shorter words."))
        question = partial(everywhere.facets, query=asked[0], chosen=asked[1])
        self._counting.ask(question, partial(self._show_facets, asked))

    def _show_hits(self, found: Sequence[Found]) -> None:
        self._found = found
        lines = [FoundLine(described(one), one.hit.snippet.text, one.hit.snippet.marks) for one in self._found]
        here = self.hits.row
        self.hits.show_lines(lines)
        self.hits.select_row(here)
        self.more_it.setVisible(len(self._found) == self._most)
        self._show_current()

    def _show_facets(self, asked: _Asked, counts: FacetCounts) -> None:
        self.facets.show_counts(counts, self._sessions)
        chosen = asked[1].tables
        total = sum(count for table, count in counts.tables.items() if not chosen or table in chosen)
        if self._found:
            told = ngettext("{n} place found", "{n} places found", total)
            self.status.setText(told.format(n=i18n.current().number(total)))

    def _show_more(self) -> None:
        self._most += _MOST
        self.look()

    @Slot()
    def _show_current(self) -> None:
        row = self.hits.row
        there = 0 <= row < len(self._found)
        for widget in (self.where, self.text, self.go_it):
            widget.setVisible(there)
        self.withdraw_it.hide()
        if not there:
            return
        found = self._found[row]
        text, marks = everywhere.marked(found)[found.hit.column]
        self.where.setText(described(found))
        self.withdraw_it.show_people(self.workspace.read(tied.behind, found.hit.table, found.hit.row))
        self.text.show_text(text, strong=marks)
        if marks:
            self.text.show_place(marks[0][0])

    @Slot()
    def _open_current(self) -> None:
        cited = self.workspace.read(evidence.by_code, self.field.text())
        if cited:
            go_to(self.context, "evidence_set", cited)
        else:
            self._open(self.hits.row)

    @Slot(int)
    def _open(self, row: int) -> None:
        if 0 <= row < len(self._found):
            hit = self._found[row].hit
            go_to(self.context, hit.table, hit.row)

    # Kept searches

    @Slot()
    def _open_kept(self) -> None:
        saved = self._saved.get(self.kept.currentData() or 0)
        if saved:
            self.facets.chosen = saved.facets
            self.field.setText(saved.query)
            self.look()

    def keep(self) -> None:
        """Keep the search under its own words; one with the same words is replaced."""
        query, facets = self.asked
        name = query[: saved_searches.LONGEST_NAME]
        if not name or len(query) > saved_searches.LONGEST_QUERY:
            return
        made = self.workspace.run(saved_searches.save, name, query, facets, name=mark("Search saved")).result
        if made:
            self.read_anew()
            self.kept.setCurrentIndex(self.kept.findData(made))
            self.context.messages.show_message("success", _("The search is kept, with what it is narrowed to."))

    def forget(self) -> None:
        """Forget the kept search that is chosen."""
        saved = self.kept.currentData()
        if saved and self.workspace.run(saved_searches.remove, saved, name=mark("Search forgotten")).ok:
            self.read_anew()


def _column(*widgets: QWidget, stretch: bool = False) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(2, 0, 2, 0)
    for widget in widgets:
        column.addWidget(widget)
    if stretch:
        column.addStretch(1)
    return holder
