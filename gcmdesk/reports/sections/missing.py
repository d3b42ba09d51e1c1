"""Who is missing: groups that nobody in the register belongs to or speaks for, and targets that are not reached."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.i18n import mark
from gcmdesk.protection.material import Blank, Counts, Dimension, Figure, ReleasedCounts, Unit
from gcmdesk.reports import tabling
from gcmdesk.reports.blocks import Block, Bullets, Caption, Column, Line, Paragraph, Role, Table
from gcmdesk.reports.section import NOTHING, Given, Narrowing, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.stakeholders import coverage, vocabulary
from gcmdesk.stakeholders.coverage import ANY, Side
from gcmdesk.stakeholders.records import unpacked
from gcmdesk.stakeholders.tables import Stakeholder

PRESENT, WANTED = "present", "wanted"
SIDES: tuple[tuple[str, Side], ...] = (("groups", "group"), ("under-heard", "under-heard"))
"""Name of the part, and the side of the register that it is about."""

_TITLES = {
    "groups": mark("Stakeholder groups in the register"),
    "under-heard": mark("Seldom heard groups that somebody in the register speaks for"),
}
_ABSENT = {
    "groups": mark("Nobody in the register belongs to these groups:"),
    "under-heard": mark("Nobody in the register speaks for these groups:"),
}
_CAVEAT = mark(
    "What this report says about the consultations is said without them. Where a decision touches these groups, hear"
    " them first."
)
_TERRITORIES = mark("Counted are the stakeholders of the chosen territories.")
_NONE = mark("Somebody in the register stands for every group.")


def gather(sources: Sources) -> Mapping[str, Any]:
    """Present and wanted, by group and by seldom heard group. Groups that the team set to zero are not missed."""
    if sources.session.scalar(select(Stakeholder.id).where(choosing.registered(sources)).limit(1)) is None:
        return NOTHING
    return {name: _counts(sources, name, side) for name, side in SIDES}


def _counts(sources: Sources, name: str, side: Side) -> Counts:
    texts = sources.texts
    present = _present(sources, side)
    wanted = {line.key: line.levels[ANY].wanted for line in coverage.matrix(sources.session, side)}
    if side == "group":
        titles = {key: texts.compact(title) for key, title in vocabulary.groups().items()}
    else:
        titles = {key: texts.gettext(title) for key, title in vocabulary.UNDERHEARD.items()}
    titles |= {key: key for key in sorted(present) if key not in titles}
    shown = {key: title for key, title in titles.items() if present[key] or wanted.get(key) != 0}
    cells: dict[tuple[str, ...], int | None] = {(key, PRESENT): present[key] for key in shown}
    cells |= {(key, WANTED): wanted.get(key) for key in shown}
    return Counts(
        f"{name} present and wanted",
        texts.gettext(_TITLES[name]),
        (
            Dimension("group", texts.gettext(mark("Stakeholder group")), shown),
            Dimension(
                "count",
                texts.gettext(mark("Stakeholders")),
                {PRESENT: texts.gettext(mark("In the register")), WANTED: texts.gettext(mark("Wanted"))},
            ),
        ),
        cells,
        Unit.ORGANISATIONS,
    )


def _present(sources: Sources, side: Side) -> Counter[str]:
    found: Counter[str] = Counter()
    query = select(Stakeholder.kind, Stakeholder.underheard).where(choosing.registered(sources))
    for kind, underheard in sources.session.execute(query):
        found.update(one for one in ((kind,) if side == "group" else unpacked(underheard) or ()) if one)
    return found


def absent(table: ReleasedCounts) -> tuple[str, ...]:
    """Titles of the groups of which nobody is there."""
    return tuple(title for key, title in table.dimensions[0].categories.items() if table.figures[key, PRESENT] == 0)


def build(given: Given) -> tuple[Block, ...]:
    """Who is absent, first; then both tables."""
    blocks: list[Block] = []
    tables = [(name, found) for name, _side in SIDES if (found := given.part(name, ReleasedCounts))]
    for name, table in tables:
        missing: tuple[Line, ...] = absent(table)
        if missing:
            blocks += [Paragraph(given.say(_ABSENT[name])), Bullets(missing)]
    blocks.append(Paragraph(given.say(_CAVEAT), Role.NOTE) if blocks else Paragraph(given.say(_NONE)))
    if given.spec.scope.territories:
        blocks.append(Paragraph(given.say(_TERRITORIES), Role.SOURCE))
    blocks += [_table(given, name, table) for name, table in tables if _tells_more(table)]
    return tuple(blocks)


def _tells_more(table: ReleasedCounts) -> bool:
    """Whether a table says more than the list of those who are absent: somebody is there, or was to be."""
    return any(figure not in {0, Blank.NOT_RECORDED} for figure in table.figures.values())


def _table(given: Given, name: str, table: ReleasedCounts) -> Table:
    """A target is no count of the same kind, so this table has no totals; without targets it has no such column."""
    group, count = table.dimensions
    targets = any(table.figures[key, WANTED] is not Blank.NOT_RECORDED for key in group.categories)
    shown = [one for one in count.categories if one == PRESENT or targets]
    columns = (Column(group.title, 3), *(Column(count.categories[one], 1, figures=True) for one in shown))
    rows = tuple(
        (title, *(_figure(given, table.figures[key, one]) for one in shown)) for key, title in group.categories.items()
    )
    return Table(columns, rows, Caption(f"missing-{name}", table.title))


def _figure(given: Given, figure: Figure) -> str:
    return given.say(mark("no target")) if figure is Blank.NOT_RECORDED else tabling.figure(figure, given.texts)


SECTION = Section("who-is-missing", mark("Who is missing"), gather, build, heeds=frozenset({Narrowing.TERRITORIES}))
