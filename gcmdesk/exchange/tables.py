"""What imports remember, as it lies in the file."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.workspace.base import Row


class ColumnMatch(Row):
    """Which field the columns with this heading were last taken for."""

    __tablename__ = "column_match"
    topic = "imports"

    target: Mapped[str] = mapped_column(info=fields.NEVER)
    """Name of the import's target."""
    heading: Mapped[str] = mapped_column(info=fields.NEVER)
    """Folded."""
    field: Mapped[str] = mapped_column(info=fields.NEVER)
    """Key of the field; empty where the column was left out on purpose."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """One memory for each heading."""
        return (UniqueConstraint("target", "heading"),)
