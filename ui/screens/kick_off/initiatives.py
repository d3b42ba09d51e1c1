"""Initiatives: who does or plans what for the Compact; governments begin with such a stocktaking."""

from collections.abc import Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.exchange import sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import Texts, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.material import Records
from gcmdesk.stakeholders import initiatives, register, vocabulary
from gcmdesk.stakeholders.records import InitiativeDraft, SavedInitiative
from ui import theme
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off import choices, counted
from ui.screens.kick_off.counted import Counted, CountedLine
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.kick_off.tick_list import TickList
from ui.screens.list_detail import ListDetailPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.choice import ChoiceBox
from ui.widgets.form import Choice, Day, Form, Line, Lines
from ui.widgets.release_panel import Offer

_DRAFTED = tuple(field.name for field in dataclass_fields(InitiativeDraft))
_LEAST = 8


def objectives() -> list[tuple[str, str]]:
    """The objectives as choices, with their numbers."""
    number = i18n.current().number
    return [(str(one.number), f"{number(one.number)} {i18n.compact(one.title)}") for one in library.load().objectives]


class InitiativesPage(ListDetailPage):
    """The list, narrowed by region, kind and objective, and the form of one initiative."""

    topics = frozenset({"initiatives", "stakeholders"})
    filter_name, table_name = mark("Filter the initiatives"), mark("Initiatives")
    empty = (
        mark("No initiative is listed yet"),
        mark(
            "What is already done or planned for the Compact belongs here, with who does it: it shows where needs are"
            " met and where nobody acts. Add one, or import a table."
        ),
    )

    leaves = True

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._all: dict[int, tuple[SavedInitiative, str]] | None = None
        self._names: dict[str, int] = {}
        self._counted: Counted | None = None
        self._words = choices.Words()
        super().__init__(context, entry)
        self.table.removed = self._delete
        context.workspace.turned.connect(self._turned)

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add an initiative"), self._add, "file-plus")

    # List

    def columns(self) -> tuple[TableColumn, ...]:
        def cell(field: str, known: Sequence[tuple[str, str]] = ()) -> CellEditor:
            return CellEditor(lambda one, typed: self._save(one.id, field, typed), attrgetter(field), known)

        actions = choices.listed(vocabulary.ACTIONS)
        return (
            TableColumn("description", _("Description"), lambda one: " ".join(one.description.split()), weight=4),
            TableColumn(
                "action",
                _("Kind of action"),
                lambda one: self._words.of("action", one.action),
                weight=2,
                editor=cell("action", actions),
            ),
            TableColumn("initiator_name", _("Initiator"), lambda one: one.initiator_name or "", weight=2),
            TableColumn(
                "country",
                _("Country"),
                lambda one: one.country or "",
                editor=CellEditor(lambda one, typed: self._save(one.id, "country", typed)),
            ),
            TableColumn("objectives", _("Objectives"), lambda one: _numbers(one.objectives), sorts=False),
        )

    def extras(self) -> list[QWidget]:
        self.region = self._box(_("Region"), _("All regions"), [])
        self.action = self._box(_("Kind of action"), _("All kinds"), choices.listed(vocabulary.ACTIONS))
        self.objective = self._box(_("Objective"), _("All objectives"), objectives())
        self.line = CountedLine(self._show_all)
        return [self.region, self.action, self.objective, self.line]

    @property
    def _boxes(self) -> tuple[ChoiceBox, ...]:
        return self.region, self.action, self.objective

    def _box(self, name: str, everything: str, known: list[tuple[str, str]]) -> ChoiceBox:
        box = ChoiceBox(name)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LEAST)
        box.addItem(everything, "")
        for value, text in known:
            box.addItem(text, value)
        box.activated.connect(self.fill)
        return box

    @property
    def narrowed(self) -> bool:
        by_box = any(box.currentData() for box in self._boxes)
        return self._counted is not None or bool(self.filter.text()) or by_box

    def widen(self) -> None:
        super().widen()
        for box in self._boxes:
            box.setCurrentIndex(0)
        self._show_counted(None)

    def show_place(self, place: str) -> None:
        wanted = counted.read(place)
        if wanted is None:
            super().show_place(place)
            return
        self.widen()
        self._show_counted(wanted)
        self.read_anew()
        self.table.select_row(0)

    def _show_counted(self, wanted: Counted | None) -> None:
        """Narrow to what a number counts; the boxes come back with the whole list."""
        self._counted = wanted
        self.line.setVisible(wanted is not None)
        for box in self._boxes:
            box.setVisible(wanted is None)

    def _show_all(self) -> None:
        self.widen()
        self.read_anew()
        self.filter.setFocus()

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        if self._all is None:
            self._all = {one.id: (one, _haystack(one)) for one in self.workspace.read(initiatives.rows)}
            self._show_regions()
            self._names = {name: id for id, name in self.workspace.read(register.names)}
        rows = {id: one for id, (one, _text) in self._all.items()}
        if self._counted:
            initiators = sorted({one.initiator for one in rows.values() if one.initiator})
            known = {one.id: one for one in self.workspace.read(register.page, initiators)}
            self.line.said.setText(self._counted.said(rows, known))
            rows = {id: one for id, one in rows.items() if self._counted.holds(one, rows, known)}
        wanted, region, action = fold(words).split(), self.region.currentData(), self.action.currentData()
        objective = int(self.objective.currentData() or 0)
        found = [
            one
            for one, text in self._all.values()
            if one.id in rows
            and (not region or one.region == region)
            and (not action or one.action == action)
            and (not objective or objective in (one.objectives or ()))
            and all(word in text for word in wanted)
        ]
        if sort:
            found.sort(key=lambda one: fold(getattr(one, sort) or ""), reverse=descending)
        return tuple(one.id for one in found)

    def _show_regions(self) -> None:
        chosen = self.region.currentData()
        while self.region.count() > 1:
            self.region.removeItem(1)
        for region in sorted({one.region for one, _text in (self._all or {}).values() if one.region}, key=fold):
            self.region.addItem(region, region)
        self.region.setCurrentIndex(max(0, self.region.findData(chosen)))

    def records(self, ids: Sequence[int]) -> Sequence[SavedInitiative]:
        known = self._all or {}
        return [known[id][0] for id in ids if id in known]

    def _on_commit(self, topics: frozenset[str]) -> None:
        if self.topics & topics:
            self._all = None
        super()._on_commit(topics)

    @Slot()
    def _turned(self) -> None:
        if self.workspace.locked:
            self._all = None

    # Detail

    def detail(self) -> QWidget:
        self.form = Form(
            (
                Lines("description", _("Description"), rows=4),
                Choice("action", _("Kind of action"), choices.listed(vocabulary.ACTIONS)),
                Line(
                    "initiator", _("Initiator"), hint=_("The name of a stakeholder in the register, or enough of it.")
                ),
                Line("country", _("Country")),
                Line("region", _("Region")),
                TickList("objectives", _("Objectives it touches"), objectives()),
                Line("dates", _("Date as stated")),
                Day("day", _("First day")),
                Line("source", _("Source")),
                Line("action_stated", _("Kind of action in the words of the source")),
                Line("reference", _("Reference number"), hint=_("Its number in the list it comes from.")),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        self.remove = side_buttons(button(_("Delete"), lambda: self._delete(self.table.selected_ids)))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        column.addWidget(self.form)
        column.addWidget(self.remove)
        if self.read_only:
            self.remove.hide()
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: SavedInitiative) -> None:
        names = ("description", "action", "country", "region", "dates", "source", "action_stated", "reference")
        values: dict[str, Any] = {name: getattr(record, name) or "" for name in names}
        numbers = tuple(str(number) for number in record.objectives or ())
        values |= {"initiator": record.initiator_name or "", "day": record.day, "objectives": numbers}
        self.form.show_record(record.id, values)

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)

        def material(_session: object, _request: object, texts: Texts) -> Records:
            return sheets.initiatives(wanted, texts)

        return Offer(_("Initiatives"), material)

    # Changing

    def _save(self, id: int, field: str, value: Any) -> Answer:
        (saved,) = self.workspace.read(initiatives.page, [id]) or (None,)
        if saved is None:
            return _("This initiative is no more.")
        if field == "initiator":
            found = self._registered(value)
            if isinstance(found, str):
                return found
            value = found
        elif field == "objectives":
            value = tuple(int(number) for number in value) or None
        elif field not in ("description", "action", "day"):
            value = value or None
        draft = replace(InitiativeDraft(**{name: getattr(saved, name) for name in _DRAFTED}), **{field: value})
        name = mark("Initiative changed")
        return draft.problems() or self.workspace.run(initiatives.change, id, draft, name=name)

    def _registered(self, typed: str) -> int | str | None:
        """The stakeholder of this name, or the only one whose name holds these words; else a sentence why not."""
        if not typed:
            return None
        names = {fold(name): row for name, row in self._names.items()}
        if fold(typed) in names:
            return names[fold(typed)]
        found = [row for name, row in names.items() if all(word in name for word in fold(typed).split())]
        if len(found) == 1:
            return found[0]
        if found:
            return _("Several stakeholders have names with these words. Type more of the name.")
        return _("Nobody in the register has this name. Add the stakeholder there first.")

    def _add(self) -> None:
        draft = InitiativeDraft(_("New initiative"))
        outcome = self.workspace.run(initiatives.add, draft, name=mark("Initiative added"))
        if outcome.result is not None:
            self.begin(outcome.result.id)

    def _delete(self, ids: Sequence[int]) -> None:
        if ids and not self.read_only:
            name = mark("Initiative deleted") if len(ids) == 1 else mark("{count} initiatives deleted")
            self.workspace.run(initiatives.delete, ids, name=name)


def _numbers(numbers: tuple[int, ...] | None) -> str:
    return choices.together(i18n.current().number(number) for number in numbers or ())


def _haystack(one: SavedInitiative) -> str:
    texts = (one.description, one.initiator_name, one.country, one.region, one.source, one.dates, one.action_stated)
    return fold("\n".join(text for text in texts if text))
