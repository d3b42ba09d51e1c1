"""The programme of consultations as a whole: what of guidance Tool 2 it meets, and which groups it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.consultations import preparation, programme, sessions
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.programme import Reach
from gcmdesk.consultations.session_records import LONGEST_TITLE, Criterion
from gcmdesk.consultations.session_records import Line as Entry
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from ui import theme
from ui.answers import problem
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs.point_lines import Point, PointLines
from ui.screens.needs.sessions import when
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.record_table import RecordTable
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

_ROW = 34
_MOST = 30
"""Sessions listed below a criterion."""
_GUIDANCE = "library/tool/2"


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion or a group with its place in the list."""

    id: int
    of: Criterion | Reach


_Read = tuple[Sequence[Entry], Sequence[Criterion], Sequence[Reach]]


def _read(session: Any) -> _Read:
    return sessions.calendar(session), preparation.criteria(session), programme.reach(session)


class ProgrammePage(Page):
    """Numbers, criteria with the sessions that meet them, and groups."""

    topics = frozenset({"consultations", "stakeholders", "notes", "codings"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._sessions: dict[int, Entry] = {}
        self._criteria: dict[int, Row] = {}
        self._groups: dict[int, Row] = {}
        self.column = Column(self.title, most_width=1200)
        self._layout.addWidget(self.column)
        self.counted = Text()
        self.column.add(self.counted, self._criteria_card(), self._groups_card())
        self.column.end()

    @property
    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(_("Go to the sessions"), partial(self.context.go, "needs/sessions"), "arrow-right")

    def panes(self) -> list[QWidget]:
        return [self.criteria, self.column]

    def _criteria_card(self) -> QWidget:
        number = i18n.current().number
        self.criteria = RecordTable(
            _("Criteria of a good consultation"),
            (
                TableColumn("text", _("Criterion"), _text, 4, sorts=False),
                TableColumn("state", _("State"), _state, 2, sorts=False),
                TableColumn(
                    "met", _("Sessions"), lambda one: number(len(_criterion(one).met_by)), 1, "end", sorts=False
                ),
            ),
        )
        self.criteria.current_changed.connect(self._show_sessions)
        self.which = Heading("", 3)
        self.lines = PointLines(self._save, LONGEST_TITLE, read_only=self.read_only)
        self.none = Caption()
        guidance = button(_("Read guidance Tool 2"), partial(self.context.go, _GUIDANCE), kind="link")
        return card(
            Heading(_("What a good consultation needs"), 2),
            Caption(_("Each session says on its own page, under Criteria, which of them it meets.")),
            self.criteria,
            self.which,
            self.lines,
            self.none,
            row_of(guidance),
            spacing=10,
        )

    def _groups_card(self) -> QWidget:
        number = i18n.current().number

        def counts(id: str, title: str) -> TableColumn:
            return TableColumn(id, title, lambda one: number(getattr(one.of, id)), 1, "end", sorts=False)

        self.groups = RecordTable(
            _("Stakeholder groups"),
            (
                TableColumn("group", _("Stakeholder group"), _group, 4, sorts=False),
                counts("registered", _("Registered")),
                counts("invited", _("Invited")),
                counts("attended", _("Attended")),
                counts("notes", _("Notes")),
            ),
        )
        self.silent = Text(tone="warning")
        return card(
            Heading(_("Who is heard"), 2),
            Caption(_("Stakeholders count once, however many sessions they are invited to.")),
            self.silent,
            self.groups,
            spacing=10,
        )

    # Showing

    def refresh(self) -> None:
        self.reader.ask(_read, self._show)

    def _show(self, read: _Read) -> None:
        entries, found, reach = read
        self._sessions = {one.id: one for one in entries}
        self.counted.setText(_counted(entries))
        self._criteria = {place: Row(place, one) for place, one in enumerate(found, 1)}
        self.criteria.show_rows(tuple(self._criteria), lambda ids: [self._criteria[id] for id in ids])
        self._groups = {place: Row(place, one) for place, one in enumerate(reach, 1)}
        self.groups.show_rows(tuple(self._groups), lambda ids: [self._groups[id] for id in ids])
        silent = sum(one.silent for one in reach)
        told = ngettext("{n} group has not been heard yet.", "{n} groups have not been heard yet.", silent)
        self.silent.setText(told.format(n=i18n.current().number(silent)))
        self.silent.setVisible(silent > 0)
        for table in (self.criteria, self.groups):
            table.setFixedHeight(theme.current().px(_ROW) * (len(table.records.ids) + 1) + theme.current().px(18))
            if not table.current_id:
                table.select_row(0)
        self._show_sessions()

    @Slot()
    def _show_sessions(self) -> None:
        row = self._criteria.get(self.criteria.current_id)
        if row is None:
            return
        one = _criterion(row)
        self.which.setText(i18n.compact(one.text))
        shown = (*one.met_by, *one.hints)[:_MOST]
        ways = self.workspace.read(preparation.ways, one.id)
        hint = _("What is recorded suggests that this session meets it.")
        points = []
        for id in shown:
            entry = self._sessions.get(id)
            if entry is not None:
                met = id in one.met_by
                note = ways.get(id, "") if met else ""
                text = f"{isolate(entry.title)} · {isolate(when(entry))}"
                points.append(Point(str(id), text, met, note, "" if met else hint))
        self.lines.show_points(row.id, points)
        self.none.setText("" if points else _("No session meets it so far, and nothing recorded suggests one."))
        self.none.setVisible(not points)

    def _save(self, point: Point) -> str:
        criterion = _criterion(self._criteria[self.criteria.current_id])
        work = partial(preparation.meets, met=point.done)
        name = mark("Criterion of a session changed")
        return problem(self.workspace.run(work, int(point.key), criterion.id, point.note, name=name))


def _criterion(row: Row) -> Criterion:
    if not isinstance(row.of, Criterion):
        raise TypeError("a row of the criteria")
    return row.of


def _text(row: Row) -> str:
    return i18n.compact(_criterion(row).text)


def _state(row: Row) -> str:
    one = _criterion(row)
    if not one.missing:
        return _("Met")
    return _("Seems to be met") if one.hints else _("Still missing")


def _group(row: Row) -> str:
    return i18n.compact(lists.categories("group")[row.of.group]) if isinstance(row.of, Reach) else ""


def _counted(found: Sequence[Entry]) -> str:
    """How many sessions there are, and in which states."""
    number = i18n.current().number
    told = [ngettext("{n} session", "{n} sessions", len(found)).format(n=number(len(found)))]
    for status, title in lists.STATUSES.items():
        count = sum(one.status == status for one in found)
        told.append(_("{field}: {value}").format(field=_(title), value=number(count)))
    return " · ".join(told)
