"""How far each column of the workspace may travel.

Every column that holds text says so where it is declared:

    name: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    influence_note: Mapped[str] = mapped_column(info=fields.TEAM)
    words: Mapped[str] = mapped_column(info=SEARCHED | fields.consent(Purpose.QUOTE))

The release gate reads it; a test names every text column of every table that says nothing.
"""

from dataclasses import dataclass
from typing import Any, Literal

from gcmdesk.protection.purposes import Purpose

Reach = Literal["open", "team", "consent", "never"]


@dataclass(frozen=True, slots=True)
class Leaves:
    """How far the value of a column may travel."""

    reach: Reach
    """open: about institutions and events, may go to any recipient; team: only to the facilitation team; consent: only
    with the person's consent for `purpose`; never: stays in the workspace, whoever asks."""
    purpose: Purpose | None = None


OPEN: dict[Any, Any] = {"leaves": Leaves("open")}
TEAM: dict[Any, Any] = {"leaves": Leaves("team")}
NEVER: dict[Any, Any] = {"leaves": Leaves("never")}


def consent(purpose: Purpose) -> dict[Any, Any]:
    """The value leaves only where the person it comes from consented to this purpose."""
    return {"leaves": Leaves("consent", purpose)}


def leaves_of(column: Any) -> Leaves:
    """How far the value of a mapped column may travel; one that says nothing stays in the workspace."""
    declared: Leaves = column.info.get("leaves", NEVER["leaves"])
    return declared
