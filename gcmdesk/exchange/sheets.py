"""The register and the initiatives as the release gate takes them, under the headings by which they are imported.

    released = workspace.read(release.release, sheets.stakeholders(ids, i18n.current()), request)

Each function takes the ids in the order wanted, and the language of headings and closed lists.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from gcmdesk.exchange.initiative_tables import Initiatives
from gcmdesk.exchange.stakeholder_tables import Stakeholders
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import purposes, recipients, rewording
from gcmdesk.protection.material import Column, Records, column
from gcmdesk.protection.release_tables import Release
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.tables import Initiative, Stakeholder, Territory
from gcmdesk.stakeholders.territories import DEEPEST
from gcmdesk.workspace.base import Row

Shown = Callable[[Any], Any]


def chosen(kind: type[Row], ids: Sequence[int]) -> Select[Any]:
    """The rows with these ids, in this order; ids that are no more are left out."""
    wanted = func.json_each(json.dumps(list(ids))).table_valued("key", "value")
    return select(kind.id).join(wanted, wanted.c.value == kind.id).order_by(wanted.c.key)


def stakeholders(ids: Sequence[int], texts: Texts) -> Records:
    """The stakeholders with these ids."""
    shown: dict[str, Shown] = {
        "kind": _titles(vocabulary.groups(), texts.compact),
        "form": _titles(vocabulary.FORMS, texts.gettext),
        "sphere": _titles(vocabulary.SPHERES, texts.gettext),
        "level": _titles(vocabulary.LEVELS, texts.gettext),
        "languages": _several({}, str),
        "underheard": _several(vocabulary.UNDERHEARD, texts.gettext),
        "tags": _several({}, str),
    }
    places = [aliased(Territory) for _level in range(DEEPEST + 1)]
    columns = [
        column(texts.gettext(field.title), *(place.name for place in places), made=_path)
        if field.key == "territory"
        else column(texts.gettext(field.title), getattr(Stakeholder, field.key), shown=shown.get(field.key))
        for field in Stakeholders().fields
    ]
    rows = chosen(Stakeholder, ids).outerjoin(places[0], Stakeholder.territory_id == places[0].id)
    for place, above in pairwise(places):
        rows = rows.outerjoin(above, place.parent_id == above.id)
    return Records(texts.gettext(mark("Stakeholder register")), tuple(columns), rows)


def initiatives(ids: Sequence[int], texts: Texts) -> Records:
    """The initiatives with these ids."""
    columns: list[Column] = []
    for field in Initiatives().fields:
        source = Stakeholder.name if field.key == "initiator" else getattr(Initiative, field.key)
        shown = _several({}, str) if field.key == "objectives" else None
        columns.append(column(texts.gettext(field.title), source, shown=shown))
    rows = chosen(Initiative, ids).outerjoin(Stakeholder, Initiative.initiator_id == Stakeholder.id)
    return Records(texts.gettext(mark("Initiatives")), tuple(columns), rows)


def transfers(ids: Sequence[int], texts: Texts) -> Records:
    """Entries of the transfer register: for the facilitation team."""
    recipient = _titles(recipients.TITLES, texts.gettext)
    purpose = _titles(purposes.TITLES, texts.gettext)
    title = partial(rewording.again, texts=texts)
    columns = (
        column(texts.gettext(mark("Sent on")), Release.left, shown=_local),
        column(texts.gettext(mark("Recipient")), Release.recipient, shown=recipient),
        column(texts.gettext(mark("Name of the recipient")), Release.organisation),
        column(texts.gettext(mark("What it is for")), Release.purpose, shown=purpose),
        column(texts.gettext(mark("What was sent")), Release.title, shown=title),
        column(texts.gettext(mark("Persons concerned")), Release.people),
        column(texts.gettext(mark("SHA-256 of the file")), Release.sha256, shown=bytes.hex),
    )
    return Records(texts.gettext(mark("Transfer register")), columns, chosen(Release, ids))


def _path(own: Any, *above: Any) -> Any:
    """A territory from the country down, as it is typed and imported: two may share their own name."""
    path = own
    for name in above:
        path = func.coalesce(name.concat(" / "), "").concat(path)
    return path


def _local(moment: datetime) -> datetime:
    """As the clock on the wall showed it, to the second."""
    return moment.astimezone().replace(microsecond=0, tzinfo=None)


def _titles(known: Mapping[Any, str], translated: Callable[[str], str]) -> Shown:
    """The title of a value of a closed list, in the language of the reader."""
    return lambda value: translated(known[value]) if value in known else value


def _several(known: Mapping[str, str], translated: Callable[[str], str]) -> Shown:
    """Several values of a cell, as an import reads them again."""
    one = _titles(known, translated)
    return lambda value: "; ".join(one(part) for part in value.split("\n"))
