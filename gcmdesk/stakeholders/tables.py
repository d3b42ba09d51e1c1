"""The register of stakeholders as it lies in the file."""

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.workspace.base import SEARCHED, Row


class Stakeholder(Row):
    """An organisation, a group or a role; never an identified individual (those are `protection`'s people)."""

    __tablename__ = "stakeholder"
    topic = "stakeholders"

    name: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    kind: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of the stakeholder group (guidance Tool 1), as in `gcmdesk.compact`."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """By group, for matrices and facets."""
        return (Index(None, "kind"),)
