"""Lists that are short enough to be held whole: words and columns filter and sort them on the page.

class SetUpPage(HeldListPage):
def refresh(self) -> None:
self.hold(self.workspace.read(setup.options))
super().refresh()

def words_of(self, record: Option) -> str:
return record.title

orders = {"title": lambda one: fold(one.title)}
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from gcmdesk.folding import fold
from ui.models.records import Record
from ui.screens.list_detail import ListDetailPage


class HeldListPage(ListDetailPage):
    """A list with detail whose records are all in memory."""

    orders: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    """What the columns are sorted by; a column that is not named keeps the order of the query."""
    _all: dict[int, Any]

    def hold(self, records: Iterable[Record]) -> None:
        """Keep these, in their order; `refresh` begins so."""
        self._all = {one.id: one for one in records}

    def words_of(self, record: Any) -> str:
        """What the filter looks at."""
        raise NotImplementedError

    def wanted(self, record: Any) -> bool:
        """Whether the choices beside the filter let a record in."""
        del record
        return True

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        parts = fold(words).split()
        rows = [one for one in self._all.values() if self.wanted(one)]
        if parts:
            texts = [fold(self.words_of(one)) for one in rows]
            rows = [one for one, text in zip(rows, texts, strict=True) if all(part in text for part in parts)]
        if sort in self.orders:
            rows.sort(key=self.orders[sort], reverse=descending)
        return [one.id for one in rows]

    def records(self, ids: Sequence[int]) -> Sequence[Record]:
        return [self._all[id] for id in ids if id in self._all]
