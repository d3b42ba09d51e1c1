"""The few columns of the register of stakeholders that sessions read. Areas do not know each other's classes."""

from sqlalchemy import column, table

STAKEHOLDER = table(
    "stakeholder",
    column("id"),
    column("uuid"),
    column("name"),
    column("abbreviation"),
    column("kind"),
    column("form"),
    column("archived"),
    column("stub"),
    column("underheard"),
)
