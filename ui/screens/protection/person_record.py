"""What is known of a person under their pseudonym; who that is stays apart and is shown on demand only."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.protection import access, consent, people, receipts, signed_sheets
from gcmdesk.protection.access import FIELDS
from gcmdesk.protection.people import RecordedPerson
from gcmdesk.protection.people_records import (
    AGE_TITLES,
    BASIS_TITLES,
    CAPACITY_TITLES,
    METHOD_TITLES,
    STATE_TITLES,
    Receipt,
    State,
)
from gcmdesk.protection.purposes import TITLES, Purpose
from gcmdesk.workspace import attachments, clock
from ui import theme
from ui.answers import Answer
from ui.screens.base import Context
from ui.screens.protection.moments import MISSING, local_day
from ui.screens.protection.parts import language_title, submit
from ui.screens.protection.person_sheets import PersonSheets
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.consent_states import ConsentStates
from ui.widgets.facts import Fact, Facts
from ui.widgets.form import Day, Form, Line
from ui.widgets.row import row_of
from ui.widgets.sheet_picture import SheetPicture
from ui.widgets.text import Caption, Heading

CONTRIBUTION = mark("Contribution")
_MOST_SHOWN, _LONGEST = 10, 160
"""Contributions that are shown in short, and letters of each; all of them stand in the read-out."""


class PersonRecord(QWidget):
    """Facts, review date, where they stand for each purpose, their answers so far, and who they are."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self.person: RecordedPerson | None = None
        self.last_receipt = 0
        self.facts = Facts()
        self.review = Form((Day("review_by", _("To be looked at again by")),), save=self._reviewed)
        self.states = ConsentStates()
        self.history = Facts()
        self.contributions = Facts()
        self.identity = Facts()
        self.show_identity = button(_("Show who this is"), self._show_identity)
        self.hide_identity = button(_("Hide it again"), self._hide_identity)
        self.name_form = Form(
            (
                Line("name", _("Name")),
                Line("contact", _("Contact"), hint=_("Only if they agreed to be contacted again")),
            )
        )
        self.keep_identity = button(_("Keep this"), self._keep_identity)
        self._naming = QWidget()
        naming = QVBoxLayout(self._naming)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.setSpacing(theme.current().px(12))
        for widget in (self.name_form, row_of(self.keep_identity)):
            naming.addWidget(widget)
        self._read_only = context.workspace.present.read_only
        self._build()

    def _build(self) -> None:
        self.review.set_read_only(self._read_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        column.addWidget(card(Heading(_("Consent"), 3), self.states))
        column.addWidget(card(Heading(_("Record"), 3), self.facts, self.review))
        self.sheet = SheetPicture(_("The signed sheet belongs to the last answer."))
        self.sheet.taken.connect(self._sheet_taken)
        self.attach_it = button(_("Attach it"), self._attach, kind="primary", icon="check")
        self.sheets = PersonSheets(self.context)
        answers = (self.history, self.sheets, self.sheet, row_of(self.attach_it))
        self._history = card(Heading(_("Answers so far"), 3), *answers)
        self.sheet.setVisible(not self._read_only)
        self.attach_it.hide()
        column.addWidget(self._history)
        column.addWidget(card(Heading(_("Contributions"), 3), self.contributions))
        column.addWidget(
            card(
                Heading(_("Who this is"), 3),
                Caption(_("Kept apart from everything else. Nobody needs it to work with what was said.")),
                self.identity,
                row_of(self.show_identity),
                row_of(self.hide_identity),
                self._naming,
                spacing=12,
            )
        )
        self.setFocusProxy(self.review)

    def show_person(self, person: RecordedPerson) -> None:
        """Show a person's record; their name is hidden again when it was another's."""
        if self.person is None or person.id != self.person.id:
            self._hide_identity()
            self.name_form.clear({"name": "", "contact": ""})
            self.sheet.clear()
        self.person = person
        day = i18n.current().date
        told = self.workspace.read(access.last_read_back, person.id)
        self.facts.show_facts(
            (
                (_("Age"), _(AGE_TITLES[person.age_band])),
                (_("Region"), isolate(person.region) if person.region else ""),
                (_("Languages"), isolate(person.languages) if person.languages else ""),
                (_("Role"), isolate(person.role) if person.role else ""),
                (_field("basis"), _(BASIS_TITLES[person.basis])),
                (_field("notice_language"), language_title(person.notice_language)),
                (_field("obtained"), isolate(person.obtained)),
                (_("Last told what is held"), day(told) if told else _("Never")),
            )
        )
        self.review.show_record(person.id, {"review_by": person.review_by})
        now = clock.now()
        states = self.workspace.read(consent.states, [person.id], now)
        parties = self.workspace.read(consent.parties, [person.id], now)[person.id]
        self.states.show_states({purpose: states[person.id, purpose] for purpose in Purpose}, parties)
        given = self.workspace.read(receipts.of_person, person.id)
        self._show_contributions(person.id)
        self._history.setVisible(bool(given))
        self.last_receipt = given[0].id if given else 0
        sheets = self.workspace.read(_sheets, [one.id for one in given])
        self.history.show_facts([_answer(one, sheets=one.id in sheets) for one in given])
        self.sheets.show_sheets(given)
        if self.identity.isVisibleTo(self):
            self._show_identity()

    def _show_contributions(self, person: int) -> None:
        held = self.workspace.read(access.held, person, i18n.current())
        lines = [line for section in held if section.label == CONTRIBUTION for line in section.lines]
        count = ngettext("{n} contribution", "{n} contributions", len(lines))
        facts: list[Fact] = [("", count.format(n=i18n.current().number(len(lines))))]
        for line in lines[:_MOST_SHOWN]:
            moment, _dash, words = line.partition(" — ")
            facts.append((moment, _shortened(words)))
        self.contributions.show_facts(facts)

    @Slot()
    def _sheet_taken(self) -> None:
        self.attach_it.setVisible(bool(self.sheet.picture))

    def _attach(self) -> None:
        """Attach the chosen picture to the last answer."""
        present, receipt, picture = self.workspace.present, self.last_receipt, self.sheet.picture
        self.sheet.clear()

        def attach(progress: Progress) -> int:
            return present.job(progress, signed_sheets.attach, receipt, picture, name=mark("Signed sheet attached"))

        self.context.tasks.start(_("Attaching the signed sheet"), attach, self._attached)

    def _attached(self, _attachment: int) -> None:
        if self.person:
            self.show_person(self.person)

    def _reviewed(self, id: int, _field: str, value: Any) -> Answer:
        if value is None:
            return (("review_by", MISSING),)
        return self.workspace.run(people.review, id, value, name=mark("Record of a person reviewed"))

    # Who it is

    def _show_identity(self) -> None:
        if self.person is None:
            return
        names = self.workspace.read(people.names, self.person.id)
        contacts = self.workspace.read(people.contacts, self.person.id)
        facts: list[Fact] = [(_("Name"), isolate(one)) for one in names]
        facts += [(_("Contact"), isolate(one)) for one in contacts]
        self.identity.show_facts(facts or [("", _("Nothing is kept of who this is."))])
        self._reveal(shown=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._hide_identity()

    def _hide_identity(self) -> None:
        self.identity.show_facts(())
        self._reveal(shown=False)

    def _reveal(self, *, shown: bool) -> None:
        self.identity.setVisible(shown)
        self._naming.setVisible(shown and not self._read_only)
        self.hide_identity.setVisible(shown)
        self.show_identity.setVisible(not shown)

    def _keep_identity(self) -> None:
        if submit(self.name_form, self._kept):
            self.name_form.clear({"name": "", "contact": ""})
            self._show_identity()

    def _kept(self, values: dict[str, Any]) -> Answer:
        name, contact = values["name"], values["contact"]
        if self.person is None or not (name or contact):
            return (("name", mark("Type a name or a contact.")),)
        return self.workspace.run(_identify, self.person.id, name, contact, name=mark("Name or contact kept"))


def _field(name: str) -> str:
    return _(FIELDS[name])


def _identify(session: Any, person: int, name: str, contact: str) -> bool:
    people.identify(session, person, name, contact)
    return True


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _sheets(session: Any, ids: list[int]) -> set[int]:
    """Those of the receipts to which something is attached."""
    return {id for id in ids if attachments.of(session, receipts.owner(session, id))}


def _answer(one: Receipt, *, sheets: bool) -> Fact:
    texts = i18n.current()
    answered = texts.titled(_(TITLES[one.purpose]), _(STATE_TITLES[State(one.answer)]))
    parts = [_(METHOD_TITLES[one.method]), _(CAPACITY_TITLES[one.capacity]), isolate(one.place) if one.place else ""]
    if one.third_party:
        parts.append(isolate(one.third_party))
    if one.expires:
        parts.append(_("Counts until {day}").format(day=texts.date(one.expires, "medium")))
    if sheets:
        parts.append(_("with the signed sheet"))
    moment = one.time.astimezone()
    when = _("{day}, {time}").format(day=texts.date(local_day(moment), "medium"), time=isolate(texts.time(moment)))
    return f"{when} – {' – '.join(filter(None, parts))}", answered
