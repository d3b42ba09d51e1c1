"""The persons through whom a stakeholder is reached, under their pseudonyms."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.protection import people
from gcmdesk.stakeholders import contacts
from gcmdesk.stakeholders.contacts import SavedContact
from ui import theme
from ui.screens.base import Context
from ui.screens.kick_off.side_buttons import side_buttons
from ui.widgets.buttons import button, quiet_button
from ui.widgets.form import Line
from ui.widgets.text import Caption, Heading, Text
from ui.widgets.withdraw_button import withdraw_button


class ContactsBox(QWidget):
    """The contacts of one stakeholder, and a line to add one who is already recorded."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workspace = context.workspace
        self._stakeholder = 0
        self._lines = QVBoxLayout()
        self._shown: list[QWidget] = []
        self.person = Line("person", _("Pseudonym of the person"), most=60)
        self.role = Line("role", _("Role"), hint=_("What the person does there; no name."), most=500)
        add = button(_("Add"), self._add)
        add.setAccessibleName(_("Add the contact person"))
        people_page = partial(context.go, "protection/people")
        self.add = side_buttons(add, button(_("People"), people_page, kind="link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(Heading(_("Contact persons"), 3))
        column.addWidget(Caption(_("People are recorded under Protection; here they stand under their pseudonyms.")))
        column.addLayout(self._lines)
        for widget in (self.person, self.role, self.add):
            column.addWidget(widget)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed."""
        for widget in (self.person, self.role, self.add):
            widget.setVisible(not read_only)

    def show_contacts(self, stakeholder: int, *, read_only: bool) -> None:
        """Show the contacts of a stakeholder (row id)."""
        if stakeholder != self._stakeholder:
            self._stakeholder = stakeholder
            self._clear()
        for old in self._shown:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        found = self._workspace.read(contacts.of_stakeholder, stakeholder)
        self._shown = [self._line(one, read_only=read_only) for one in found]
        for line in self._shown:
            self._lines.addWidget(line)

    def _line(self, one: SavedContact, *, read_only: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        name = isolate(one.pseudonym)
        row.addWidget(Text(f"{name} — {isolate(one.role)}" if one.role else name), 1)
        if not read_only:
            row.addWidget(withdraw_button(self._context, (one.person,), one.pseudonym))
            title = _("{name} is no contact any more").format(name=name)
            row.addWidget(quiet_button(title, "x", partial(self._remove, one.id)))
        return holder

    def _clear(self) -> None:
        for line in (self.person, self.role):
            line.show_value("")
            line.show_problem("")

    def _add(self) -> None:
        person = self._workspace.read(people.called, self.person.value)
        if person is None:
            self.person.show_problem(_("Nobody is recorded under this pseudonym."))
            self.person.setFocus()
            return
        added = self._workspace.run(
            contacts.add, self._stakeholder, person, self.role.value, name=mark("Contact person added")
        )
        if added.ok:
            self._clear()

    def _remove(self, contact: int) -> None:
        self._workspace.run(contacts.remove, contact, name=mark("Contact person removed"))
