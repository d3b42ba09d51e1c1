"""What is still open in a session, and the tables in which it is mended where it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import attendance, note_list, notes
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.closing import Findings
from gcmdesk.consultations.lines import Known
from gcmdesk.i18n import compact, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import people
from gcmdesk.stakeholders import register, stubs, vocabulary
from ui import theme, typed
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context
from ui.screens.needs import note_columns
from ui.screens.needs.parts import narrow, refill
from ui.widgets.buttons import button
from ui.widgets.record_table import RecordTable
from ui.widgets.row import row_of
from ui.widgets.text import Text
from ui.widgets.withdraw_button import WithdrawButton, withdraw_offers

NOTES = ("untagged", "uncoded", "flagged", "nameless_quotes", "without_consent")
STAKEHOLDERS = ("stubs", "unanswered")
_CHANGED = mark("Note changed")


@dataclass(frozen=True, slots=True)
class Standing:
    """A stakeholder and whether it came."""

    id: int
    name: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Count:
    """A cell of the headcounts."""

    id: int
    dimension: str
    category: str
    people: int | None


class Mending(QStackedWidget):
    """One face for each way to mend. `session` and `field` say what is shown."""

    def __init__(
        self, context: Context, ask: Callable[[tuple[int, ...]], object], lead: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self.session = 0
        self.field = ""
        self.known: Known | None = None
        self._ask = ask
        self._lead = lead
        self._counts: tuple[Count, ...] = ()
        self._standing: tuple[Standing, ...] = ()
        self.hint, self.why = Text(tone="muted"), Text(tone="danger")
        columns = note_columns.note_columns(self.workspace, self._known, sessions=False)
        self.notes = self._table(_("Notes to look at again"), columns)
        self.notes.offers = lambda: withdraw_offers(context, self._speakers())
        self.notes.current_changed.connect(self._show_speaker)
        self.withdraw_it = WithdrawButton(context)
        self.stakeholders = self._table(_("Stakeholders to look at again"), self._stakeholder_columns())
        self.counts = self._table(_("Headcounts"), self._count_columns())
        self.who = narrow(_("Whose words"))
        self.buttons = {
            "settle": button(_("Remove the flag"), self._settle),
            "attribute": button(_("These are this person’s words"), self._attribute),
            "no_quote": button(_("No quote after all"), self._no_quote),
            "ask": button(_("Ask for consent"), self._ask_people),
            "enough": button(_("Known well enough"), self._enough),
            "place": button("", self._go, icon="arrow-right"),
        }
        self._actions = row_of(self.who, *self.buttons.values(), most=1)
        self.face = QWidget()
        column = QVBoxLayout(self.face)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(theme.current().px(8))
        for widget in (
            self.hint,
            self.why,
            self.notes,
            self.stakeholders,
            self.counts,
            self._actions,
            self.withdraw_it,
        ):
            column.addWidget(widget)
        self.why.hide()
        self.addWidget(self.face)

    def _table(self, name: str, columns: Sequence[TableColumn]) -> RecordTable:
        table = RecordTable(name, columns)
        table.not_saved.connect(self._not_saved)
        return table

    def _not_saved(self, why: str) -> None:
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _known(self) -> Known:
        if self.known is None:
            self.known = note_columns.known_subjects(self.workspace)
        return self.known

    @property
    def table(self) -> RecordTable:
        """The one that is shown."""
        if self.field in NOTES:
            return self.notes
        return self.stakeholders if self.field in STAKEHOLDERS else self.counts

    # Showing

    def show_finding(self, session: int, field: str, found: Findings, *, editable: bool) -> None:
        """Show what a finding is about."""
        self.session, self.field = session, field
        hint = _(_HINTS[field]) if field in _HINTS else ""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint) and editable and not theme.current().narrow)
        self._not_saved("")
        for table in (self.notes, self.stakeholders, self.counts):
            table.setVisible(table is self.table)
            table.records.editable = editable
            table.setToolTip(hint)
        if field in NOTES:
            self.notes.show_rows(getattr(found, field), self._fetch)
        elif field in STAKEHOLDERS:
            self._read_standing(getattr(found, field))
            self.stakeholders.show_rows([one.id for one in self._standing], self._standing_of)
        else:
            self._read_counts(found)
            self.counts.show_rows([one.id for one in self._counts], self._counts_of)
        if self.table.currentIndex().row() < 0:
            self.table.select_row(0)
        self._show_actions(editable=editable)
        self._show_speaker()

    def _speakers(self) -> tuple[int, ...]:
        note = self.notes.current_record if self.field in NOTES else None
        return (note.person,) if note is not None and note.person is not None else ()

    @Slot()
    def _show_speaker(self) -> None:
        self.withdraw_it.show_people(self._speakers())

    def _show_actions(self, *, editable: bool) -> None:
        wanted = ("place", *(_ACTIONS.get(self.field, ()) if editable else ()))
        title, _place = _PLACES[self.field]
        self.buttons["place"].setText(_(title))
        for id, one in self.buttons.items():
            one.setVisible(id in wanted)
        if "attribute" in wanted:
            refill(self.who, [(one.id, one.pseudonym) for one in self.workspace.read(people.everybody)])
        named = "attribute" in wanted and self.who.count() > 0
        self.who.setVisible(named)
        self.buttons["attribute"].setVisible(named)
        self._actions.setVisible(bool(wanted))

    def _fetch(self, ids: Sequence[int]) -> Sequence[note_list.ListedNote]:
        return self.workspace.read(note_list.page, ids)

    def _read_standing(self, ids: Sequence[int]) -> None:
        states = {one.stakeholder: one.state for one in self.workspace.read(attendance.invitations, self.session)}
        found = self.workspace.read(register.page, ids)
        self._standing = tuple(Standing(one.id, one.name, one.kind, states.get(one.id, "")) for one in found)

    def _standing_of(self, ids: Sequence[int]) -> Sequence[Standing]:
        return [one for one in self._standing if one.id in ids]

    def _read_counts(self, found: Findings) -> None:
        counted = self.workspace.read(attendance.headcounts, self.session)
        wrong = {one.dimension for one in found.mismatches}
        wanted = [*wrong, lists.ALL] if self.field == "mismatches" else found.not_recorded
        cells = [(name, category) for name in lists.DIMENSIONS if name in wanted for category in lists.categories(name)]
        self._counts = tuple(
            Count(row, name, category, counted.get(name, {}).get(category))
            for row, (name, category) in enumerate(cells, 1)
        )

    def _counts_of(self, ids: Sequence[int]) -> Sequence[Count]:
        return [one for one in self._counts if one.id in ids]

    # Columns

    def _stakeholder_columns(self) -> tuple[TableColumn, ...]:
        groups = [(id, compact(title)) for id, title in vocabulary.groups().items()]
        titles = dict(groups)
        states = [(id, _(title)) for id, title in lists.INVITATIONS.items()]
        named = dict(states)
        return (
            TableColumn("name", _("Stakeholder"), lambda one: one.name, weight=3, sorts=False),
            TableColumn(
                "kind",
                _("Group"),
                lambda one: titles.get(one.kind, _("Not recorded")),
                weight=2,
                sorts=False,
                editor=CellEditor(self._sort, lambda one: one.kind, groups),
            ),
            TableColumn(
                "state",
                _("Invitation"),
                lambda one: named.get(one.state, ""),
                weight=2,
                sorts=False,
                editor=CellEditor(self._came, lambda one: one.state, states),
            ),
        )

    def _count_columns(self) -> tuple[TableColumn, ...]:
        def category(one: Count) -> str:
            title = lists.categories(one.dimension)[one.category]
            return compact(title) if one.dimension == "group" else _(title)

        def people_in(one: Count) -> str:
            return "" if one.people is None else i18n.current().number(one.people)

        return (
            TableColumn("dimension", _("Headcount"), lambda one: _(lists.DIMENSIONS[one.dimension]), 2, sorts=False),
            TableColumn("category", _("Who"), category, 2, sorts=False),
            TableColumn("people", _("People"), people_in, align="end", sorts=False, editor=CellEditor(self._counted)),
        )

    # Mending

    def _sort(self, one: Standing, kind: str) -> Answer:
        return self.workspace.run(register.change, [one.id], {"kind": kind}, name=mark("Stakeholder changed"))

    def _came(self, one: Standing, state: str) -> Answer:
        return self.workspace.run(attendance.answer, self.session, [one.id], state, name=mark("Invitation changed"))

    def _counted(self, one: Count, text: str) -> Answer:
        try:
            number = typed.number(text, i18n.current(), whole=True)
        except ValueError:
            return _("Type a whole number, or nothing where it is not recorded.")
        if number is not None and not 0 <= number <= attendance.MOST:
            return _("Type a whole number, or nothing where it is not recorded.")
        work = attendance.set_headcount
        return self.workspace.run(
            work, self.session, one.dimension, one.category, number, name=mark("Headcount changed")
        )

    def _settle(self) -> None:
        self.workspace.run(_unflag, self.notes.selected_ids, name=mark("Flag removed"))

    def _attribute(self) -> None:
        person = self.who.currentData()
        if person:
            name = mark("Quote given to a person")
            self.workspace.run(notes.attribute, self.notes.selected_ids, person, name=name)

    def _no_quote(self) -> None:
        self.workspace.run(_no_quote, self.notes.selected_ids, name=_CHANGED)

    def _ask_people(self) -> None:
        chosen = self.workspace.read(note_list.page, self.notes.selected_ids)
        asked = tuple(dict.fromkeys(one.person for one in chosen if one.person is not None))
        if asked:
            self._ask(asked)

    def _go(self) -> None:
        """To where the chosen row is shown with all that belongs to it."""
        record = self.table.current_record
        row = record.id if record is not None else 0
        person = self._speakers()
        if self.field in _OF_PEOPLE and person:
            self._lead(f"protection/people/{person[0]}")
        else:
            self._lead(_PLACES[self.field][1].format(row=row, session=self.session))

    def _enough(self) -> None:
        self.workspace.run(stubs.describe, self.stakeholders.selected_ids, name=mark("Stakeholder described"))


def sentences(found: Findings) -> tuple[tuple[str, str], ...]:
    """What is open, each field once."""
    told: dict[str, str] = {}
    for field, sentence in found.sentences():
        told[field] = f"{told[field]} {sentence}" if field in told else sentence
    return tuple(told.items())


def _unflag(session: object, ids: Sequence[int]) -> int:
    return notes.flag(session, ids, flagged=False)  # type: ignore[arg-type]


def _no_quote(session: object, ids: Sequence[int]) -> int:
    return notes.quote(session, ids, verbatim=False)  # type: ignore[arg-type]


_HINTS = {
    "untagged": mark("F2 in the column “Kind” chooses one. A note may also stay without a kind."),
    "uncoded": mark("F2 in the column “Subjects”: type numbers of objectives or names of themes, such as #15."),
    "flagged": mark("Look at each note again, then remove the flag."),
    "nameless_quotes": mark("Only words of a person who agreed may leave as a quote."),
    "without_consent": mark("Ask these people, or say that it is no quote after all."),
    "stubs": mark("These were only named while notes were taken. Give each a group."),
    "unanswered": mark("Say who came. What nobody knows can stay as it is."),
    "mismatches": mark("The parts do not add up to the total. Correct what was miscounted."),
    "not_recorded": mark("Type how many there were. An empty cell means not recorded, and 0 means none."),
}
_PLACES = {
    "untagged": (mark("Show the note in its session"), "needs/capture/note-{row}"),
    "uncoded": (mark("Go to coding"), "needs/coding/{row}"),
    "flagged": (mark("Show the note in its session"), "needs/capture/note-{row}"),
    "nameless_quotes": (mark("Show the note in its session"), "needs/capture/note-{row}"),
    "without_consent": (mark("Go to the person"), "needs/capture/note-{row}"),
    "stubs": (mark("Go to the register"), "kick-off/register/{row}"),
    "unanswered": (mark("Go to the invitations"), "needs/sessions/{session}/guests"),
    "mismatches": (mark("Go to the headcount"), "needs/sessions/{session}/people"),
    "not_recorded": (mark("Go to the headcount"), "needs/sessions/{session}/people"),
}
"""Of each finding, the button that leads to where it can also be mended, and the place."""
_OF_PEOPLE = ("without_consent",)
_ACTIONS = {
    "flagged": ("settle",),
    "nameless_quotes": ("attribute", "no_quote"),
    "without_consent": ("ask", "no_quote"),
    "stubs": ("enough",),
}
