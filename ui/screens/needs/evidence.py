"""Evidence sets: notes and quotes that carry a finding, under an id that reports cite."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import evidence
from gcmdesk.consultations.coding_records import Cited, EvidenceDraft, Passage, SavedEvidence
from gcmdesk.folding import fold
from gcmdesk.i18n import Texts, isolate, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import consent
from gcmdesk.protection.material import Quotes
from gcmdesk.protection.people_records import State
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.release_records import Request
from gcmdesk.synthesis import findings, note_lists
from gcmdesk.synthesis.note_lists import ListedNote
from gcmdesk.workspace import clock
from ui import theme
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs.note_table import NoteTable, speakers
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.form import Form, Line, Lines
from ui.widgets.note_text import NoteText
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Caption
from ui.widgets.withdraw_button import WithdrawButton

_ROOM = 560
"""For buttons in the detail, in pixels of a small screen."""
_CONSENT = {
    State.GIVEN: mark("May be quoted"),
    State.NEVER_ASKED: mark("Consent never asked"),
    State.REFUSED: mark("Consent refused"),
    State.WITHDRAWN: mark("Consent withdrawn"),
    State.EXPIRED: mark("Consent ended"),
}


def quoting(session: Any, notes: Sequence[int]) -> dict[int, str]:
    """Whether each note may be quoted as things stand, or why not; untranslated."""
    shown = note_lists.listed(session, notes)
    people = sorted({one.person for one in shown if one.person is not None})
    states = consent.states(session, people, clock.now()) if people else {}
    return {one.id: _quoting(one, states) for one in shown}


def _quoting(one: ListedNote, states: Any) -> str:
    if not one.verbatim:
        return mark("Not word for word")
    if one.confidential:
        return mark("Said in confidence")
    if one.person is None:
        return _CONSENT[State.GIVEN]
    return _CONSENT[states[one.person, Purpose.QUOTE]]


def _material(sets: tuple[int, ...], title: str, session: Any, _request: Request, _texts: Texts) -> Quotes:
    found = findings.resolve(session, sets, clock.now())
    return Quotes(title, tuple(quote for one in found for quote in one.quotes))


class EvidencePage(ListDetailPage):
    """The sets, and beside them what belongs to the current one and what of it is quoted."""

    topics = frozenset({"evidence", "notes", "codings", "consent", "people", "consultations"})
    filter_name, table_name = mark("Filter the evidence"), mark("Evidence sets")
    empty = (
        mark("There is no evidence yet"),
        mark(
            "An evidence set holds the notes that carry a finding, under an id such as E-014 that a report cites. "
            "Make one here, or from the numbers of the page Themes and groups."
        ),
    )
    shares = (2, 3)
    leaves = True

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._sets: dict[int, SavedEvidence] = {}
        self._cited: dict[int, Cited] = {}
        self._quoting: dict[int, str] = {}
        super().__init__(context, entry)
        if not self.read_only:
            self.release_it.setText(_("Release the quotes…"))

    def columns(self) -> tuple[TableColumn, ...]:
        number = i18n.current().number
        return (
            TableColumn("code", _("Id"), lambda one: one.code, sorts=False),
            TableColumn("title", _("What it shows"), lambda one: one.title, weight=3, sorts=False),
            TableColumn("notes", _("Notes"), lambda one: number(one.notes), align="end", sorts=False),
        )

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("New evidence set"), self.add, "file-plus")

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        self._sets = {one.id: one for one in self.workspace.read(evidence.sets)}
        wanted = fold(words).split()
        return [id for id, one in self._sets.items() if all(word in _searched(one) for word in wanted)]

    def records(self, ids: Sequence[int]) -> Sequence[SavedEvidence]:
        return [self._sets[id] for id in ids if id in self._sets]

    def offer(self, ids: Sequence[int]) -> Offer:
        title = _("Evidence")
        return Offer(title, partial(_material, tuple(ids), title), purpose=Purpose.QUOTE, file_name=title)

    # The detail

    def detail(self) -> QWidget:
        self.form = Form(
            (
                Line("title", _("What it shows, in one line"), most=500),
                Lines("remark", _("Remark of the team"), rows=2),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        state = TableColumn("quoting", _("Quote"), self._quoting_of, weight=2, sorts=False)
        self.notes = NoteTable(self.context, _("Notes of this set"), more=(state,))
        self.notes.setFixedHeight(theme.current().px(180))
        self.notes.current_changed.connect(self._show_note)
        if not self.read_only:
            self.notes.removed = self.take_out
        self.about = Caption()
        hint = _("Select the words to quote with Shift and the arrow keys, or with the mouse.")
        self.words = NoteText(_("Words of the note"), hint, rows=4)
        self.quote_it = button(_("Quote the selected words"), self.quote)
        self.whole_it = button(_("Quote the whole note"), self.quote_whole)
        self.out_it = button(_("Take out of the set"), self._take_current_out)
        self.withdraw_it = WithdrawButton(self.context)
        self.remove_it = button(_("Remove this set"), self.remove, icon="x")
        self.doing = row_of(self.quote_it, self.whole_it, self.out_it, most=_ROOM)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        below = (self.words, self.doing, row_of(self.remove_it))
        for widget in (self.form, self.notes, self.withdraw_it.beside(self.about), *below):
            column.addWidget(widget)
        self.remove_it.setVisible(not self.read_only)
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: SavedEvidence) -> None:
        self.form.show_record(record.id, {"title": record.title, "remark": record.remark})
        found = self.workspace.read(evidence.cited, [record.id])[record.id]
        self._cited = {one.note: one for one in found}
        self._quoting = self.workspace.read(quoting, list(self._cited))
        self.notes.show_notes(tuple(self._cited))
        self._show_note()

    def _quoting_of(self, one: ListedNote) -> str:
        cited = self._cited.get(one.id)
        if cited and cited.vanished:
            return _("The quoted words are gone")
        return _(self._quoting[one.id]) if one.id in self._quoting else ""

    @Slot()
    def _show_note(self) -> None:
        note, cited = self.notes.current_record, self._cited.get(self.notes.current_id)
        there = note is not None and cited is not None
        for widget in (self.about, self.words):
            widget.setVisible(there)
        self.doing.setVisible(there and not self.read_only)
        self.withdraw_it.show_people(speakers(note) if there else ())
        if note is None or cited is None:
            return
        quoted = cited.stop > 0 and not cited.vanished
        strong = [(cited.start, cited.stop)] if quoted else []
        self.words.show_text(note.text, strong=strong)
        told = _("Quoted: the words on coloured ground") if quoted else _("Quoted: the whole note")
        if not note.verbatim:
            told = _("This note is in the team’s words: it supports the finding and is not quoted.")
        self.about.setText(" · ".join([isolate(note.speaker)] * bool(note.speaker) + [told]))
        self.quote_it.setEnabled(note.verbatim)
        self.whole_it.setEnabled(note.verbatim and cited.stop > 0)

    # Doing

    def _save(self, id: int, field: str, value: Any) -> Answer:
        one = self._sets[id]
        draft = replace(EvidenceDraft(one.title, one.remark), **{field: value})
        return draft.problems() or self.workspace.run(evidence.change, id, draft, name=mark("Evidence set changed"))

    def add(self) -> None:
        """Make an empty set and go to its title."""
        draft = EvidenceDraft(_("New evidence"))
        made = self.workspace.run(evidence.add, draft, (), name=mark("Evidence set added")).result
        if made:
            self.begin(made.id)
            field = self.form.fields["title"]
            if isinstance(field, Line):
                field.edit.selectAll()

    def quote(self) -> None:
        """Quote the selected words of the current note."""
        chosen = self.words.chosen
        if chosen is None:
            self.about.setText(_("Select the words to quote first."))
            return
        passage = Passage(self.notes.current_id, *chosen)
        self.workspace.run(evidence.quote, self.table.current_id, passage, name=mark("Quote chosen"))

    def quote_whole(self) -> None:
        """Quote the current note as a whole."""
        self.workspace.run(
            evidence.quote_whole, self.table.current_id, self.notes.current_id, name=mark("Quote chosen")
        )

    def _take_current_out(self) -> None:
        self.take_out(self.notes.selected_ids)

    def take_out(self, notes: tuple[int, ...]) -> None:
        """Take notes out of the current set."""
        self.workspace.run(
            evidence.take_out, self.table.current_id, notes, name=mark("{count} notes taken out of evidence")
        )

    def remove(self) -> None:
        """Remove the current set; its notes stay."""
        self.workspace.run(evidence.remove, self.table.current_id, name=mark("Evidence set removed"))


def _searched(one: SavedEvidence) -> str:
    return fold(f"{one.code} {one.title} {one.remark}")
