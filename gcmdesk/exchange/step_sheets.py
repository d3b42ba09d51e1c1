"""Step 1 beside the register, and the checklists, as the release gate takes them.

Each function takes the language of headings and closed lists. What stakeholders are rated and how they stand to each
other are `Ratings` or pictures of them: they leave only to the facilitation team.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.exchange.sheets import chosen
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection.material import Column, Counts, Dimension, Picture, Ratings, Records, Several, Unit, column
from gcmdesk.stakeholders import awareness as activities_of
from gcmdesk.stakeholders import coverage, engagement, relations, setup, vocabulary
from gcmdesk.stakeholders import ratings as rated
from gcmdesk.stakeholders.engagement_tables import Awareness, Engagement, Role, SetUp
from gcmdesk.stakeholders.ratings import QUADRANTS, Middle, Standing
from gcmdesk.stakeholders.relation_tables import Relation
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.steps import checklist as checklists
from gcmdesk.steps.tables import Answer, Evidence, Mark

Cells = Mapping[tuple[str, ...], int | None]

_NO_LEVEL = "not-recorded"


def standings(session: Session, until: date | None, rater: str, ids: Sequence[int], texts: Texts) -> Ratings:
    """Influence and interest of these stakeholders as they stood at the end of a day (now when None)."""
    found = {one.stakeholder: one for one in rated.standings(session, until, rater)}
    headings = (
        *(mark("Stakeholder"), mark("Influence (median)"), mark("lowest"), mark("highest")),
        *(mark("Interest (median)"), mark("lowest"), mark("highest")),
        *(mark("Raters"), mark("Suggested engagement")),
    )
    rows = tuple(_standing(found[id], texts) for id in ids if id in found)
    return Ratings(texts.gettext(mark("Influence and interest")), tuple(map(texts.gettext, headings)), rows)


def _standing(one: Standing, texts: Texts) -> tuple[Any, ...]:
    raters = max(side.raters for side in (one.influence, one.interest) if side)
    title = texts.gettext(QUADRANTS[one.quadrant][0]) if one.quadrant else ""
    return (one.name, *_figures(one.influence), *_figures(one.interest), raters, title)


def _figures(side: Middle | None) -> tuple[Any, ...]:
    return (side.median, side.lowest, side.highest) if side else ("", "", "")


def network(session: Session, ids: Sequence[int], texts: Texts) -> Ratings:
    """These relations: who stands how to whom."""
    kinds = {kind.id: texts.gettext(kind.title) for kind in relations.KINDS}
    strengths = ("", *map(texts.gettext, relations.STRENGTHS))
    found = {one.id: one for one in relations.all_of(session)}
    rows = tuple(
        (
            one.source_name,
            one.own_name or kinds.get(one.kind, one.kind),
            one.target_name,
            strengths[one.strength or 0],
            one.note,
        )
        for one in (found[id] for id in ids if id in found)
    )
    headings = (mark("From"), mark("Relation"), mark("To"), mark("Strength"), mark("Note"))
    return Ratings(texts.gettext(mark("Relations")), tuple(map(texts.gettext, headings)), rows)


def picture(title: str, description: str, media_type: str, content: bytes) -> Picture:
    """A map of named stakeholders that the screen has painted."""
    written = (column(title, Stakeholder.name), column(title, Relation.kind))
    return Picture(title, description, media_type, content, columns=written, ratings=True)


def missing(session: Session, side: coverage.Side, texts: Texts) -> Several:
    """Stakeholders of each group at each level, and how many the team wants."""
    lines = coverage.matrix(session, side)
    titles = vocabulary.groups() if side == "group" else vocabulary.UNDERHEARD
    translated = texts.compact if side == "group" else texts.gettext
    groups = {line.key: translated(titles[line.key]) if line.key in titles else line.key for line in lines}
    levels = {level: texts.gettext(title) for level, title in vocabulary.LEVELS.items()}
    there: Cells = {(line.key, level): line.levels[level].present for line in lines for level in levels}
    there = {**there, **{(line.key, _NO_LEVEL): line.unlevelled for line in lines}}
    wanted: Cells = {
        (line.key, level): cell.wanted for line in lines for level, cell in line.levels.items() if level != coverage.ANY
    }
    over_all: Cells = {(line.key,): line.levels[coverage.ANY].wanted for line in lines}
    group = Dimension("group", texts.gettext(mark("Group")), groups)
    here = Dimension(
        "level", texts.gettext(mark("Level")), levels | {_NO_LEVEL: texts.gettext(mark("Level not recorded"))}
    )
    level = Dimension("level", texts.gettext(mark("Level")), levels)
    parts = {
        "there": _counted(f"stakeholders {side}", mark("Stakeholders in the register"), (group, here), there, texts),
        "wanted": _counted(f"targets {side}", mark("Targets by level"), (group, level), wanted, texts),
        "over all": _counted(f"targets over all {side}", mark("Targets over all levels"), (group,), over_all, texts),
    }
    return Several(texts.gettext(mark("Who is missing")), parts)


def _counted(subject: str, title: str, dimensions: tuple[Dimension, ...], cells: Cells, texts: Texts) -> Counts:
    return Counts(subject, texts.gettext(title), dimensions, cells, unit=Unit.ORGANISATIONS)


def engagements(ids: Sequence[int], texts: Texts) -> Records:
    """These lines of the engagement plan."""
    columns = _columns(
        texts,
        (mark("Stakeholder"), Stakeholder.name, {}),
        (mark("Mechanism"), Engagement.mechanism, engagement.MECHANISMS),
        (mark("Form"), Engagement.modality, engagement.MODALITIES),
        (mark("How often"), Engagement.frequency, {}),
        (mark("Next step"), Engagement.next_step, {}),
        (mark("Due on"), Engagement.next_day, {}),
        (mark("Responsible"), Engagement.responsible, {}),
        (mark("Time and resources"), Engagement.resources, {}),
        (mark("Languages and accessibility"), Engagement.accessibility, {}),
        (mark("Training or guidance they need"), Engagement.capacity, {}),
        (mark("Trust and conflicts"), Engagement.trust, {}),
    )
    rows = chosen(Engagement, ids).join(Stakeholder, Stakeholder.id == Engagement.stakeholder_id)
    return Records(texts.gettext(mark("Engagement plan")), columns, rows)


def set_up(ids: Sequence[int], texts: Texts) -> Several:
    """These options for the institutional set-up, and the roles in them."""
    options = _columns(
        texts,
        (mark("Option"), SetUp.title, {}),
        (mark("Who leads"), SetUp.form, setup.FORMS),
        (mark("Chosen on"), SetUp.chosen, {}),
        (mark("Why this option"), SetUp.reason, {}),
        (mark("What speaks for it"), SetUp.advantages, {}),
        (mark("What speaks against it"), SetUp.drawbacks, {}),
        (mark("How it ties in with planning, budgeting and other reporting"), SetUp.links, {}),
        (mark("Work plan"), SetUp.work_plan, {}),
        (mark("Reporting"), SetUp.reporting, {}),
    )
    body = column(
        texts.gettext(mark("Body")), Role.body, Stakeholder.name, made=lambda body, name: func.coalesce(name, body)
    )
    option, task, duties = _columns(
        texts,
        (mark("Option"), SetUp.title, {}),
        (mark("Role"), Role.task, setup.TASKS),
        (mark("Duties"), Role.duties, {}),
    )
    roles = (
        select(Role.id)
        .join(SetUp, SetUp.id == Role.set_up_id)
        .outerjoin(Stakeholder, Stakeholder.id == Role.stakeholder_id)
        .where(Role.set_up_id.in_(ids))
        .order_by(SetUp.title, Role.id)
    )
    title = texts.gettext(mark("Institutional set-up"))
    parts = {
        "options": Records(texts.gettext(mark("Options for the set-up")), options, chosen(SetUp, ids)),
        "roles": Records(texts.gettext(mark("Roles")), (option, task, body, duties), roles),
    }
    return Several(title, parts)


def activities(ids: Sequence[int], texts: Texts) -> Records:
    """These activities that make the Compact known."""
    columns = _columns(
        texts,
        (mark("Activity"), Awareness.title, {}),
        (mark("Audience"), Awareness.audience, activities_of.AUDIENCES),
        (mark("Channel"), Awareness.channel, activities_of.CHANNELS),
        (mark("Day"), Awareness.day, {}),
        (mark("Language"), Awareness.language, {}),
        (mark("People reached"), Awareness.reached, {}),
        (mark("What came of it"), Awareness.result, {}),
    )
    return Records(texts.gettext(mark("Awareness raising")), columns, chosen(Awareness, ids))


def checklist(step: int, texts: Texts) -> Several:
    """The checklist of a step with status, note and evidence; points that nobody marked are open."""
    points = {item.id: texts.compact(item.text) for item in library.load().step(step).checklist}
    rows, key = _listed(list(points), Mark.point)
    columns = (
        column(texts.gettext(mark("Point")), Mark.point, made=lambda _point: key, shown=lambda id: points.get(id, id)),
        column(
            texts.gettext(mark("Status")),
            Mark.status,
            made=lambda status: func.coalesce(status, literal("open")),
            shown=_titles(checklists.TITLES, texts),
        ),
        column(texts.gettext(mark("Note")), Mark.note),
    )
    proofs = _columns(texts, (mark("Point"), Mark.point, points), (mark("Evidence"), Evidence.title, {}))
    evidence = (
        select(Evidence.id)
        .join(Mark, Mark.id == Evidence.mark_id)
        .where(Mark.point.in_(list(points)))
        .order_by(Mark.point, Evidence.id)
    )
    title = texts.gettext(mark("Checklist"))
    parts = {
        "points": Records(title, columns, rows),
        "evidence": Records(texts.gettext(mark("Evidence")), proofs, evidence),
    }
    return Several(title, parts)


def questions(step: int, texts: Texts) -> Records:
    """The guiding questions of a step with the team's answers."""
    asked = {item.id: texts.compact(item.text) for item in library.load().step(step).questions}
    rows, key = _listed(list(asked), Answer.question)
    columns = (
        column(
            texts.gettext(mark("Question")), Answer.question, made=lambda _id: key, shown=lambda id: asked.get(id, id)
        ),
        column(texts.gettext(mark("Answer")), Answer.text),
    )
    return Records(texts.gettext(mark("Guiding questions")), columns, rows)


def _listed(ids: list[str], source: Any) -> tuple[Select[Any], Any]:
    """A row for each id of a list in its order, with what the table says of it, and the id as SQL."""
    wanted = func.json_each(json.dumps(ids)).table_valued("key", "value")
    rows = select(wanted.c.key).outerjoin(source.parent.entity, source == wanted.c.value).order_by(wanted.c.key)
    return rows, wanted.c.value


def _columns(texts: Texts, *named: tuple[str, Any, Mapping[Any, str]]) -> tuple[Column, ...]:
    return tuple(
        column(texts.gettext(title), source, shown=_titles(known, texts) if known else None)
        for title, source, known in named
    )


def _titles(known: Mapping[Any, str], texts: Texts) -> Callable[[Any], Any]:
    return lambda value: texts.gettext(known[value]) if value in known else value
