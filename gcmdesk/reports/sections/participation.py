"""How the consultations were held, and who took part, by sex, age and group, as far as it was recorded."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.consultations import session_lists
from gcmdesk.consultations.session_tables import Headcount
from gcmdesk.consultations.tables import Consultation
from gcmdesk.i18n import mark
from gcmdesk.protection.material import Blank, Counts, Dimension, ReleasedCounts, Text, Unit
from gcmdesk.reports import gathering, tabling
from gcmdesk.reports.blocks import Block, Caption, Column, Heading, Line, Paragraph, Role, Run, Table
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.synthesis import meter

_FORMS = mark("Sessions by form")
_TAKEN = mark(
    "Whoever came to several sessions is counted in each. Where a session did not record something, it is missing here,"
    " not zero."
)
_METHOD = (
    mark(
        "What was said was written down note by note, with the session it was said in and, where people agreed, the"
        " group they spoke for. Each note was given the objectives of the Compact and the themes that it bears on."
    ),
    mark(
        "Only what people let into a synthesis was used. Nobody is named without consent to that, and groups that are"
        " too small to be named are not."
    ),
)
_FEWEST = 2
"""Categories that make a dimension worth showing."""
_WAY = mark("From target to voice")
_CAVEAT_TITLE = mark("How far each group got, in numbers of stakeholders")


def gather(sources: Sources) -> Mapping[str, Any]:
    """Sessions by form, first and last day, head counts by category, and the way of each group from target to voice."""
    parts = held(sources)
    if not parts:
        return NOTHING
    parts |= _people(sources)
    if sources.scope.everything:
        parts["way"] = _way(sources)
    return parts


def held(sources: Sources) -> dict[str, Any]:
    """Sessions of the scope by form, and the first and last day; empty where none was held yet."""
    texts = sources.texts
    query = select(Consultation.day, Consultation.mode).where(choosing.held(sources), Consultation.status != "planned")
    rows = sources.session.execute(query.order_by(Consultation.day)).all()
    if not rows:
        return {}
    modes: Counter[tuple[str, ...]] = Counter((mode,) for _day, mode in rows)
    titles = {id: texts.gettext(title) for id, title in session_lists.MODES.items() if (id,) in modes}
    dimensions = (Dimension("form", texts.gettext(mark("Form")), titles),)
    return {
        "forms": Counts("sessions by form", texts.gettext(_FORMS), dimensions, {**modes}, Unit.EVENTS),
        "days": Text(texts.gettext(mark("Days")), (texts.date(rows[0].day), texts.date(rows[-1].day))),
    }


def _people(sources: Sources) -> dict[str, Counts]:
    """A table for each dimension that was recorded."""
    texts = sources.texts
    query = select(Headcount.dimension, Headcount.category, Headcount.count)
    query = query.join(Consultation, Consultation.id == Headcount.consultation_id)
    query = query.where(choosing.held(sources), Consultation.status != "planned")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for dimension, category, count in sources.session.execute(query):
        found[dimension][category] += count
    parts = {}
    for dimension, title in session_lists.DIMENSIONS.items():
        if not found[dimension]:
            continue
        known = session_lists.categories(dimension)
        say = texts.compact if dimension == "group" else texts.gettext
        titles = {
            id: say(known[id]) if id in known else id for id in [*known, *sorted(found[dimension] - known.keys())]
        }
        parts[f"people-{dimension}"] = Counts(
            f"attendance by {dimension}",
            texts.gettext(title),
            (Dimension(dimension, texts.gettext(title), titles),),
            {(id,): count for id, count in found[dimension].items()},
            Unit.PEOPLE,
            if_alike="merge",
        )
    return parts


def _way(sources: Sources) -> Counts:
    """Stakeholders of each group at each station of the meter."""
    texts = sources.texts
    titles = gathering.groups(texts)
    stations = {one.id: texts.gettext(one.title) for one in meter.LINKS}
    cells: dict[tuple[str, ...], int | None] = {}
    for reach in meter.read(sources.session):
        for link, count in zip(meter.LINKS, reach.counts, strict=True):
            cells[reach.group, link.id] = count
    dimensions = (
        Dimension("group", texts.gettext(mark("Stakeholder group")), titles),
        Dimension("station", texts.gettext(_WAY), stations),
    )
    return Counts(
        "stakeholders from target to voice", texts.gettext(_CAVEAT_TITLE), dimensions, cells, Unit.ORGANISATIONS
    )


def build(given: Given) -> tuple[Block, ...]:
    """How it was done; who took part; how far each group got."""
    forms = given.part("forms", ReleasedCounts)
    if forms is None:
        return ()
    blocks: list[Block] = [Paragraph(" ".join(lead(given)), Role.LEAD)]
    blocks += [Paragraph(given.say(one)) for one in _METHOD]
    if len(forms.dimensions[0].categories) > 1:
        blocks += tabling.counts(forms, given.texts, "forms")
    return (*blocks, *_took_part(given), *_way_of_groups(given))


def lead(given: Given, section: str = "participation") -> list[str]:
    """How many sessions, when, and how many people, from the parts of a section that holds them."""
    own = given.everything.get(section, {})
    forms, days, everybody = own.get("forms"), own.get("days"), own.get("people-all")
    if not isinstance(forms, ReleasedCounts) or not isinstance(days, Text):
        return []
    texts, n = given.texts, gathering.shown(forms, (None,)) or 0
    first, last = days.paragraphs
    if first == last:
        told = [texts.ngettext("{n} session was held on {day}.", "{n} sessions were held on {day}.", n)]
    else:
        told = [
            texts.ngettext(
                "{n} session was held between {first} and {last}.",
                "{n} sessions were held between {first} and {last}.",
                n,
            )
        ]
    told = [one.format(n=texts.number(n), day=first, first=first, last=last) for one in told]
    people = gathering.shown(everybody, (session_lists.ALL,)) if isinstance(everybody, ReleasedCounts) else None
    if people is not None:
        told.append(
            texts.ngettext("{n} attendance was counted.", "{n} attendances were counted.", people).format(
                n=texts.number(people)
            )
        )
    return told


def _took_part(given: Given) -> list[Block]:
    tables = [
        table
        for dimension in session_lists.DIMENSIONS
        if (table := given.part(f"people-{dimension}", ReleasedCounts)) is not None
    ]
    if not tables:
        return [Paragraph(given.say(mark("How many people took part was not recorded.")), Role.NOTE)]
    columns = (Column(given.say(mark("Who")), 3), Column(given.say(mark("Attendances")), 1, figures=True))
    blocks: list[Block] = [Heading(given.say(mark("Who took part")), 2)]
    rows: list[tuple[Line, ...]] = []
    merged: list[str] = []
    for table in tables:
        (dimension,) = table.dimensions
        titles = tabling.titles(dimension, given.texts)
        known = [key for key in titles if table.figures[key,] != 0]
        if dimension.name != session_lists.ALL:
            if len(known) < _FEWEST:
                continue
            rows.append(((Run(table.title, bold=True),), ""))
        rows += [(titles[key], tabling.figure(table.figures[key,], given.texts)) for key in known]
        merged += [
            given.say(mark("Other ({title}): {names}."), title=table.title, names=given.texts.joined(list(one)))
            for one in table.merged.values()
        ]
    blocks.append(Table(columns, tuple(rows), Caption("took-part", given.say(mark("Attendances, as far as recorded")))))
    rounded = tabling.rounding(tables[0], given.texts)
    told = [Paragraph(" ".join(one for one in (rounded, *merged) if one), Role.SOURCE)] if rounded or merged else []
    return [*blocks, *told, Paragraph(given.say(_TAKEN), Role.NOTE)]


def _way_of_groups(given: Given) -> list[Block]:
    """Without totals: the stations do not add up."""
    table = given.part("way", ReleasedCounts)
    if table is None:
        return []
    groups, stations = table.dimensions
    counted = [one for one in stations.categories if any(_counted(table, group, one) for group in groups.categories)]
    columns = (
        Column(groups.title, 2.2),
        *(Column(stations.categories[one], 1.3, figures=True) for one in counted),
    )
    rows = tuple(
        (title, *(_shown(given, table.figures[key, one]) for one in counted))
        for key, title in groups.categories.items()
        if any(_counted(table, key, one) for one in counted)
    )
    if not rows or not counted:
        return []
    return [
        Heading(given.say(_WAY), 2),
        Table(columns, rows, Caption("way", table.title)),
        *(Paragraph(given.say(one), Role.NOTE) for one in meter.CAVEATS),
    ]


def _counted(table: ReleasedCounts, group: str, station: str) -> bool:
    return not isinstance(table.figures[group, station], Blank) and table.figures[group, station] != 0


def _shown(given: Given, figure: Any) -> str:
    return "–" if figure is Blank.NOT_RECORDED else tabling.figure(figure, given.texts)


SECTION = Section("participation", mark("Method and participation"), gather, build, new_page=True, heeds=choosing.HELD)
