"""Who scores: people under a pseudonym, organizations, groups."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.priorities import raters
from gcmdesk.priorities.raters import RaterDraft, SavedRater
from gcmdesk.stakeholders import register
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs import words as wording
from ui.screens.needs.parts import holds
from ui.widgets.buttons import button
from ui.widgets.form import Choice, Form, Line, Number
from ui.widgets.picker import Pick
from ui.widgets.placing import stacked
from ui.widgets.row import row_of
from ui.widgets.text import Caption
from ui.widgets.withdraw_button import withdraw_place

ADDED = mark("Rater added")
CHANGED = mark("Raters changed")
REMOVED = mark("Rater removed")
MANY = 10


class RatersPage(ListDetailPage):
    """The raters of all rounds."""

    topics = frozenset({"raters", "people", "consent", "stakeholders"})
    shares = (1, 1)
    filter_name, table_name = mark("Filter the raters"), mark("Raters")
    empty = (
        mark("Nobody scores yet"),
        mark(
            "A rater can be a person under a pseudonym, an organization, or a table that scores together. "
            "Nobody’s name is needed: “Rater 7” is enough."
        ),
    )

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add a rater"), self._add)

    def columns(self) -> tuple[TableColumn, ...]:
        number = i18n.current().number
        return (
            TableColumn("name", _("Rater"), lambda one: one.name, weight=2, sorts=False),
            TableColumn("kind", _("Kind"), lambda one: _(raters.KINDS[one.kind]), sorts=False),
            TableColumn("belongs", _("Group"), lambda one: wording.group(one.belongs), weight=2, sorts=False),
            TableColumn("people", _("People"), lambda one: number(one.people), align="end", sorts=False),
        )

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        return [
            one.id
            for one in self.workspace.read(raters.all_of)
            if holds(f"{one.name} {wording.group(one.belongs)}", words)
        ]

    def records(self, ids: Sequence[int]) -> Sequence[SavedRater]:
        wanted = set(ids)
        return [one for one in self.workspace.read(raters.all_of) if one.id in wanted]

    def extras(self) -> list[QWidget]:
        text = ngettext("Add {n} rater without a name", "Add {n} raters without names", MANY)
        self.many = button(text.format(n=i18n.current().number(MANY)), self._add_many)
        self.many.setEnabled(not self.read_only)
        return [row_of(self.many)]

    def detail(self) -> QWidget:
        self.known = Pick("stakeholder", _("Entry in the stakeholder register"))
        self.form = Form(
            (
                Line(
                    "name", _("Name or number"), hint=_("A role, a table or a number; a person’s name is not needed.")
                ),
                Choice("kind", _("Who scores"), [(kind, _(title)) for kind, title in raters.KINDS.items()]),
                Line(
                    "pseudonym",
                    _("Pseudonym in the register of people"),
                    hint=_("Leave this empty for somebody who is not in it; that is the easy way."),
                ),
                Choice(
                    "belongs",
                    _("Stakeholder group"),
                    wording.groups(),
                    unset=_("Not recorded"),
                    hint=_("To see whether a group turns the order around. Small groups are never shown."),
                ),
                self.known,
                Number("people", _("People behind these scores"), least=1),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        self.person = Caption(_("This rater is a person in the register of people. Scores count while consent stands."))
        self.away = button(_("Remove this rater"), self._remove)
        self.away.setEnabled(not self.read_only)
        self.withdraw = button(_("Withdraw consent"), self._withdraw, kind="link")
        holder = stacked(self.form, self.person, row_of(self.withdraw), row_of(self.away))
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: SavedRater) -> None:
        self.person.setVisible(record.person is not None)
        self.withdraw.setVisible(record.person is not None and not self.read_only)
        self.form.fields["pseudonym"].setVisible(record.kind == "person")
        self.known.setVisible(record.kind != "person")
        self.known.show_known(self.workspace.read(register.names))
        values = {name: getattr(record, name) for name in ("name", "kind", "belongs", "people", "stakeholder")}
        known = self.workspace.read(raters.pseudonym, record.person) if record.person is not None else ""
        self.withdraw.setAccessibleName(_("Withdraw consent of {name}").format(name=isolate(known)))
        self.form.show_record(record.id, {**values, "pseudonym": known})

    def _add(self) -> None:
        outcome = self.workspace.run(raters.add, RaterDraft(), name=ADDED)
        if outcome.result:
            self.begin(outcome.result.id)

    def _withdraw(self) -> None:
        record = self.table.current_record
        if record is not None and record.person is not None:
            self.context.go(withdraw_place((record.person,)))

    def _add_many(self) -> None:
        outcome = self.workspace.run(raters.add_many, MANY, name=ADDED)
        if outcome.result:
            self.begin(outcome.result[0].id)

    def _remove(self) -> None:
        self.workspace.run(raters.remove, self.table.current_id, name=REMOVED)

    def _save(self, key: int, field: str, value: Any) -> Answer:
        one = next(one for one in self.workspace.read(raters.all_of) if one.id == key)
        present = RaterDraft(one.kind, one.name, one.belongs, one.people, one.person, one.stakeholder)
        new: dict[str, Any] = {field: value if field == "stakeholder" else value or (1 if field == "people" else "")}
        if field == "pseudonym":
            person = self.workspace.read(raters.of_pseudonym, value) if value else None
            if value and person is None:
                return _("Nobody in the register of people has this pseudonym.")
            new = {"person": person}
        elif field == "kind":
            new["stakeholder" if value == "person" else "person"] = None
        draft = replace(present, **new)
        return draft.problems() or self.workspace.run(raters.change, key, draft, name=CHANGED)
