"""Who watches over the records: the oversight body and the focal point (guidance Tool 5, "Oversight")."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.protection import oversight
from gcmdesk.protection.oversight import Appointed, AppointmentDraft
from gcmdesk.protection.people_records import OFFICE_TITLES, Office
from gcmdesk.workspace import clock
from ui.answers import Answer
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.screens.protection.moments import MISSING, local_day
from ui.screens.protection.parts import column, submit
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.facts import Fact, Facts
from ui.widgets.form import Day, Form, Line
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

_WHAT = {
    Office.OVERSIGHT: mark(
        "Independent of this project: an ombudsperson, a data protection authority, a human rights institution. "
        "Participants complain there."
    ),
    Office.FOCAL_POINT: mark(
        "A person or desk in the project that answers requests and agrees to what leaves. Participants ask there."
    ),
}


class OversightPage(FormPage):
    """Two cards, one for each office, and who held them before."""

    topics = frozenset({"oversight"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.standing = Text(bold=True)
        self.forms: dict[Office, Form] = {}
        self.facts: dict[Office, Facts] = {}
        self.naming: dict[Office, QWidget] = {}
        self.openers: dict[Office, QPushButton] = {}
        self.column.add(card(self.standing, Text(_("Both are read out to participants with each notice."))))
        for office in Office:
            self.column.add(self._card(office))
        self.past = Facts()
        self._past = card(Heading(_("Earlier"), 3), self.past)
        self.column.add(self._past)
        self.column.end()

    def _card(self, office: Office) -> QFrame:
        self.facts[office] = Facts()
        widgets = [Heading(_(OFFICE_TITLES[office]), 2), Text(_(_WHAT[office]), tone="muted"), self.facts[office]]
        if not self.read_only:
            form = self.forms[office] = Form(
                (
                    Line("name", _("Name of the body, desk or person")),
                    Line("contact", _("How participants can reach them")),
                    Day("since", _("Since")),
                )
            )
            self._clear(form)
            self.openers[office] = button(_("Name somebody else"), partial(self._open, office))
            name_them = button(_("Save"), partial(self._appoint, office), kind="primary", icon="check")
            self.naming[office] = column(form, row_of(name_them))
            widgets += [row_of(self.openers[office]), self.naming[office]]
        return card(*widgets, spacing=12)

    def panes(self) -> list[QWidget]:
        first = [self.forms[office] for office, naming in self.naming.items() if not naming.isHidden()]
        return [*first[:1], self.column]

    def _clear(self, form: Form) -> None:
        form.clear({"name": "", "contact": "", "since": local_day(clock.now())})

    def refresh(self) -> None:
        today = local_day(clock.now())
        held = self.workspace.read(oversight.in_office, today)
        missing = [_(OFFICE_TITLES[office]) for office in Office if office not in held]
        if missing:
            sentence = _("Before the first person is recorded, name: {offices}.")
            self.standing.setText(sentence.format(offices=i18n.current().joined(missing)))
        else:
            self.standing.setText(_("Both offices are held. People can be recorded."))
        for office in self.forms:
            self._show_form(office, shown=office not in held)
        for office in Office:
            self.facts[office].show_facts(self._told(held[office]) if office in held else [("", _("Nobody yet"))])
        now = {one.id for one in held.values()}
        past = [one for one in self.workspace.read(oversight.history) if one.id not in now]
        self._past.setVisible(bool(past))
        self.past.show_facts([self._line(one) for one in past])

    def _told(self, one: Appointed) -> list[Fact]:
        since = i18n.current().date(one.since)
        return [
            (_("Name"), isolate(one.name)),
            (_("How participants can reach them"), isolate(one.contact)),
            (_("Since"), since),
        ]

    def _line(self, one: Appointed) -> Fact:
        day = i18n.current().date
        until = day(one.until, "medium") if one.until else "…"
        period = _("{since} to {until}").format(since=day(one.since, "medium"), until=until)
        return f"{_(OFFICE_TITLES[one.office])}, {period}", isolate(one.name)

    def _show_form(self, office: Office, *, shown: bool) -> None:
        self.naming[office].setVisible(shown)
        self.openers[office].setVisible(not shown)

    def _open(self, office: Office) -> None:
        self._show_form(office, shown=True)
        self.forms[office].setFocus(Qt.FocusReason.TabFocusReason)

    def _appoint(self, office: Office) -> None:
        form = self.forms[office]
        if submit(form, partial(self._appointed, office)):
            self._clear(form)
            self.read_anew()
            self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)  # the button that had it is gone

    def _appointed(self, office: Office, values: dict[str, Any]) -> Answer:
        if values["since"] is None:
            return (("since", MISSING),)
        draft = AppointmentDraft(office, values["name"], values["contact"], values["since"])
        return draft.problems() or self.workspace.run(oversight.appoint, draft, name=mark("Office filled"))
