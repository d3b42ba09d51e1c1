"""Stakeholders, relations and ratings in the words of the screen."""

from collections.abc import Mapping
from datetime import date

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.ratings import Middle
from gcmdesk.stakeholders.relations import KINDS, STRENGTHS, SavedRelation

_KINDS = {one.id: one.title for one in KINDS}


def kind(id: str) -> str:
    """The title of a type of relation that gcmdesk brings."""
    return _(_KINDS[id]) if id in _KINDS else id


def strength(value: int | None) -> str:
    """Weak, medium or strong; empty when it is not recorded."""
    return _(STRENGTHS[value - 1]) if value else ""


def relation(one: SavedRelation) -> str:
    """A relation as a line: who, how, whom."""
    how = one.own_name or kind(one.kind)
    source, target = isolate(one.source_name), isolate(one.target_name)
    return f"{source} — {how} — {target}"


def group(id: str) -> str:
    """The title of a Tool 1 group; an unknown one as it is written."""
    return i18n.compact(vocabulary.groups().get(id, "")) if id in vocabulary.groups() else id


def middle(value: Middle | None) -> str:
    """A median with its spread; empty when nobody rated."""
    if value is None:
        return ""
    number = i18n.current().number
    if value.lowest == value.highest:
        return number(value.median)
    return _("{median} (from {lowest} to {highest})").format(
        median=number(value.median), lowest=number(value.lowest), highest=number(value.highest)
    )


def title(known: Mapping[str, str], value: str) -> str:
    """One of a closed list in words; an unknown one as it is written."""
    return _(known[value]) if value in known else value


def day(value: date | None) -> str:
    """A day for a cell; empty when there is none."""
    return i18n.current().date(value, "medium") if value else ""
