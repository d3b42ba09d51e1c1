"""Who is invited to a session, who came, and for how many: invitations are tracked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot

from gcmdesk import i18n
from gcmdesk.consultations import attendance
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.attendance import MOST
from gcmdesk.consultations.session_records import Invited, SavedSession
from gcmdesk.exchange import session_sheets
from gcmdesk.i18n import Texts, mark, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.material import Records
from gcmdesk.stakeholders import filtering, register
from gcmdesk.stakeholders.filtering import Filter, Roll
from gcmdesk.stakeholders.records import SavedStakeholder
from ui import theme, typed
from ui.answers import Answer, problem
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context
from ui.screens.kick_off import choices
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.needs.session_part import SessionPart, listed
from ui.widgets.buttons import button
from ui.widgets.filter_field import FilterField
from ui.widgets.form import Day
from ui.widgets.record_table import RecordTable
from ui.widgets.release_panel import Offer
from ui.widgets.text import Caption, Heading, Text

_ROWS, _FOUND = 9, 5
"""Seen without scrolling."""
_ANSWERED = mark("Invitation answered")


@dataclass(frozen=True, slots=True)
class Guest:
    """A stakeholder of the session as a row."""

    id: int
    invited: Invited


def count(text: str) -> int | None:
    """How many people were typed; nothing is not recorded. A ValueError says what is wrong."""
    try:
        number = typed.number(text, i18n.current(), whole=True)
    except ValueError as error:
        raise ValueError(_("Type a whole number, or leave it empty.")) from error
    if number is not None and not 0 <= number <= MOST:
        most = i18n.current().number(MOST)
        raise ValueError(_("Type a number from 0 to {most}.").format(most=most))
    return None if number is None else int(number)


class GuestsPart(SessionPart):
    """The list with its states, and below it the register to invite from."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        self._guests: dict[int, Guest] = {}
        self._roll: Roll | None = None
        self._kinds = dict(choices.groups())
        self.counted = Text()
        self.table = RecordTable(_("Invited to the session"), self._columns(), empty=_("Nobody is invited yet."))
        self.table.records.editable = not read_only
        self.table.removed = None if read_only else self._uninvite
        self.why = Text(tone="danger")
        self.why.hide()
        self.table.not_saved.connect(self._show_why)
        self.states = side_buttons(
            *(
                button(_(title), partial(self._answer, state))
                for state, title in lists.INVITATIONS.items()
                if state in ("accepted", "attended", "absent")
            ),
            button(_("Take off the list"), lambda: self._uninvite(self.table.selected_ids)),
        )
        self.release = side_buttons(button(_("Release…"), self._release, icon="arrow-right"))
        self.table.copied = None if read_only else lambda _ids: self._release()
        self.add(Caption(_("Several rows can be selected and answered at once. An empty number is not recorded.")))
        self.add(self.counted, self.table, self.why, self.states, self.release)
        self._build_register()
        context.workspace.changed.connect(self._on_commit)
        context.workspace.turned.connect(self._turned)
        self.setFocusProxy(self.table)
        row = theme.current().px(34)
        self.table.setFixedHeight(row * _ROWS)
        self.found.setFixedHeight(row * _FOUND)

    def _build_register(self) -> None:
        self.filter = FilterField(_("Find in the register"))
        self.found = RecordTable(
            _("Stakeholders to invite"),
            (
                TableColumn("name", _("Name"), lambda one: one.name, weight=3, sorts=False),
                TableColumn("kind", _("Stakeholder group"), lambda one: self._group(one.kind), weight=2, sorts=False),
            ),
            empty=_("Nobody in the register fits, or all who do are on the list."),
        )
        self.sent = Day("sent", _("Invitations sent on"), hint=_("Empty while they are not sent."))
        self.invite_row = side_buttons(
            button(_("Invite"), self._invite, kind="primary"), button(_("Came uninvited"), self._came)
        )
        self.filter.textChanged.connect(self._find)
        self.filter.moved.connect(self.found.step_rows)
        self.filter.returnPressed.connect(self._invite)
        self.found.opened.connect(self._invite)
        self.heading = Heading(_("Invite from the register"), 3)
        self.add(self.heading, self.filter, self.found, self.sent, self.invite_row)
        for widget in (self.heading, self.filter, self.found, self.sent, self.invite_row, self.states, self.release):
            widget.setVisible(not self.read_only)

    def _columns(self) -> tuple[TableColumn, ...]:
        states = listed(lists.INVITATIONS)
        state = CellEditor(lambda one, value: self._set_state(one.id, value), lambda one: one.invited.state, states)
        people = CellEditor(self._count, self._people, most=12)
        titles = dict(states)
        return (
            TableColumn("name", _("Name"), lambda one: one.invited.name, weight=2, sorts=False),
            TableColumn("state", _("State"), lambda one: titles.get(one.invited.state, ""), sorts=False, editor=state),
            TableColumn("people", _("People"), self._people, align="end", sorts=False, editor=people),
            TableColumn("sent", _("Sent"), self._sent, sorts=False, editor=CellEditor(self._set_sent, most=60)),
        )

    def _group(self, kind: str) -> str:
        return self._kinds.get(kind, "")

    def _people(self, one: Guest) -> str:
        return "" if one.invited.people is None else i18n.current().number(one.invited.people)

    def _sent(self, one: Guest) -> str:
        return i18n.current().date(one.invited.sent, "medium") if one.invited.sent else ""

    # Showing

    def refresh(self, saved: SavedSession) -> None:
        found = self.workspace.read(attendance.invitations, saved.id)
        self._guests = {one.stakeholder: Guest(one.stakeholder, one) for one in found}
        self.table.show_rows(tuple(self._guests), self._of)
        came = sum(one.state == "attended" for one in found)
        invited = ngettext("{n} invited", "{n} invited", len(found)).format(n=i18n.current().number(len(found)))
        attended = ngettext("{n} came", "{n} came", came).format(n=i18n.current().number(came))
        self.counted.setText(f"{invited} · {attended}")
        self._find()

    def _of(self, ids: Sequence[int]) -> list[Guest]:
        return [self._guests[id] for id in ids if id in self._guests]

    @Slot()
    def _find(self) -> None:
        if self.read_only or self.workspace.locked or not self.workspace.is_open:
            return
        if self._roll is None:
            self._roll = self.workspace.read(filtering.read)
        fitting = [id for id in self._roll.ids(Filter(self.filter.text())) if id not in self._guests]
        self.found.show_rows(fitting, self._stakeholders)
        if fitting and not self.found.current_id:
            self.found.select_row(0)

    def _stakeholders(self, ids: Sequence[int]) -> list[SavedStakeholder]:
        return self.workspace.read(register.page, ids)

    @Slot(object)
    def _on_commit(self, topics: frozenset[str]) -> None:
        if "stakeholders" in topics:
            self._roll = None

    @Slot()
    def _turned(self) -> None:
        if self.workspace.locked:
            self._roll = None

    @Slot(str)
    def _show_why(self, why: str) -> None:
        self.why.setText(why)
        self.why.setVisible(bool(why))

    # Changing

    def _set_state(self, stakeholder: int, state: str) -> Answer:
        return problem(self.run(attendance.answer, [stakeholder], state, name=_ANSWERED))

    def _answer(self, state: str) -> None:
        ids = self.table.selected_ids
        if ids:
            name = _ANSWERED if len(ids) == 1 else mark("{count} invitations answered")
            self.run(attendance.answer, ids, state, name=name)

    def _count(self, one: Guest, text: str) -> Answer:
        try:
            people = count(text)
        except ValueError as error:
            return str(error)
        return problem(self.run(attendance.count_people, one.id, people, name=mark("Headcount changed")))

    def _set_sent(self, one: Guest, text: str) -> Answer:
        today = date.today()  # noqa: DTZ011 - this computer's day
        try:
            sent = typed.day(text, i18n.current(), today.year)
        except ValueError:
            return _("Type the day as day, month and year, or leave it empty.")
        return problem(self.run(attendance.send, [one.id], sent, name=mark("Invitation sent")))

    def _uninvite(self, ids: Sequence[int]) -> None:
        if ids:
            self.run(attendance.uninvite, ids, name=mark("Invitation taken back"))

    def _release(self) -> None:
        """The list of who is invited and who came, through the release panel."""
        session = self.id

        def material(_session: object, _request: object, texts: Texts) -> Records:
            return session_sheets.invitations(session, texts)

        self.offered.emit(Offer(_("Invitations"), material, file_name=_("Invitations")))

    @Slot()
    def _invite(self) -> None:
        ids = self.found.selected_ids
        try:
            sent: date | None = self.sent.value
        except ValueError as error:
            self.sent.show_problem(str(error))
            return
        self.sent.show_problem("")
        if ids and not self.read_only:
            name = mark("Stakeholder invited") if len(ids) == 1 else mark("{count} stakeholders invited")
            self.run(attendance.invite, ids, sent, name=name)
            self._next()

    def _came(self) -> None:
        ids = self.found.selected_ids
        if ids:
            self.run(attendance.answer, ids, "attended", name=_ANSWERED)
            self._next()

    def _next(self) -> None:
        """The next name can be typed."""
        self.filter.clear()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
