"""Undertakings of confidentiality: who has signed, who has not, and signing for oneself (guidance Tool 5)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import LANGUAGES, Texts, isolate, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import undertakings
from gcmdesk.protection.undertakings import Standing, Undertaking, UndertakingDraft
from gcmdesk.workspace import clock
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.printing import Grid, Items, Paper, print_it
from ui.screens.base import Context
from ui.screens.pages import PageEntry
from ui.screens.protection.duty_page import DutyPage, section
from ui.screens.protection.moments import MISSING, local_day
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.facts import Facts
from ui.widgets.form import Choice, Day, Form, Line
from ui.widgets.row import row_of
from ui.widgets.text import Heading


class UndertakingsPage(DutyPage):
    """Everybody who works in the workspace signs; the text is shown beside."""

    topics = frozenset({"undertakings"})
    table_name = mark("Undertakings")
    empty = (
        mark("Nobody has signed yet"),
        mark("Everybody who works in this workspace promises to keep secret what they learn about persons."),
    )
    enter_text = mark("Sign for yourself")
    hint = mark("Read the text below. Saving this form is your signature.")

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.missing = Facts()
        self._missing = card(Heading(_("Not signed, or no longer valid"), 3), self.missing)
        self.side.content.insertWidget(0, self._missing)

    def columns(self) -> tuple[TableColumn, ...]:
        day = i18n.current().date
        return (
            TableColumn("name", _("Name"), lambda one: one.name, weight=2, sorts=False),
            TableColumn("role", _("Role"), lambda one: one.role, sorts=False),
            TableColumn("until", _("Valid until"), lambda one: day(one.valid_until, "medium"), sorts=False),
            TableColumn("state", _("State"), self._state, sorts=False),
        )

    def _state(self, one: Undertaking) -> str:
        return _("Valid") if one.valid(self._today) else _("Ended")

    def entries(self) -> Sequence[Undertaking]:
        self._today = local_day(clock.now())
        return self.workspace.read(undertakings.all_of)

    def refresh(self) -> None:
        super().refresh()
        standing = self.workspace.read(undertakings.standing, self._today, self.workspace.present.person)
        self._show_missing(standing)

    def _show_missing(self, standing: Standing) -> None:
        lines = [("", isolate(name), "warning") for name in standing.missing]
        if standing.nameless:
            lines.append(
                ("", _("Changes were made without a name. Enter yours on the page of the workspace."), "warning")
            )
        self.missing.show_facts(lines)  # type: ignore[arg-type]
        self._missing.setVisible(bool(lines))
        if lines:
            self._faces.setCurrentWidget(self.split)  # whoever has not signed is told also while nobody has

    def new_form(self) -> Form:
        languages = [(language.code, language.name) for language in LANGUAGES]
        self.language = Choice("language", _("Language of the text"), languages)
        return Form(
            (
                Line("name", _("Name under which you work here"), most=120),
                Line("role", _("Role in the team"), most=200),
                self.language,
                Day("signed", _("Signed on")),
            )
        )

    def detail(self) -> QWidget:
        made = super().detail()
        self.text = Facts()
        self.language.edited.connect(self._show_text)
        print_text = button(_("Print the text…"), self._print, icon="file-text")
        layout = made.layout()
        if layout:
            layout.addWidget(section(_("What is signed"), self.text, row_of(print_text)))
        self._show_text()
        return made

    def blank(self) -> Mapping[str, Any]:
        person, language = self.workspace.present.person, i18n.current().language.code
        return {"name": person, "role": "", "language": language, "signed": local_day(clock.now())}

    def begin_entry(self) -> None:
        super().begin_entry()
        self._show_text()

    def _show_text(self) -> None:
        texts = Texts(self.language.value) if self._entering else i18n.current()
        self.text.show_facts([("", paragraph) for paragraph in undertakings.text(texts)])

    def _print(self) -> None:
        lines = Items(undertakings.text(i18n.current()), numbered=True)
        head = (_("Name"), _("Role"), _("Day"), _("Signature"))
        print_it(self, Paper(_(undertakings.TITLE), (lines, Grid(head, [("", "", "", "")] * 6))))

    def enter(self, values: dict[str, Any]) -> Answer:
        if values["signed"] is None:
            return (("signed", MISSING),)
        draft = UndertakingDraft(**values)
        name = mark("Undertaking signed")
        return draft.problems(self._today) or self.workspace.run(undertakings.sign, draft, self._today, name=name)

    def show_entry(self, entry: Undertaking) -> None:
        day = i18n.current().date
        valid = entry.valid(self._today)
        self.facts.show_facts(
            (
                (_("Name"), isolate(entry.name)),
                (_("Role"), entry.role),
                (_("Signed on"), day(entry.signed)),
                (_("Valid until"), day(entry.valid_until), "" if valid else "warning"),
            )
        )
