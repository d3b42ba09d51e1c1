"""Entries that may be the same: side by side, to merge or to keep apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from gcmdesk.errors import KnownError
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import duplicates, joining, register, territories
from gcmdesk.stakeholders.duplicates import REASONS, Pair
from gcmdesk.stakeholders.records import SavedStakeholder
from ui.models.records import TableColumn
from ui.screens.base import Context
from ui.screens.kick_off import choices, register_fields
from ui.screens.kick_off.pair_box import FIRST, SECOND, PairBox
from ui.screens.list_detail import ListDetailPage
from ui.screens.pages import PageEntry

_COLUMNS = {"territory": "territory_id"}
"""Fields that are called otherwise in the record."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as a row of the table; its number stays the same while the page is open."""

    id: int
    first: SavedStakeholder
    second: SavedStakeholder
    reason: str


class DuplicatesPage(ListDetailPage):
    """Pairs are looked for on the worker, since every name is compared with its likes."""

    topics = frozenset({"stakeholders"})
    filter_name, table_name = mark("Filter the pairs"), mark("Pairs that may be the same")
    empty = (
        mark("No two entries look alike"),
        mark(
            "Pairs of the register that may be the same stand here: the same name in another order, spelling or script,"
            " or an abbreviation. They are merged here, so that nobody is counted twice."
        ),
    )
    shares = (1, 1)

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._pairs: list[Pair] | None = None
        self._stale_pairs = True
        self._looking = False
        self._numbers: dict[tuple[int, int], int] = {}
        self._words = choices.Words()
        super().__init__(context, entry)

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("first", _("First"), lambda one: one.first.name, weight=3, sorts=False),
            TableColumn("second", _("Second"), lambda one: one.second.name, weight=3, sorts=False),
            TableColumn("why", _("Why"), lambda one: _(REASONS[one.reason]), weight=3, sorts=False),
        )

    @property
    def narrowed(self) -> bool:
        return self._pairs is None or bool(self.filter.text())

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending  # the likeliest first
        if self._stale_pairs and not self._looking:
            self._look()
        rows = self._rows(self._pairs or ())
        wanted = fold(words).split()
        return tuple(
            one.id for one in rows if all(word in fold(f"{one.first.name} {one.second.name}") for word in wanted)
        )

    def _rows(self, pairs: Sequence[Pair]) -> list[PairRow]:
        ids = sorted({id for pair in pairs for id in (pair.first, pair.second)})
        known = {one.id: one for one in self.workspace.read(register.page, ids)}
        rows = []
        for pair in pairs:
            if pair.first in known and pair.second in known:
                number = self._numbers.setdefault((pair.first, pair.second), len(self._numbers) + 1)
                rows.append(PairRow(number, known[pair.first], known[pair.second], pair.reason))
        return rows

    def records(self, ids: Sequence[int]) -> Sequence[PairRow]:
        wanted = set(ids)
        return self._rows(
            [pair for pair in self._pairs or () if self._numbers.get((pair.first, pair.second)) in wanted]
        )

    # Looking for pairs

    def _look(self) -> None:
        present = self.workspace.present
        self._looking, self._stale_pairs = True, False

        def find(_progress: Progress) -> list[Pair]:
            return present.read(duplicates.find)

        self.context.tasks.start(_("Looking for pairs"), find, self._found, failed=self._not_found, quiet=True)

    def _found(self, pairs: list[Pair]) -> None:
        self._looking, self._pairs = False, pairs
        self.read_anew()

    def _not_found(self, error: KnownError) -> None:
        self._looking, self._stale_pairs = False, True
        self.context.messages.show_error(error)

    def _on_commit(self, topics: frozenset[str]) -> None:
        if self.topics & topics:
            self._stale_pairs = True
        super()._on_commit(topics)

    # Detail

    def detail(self) -> QWidget:
        self.box = PairBox(partial(self._join, keep_first=True), partial(self._join, keep_first=False), self._part)
        self.box.set_read_only(self.read_only)
        return self.box

    def show_record(self, record: PairRow) -> None:
        places = self.workspace.read(territories.everything)
        first, second = (register_fields.told(one, places, self._words) for one in (record.first, record.second))
        self.box.show_pair(record.id, _(REASONS[record.reason]), first, second)

    def _join(self, *, keep_first: bool) -> None:
        pair: PairRow | None = self.table.current_record
        if pair is None:
            return
        keep, drop = (pair.first, pair.second) if keep_first else (pair.second, pair.first)
        columns = {field: _COLUMNS.get(field, field) for field in self.box.chosen}
        ends = {FIRST: pair.first, SECOND: pair.second}
        chosen = {columns[field]: getattr(ends[end], columns[field]) for field, end in self.box.chosen.items()}
        self.workspace.run(joining.join, keep.id, drop.id, chosen, name=mark("Stakeholders merged"))

    def _part(self) -> None:
        pair: PairRow | None = self.table.current_record
        if pair is None:
            return
        parted = self.workspace.run(duplicates.part, pair.first.id, pair.second.id, name=mark("Pair kept apart"))
        if parted.ok and self._pairs:
            ends = (pair.first.id, pair.second.id)
            self._pairs = [one for one in self._pairs if (one.first, one.second) != ends]
            self.read_anew()
