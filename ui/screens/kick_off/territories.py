"""Territories: the country, what lies within it, and the place codes by which others know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.stakeholders import territories
from gcmdesk.stakeholders.records import SavedTerritory
from ui import theme
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off import choices
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.list_detail import ListDetailPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.form import Form, Line


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as a row: where it lies, and how many stakeholders work in it itself."""

    id: int
    name: str
    within: str
    pcode: str
    working: int


class TerritoriesPage(ListDetailPage):
    """The list from the country down; the register makes what is missing when it is typed there."""

    topics = frozenset({"stakeholders"})
    filter_name, table_name = mark("Filter the territories"), mark("Territories")
    empty = (
        mark("No territory is listed yet"),
        mark(
            "Where stakeholders work belongs here: the country, its regions, their districts. A territory that is typed"
            " in the register is added by itself."
        ),
    )

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.table.removed = self._delete

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add a territory"), self._add, "file-plus")

    def columns(self) -> tuple[TableColumn, ...]:
        def cell(field: str) -> CellEditor:
            return CellEditor(lambda one, typed: self._save(one.id, field, typed.strip()))

        number = i18n.current().number
        return (
            TableColumn("name", _("Name"), lambda one: one.name, weight=3, editor=cell("name")),
            TableColumn("within", _("Lies within"), lambda one: one.within, weight=3),
            TableColumn("pcode", _("Place code"), lambda one: one.pcode, editor=cell("pcode")),
            TableColumn("working", _("Stakeholders"), lambda one: number(one.working), align="end"),
        )

    def _places(self) -> dict[int, Place]:
        known, working = self.workspace.read(territories.everything), self.workspace.read(territories.working)
        return {one.id: _place(one, known, working.get(one.id, 0)) for one in known.values()}

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        wanted = fold(words).split()
        found = [
            one
            for one in self._places().values()
            if all(word in fold(f"{one.within} {one.name} {one.pcode}") for word in wanted)
        ]
        found.sort(key=lambda one: fold(f"{one.within} / {one.name}" if one.within else one.name))
        if sort == "working":
            found.sort(key=lambda one: one.working, reverse=descending)
        elif sort:
            found.sort(key=lambda one: fold(getattr(one, sort)), reverse=descending)
        return tuple(one.id for one in found)

    def records(self, ids: Sequence[int]) -> Sequence[Place]:
        places = self._places()
        return [places[id] for id in ids if id in places]

    # Detail

    def detail(self) -> QWidget:
        self.form = Form(
            (
                Line("name", _("Name")),
                Line("within", _("Lies within"), hint=_("Country / region / district; empty for a country.")),
                Line("pcode", _("Place code"), hint=_("The P-code of the country's data sets.")),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        column.addWidget(self.form)
        if not self.read_only:
            column.addWidget(side_buttons(button(_("Delete"), lambda: self._delete(self.table.selected_ids))))
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: Place) -> None:
        self.form.show_record(record.id, {name: getattr(record, name) for name in ("name", "within", "pcode")})

    # Changing

    def _save(self, id: int, field: str, value: Any) -> Answer:
        known = self.workspace.read(territories.everything)
        if id not in known:
            return _("This territory is no more.")
        if field == "within":
            parent = territories.named(known, value) if value else None
            if value and parent is None:
                return _("There is no such territory. Add it first.")
            return self.workspace.run(territories.move, id, parent, name=mark("Territory moved"))
        name, pcode = (value, known[id].pcode) if field == "name" else (known[id].name, value or None)
        if not name:
            return _("Give a name.")
        return self.workspace.run(territories.rename, id, name, pcode, name=mark("Territory changed"))

    def _add(self) -> None:
        outcome = self.workspace.run(territories.add, _("New territory"), name=mark("Territory added"))
        if outcome.result is not None:
            self.begin(outcome.result.id)

    def _delete(self, ids: Sequence[int]) -> None:
        def delete(session: Any) -> int:
            return sum(territories.delete(session, id) for id in ids)

        if ids and not self.read_only:
            name = mark("Territory deleted") if len(ids) == 1 else mark("{count} territories deleted")
            self.workspace.run(delete, name=name)


def _place(one: SavedTerritory, known: dict[int, SavedTerritory], working: int) -> Place:
    within = choices.place_text(known.get(one.parent or 0))
    return Place(one.id, one.name, within, one.pcode or "", working)
