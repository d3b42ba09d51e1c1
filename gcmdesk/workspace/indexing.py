"""The one place where the journal hands texts to the search index, inside the same transaction."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from gcmdesk.workspace.file import Driver

Texts = tuple[str | None, ...]
"""The searched columns of one row, in the order of `Entity.searched`."""


class TextIndex(Protocol):
    """What `workspace.search` offers to the journal. All calls happen on the writing connection, before the commit."""

    def put(self, connection: Driver, table: str, rows: Sequence[tuple[int, Texts]]) -> None:
        """Rows that are new: row id and texts."""

    def put_columns(self, connection: Driver, table: str, first: int, columns: Sequence[Sequence[str | None]]) -> None:
        """A chunk of rows that bulk work has inserted: the first row id, and all searched columns."""

    def replace(self, connection: Driver, table: str, rows: Sequence[tuple[int, Texts, Texts]]) -> None:
        """Rows whose texts have changed: row id, the texts as they were, and as they are now."""

    def remove(self, connection: Driver, table: str, rows: Sequence[tuple[int, Texts]]) -> None:
        """Rows that are gone: row id and the texts as they were. Their words are overwritten now, or by `purge`."""

    def purge(self, connection: Driver) -> None:
        """Overwrite what is left of the words of all rows that were ever removed (an erasure ends with this)."""

    def bulk(self, connection: Driver) -> AbstractContextManager[None]:
        """Around long work: the place to enlarge the index's memory and to put off merging."""
