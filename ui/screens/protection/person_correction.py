"""Putting a person's record right: what changes is logged with the reason (guidance Tool 5, "Data quality")."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.protection import access
from gcmdesk.protection.access import FIELDS
from gcmdesk.protection.people import RecordedPerson
from gcmdesk.protection.people_records import AGE_TITLES, BASIS_TITLES, AgeBand, Basis
from ui import theme
from ui.answers import Answer
from ui.screens.base import Context
from ui.screens.protection.moments import local_day
from ui.screens.protection.parts import submit
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.facts import Fact, Facts
from ui.widgets.form import Choice, Form, Line
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Heading

_BASIS = "basis"
_TEXTS = ("pseudonym", "region", "languages", "role", "obtained")


class PersonCorrection(QWidget):
    """The fields as they are; what is changed in them is saved together, with one reason."""

    ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.workspace = context.workspace
        self.person: RecordedPerson | None = None
        self.form = Form(
            (
                Choice("age_band", _("Age"), [(str(one), _(title)) for one, title in AGE_TITLES.items()]),
                *(Line(name, _(FIELDS[name])) for name in _TEXTS),
                Choice("basis", _(FIELDS[_BASIS]), [(str(one), _(title)) for one, title in BASIS_TITLES.items()]),
                Line("reason", _("Why it is corrected"), hint=_("For example: the person said so")),
            )
        )
        self.log = Facts()
        self._log = card(Heading(_("Corrected before"), 3), self.log)
        self.correct_it = button(_("Correct"), self._correct, kind="primary", icon="check")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        for widget in (
            self.form,
            row_of(self.correct_it, button(_("Cancel"), self.ended.emit), most=BESIDE_A_LIST),
            self._log,
        ):
            column.addWidget(widget)
        self.setFocusProxy(self.form)

    def show_person(self, person: RecordedPerson) -> None:
        """Show the fields of a person; what is being typed about the same person stays."""
        another = self.person is None or self.person.id != person.id
        self.person = person
        if another or not any(field.dirty for field in self.form.fields.values()):
            self._clear(person)
        past = self.workspace.read(access.corrections, person.id)
        self._log.setVisible(bool(past))
        self.log.show_facts([self._told(one) for one in past])

    def _clear(self, person: RecordedPerson) -> None:
        values: dict[str, Any] = {name: getattr(person, name) for name in _TEXTS}
        values |= {"age_band": str(person.age_band), "basis": str(person.basis), "reason": ""}
        self.form.clear(values)

    def _told(self, one: access.CorrectionLine) -> Fact:
        day = i18n.current().date(local_day(one.made), "medium")
        change = _("“{was}” became “{became}”").format(
            was=isolate(self._shown(one, one.was)), became=isolate(self._shown(one, one.became))
        )
        return f"{day}, {_(FIELDS.get(one.field, one.field))}", f"{change} – {isolate(one.reason)}"

    def _shown(self, one: access.CorrectionLine, value: str) -> str:
        if one.field == "age_band":
            return _(AGE_TITLES[AgeBand(value)])
        return _(BASIS_TITLES[Basis(value)]) if one.field == "basis" else value

    def _correct(self) -> None:
        if submit(self.form, self._corrected) and self.person:
            for field in self.form.fields.values():
                field.dirty = False
            self.ended.emit()

    def _corrected(self, values: dict[str, Any]) -> Answer:
        person = self.person
        reason = values.pop("reason")
        if person is None:
            return None
        changed = {name: value for name, value in values.items() if value != str(getattr(person, name))}
        problems = []
        if not changed:
            problems.append(("age_band", mark("Nothing is changed yet.")))
        if not reason:
            problems.append(("reason", mark("Say why it is corrected.")))
        problems += [(name, mark("This cannot be empty.")) for name in ("pseudonym", "obtained") if not values[name]]
        return tuple(problems) or self.workspace.run(
            _correct_all, person.id, changed, reason, name=mark("Record of a person corrected")
        )


def _correct_all(session: Any, person: int, changed: dict[str, str], reason: str) -> bool:
    for name, value in changed.items():
        access.correct(session, person, name, value, reason)
    return True
