"""The words that notes use most, language by language, and the notes that hold a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.jobs import Progress
from gcmdesk.synthesis import everywhere, word_list
from gcmdesk.synthesis.everywhere import Facets, Found
from gcmdesk.synthesis.scope import Scope
from gcmdesk.synthesis.word_list import Word
from ui import theme
from ui.asking import Asking
from ui.models.records import TableColumn
from ui.screens.base import Context
from ui.screens.needs.choices import compact_box, language_title, offer_in, session_choices
from ui.screens.needs.note_table import NoteTable
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Caption

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_MOST_WORDS = 200
_MOST_NOTES = 200
_LEAST_TABLE = 60
"""Pixels of height, where large text leaves little room."""
_Asked = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    word: Word


def _scope(session: int) -> Scope:
    return Scope(sessions=(session,)) if session else Scope()


def _listed(workspace: "Workspace", asked: _Asked, progress: Progress) -> tuple[_Asked, tuple[Word, ...]]:
    language, session = asked
    return asked, workspace.read(word_list.of_notes, progress, language, _scope(session), _MOST_WORDS)


class WordsPage(Page):
    """Language and session above; the words, and beside them the notes with the current one."""

    topics = frozenset({"notes", "consultations"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._rows: dict[int, _Row] = {}
        self._behind = Asking(context.tasks, self.workspace, self, failed=self._not_read)
        """For the notes with the current word."""
        self.language = compact_box(_("Language"), [])
        self.session = compact_box(_("Session"), [(0, _("All sessions"))])
        for box in (self.language, self.session):
            box.currentIndexChanged.connect(self.look)
        number = i18n.current().number
        columns = (
            TableColumn("word", _("Word"), lambda one: one.word.text, 3, sorts=False),
            TableColumn("notes", _("Notes"), lambda one: number(one.word.notes), 1, "end", sorts=False),
            TableColumn("count", _("Times"), lambda one: number(one.word.count), 1, "end", sorts=False),
        )
        self.table = RecordTable(_("Words"), columns, empty=_("There are no notes in this language."))
        self.table.current_changed.connect(self._show_notes)
        self.status = Caption()
        self.notes = NoteTable(context, _("Notes with this word"))
        row = QHBoxLayout()
        row.addWidget(self.language, 1)
        row.addWidget(self.session, 1)
        for table in (self.table, self.notes):
            table.setMinimumHeight(_LEAST_TABLE)
        hint = Caption(_("Very common words that say nothing are left out where they are known."))
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(2, 0, 2, 0)
        column.addWidget(self.status)
        column.addWidget(self.notes, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        for place, widget in enumerate((self.table, beside)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(place, 2 + place)
        self.split.setSizes([2000, 3000])
        self._layout.setSpacing(theme.current().px(8))
        self._layout.addLayout(row)
        self._layout.addWidget(hint)
        self._layout.addWidget(self.split, 1)

    def panes(self) -> list[QWidget]:
        return [self.language, self.table, self.notes]

    def refresh(self) -> None:
        offer_in(self.session, session_choices(self.workspace))
        session = self.session.currentData() or 0
        self.reader.ask(partial(word_list.languages, scope=_scope(session)), self._offer_languages)

    def _offer_languages(self, codes: tuple[str, ...]) -> None:
        own = i18n.current().language.code
        ordered = sorted(codes, key=lambda code: (not code, code != own, code))
        offer_in(self.language, [(code, language_title(code)) for code in ordered])
        self.look()

    @Slot()
    def look(self) -> None:
        """Count the words anew."""
        if self.language.currentData() is None:
            self.table.show_rows((), self._records)
            return
        asked = (self.language.currentData(), self.session.currentData() or 0)
        work = partial(_listed, self.workspace.present, asked)
        self.context.tasks.start(_("Counting the words"), work, self._show)

    @Slot(object)
    def _show(self, answer: tuple[_Asked, tuple[Word, ...]]) -> None:
        asked, words = answer
        if asked != (self.language.currentData(), self.session.currentData() or 0):
            return
        self._rows = {number: _Row(number, word) for number, word in enumerate(words, 1)}
        self.table.show_rows(tuple(self._rows), self._records)
        if words and not self.table.current_id:
            self.table.select_row(0)
        self._show_notes()

    def _records(self, ids: Sequence[int]) -> Sequence[_Row]:
        return [self._rows[id] for id in ids if id in self._rows]

    @Slot()
    def _show_notes(self) -> None:
        row = self._rows.get(self.table.current_id)
        if row is None:
            self._behind.forget()
            self.notes.show_notes(())
            self.status.setText("")
            return
        session = self.session.currentData() or 0
        facets = Facets(
            tables=("note",), languages=(self.language.currentData(),), sessions=(session,) if session else ()
        )
        question = partial(everywhere.search, query=f'"{row.word.text}"', facets=facets, limit=_MOST_NOTES)
        self._behind.ask(question, partial(self._show_found, row.word.text))

    def _show_found(self, word: str, found: Sequence[Found]) -> None:
        self.notes.show_notes(tuple(one.hit.row for one in found))
        self.status.setText(_("Notes with “{word}”, those that fit best first").format(word=isolate(word)))
