"""Who is missing: targets against the register, absent groups, inclusion after Tool 2, and how far each group gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.exchange import step_sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.stakeholders import coverage, vocabulary
from gcmdesk.stakeholders.coverage import ANY, Inclusion, Side
from gcmdesk.stakeholders.coverage import Line as Group
from gcmdesk.synthesis import meter
from ui import typed
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.held_list import HeldListPage
from ui.screens.kick_off import words
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import card
from ui.widgets.meter_view import MeterView
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.text import Caption, Heading, Text

_TARGET = mark("Target changed")
_SIDES: dict[Side, str] = {"group": mark("Groups of Tool 1"), "under-heard": mark("Groups that are seldom heard")}
_LEVELS = (ANY, *vocabulary.LEVELS)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the matrix."""

    id: int
    name: str
    group: Group


def _present(level: str, row: Row) -> int:
    return row.group.levels[level].present


class MissingPage(HeldListPage):
    """Groups against levels; the team types what it wants into the cells."""

    topics = frozenset(
        {"stakeholders", "targets", "engagement", "consultations", "notes", "evidence", "raters", "scores"}
    )
    filter_name, table_name = mark("Filter the list"), mark("Stakeholders there and wanted")
    shares = (5, 3)

    def extras(self) -> list[QWidget]:
        self.side_box = ChoiceBox(_("Kind of groups"))
        for side, title in _SIDES.items():
            self.side_box.addItem(_(title), side)
        self.side_box.activated.connect(self._turn)
        return [self.side_box]

    def columns(self) -> tuple[TableColumn, ...]:
        levels = [self._level(level) for level in _LEVELS]
        return (
            TableColumn("name", _("Group"), lambda row: row.name, weight=2),
            *levels,
            TableColumn("missing", _("Missing"), _missing, align="end"),
        )

    def _level(self, level: str) -> TableColumn:
        editor = CellEditor(
            lambda row, text: self._save(row, level, text),
            lambda row: _number(row.group.levels[level].wanted),
            most=9,
        )
        title = _(vocabulary.LEVELS[level]) if level else _("All levels")
        return TableColumn(
            level or "all", title, lambda row: _cell(row.group.levels[level]), align="end", editor=editor
        )

    def detail(self) -> QWidget:
        how = Caption(
            _("Type how many stakeholders you want into the cells (F2 or Enter). An empty cell has no target.")
        )
        self.who, self.said = Heading("", 2), Text()
        self.meter = MeterView(_("From target to voice"))
        self.breaks = Text()
        self.group_card = card(self.who, self.said, self.meter, self.breaks)
        self.absent_title, self.absent = Heading("", 3), Text()
        self.inclusion = Text()
        caveats = Caption("\n".join(_(each) for each in meter.CAVEATS))
        return stacked(
            how,
            self.group_card,
            card(self.absent_title, self.absent),
            card(Heading(_("How wide the register reaches"), 3), self.inclusion, Caption(_("After Guidance Tool 2"))),
            card(Heading(_("To keep in mind"), 3), caveats),
        )

    # Rows

    @property
    def side_shown(self) -> Side:
        """Groups of Tool 1, or those that are seldom heard."""
        return "under-heard" if self.side_box.currentData() == "under-heard" else "group"

    @Slot()
    def _turn(self) -> None:
        self.table.select_row(0)
        self.fill()

    def refresh(self) -> None:
        side = self.side_shown
        lines = self.workspace.read(coverage.matrix, side)
        self.hold(Row(place, _name(line), line) for place, line in enumerate(lines, 1))
        self._reach = {one.group: one for one in self.workspace.read(meter.read)}
        self._show_absent(self.workspace.read(coverage.absent, side))
        self.inclusion.setText("\n".join(_included(self.workspace.read(coverage.inclusion))))
        super().refresh()

    orders: ClassVar = {
        "name": lambda row: fold(row.name),
        "missing": lambda row: row.group.missing,
        **{level or "all": partial(_present, level) for level in _LEVELS},
    }

    def words_of(self, record: Row) -> str:
        return record.name

    def show_record(self, record: Row) -> None:
        self.who.setText(record.name)
        self.said.setText("\n".join(_said(record.group)))
        reach = self._reach.get(record.group.key) if record.group.side == "group" else None
        self.meter.setVisible(reach is not None)
        at = reach.breaks if reach else None
        self.breaks.setVisible(at is not None)
        if reach:
            titles = [_(link.title) for link in meter.LINKS]
            self.meter.show_bars(list(zip(titles, reach.counts, strict=True)))
            if at is not None:
                self.breaks.setText(_("The chain breaks at: {link}.").format(link=titles[at]))

    def _show_absent(self, keys: Sequence[str]) -> None:
        count = i18n.current().number(len(keys))
        title = ngettext("{n} group is absent", "{n} groups are absent", len(keys)).format(n=count)
        self.absent_title.setText(title if keys else _("No group is absent"))
        names = [_title(self.side_shown, key) for key in keys]
        self.absent.setText(
            _("Nobody in the register belongs to: {names}. Who could open the door to them?").format(
                names=i18n.current().joined([isolate(name) for name in names])
            )
            if keys
            else _("Somebody of every group is in the register. Are they asked, and do they answer?")
        )

    # Leaving

    leaves = True

    def offer(self, ids: Sequence[int]) -> Offer:
        del ids  # the table leaves as a whole
        side = self.side_shown
        return Offer(self.title, lambda session, _request, texts: step_sheets.missing(session, side, texts))

    # Changing

    def _save(self, row: Row, level: str, text: str) -> Answer:
        try:
            wanted = typed.number(text, i18n.current(), whole=True)
        except ValueError:
            return _("Type a whole number, or leave it empty.")
        if wanted is not None and wanted < 0:
            return _("Type a whole number, or leave it empty.")
        if row.group.key not in (vocabulary.groups() if row.group.side == "group" else vocabulary.UNDERHEARD):
            return _("Targets can be set for the groups of the list, not for own words.")
        return self.workspace.run(
            coverage.set_target,
            row.group.side,
            row.group.key,
            None if wanted is None else int(wanted),
            level,
            name=_TARGET,
        )


def _number(value: int | None) -> str:
    return "" if value is None else i18n.current().number(value)


def _cell(cell: coverage.Cell) -> str:
    number = i18n.current().number
    if cell.wanted is None:
        return number(cell.present)
    return _("{there} of {wanted}").format(there=number(cell.present), wanted=number(cell.wanted))


def _missing(row: Row) -> str:
    return _number(row.group.missing) if row.group.missing else ""


def _title(side: Side, key: str) -> str:
    if side == "group":
        return words.group(key)
    return _(vocabulary.UNDERHEARD[key]) if key in vocabulary.UNDERHEARD else key


def _name(line: Group) -> str:
    return _title(line.side, line.key)


def _said(line: Group) -> list[str]:
    """What is there and what is not, of one group."""
    number = i18n.current().number
    whole = line.levels[ANY]
    said = [
        _("Nobody of this group is in the register.")
        if line.absent
        else ngettext("{n} stakeholder in the register.", "{n} stakeholders in the register.", whole.present).format(
            n=number(whole.present)
        )
    ]
    if line.missing:
        said.append(
            ngettext("{n} is still missing.", "{n} are still missing.", line.missing).format(n=number(line.missing))
        )
    short = [_(vocabulary.LEVELS[level]) for level in vocabulary.LEVELS if line.levels[level].missing]
    if short:
        said.append(_("Too few at: {levels}.").format(levels=i18n.current().joined(short)))
    if line.unlevelled:
        said.append(
            ngettext(
                "For {n} stakeholder nobody recorded the level.",
                "For {n} stakeholders nobody recorded the level.",
                line.unlevelled,
            ).format(n=number(line.unlevelled))
        )
    return said


def _included(found: Inclusion) -> list[str]:
    """Across ministries, levels, and beyond government."""
    number, joined = i18n.current().number, i18n.current().joined
    said = [
        ngettext("{n} stakeholder of government.", "{n} stakeholders of government.", found.government).format(
            n=number(found.government)
        ),
        _("Sectors of government: {sectors}.").format(sectors=joined([isolate(one) for one in found.sectors]))
        if found.sectors
        else _("No sector of government is recorded."),
    ]
    if found.absent_levels:
        levels = joined([_(vocabulary.LEVELS[level]) for level in found.absent_levels])
        said.append(_("Nobody of government at: {levels}.").format(levels=levels))
    said.append(
        _("Outside government: {n} stakeholders, from {groups} of the {all} groups of Tool 1.").format(
            n=number(found.outside), groups=number(len(found.outside_groups)), all=number(len(vocabulary.groups()))
        )
    )
    if found.unsorted:
        said.append(
            ngettext(
                "For {n} stakeholder nobody recorded whether it belongs to government.",
                "For {n} stakeholders nobody recorded whether they belong to government.",
                found.unsorted,
            ).format(n=number(found.unsorted))
        )
    return said
