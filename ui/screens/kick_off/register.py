"""The stakeholder register: everybody who must be heard, to enter quickly, narrow, change and sort."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.exchange import sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import Texts, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.protection.material import Records
from gcmdesk.stakeholders import filtering, register, territories, vocabulary
from gcmdesk.stakeholders.filtering import Filter, Order, Roll, Value
from gcmdesk.stakeholders.records import SavedStakeholder, SavedTerritory, StakeholderDraft, problems_of
from ui import theme
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off import choices, register_fields
from ui.screens.kick_off.contacts_box import ContactsBox
from ui.screens.kick_off.facets import Facets
from ui.screens.kick_off.register_bulk import BulkPanel
from ui.screens.kick_off.register_entry import EntryLine
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.list_detail import ListDetailPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.release_panel import Offer

_MANY = 500
"""Rows from which a change is a job with progress."""
_LOOKED_AT = 100
"""Entries whose names hold the same words."""
_CHANGED = mark("Stakeholder changed")
_CHANGED_MANY = mark("{count} stakeholders changed")


class RegisterPage(ListDetailPage):
    """The table with a line to add, the form of one stakeholder, and the panel for several."""

    topics = frozenset({"stakeholders"})
    filter_name, table_name = mark("Filter the register"), mark("Stakeholders")
    empty = (
        mark("Nobody is listed yet"),
        mark(
            "The register holds every organization, group and office that must be heard. All later steps refer to it."
            " Type them in here, or import a table."
        ),
    )
    first_sort = ("name", False)
    leaves = True

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._roll: Roll | None = None
        self._places: dict[int, SavedTerritory] = {}
        self._entering = False
        self._words = choices.Words()
        super().__init__(context, entry)
        self.table.removed = self._delete
        self.table.selection_changed.connect(self._selection_changed)
        context.workspace.turned.connect(self._turned)

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add a stakeholder"), self._go_to_entry, "file-plus")

    # List

    def columns(self) -> tuple[TableColumn, ...]:
        unset = [("", _("Not recorded"))]

        def cell(field: str, known: Sequence[tuple[str, str]] = ()) -> CellEditor:
            value = partial(_value, field) if known else None
            return CellEditor(lambda one, typed: self._save(one.id, field, typed), value, known)

        groups, levels = choices.groups(), choices.listed(vocabulary.LEVELS)
        place = CellEditor(lambda one, typed: self._save(one.id, "territory", typed), self._path)
        return (
            TableColumn("name", _("Name"), lambda one: one.name, weight=4, editor=cell("name")),
            TableColumn(
                "kind",
                _("Stakeholder group"),
                lambda one: self._word("kind", one.kind),
                weight=3,
                editor=cell("kind", unset + groups),
            ),
            TableColumn(
                "level", _("Level"), lambda one: self._word("level", one.level), editor=cell("level", unset + levels)
            ),
            TableColumn("territory", _("Territory"), self._place, weight=2, editor=place),
        )

    def _word(self, facet: str, value: Value) -> str:
        """A value as people read it."""
        if facet == "territory":
            return choices.place_text(self._places.get(int(value or 0)))
        return self._words.of(facet, value) or (_("None") if value == "" and facet != "kind" else "")

    def _place(self, one: SavedStakeholder) -> str:
        """Its own name; what lies above it is seen when the cell is edited."""
        place = self._places.get(one.territory_id or 0)
        return place.name if place else ""

    def _path(self, one: SavedStakeholder) -> str:
        return choices.place_text(self._places.get(one.territory_id or 0))

    def extras(self) -> list[QWidget]:
        self.facets = Facets(self._facet_word)
        self.facets.changed.connect(self.fill)
        return [self.facets]

    def _facet_word(self, facet: str, value: Value) -> str:
        return self._word(facet, value) or _("Not recorded")

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        if self._roll is None:
            self._roll = self.workspace.read(filtering.read)
            self._places = self.workspace.read(territories.everything)
        chosen = {facet: frozenset({value}) for facet, value in self.facets.chosen.items()}
        wanted = Filter(words, chosen, self.facets.archived.isChecked())
        self.facets.show_counts(self._roll.facets(wanted))
        return self._roll.ids(wanted, Order(sort, descending))

    def records(self, ids: Sequence[int]) -> Sequence[SavedStakeholder]:
        return self.workspace.read(register.page, ids)

    @property
    def narrowed(self) -> bool:
        return self._entering or bool(self.filter.text()) or self.facets.narrowing

    def widen(self) -> None:
        super().widen()
        self.facets.reset()

    def _on_commit(self, topics: frozenset[str]) -> None:
        if self.topics & topics:
            self._roll = None
        super()._on_commit(topics)

    @Slot()
    def _turned(self) -> None:
        if self.workspace.locked:
            self._roll = None

    # Adding

    def _build(self) -> None:
        super()._build()
        self.entry_line = EntryLine(self._add)
        self.entry_line.left.connect(self._end_entry)
        left = self.split.widget(0)
        layout = left.layout() if left else None
        if layout is not None:
            layout.addWidget(self.entry_line)
        self._show_entry()

    def _show_entry(self) -> None:
        """Large text leaves room for narrowing or for adding."""
        narrow = theme.current().narrow
        self.entry_line.setVisible(not self.read_only and (self._entering or not narrow))
        for widget in (self.facets, self.filter):
            widget.setVisible(not (self._entering and narrow))

    def panes(self) -> list[QWidget]:
        panes = super().panes()
        return panes if len(panes) == 1 or self.entry_line.isHidden() else [*panes[:2], self.entry_line, panes[2]]

    def _go_to_entry(self) -> None:
        self._entering = True
        self._show_entry()
        self.read_anew()
        self.entry_line.setFocus()

    @Slot()
    def _end_entry(self) -> None:
        """Show what large text had no room for beside the line."""
        self._entering = False
        self._show_entry()
        self.read_anew()
        self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self._entering = False
        self._show_entry()
        super().hideEvent(event)

    def _add(self, draft: StakeholderDraft) -> bool:
        outcome = self.workspace.run(register.add, draft, name=mark("Stakeholder added"))
        if outcome.result is None:
            return False
        self._show_row(outcome.result.id)
        self._say_if_known(outcome.result)
        return True

    def _say_if_known(self, added: SavedStakeholder) -> None:
        """Tell at once when the name was there before; what is only alike is found on the page of duplicates."""
        alike = self._roll.ids(Filter(added.name))[:_LOOKED_AT] if self._roll else []
        known = [one.id for one in self.records(alike) if fold(one.name) == fold(added.name)]
        if set(known) - {added.id}:
            way = (_("Compare them"), partial(self.context.go, "kick-off/duplicates"))
            self.context.messages.show_message("info", _("An entry of this name was listed before."), action=way)

    def _show_row(self, id: int) -> None:
        self.read_anew()
        if not self.table.select_id(id):
            self.widen()
            self.read_anew()
            self.table.select_id(id)

    # Detail

    def detail(self) -> QWidget:
        self.form = Form(register_fields.every_field(), save=self._save)
        self.contacts = ContactsBox(self.context)
        self.archive = button(_("Archive"), self._archive)
        self.remove = button(_("Delete"), lambda: self._delete(self.table.selected_ids))
        self.one = QWidget()
        column = QVBoxLayout(self.one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        self.buttons = side_buttons(self.archive, self.remove)
        for widget in (self.form, self.contacts, self.buttons):
            column.addWidget(widget)
        self.several = BulkPanel(
            self._change_selected,
            self._tag_selected,
            (_("Archive"), self._archive),
            (_("Delete"), lambda: self._delete(self.table.selected_ids)),
        )
        self.form.set_read_only(self.read_only)
        self.contacts.set_read_only(self.read_only)
        self.buttons.setVisible(not self.read_only)
        holder = QWidget()
        both = QVBoxLayout(holder)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.one)
        both.addWidget(self.several)
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: SavedStakeholder) -> None:
        self.form.show_record(record.id, register_fields.shown(record, self._places))
        self.contacts.show_contacts(record.id, read_only=self.read_only)
        self.archive.setText(_("Bring back") if record.archived else _("Archive"))
        self._selection_changed()

    @Slot()
    def _selection_changed(self) -> None:
        count = len(self.table.selected_ids)
        several = count > 1 and not self.read_only
        self.one.setVisible(not several)
        self.several.setVisible(several)
        self._detail.setFocusProxy(self.several if several else self.form)
        self.several.show_count(count)

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)

        def material(_session: object, _request: object, texts: Texts) -> Records:
            return sheets.stakeholders(wanted, texts)

        return Offer(_("Stakeholder register"), material, file_name=_("Stakeholders"))

    # Changing

    def _save(self, id: int, field: str, value: Any) -> Answer:
        before = next(iter(self.workspace.read(register.page, [id])), None)
        return self._set((id,), field, value, _CHANGED, before)

    def _change_selected(self, field: str, value: Any) -> Answer:
        return self._set(self.table.selected_ids, field, value, _CHANGED_MANY)

    def _set(
        self, ids: Sequence[int], field: str, value: Any, name: str, before: SavedStakeholder | None = None
    ) -> Answer:
        if field == "territory":
            return territories.problems_of(value) or self._work(territories.place, ids, value, name=name)
        values = register_fields.stored(field, value, before)
        return problems_of(values) or self._work(register.change, ids, values, name=name)

    def _work(self, work: Callable[..., int], ids: Sequence[int], *args: object, name: str) -> Answer:
        """One step; for many rows a job, since nobody should wait at a window that stands still."""
        if len(ids) <= _MANY:
            return self.workspace.run(work, ids, *args, name=name)

        def in_bulk(progress: Progress) -> int:
            return self.workspace.present.job(progress, lambda session, _progress: work(session, ids, *args), name=name)

        title = _(name).format(count=i18n.current().number(len(ids)))
        self.context.tasks.start(title, in_bulk, failed=self.workspace.not_saved)
        return None

    def _tag_selected(self, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        self._work(register.tag, self.table.selected_ids, add, remove, name=_CHANGED_MANY)

    def _archive(self) -> None:
        """Put the selected ones away, or back where the list shows the archive."""
        away = not self.facets.archived.isChecked()
        ids = self.table.selected_ids
        one = mark("Stakeholder archived") if away else mark("Stakeholder taken out of the archive")
        many = mark("{count} stakeholders archived") if away else mark("{count} stakeholders taken out of the archive")

        def archive(session: Any, ids: Sequence[int]) -> int:
            return register.archive(session, ids, archived=away)

        self._work(archive, ids, name=one if len(ids) == 1 else many)

    def _delete(self, ids: Sequence[int]) -> None:
        if ids and not self.read_only:
            name = mark("Stakeholder deleted") if len(ids) == 1 else mark("{count} stakeholders deleted")
            self._work(register.delete, ids, name=name)


def _value(field: str, one: SavedStakeholder) -> str:
    return getattr(one, field) or ""
