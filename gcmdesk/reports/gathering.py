"""Material about what was said, for several sections: every count in it is one of `synthesis.claims`.

Sessions and Tool 1 groups are events and institutions, and are counted exactly. Contributions are what people did: the
gate rounds them. Which group may be named beside a finding, the gate decides by how many people came for it.
"""

from collections.abc import Mapping

from gcmdesk.compact import library
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection.material import Blank, Counts, Dimension, ReleasedCounts, Unit
from gcmdesk.reports.blocks import Caption, Chart, Series
from gcmdesk.reports.section import Given, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.stakeholders import vocabulary
from gcmdesk.synthesis import claims, findings
from gcmdesk.synthesis.claims import Measure

SESSIONS: Measure = "sessions"
GROUPS: Measure = "groups"
_MEASURES: Mapping[Measure, str] = {SESSIONS: mark("Sessions"), GROUPS: mark("Stakeholder groups")}


def objective_title(number: int, texts: Texts) -> str:
    """“15 Provide access to basic services for migrants”: in tables, under a heading that says what the number is."""
    return f"{texts.digits(str(number))} {texts.compact(library.load().objective(number).title)}"


def objective_named(number: int, texts: Texts) -> str:
    """“Objective 15 (Provide access to basic services for migrants)”: in a sentence, where a bare number is a count."""
    title = texts.compact(library.load().objective(number).title)
    return texts.gettext(mark("Objective {number} ({title})")).format(number=texts.digits(str(number)), title=title)


def objective_heading(number: int, texts: Texts) -> str:
    """“Objective 15: Provide access to basic services for migrants”: where it stands alone."""
    title = texts.compact(library.load().objective(number).title)
    return texts.gettext(mark("Objective {number}: {title}")).format(number=texts.digits(str(number)), title=title)


def objectives(texts: Texts) -> Dimension:
    """All objectives: the table is the same whatever part of it a report shows."""
    titles = {str(one.number): objective_title(one.number, texts) for one in library.load().objectives}
    return Dimension("objective", texts.gettext(mark("Objective")), titles, mergeable=False)


def measures(texts: Texts) -> Dimension:
    """In how many sessions, by how many groups."""
    return Dimension(
        "measure", texts.gettext(mark("Counted")), {id: texts.gettext(title) for id, title in _MEASURES.items()}
    )


def reach(sources: Sources) -> Counts:
    """In how many sessions each objective came up, and how many groups spoke of it."""
    texts = sources.texts
    cells: dict[tuple[str, ...], int | None] = {}
    for number, found in choosing.heard(sources).items():
        known = claims.of(found)
        cells |= {(str(number), one): known["objective", one].value for one in _MEASURES}
    title = texts.gettext(mark("Where the objectives came up"))
    dimensions = (objectives(texts), measures(texts))
    return Counts("sessions and groups by objective", title, dimensions, cells, Unit.EVENTS)


def contributions(sources: Sources) -> Counts:
    """How many contributions there are on each objective. One that bears on two objectives counts for both."""
    texts = sources.texts
    cells: dict[tuple[str, ...], int | None] = {
        (str(number),): claims.of(found)["objective", "contributions"].value
        for number, found in choosing.heard(sources).items()
    }
    title = texts.gettext(mark("Contributions by objective"))
    return Counts(
        "contributions by objective", title, (objectives(texts),), cells, Unit.CONTRIBUTIONS, if_alike="merge"
    )


def people(sources: Sources) -> Counts:
    """Of each group the most people who came to one session. Groups that are too small are merged by the gate."""
    texts = sources.texts
    titles = groups(texts)
    sizes = {key: size for key, size in findings.group_sizes(sources.session).items() if key in titles}
    return Counts(
        "most people of a group in one session",
        texts.gettext(mark("Groups large enough to be named")),
        (Dimension("group", texts.gettext(mark("Stakeholder group")), titles),),
        {(key,): size for key, size in sizes.items()},
        Unit.PEOPLE,
        if_alike="merge",
    )


def groups(texts: Texts) -> dict[str, str]:
    """Titles of the Tool 1 groups."""
    return {id: texts.compact(title) for id, title in vocabulary.groups().items()}


def kinds(texts: Texts) -> dict[str, str]:
    """Titles of the kinds of contributions."""
    return {id: texts.gettext(title) for id, title in KIND_TITLES.items()}


def may_be_named(given: Given, part: str = "people") -> frozenset[str]:
    """The Tool 1 groups that a finding may be attributed to for this recipient."""
    if not given.spec.request.third_party:
        return frozenset(vocabulary.groups())
    table = given.part(part, ReleasedCounts)
    if table is None:
        return frozenset()
    known = vocabulary.groups()
    return frozenset(key for key in table.dimensions[0].categories if key in known and shown(table, (key,)) is not None)


def ranked(given: Given, reach: ReleasedCounts) -> list[int]:
    """Objectives of the scope that came up, by sessions and then by groups."""
    chosen = given.spec.scope.objectives
    found = [
        (-(shown(reach, (key, SESSIONS)) or 0), -(shown(reach, (key, GROUPS)) or 0), int(key))
        for key in reach.dimensions[0].categories
        if not chosen or int(key) in chosen
    ]
    return [number for sessions, _groups, number in sorted(found) if sessions]


def bars(given: Given, reach: ReleasedCounts) -> Chart:
    """Sessions and groups of all objectives that came up, in the Compact's order."""
    numbers = sorted(ranked(given, reach))
    titles = [given.say(mark("Objective {number}"), number=given.texts.digits(str(one))) for one in numbers]
    counted = {measure: tuple(shown(reach, (str(one), measure)) for one in numbers) for measure in (SESSIONS, GROUPS)}
    series = tuple(
        Series(reach.dimensions[1].categories[measure], values) for measure, values in counted.items() if any(values)
    )
    told = "; ".join(
        f"{title}: {', '.join(given.texts.number(one.values[at] or 0) for one in series)}"
        for at, title in enumerate(titles)
    )
    description = f"{reach.title} ({given.texts.joined([one.title for one in series])}). {told}."
    return Chart(reach.title, tuple(titles), series, description, Caption("objectives-chart", reach.title))


def shown(table: ReleasedCounts, key: tuple[str | None, ...]) -> int | None:
    """A figure above 0 that the gate shows; else None."""
    value = table.figures.get(key)
    return None if value is None or isinstance(value, Blank) or not value else value
