"""Tables of initiatives, such as a stocktaking: kinds of action, initiators and dates are read from them.

Initiators become stakeholders: a known one is found by name or abbreviation, others are added. A cell that names
several stays one entry, since "and" also stands within names; the register's editor takes it from there.
"""

import re
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.exchange import cells
from gcmdesk.exchange.cells import Field
from gcmdesk.exchange.rows import Keys, Plan, Rows, Values, gathered, settle
from gcmdesk.folding import fold, fold_all
from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.records import LONGEST_NAME, packed, unpacked
from gcmdesk.stakeholders.tables import Initiative, Stakeholder
from gcmdesk.workspace import bulk

_ACTIONS = {
    "implementation plan": "implementation-plan", "plan de mise en oeuvre": "implementation-plan",
    "coordination": "coordination", "تنسيق": "coordination",
    "meeting": "meeting", "reunion": "meeting", "consultation": "meeting", "اجتماع": "meeting",
    "project": "project", "projet": "project", "مشروع": "project",
    "funding": "funding", "financement": "funding", "تمويل": "funding",
    "measurement": "measurement", "mesure": "measurement", "قياس": "measurement",
}  # fmt: skip
"""How the words for a kind of action begin."""

_GROUPS = (
    ("civil society", "civil-society"),
    ("city", "local-regional-authorities"),
    ("academia", "academia"),
    ("private", "private-sector"),
    ("government", "policy-sectors"),
    ("united nations", "un-network"),
    ("un", "un-network"),
)
"""Tool 1 groups of initiators by what follows the kind of action ("Meeting – Civil Society")."""

_NOBODY = frozenset({"tbc", "tbd", "to be defined", "to be confirmed", "n/a", "-", "?"})
_IN_BRACKETS = re.compile(r"\(([^()]*\b(?:19|20)\d\d\b[^()]*|\d[^()]*\b[A-Z][a-z]+)\)")
_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_DAY = re.compile(r"(\d{1,2})(?:\s*[-–]\s*\d{1,2})? ([A-Za-z]+) ((?:19|20)\d\d)")
_TEXTS = ("region", "country", "description", "dates", "source", "reference", "action_stated")
_TOLD_APART = ("country", "initiator", "description")


class Initiatives:
    """The initiatives as the target of an import. Rows are known by their id, else by country, initiator and text."""

    name = "initiatives"
    passage = mark("Initiatives imported from a table")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields of an initiative that a column can be imported into."""
        text = cells.text()
        initiator = cells.text(LONGEST_NAME, mark("This name is too long. Shorten it and put the rest into the note."))
        return (
            Field("description", mark("Description"), text, ("initiative", "الوصف"), required=True),
            Field(
                "action_stated",
                mark("Kind of action"),
                text,
                ("action_type", "action type", "type", "type d’action", "نوع العمل"),
            ),
            Field("initiator", mark("Initiator"), initiator, ("organisation", "lead", "initiateur", "الجهة المبادرة")),
            Field("region", mark("Region"), text, ("région", "المنطقة")),
            Field("country", mark("Country"), text, ("pays", "البلد")),
            Field("dates", mark("Date as stated"), text, ("when", "period", "période", "الفترة")),
            Field("day", mark("First day"), cells.day, ("date", "start", "début", "التاريخ")),
            Field("source", mark("Source"), text, ("المصدر",)),
            Field("objectives", mark("Objectives"), cells.objectives(), ("objective", "objectifs", "الأهداف")),
            Field("reference", mark("Reference number"), text, ("id", "code", "ref", "identifiant", "الرقم")),
        )

    def plan(self, session: Session, rows: Rows) -> Plan:
        """Complete what the rows imply (kind of action, dates in brackets), and compare."""
        by_name, names = _stakeholders(session)
        made = (_completed(values, by_name, names) for values in rows.each())
        completed = gathered(zip(rows.numbers, made, strict=True))
        stored = _stored(session, names)
        return settle(completed, stored, _recognised, [("description", mark("There is no description in this row."))])

    def store(self, session: Session, progress: Progress, plan: Plan) -> None:
        """Write initiators that are not known yet, then the initiatives."""
        by_name, _names = _stakeholders(session)
        missing: dict[str, tuple[str, str]] = {}
        for values in [*plan.new.each(), *(values for _row, values in plan.changed)]:
            initiator = values.get("initiator")
            if initiator and fold(initiator) not in by_name:
                missing.setdefault(fold(initiator), (initiator, _group(values.get("action_stated", ""))))
        added = bulk.insert(session, Stakeholder, ("name", "kind"), missing.values())
        by_name |= dict(zip(missing, added, strict=True))
        names = ("action", "initiator_id", *_TEXTS, "day", "objectives")

        def columns(values: Values) -> Values:
            ready = {name: value for name, value in values.items() if name not in {"initiator", "objectives"}}
            if "initiator" in values:
                ready["initiator_id"] = by_name[fold(values["initiator"])]
            if "objectives" in values:
                ready["objectives"] = packed(values["objectives"])
            return ready

        new = [{"action": "other", **columns(values)} for values in plan.new.each()]
        tuples = (tuple(row.get(name) for name in names) for row in new)
        if new:
            bulk.insert(session, Initiative, names, tuples, progress=progress, total=len(new))
        changes = [(row_id, columns(values)) for row_id, values in plan.changed]
        bulk.update(session, Initiative, changes, progress=progress, total=len(changes))


def _completed(values: Values, by_name: dict[str, int], names: dict[int, str]) -> Values:
    ready = dict(values)
    if "action_stated" in ready:
        ready["action"] = _action(ready["action_stated"])
    initiator = ready.get("initiator")
    if initiator and fold(initiator) in _NOBODY:
        del ready["initiator"]
    elif initiator and fold(initiator) in by_name:
        ready["initiator"] = names[by_name[fold(initiator)]]
    stated = _IN_BRACKETS.findall(ready.get("description", ""))
    if stated and "dates" not in ready:
        ready["dates"] = stated[-1].strip()
    if "dates" in ready and "day" not in ready and (found := _first_day(ready["dates"])):
        ready["day"] = found
    return ready


def _action(stated: str) -> str:
    words = fold(stated)
    return next((action for start, action in _ACTIONS.items() if words.startswith(fold(start))), "other")


def _group(stated: str) -> str:
    """Only where one group is named: joint initiatives are left for the user to sort."""
    words = re.findall(r"[a-z]+", re.sub("implementation plan|coordination mechanism", "", fold(stated)))
    text = f" {' '.join(words)} "
    found = {group for name, group in _GROUPS if f" {name} " in text}
    return found.pop() if len(found) == 1 else ""


def _first_day(stated: str) -> date | None:
    found = _DAY.search(stated)
    month = _MONTHS.get(found[2].lower()) if found else None
    if not found or not month:
        return None
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None


def _stakeholders(session: Session) -> tuple[dict[str, int], dict[int, str]]:
    """Ids by folded name and abbreviation, and names by id."""
    by_name: dict[str, int] = {}
    names: dict[int, str] = {}
    rows = session.execute(select(Stakeholder.id, Stakeholder.name, Stakeholder.abbreviation).order_by(Stakeholder.id))
    known = rows.all()
    for row_id, name, _abbreviation in known:
        names[row_id] = name
        by_name.setdefault(fold(name), row_id)
    for row_id, _name, abbreviation in known:
        if abbreviation:
            by_name.setdefault(fold(abbreviation), row_id)
    return by_name, names


def _stored(session: Session, names: dict[int, str]) -> Rows:
    columns = (*_TEXTS, "action", "day", "objectives")
    query = select(Initiative.id, Initiative.initiator_id, *(getattr(Initiative, name) for name in columns))
    found: list[tuple[int, Values]] = []
    for row_id, initiator, *values in session.execute(query.order_by(Initiative.id)):
        row: Values = dict(zip(columns, values, strict=True))
        row["objectives"] = unpacked(row["objectives"])
        row["initiator"] = names.get(initiator)
        found.append((row_id, row))
    return gathered(found)


def _recognised(rows: Rows) -> tuple[Keys, Keys]:
    references = rows.column("reference")
    texts = zip(*(fold_all([one or "" for one in rows.column(name)]) for name in _TOLD_APART), strict=True)
    said = [None if reference else text for reference, text in zip(references, texts, strict=True)]
    keys = {"id": [reference or None for reference in references], "said": said}
    return keys, keys
