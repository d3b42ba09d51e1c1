"""All notes of the workspace: filtered, edited, marked, put into evidence; consent withdrawn from here."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.consultations import agenda, evidence, note_list, notes, sessions
from gcmdesk.consultations.coding_records import EvidenceDraft, SavedEvidence
from gcmdesk.consultations.lines import Known
from gcmdesk.consultations.note_list import ListedNote, NoteFilter
from gcmdesk.consultations.records import NoteDraft
from gcmdesk.exchange import note_sheets
from gcmdesk.i18n import Texts, isolate, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import people
from gcmdesk.protection.material import Quotes, Records
from gcmdesk.protection.release_records import Request
from ui import theme
from ui.answers import Answer
from ui.asking import Question
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs import note_columns, noted_words
from ui.screens.needs.parts import narrow, refill
from ui.screens.needs.point_menu import point_menu
from ui.widgets.buttons import button
from ui.widgets.consent_withdrawal import ConsentWithdrawal
from ui.widgets.form import Choice, Form, Line, Lines, Ticks
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading

_MARKS = {
    "flagged": mark("Flagged"),
    "confidential": mark("Confidential"),
    "verbatim": mark("Word for word"),
    "untagged": mark("Without a kind"),
    "uncoded": mark("Without objective or theme"),
}
_TICKED = ("flagged", "confidential", "verbatim")
_FIELDS = tuple(NoteDraft.__slots__)


class NotesPage(ListDetailPage):
    """The list with the note beside it; the menu key offers what can be done with the selected ones."""

    topics = frozenset({"notes", "codings", "themes", "consultations", "evidence", "people"})
    filter_name, table_name = mark("Filter the notes"), mark("Notes")
    empty = (
        mark("No note yet"),
        mark("What is said in the sessions stands here, so that every sentence can be found and traced."),
    )
    shares = (7, 4)
    leaves = True

    @property
    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(_("Take notes"), lambda: self.context.go("needs/capture"), "messages-square")

    # The list

    _subjects: Known | None = None
    _sets: Sequence[SavedEvidence] = ()
    _stale_lists = True

    def _known(self) -> Known:
        if self._subjects is None:
            self._subjects = note_columns.known_subjects(self.workspace)
        return self._subjects

    def _build(self) -> None:
        super()._build()
        if theme.current().narrow:
            self.split.setSizes([1000, 1000])

    def columns(self) -> tuple[TableColumn, ...]:
        return note_columns.note_columns(self.workspace, self._known, sessions=True)

    def extras(self) -> list[QWidget]:
        self.session, self.kind, self.mark = narrow(_("Session")), narrow(_("Kind")), narrow(_("Marks"))
        for value, title in (("", _("Every kind")), *note_columns.kinds()):
            self.kind.addItem(title, value)
        for value, title in (("", _("All notes")), *((value, _(title)) for value, title in _MARKS.items())):
            self.mark.addItem(title, value)
        for box in (self.session, self.kind, self.mark):
            box.setMinimumContentsLength(4)
            box.activated.connect(self.fill)
        return [self.session, self.kind, self.mark]

    @property
    def narrowed(self) -> bool:
        return super().narrowed or any(box.currentData() for box in (self.session, self.kind, self.mark))

    def widen(self) -> None:
        super().widen()
        for box in (self.session, self.kind, self.mark):
            box.setCurrentIndex(0)

    def _on_commit(self, topics: frozenset[str]) -> None:
        self._stale_lists = self._stale_lists or bool(self.topics & topics)
        super()._on_commit(topics)

    def refresh(self) -> None:
        if self._stale_lists:  # narrowing the list asks for its rows only
            self._stale_lists = False
            self._read_lists()
        super().refresh()

    def _read_lists(self) -> None:
        self._subjects = None
        texts = i18n.current()
        titles = [
            (one.id, f"{isolate(one.title)} · {texts.date(one.day, 'medium')}")
            for one in self.workspace.read(sessions.titles)
        ]
        refill(self.session, [(0, _("All sessions")), *titles])
        self._sets = self.workspace.read(evidence.sets)
        self.table.offers = tuple if self.read_only else self._offers
        self.table.removed = None if self.read_only else self._delete

    def asks(self, words: str, sort: str, descending: bool) -> Question[Sequence[int]]:
        wanted = NoteFilter(words, self.session.currentData() or 0, self.kind.currentData(), self.mark.currentData())
        return partial(note_list.ids, wanted=wanted, sort=sort, descending=descending)

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)

        def material(session: Any, request: Request, texts: Texts) -> Records | Quotes:
            return note_sheets.notes(session, wanted, request, texts)

        return Offer(_("Notes"), material, file_name=_("Notes"))

    def records(self, ids: Sequence[int]) -> Sequence[ListedNote]:
        return self.workspace.read(note_list.page, ids)

    # The note

    def detail(self) -> QWidget:
        self.head, self.about = Heading("", 3), Caption()
        languages = [(one.code, noted_words.language_title(one.code)) for one in i18n.LANGUAGES]
        self.form = Form(
            (
                Lines("text", _("Note"), rows=5),
                Choice("kind", _("Kind"), note_columns.kinds(), unset=_("Not recorded")),
                Line("subjects", _("Subjects"), hint=_("Objectives, principles and themes, such as #15")),
                Choice("language", _("Language it is said in"), languages, unset=_("Not recorded")),
                Lines("translation", _("Translation"), rows=2),
                Ticks("marks", _("Marks"), [(value, _(_MARKS[value])) for value in _TICKED]),
            ),
            save=self._save,
        )
        self.withdraw_it = button(_("Withdraw consent…"), self.withdraw)
        self.sets = narrow(_("Evidence set"))
        self.put = button(_("Put into evidence"), self.put_in_evidence)
        self.to_session = button(_("Open the session"), self._to_session, kind="link")
        acts = stacked(self.sets, row_of(self.put))
        self.note = stacked(self.head, self.about, self.form, acts, row_of(self.withdraw_it), row_of(self.to_session))
        self.withdrawal = ConsentWithdrawal(self.context)
        self.withdrawal.ended.connect(self._withdrawn)
        self.withdrawal.hide()
        beside = stacked(self.note, self.withdrawal)
        beside.setFocusProxy(self.form)
        self._back = QTimer(self, singleShot=True, interval=0)
        self._back.timeout.connect(self.read_anew)
        return beside

    def _show_withdrawal(self, *, shown: bool) -> None:
        self.note.setVisible(not shown)
        self.withdrawal.setVisible(shown)

    def show_record(self, record: ListedNote) -> None:
        if self.withdrawal.isVisible() and self.withdrawal.people != (record.person,):
            self._show_withdrawal(shown=False)
        speaker = isolate(record.speaker) if record.speaker else _("Nobody in particular")
        person = isolate(self.workspace.read(people.get, record.person).pseudonym) if record.person else ""
        point = isolate(record.point) if record.point else ""
        self.head.setText(speaker)
        self.about.setText(
            " · ".join(filter(None, (isolate(record.session), point, note_columns.said(record), person)))
        )
        names = self._known().subjects
        values = {field: getattr(record, field) for field in _FIELDS if hasattr(record, field)}
        values["marks"] = tuple(value for value in _TICKED if getattr(record, value))
        values["subjects"] = " ".join(f"#{names.form(key)}" for key in record.subjects if key in names.by_key)
        self.form.show_record(record.id, values)
        self.form.set_read_only(self.read_only or record.closed)
        self.withdraw_it.setVisible(bool(record.person) and not self.read_only)
        inside = self.workspace.read(evidence.of_notes, [record.id]).get(record.id, ())
        refill(
            self.sets,
            [(0, _("New evidence set")), *((one.id, f"{one.code} {isolate(one.title)}") for one in self._sets)],
        )
        self.put.setToolTip(", ".join(inside))
        for widget in (self.sets, self.put):
            widget.setVisible(not self.read_only)

    def _save(self, key: int, field: str, value: Any) -> Answer:
        if field == "subjects":
            return note_columns.retag(self.workspace, self._known(), key, value)
        saved = self.workspace.read(notes.get, key)
        values: dict[str, Any] = {name: getattr(saved, name) for name in _FIELDS}
        changed = {one: one in value for one in _TICKED} if field == "marks" else {field: value}
        draft = NoteDraft(**{**values, **changed})
        return draft.problems() or self.workspace.run(notes.change, key, draft, name=mark("Note changed"))

    # What can be done with the selected notes

    def _offers(self) -> tuple[tuple[str, Any], ...]:
        record = self.table.current_record
        withdrawal = ((_("Withdraw consent…"), self.withdraw),) if record is not None and record.person else ()
        return (
            (_("Flag"), lambda: self._mark(_flag, True, mark("{count} notes flagged"))),
            (_("Remove the flag"), lambda: self._mark(_flag, False, mark("Flag removed from {count} notes"))),
            (_("Keep in confidence"), lambda: self._mark(_confide, True, mark("{count} notes kept in confidence"))),
            (_("No longer confidential"), lambda: self._mark(_confide, False, mark("{count} notes opened"))),
            (_("Put into evidence"), self.put_in_evidence),
            (_("Move to another agenda point…"), self.ask_point),
            *withdrawal,
            (_("Delete"), lambda: self._delete(self.table.selected_ids)),
        )

    def _mark(self, work: Any, wanted: bool, name: str) -> None:
        self.workspace.run(work, self.table.selected_ids, wanted, name=name)

    def ask_point(self) -> None:
        """Ask under which point of the agenda the selected notes belong; those of one session at a time."""
        chosen = self.table.selected_ids
        found = self.workspace.read(note_list.page, chosen)
        if len({one.consultation for one in found}) != 1:
            self.context.messages.show_message("info", _("Choose notes of one session: each has an agenda of its own."))
            return
        points = [(one.id, one.title) for one in self.workspace.read(agenda.of, found[0].consultation)]
        if not points:
            told = _("This session has no agenda. Its points are planned on the page of sessions.")
            self.context.messages.show_message("info", told)
            return
        menu = point_menu(self, points, None, lambda point: self._move(chosen, point))
        menu.popup(self.table.mapToGlobal(self.table.rect().center()))

    def _move(self, chosen: tuple[int, ...], point: int | None) -> None:
        self.workspace.run(notes.move, chosen, point, name=mark("{count} notes moved on the agenda"))

    def _delete(self, ids: tuple[int, ...]) -> None:
        self.workspace.run(notes.delete, ids, name=mark("{count} notes deleted"))

    def put_in_evidence(self) -> None:
        """Put the selected notes into the chosen set, or into a new one."""
        chosen, wanted = self.table.selected_ids, self.sets.currentData()
        if not chosen:
            return
        if wanted:
            self.workspace.run(evidence.put_in, wanted, chosen, name=mark("Evidence added"))
            return
        first = self.workspace.read(note_list.page, chosen[:1])
        title = note_columns.excerpt(first[0].text)[:80] if first else _("New evidence set")
        self.workspace.run(evidence.add, EvidenceDraft(title, ""), chosen, name=mark("Evidence set added"))

    def withdraw(self) -> None:
        """Withdraw consent of the person whose words the current note is, with all that follows from it."""
        record = self.table.current_record
        if record is None or record.person is None or self.read_only:
            return
        self.withdrawal.show_people((record.person,))
        self._show_withdrawal(shown=True)
        self.withdrawal.setFocus()

    @Slot(bool)
    def _withdrawn(self, done: bool) -> None:
        self._show_withdrawal(shown=False)
        if done:
            self._back.start()
        self.table.setFocus()

    def _to_session(self) -> None:
        record = self.table.current_record
        if record is not None:
            self.context.go(f"needs/capture/note-{record.id}")


def _flag(session: Any, ids: Sequence[int], wanted: bool) -> int:
    return notes.flag(session, ids, flagged=wanted)


def _confide(session: Any, ids: Sequence[int], wanted: bool) -> int:
    return notes.confide(session, ids, confidential=wanted)
