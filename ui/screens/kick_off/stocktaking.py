"""Who does what: the initiatives counted by region, kind of action, objective, group and initiator."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import Texts, mark, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.material import Counts, Dimension, Unit
from gcmdesk.stakeholders import initiatives, register, vocabulary
from gcmdesk.stakeholders.initiatives import Stocktaking
from ui import theme
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off import choices
from ui.screens.kick_off.bars import Bar, Bars
from ui.screens.kick_off.counted import NOBODY, NOT_RECORDED, Counted
from ui.screens.kick_off.initiatives import objectives
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column
from ui.widgets.empty import Empty
from ui.widgets.form import Choice
from ui.widgets.record_table import RecordTable
from ui.widgets.release_panel import Offer
from ui.widgets.text import Caption

_MOST = 50
"""Initiators that stand alone; the rest is added up."""
_VIEWS = {
    "regions": mark("By region and kind of action"),
    "objectives": mark("By objective"),
    "groups": mark("By stakeholder group and kind of action"),
    "initiators": mark("By initiator"),
}


Line = tuple[str, str, int, Counted | None]
"""What, kind of action, number, and which these are."""
Named = tuple[str | None, str, str]
"""A region or group as it is counted, its title, and its key in places."""


@dataclass(frozen=True, slots=True)
class Count:
    """A line of the table; `kind` is empty where it stands for all kinds of action."""

    id: int
    what: str
    kind: str
    count: int
    counted: Counted | None
    """Which initiatives these are; None where the rest is added up."""


class StocktakingPage(Page):
    """Bars with their numbers, and the same as a table beside them."""

    topics = frozenset({"initiatives", "stakeholders"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._words = choices.Words()
        self._total = 0
        self.lines: dict[int, Count] = {}
        self.view = Choice("view", _("Count"), [(view, _(title)) for view, title in _VIEWS.items()])
        self.view.box.activated.connect(self._view_changed)
        self.note = Caption(_("An initiative that touches several objectives counts for each of them."))
        self.way_on = Caption(_("Enter on a row of the table lists the initiatives that it counts."))
        self.bars = Bars(_("Number of initiatives as bars; the table beside says the same."))
        self.chart = Column(_("Bars"))
        self.chart.add(self.bars)
        self.chart.end()
        columns = (
            TableColumn("what", _("Entry"), lambda one: one.what, weight=2, sorts=False),
            TableColumn("kind", _("Kind of action"), lambda one: one.kind or _("All kinds"), sorts=False),
            TableColumn("count", _("Number"), lambda one: i18n.current().number(one.count), align="end", sorts=False),
        )
        self.table = RecordTable(_("Number of initiatives"), columns)
        self.table.opened.connect(self._open)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.current().px(12))
        for place, widget in enumerate((self.chart, self.table)):
            split.addWidget(widget)
            split.setStretchFactor(place, 3 - place)
        split.setSizes([600, 400])
        self._told = QWidget()
        column = QVBoxLayout(self._told)
        column.setContentsMargins(0, 0, 0, 0)
        beside = QHBoxLayout()
        beside.addWidget(self.view, 1)
        column.addLayout(beside)
        column.addWidget(self.note)
        column.addWidget(self.way_on)
        self.way_on.setHidden(theme.current().narrow)  # the table needs the room
        column.addWidget(split, 1)
        self.release_it = button(_("Release…"), self._release, icon="arrow-right")
        if not self.read_only:
            self.table.copied = self._release
            beside.addWidget(self.release_it, 0, Qt.AlignmentFlag.AlignBottom)
        why = _("Once initiatives are listed or imported, this page shows who does what, and where nobody acts.")
        self.nothing = Empty(_("There is nothing to count yet"), why, self.primary_action)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._told)
        self._faces.addWidget(self.nothing)
        self._layout.addWidget(self._faces)

    @property
    def subtitle(self) -> str:
        sentence = ngettext("{n} initiative", "{n} initiatives", self._total)
        return sentence.format(n=i18n.current().number(self._total)) if self._total else ""

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self._total or self.read_only:
            return None
        return PrimaryAction(_("Import a table"), lambda: self.context.go("kick-off/import"))

    def panes(self) -> list[QWidget]:
        if self._faces.currentWidget() is self.nothing:
            return [self.nothing]
        return [self.view, self.chart, self.table]

    @property
    def place(self) -> str:
        return str(self.view.value)

    def show_place(self, place: str) -> None:
        if place in _VIEWS and place != self.view.value:
            self.view.show_value(place)
            self.read_anew()

    @Slot()
    def _view_changed(self) -> None:
        self.read_anew()

    def refresh(self) -> None:
        counted = self.workspace.read(initiatives.stocktaking)
        self._total = counted.total
        self._faces.setCurrentWidget(self._told if counted.total else self.nothing)
        bars, lines = self._counted(counted)
        self.bars.show_bars(bars)
        self.lines = {at: Count(at, *line) for at, line in enumerate(lines, 1)}
        self.table.show_rows((), partial(_of, {}))
        self.table.show_rows(tuple(self.lines), partial(_of, self.lines))
        self.table.setColumnHidden(1, all(not one.kind for one in self.lines.values()))
        self.note.setVisible(self.view.value == "objectives")
        self.head_changed.emit()

    @Slot(object)
    def _open(self, id: object) -> None:
        """Enter, or a double click: the initiatives that are counted here."""
        line = self.lines.get(id) if isinstance(id, int) else None
        if line and line.counted:
            self.context.go(f"kick-off/initiatives/{line.counted.place}")

    def _release(self, _ids: object = None) -> None:
        """The table that is shown, as it is shown."""
        view, title, lines = str(self.view.value), _(_VIEWS[self.view.value]), tuple(self.lines.values())

        def material(_session: object, _request: object, _texts: Texts) -> Counts:
            return _material(view, title, lines)

        self.offered.emit(Offer(title, material, file_name=_("Initiatives")))

    def _counted(self, counted: Stocktaking) -> tuple[list[Bar], list[Line]]:
        view = str(self.view.value)
        if view == "objectives":
            lines = [
                (title, counted.by_objective[int(number)], Counted(view, number)) for number, title in objectives()
            ]
            nothing = (_("No objective recorded"), counted.by_objective[None], Counted(view, NOT_RECORDED))
            return _simple([*lines, nothing])
        if view == "initiators":
            return _simple(self._initiators(counted.by_initiator))
        if view == "groups":
            groups: list[Named] = [(value, title, value) for value, title in choices.groups()]
            unknown = ("", _("Group not recorded"), NOT_RECORDED)
            known = [*groups, unknown, (None, _("No initiator recorded"), NOBODY)]
            return self._crossed(known, counted.by_group_and_action)
        regions = sorted(counted.by_region, key=lambda one: (-counted.by_region[one], one or ""))
        examples = {one.region: str(one.id) for one in self.workspace.read(initiatives.rows)}
        named = [(region, region or _("Region not recorded"), _key(region, examples)) for region in regions]
        return self._crossed(named, counted.by_region_and_action)

    def _initiators(self, counts: Counter[int | None]) -> list[tuple[str, int, Counted | None]]:
        ids = [id for id in counts if id is not None]
        names = {one.id: one.name for one in self.workspace.read(register.page, ids)}
        ordered = sorted(ids, key=lambda id: (-counts[id], names.get(id, "")))
        view = "initiators"
        lines: list[tuple[str, int, Counted | None]] = [
            (names.get(id, ""), counts[id], Counted(view, str(id))) for id in ordered[:_MOST]
        ]
        if rest := sum(counts[id] for id in ordered[_MOST:]):
            lines.append((_("All others"), rest, None))
        if counts[None]:
            lines.append((_("No initiator recorded"), counts[None], Counted(view, NOBODY)))
        return lines

    def _crossed(self, named: Iterable[Named], counts: Counter[tuple[str | None, str]]) -> tuple[list[Bar], list[Line]]:
        bars: list[Bar] = []
        lines: list[Line] = []
        view = str(self.view.value)
        for value, title, key in named:
            found = [(action, counts[value, action]) for action in vocabulary.ACTIONS if counts[value, action]]
            parts = [(self._words.of("action", action), count, Counted(view, key, action)) for action, count in found]
            total = sum(count for _kind, count, _counted in parts)
            if total:
                bars += [Bar(title, total, heading=True), *(Bar(kind, count) for kind, count, _counted in parts)]
                lines += [(title, "", total, Counted(view, key)), *((title, *part) for part in parts)]
        return bars, lines


def _key(region: str | None, examples: Mapping[str | None, str]) -> str:
    return NOT_RECORDED if region is None else examples[region]


def _simple(lines: Sequence[tuple[str, int, Counted | None]]) -> tuple[list[Bar], list[Line]]:
    return [Bar(name, count) for name, count, _of in lines], [(name, "", count, of) for name, count, of in lines]


def _material(view: str, title: str, lines: Sequence[Count]) -> Counts:
    """The lines for the release gate; totals are its own affair."""
    names = {one.what: str(at) for at, one in enumerate(lines)}
    kinds = {one.kind: str(at) for at, one in enumerate(lines) if one.kind}
    what = Dimension("entry", _("Entry"), {key: name for name, key in names.items()})
    kind = Dimension("kind", _("Kind of action"), {key: name for name, key in kinds.items()})
    cells: Counter[tuple[str, ...]] = Counter()
    for one in lines:
        if one.kind or not kinds:
            cells[names[one.what], *([kinds[one.kind]] if kinds else [])] += one.count
    dimensions = (what, kind) if kinds else (what,)
    return Counts(f"initiatives {view}", title, dimensions, cells, unit=Unit.EVENTS)


def _of(lines: dict[int, Count], ids: Sequence[int]) -> list[Count]:
    return [lines[id] for id in ids]
