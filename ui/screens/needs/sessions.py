"""The sessions of the programme by day, and beside them all that is planned and recorded of one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations import sessions
from gcmdesk.consultations.session_records import Line as Entry
from gcmdesk.consultations.session_records import SavedSession, SessionDraft, Titled
from gcmdesk.exchange import session_sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import Texts, isolate, mark, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.material import Records
from ui.asking import Question
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs.session_agenda import AgendaPart
from ui.screens.needs.session_checks import ChecksPart, CriteriaPart
from ui.screens.needs.session_counts import CountsPart
from ui.screens.needs.session_files import FilesPart
from ui.screens.needs.session_guests import GuestsPart
from ui.screens.needs.session_part import SessionPart
from ui.screens.needs.session_plan import PlanPart
from ui.screens.needs.session_state import StateBox
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.strip import Strip
from ui.widgets.text import Caption, Heading

_PARTS: dict[str, tuple[str, type[SessionPart]]] = {
    "plan": (mark("Planning"), PlanPart),
    "agenda": (mark("Agenda"), AgendaPart),
    "guests": (mark("Invitations"), GuestsPart),
    "people": (mark("Headcount"), CountsPart),
    "checks": (mark("Safety and access"), ChecksPart),
    "criteria": (mark("Criteria"), CriteriaPart),
    "files": (mark("Files"), FilesPart),
}
"""What is shown of a session, one at a time."""


def when(one: Entry | Titled) -> str:
    """Day and hour of a session."""
    texts = i18n.current()
    day = texts.date(one.day, "medium")
    return _("{day}, {time}").format(day=day, time=isolate(texts.hour(one.starts))) if one.starts else day


class SessionsPage(ListDetailPage):
    """The calendar list, and the parts of one session behind a strip."""

    topics = frozenset({"consultations", "notes", "guides", "stakeholders", "attachments"})
    filter_name, table_name = mark("Filter the sessions"), mark("Sessions")
    empty = (
        mark("No session is planned yet"),
        mark(
            "A consultation is made of sessions: group discussions, interviews, written statements. Plan the first one;"
            " invitations, agenda, notes and headcounts are kept with it."
        ),
    )
    first_sort = ("day", False)
    shares = (1, 1)
    leaves = True

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._all: dict[int, Entry] = {}
        super().__init__(context, entry)
        self.table.removed = None if self.read_only else self._delete

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Plan a session"), self._add, "file-plus")

    # List

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("day", _("Day"), when, weight=2),
            TableColumn("title", _("Title"), lambda one: one.title, weight=3),
            TableColumn("status", _("State"), lambda one: _(lists.STATUSES[one.status])),
            TableColumn("place", _("Place"), lambda one: one.place, weight=2, spare=True),
            TableColumn("purpose", _("Purpose"), lambda one: _(lists.PURPOSES[one.purpose]), weight=2, spare=True),
            TableColumn("mode", _("Form"), lambda one: _(lists.MODES[one.mode]), weight=2, spare=True),
        )

    def asks(self, words: str, sort: str, descending: bool) -> Question[tuple[Entry, ...]]:
        del words, sort, descending
        return sessions.calendar

    def take(self, read: tuple[Entry, ...], words: str, sort: str, descending: bool) -> Sequence[int]:
        self._all = {one.id: one for one in read}
        texts = {column.id: column.text for column in self.table.records.columns}
        wanted = fold(words).split()
        found = [
            one
            for one in self._all.values()
            if all(word in fold(" ".join(text(one) for text in texts.values())) for word in wanted)
        ]
        if sort != "day":
            found.sort(key=lambda one: fold(texts[sort](one)), reverse=descending)
        elif descending:
            found.reverse()
        return [one.id for one in found]

    def records(self, ids: Sequence[int]) -> Sequence[Entry]:
        return [self._all[id] for id in ids if id in self._all]

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)

        def material(_session: object, _request: object, texts: Texts) -> Records:
            return session_sheets.programme(wanted, texts)

        return Offer(_("Programme"), material, file_name=_("Programme"))

    # Detail

    def detail(self) -> QWidget:
        self.heading = Heading("", 3)
        self.told = Caption()
        self.state = StateBox(self.context, read_only=self.read_only)
        self.strip = Strip(_("Parts of the session"), [(id, _(title)) for id, (title, _part) in _PARTS.items()])
        self.strip.chosen.connect(self.show_part)
        self.parts = {id: made(self.context, read_only=self.read_only) for id, (_title, made) in _PARTS.items()}
        for part in self.parts.values():
            part.offered.connect(self.offered)
        self.part = "plan"
        self.remove = side_buttons(button(_("Delete"), lambda: self._delete(self.table.selected_ids)))
        self.top = stacked(self.heading, self.told, self.state, self.strip)
        self.side.add(self.top)
        holder = stacked(*self.parts.values(), self.remove)
        for id, part in self.parts.items():
            part.setVisible(id == self.part)
        self.remove.setVisible(not self.read_only)
        self.strip.show_current(self.part)
        holder.setFocusProxy(self.parts[self.part])
        return holder

    def _show_current(self) -> None:
        self.top.setVisible(self.table.current_record is not None)
        super()._show_current()

    def _build(self) -> None:
        super()._build()

    def show_part(self, id: str) -> None:
        """Show one part of the session."""
        if id not in self.parts:
            return
        self.part = id
        self.strip.show_current(id)
        record = self.table.current_record
        if record is not None:
            self._fill_part(record)
        for each, part in self.parts.items():
            part.setVisible(each == id)
        self._detail.setFocusProxy(self.parts[id])

    def show_record(self, record: Entry) -> None:
        self.heading.setText(isolate(record.title))
        number = i18n.current().number
        notes = ngettext("{n} note", "{n} notes", record.notes).format(n=number(record.notes))
        told = [when(record), _(lists.PURPOSES[record.purpose]), _(lists.STATUSES[record.status]), notes]
        if record.people is not None:
            people = ngettext("{n} participant", "{n} participants", record.people)
            told.append(people.format(n=number(record.people)))
        self.told.setText(" · ".join(told))
        self._fill_part(record)

    def _fill_part(self, record: Entry) -> None:
        saved: SavedSession = self.workspace.read(sessions.get, record.id)
        self.state.show_session(saved)
        self.parts[self.part].show_session(saved)

    # Changing

    def _add(self) -> None:
        draft = SessionDraft(_("New session"), date.today())  # noqa: DTZ011 - this computer's day
        outcome = self.workspace.run(sessions.add, draft, name=mark("Session added"))
        if outcome.result is not None:
            self.show_part("plan")
            self.begin(outcome.result.id)

    def _delete(self, ids: Sequence[int]) -> None:
        for id in ids:
            self.workspace.run(sessions.delete, id, name=mark("Session deleted"))

    # Places

    @property
    def place(self) -> str:
        id = super().place
        return f"{id}/{self.part}" if id and self.part != "plan" else id

    def show_place(self, place: str) -> None:
        id, _slash, part = place.partition("/")
        super().show_place(id)
        if id:
            self.show_part(part or "plan")
