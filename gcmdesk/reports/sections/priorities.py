"""Which objectives come first: ranks with their range, how much raters agree, and what the weights decide."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import Texts, mark
from gcmdesk.priorities import result, rounds
from gcmdesk.priorities.result import Result
from gcmdesk.protection import limits
from gcmdesk.protection.material import Averages, Blank, Dimension, ReleasedAverages, Text
from gcmdesk.reports import gathering, tabling
from gcmdesk.reports.blocks import Block, Caption, Column, CrossReference, Paragraph, Role, Table
from gcmdesk.reports.section import NOTHING, Given, Narrowing, Section, Sources

_FIGURES = ("mean", "rank", "best", "worst", "top")
_TITLES = {
    "mean": mark("Mean score"),
    "rank": mark("Rank"),
    "best": mark("Best rank"),
    "worst": mark("Worst rank"),
    "top": mark("Among the first, in percent of the weightings"),
}
_READ = mark(
    "The mean is of 0 to 5. Best and worst rank say how far an objective moves when the weights of the criteria are"
    " changed within their band; an objective whose range is narrow stays where it is, whoever weighs."
)
_SAMPLE = 2_000
"""Weightings; as many as a reader can tell apart in whole percent."""


def newest(sources: Sources) -> Result | None:
    """The result of the newest scoring round in which somebody scored."""
    if "result" not in sources.memo:
        asked = [one.id for one in rounds.all_of(sources.session, "scores")]
        found = (result.of_round(sources.session, one, sources.moment, _SAMPLE) for one in reversed(asked))
        sources.memo["result"] = next((one for one in found if one.standings), None)
    known: Result | None = sources.memo["result"]
    return known


def gather(sources: Sources) -> Mapping[str, Any]:
    """Averages by objective, each with how many scored it: the gate shows none that few stand behind."""
    found = newest(sources)
    if found is None:
        return NOTHING
    texts = sources.texts
    titles = {str(one.objective): gathering.objective_title(one.objective, texts) for one in found.standings}
    dimension = Dimension("objective", texts.gettext(mark("Objective")), titles)
    shown = _FIGURES if _enough(sources, found) else _FIGURES[:1]
    parts: dict[str, Any] = {name: _figures(found, name, dimension, texts) for name in shown}
    parts["round"] = Text(found.round.title, (found.round.title, texts.date(found.round.day)))
    if found.agreement and _enough(sources, found):
        parts[f"agreement-{found.agreement.label}"] = Averages(
            texts.gettext(mark("Agreement")),
            Dimension("all", texts.gettext(mark("Agreement")), {"w": texts.gettext(mark("Kendall’s W"))}),
            {"w": (found.raters, found.agreement.w)},
        )
    return parts


def _enough(sources: Sources, found: Result) -> bool:
    """With few raters every figure would be withheld, and each would stand in the list of what was."""
    return not sources.spec.request.third_party or found.raters >= limits.of(sources.session).base


def _figures(found: Result, name: str, dimension: Dimension, texts: Texts) -> Averages:
    values = {
        str(one.objective): (one.raters, one.top * 100 if name == "top" else float(getattr(one, name)))
        for one in found.standings
    }
    return Averages(texts.titled(texts.gettext(SECTION.title), texts.gettext(_TITLES[name])), dimension, values)


def build(given: Given) -> tuple[Block, ...]:
    """Sentences and the table, best first; or why it is not here."""
    ranks = given.part("rank", ReleasedAverages)
    order = ranking(given)
    asked = given.part("round", Text)
    if ranks is None or not order or asked is None:
        return (Paragraph(given.say(mark("Too few people scored for their scores to be shown.")), Role.NOTE),)
    blocks: list[Block] = [
        Paragraph(
            given.say(mark("Scoring round of {day}: {title}."), title=asked.paragraphs[0], day=asked.paragraphs[1])
        )
    ]
    if agreed := _agreement(given):
        blocks.append(Paragraph(agreed))
    solid = [key for key in order if _value(given, "top", key) >= 95]
    if solid:
        titles = [gathering.objective_named(int(key), given.texts) for key in solid]
        blocks.append(
            Paragraph(
                given.say(mark("Among the first whatever the weights: {names}."), names=given.texts.joined(titles))
            )
        )
    before, _table, after = given.say(mark("{table} shows all that were scored.")).partition("{table}")
    blocks.append(Paragraph((before, CrossReference("priorities"), after)))
    return (*blocks, _table_of(given, ranks, order), Paragraph(given.say(_READ), Role.SOURCE))


def _agreement(given: Given) -> str:
    """In plain words, with the figure and how many scored, where it may be told."""
    for label, words in result.LABELS.items():
        table = given.part(f"agreement-{label}", ReleasedAverages)
        if table is None:
            continue
        answered, w = table.means["w"]
        if isinstance(w, Blank):
            continue
        return given.say(
            mark("{words} (Kendall’s W {value}, raters: {n})"),
            words=given.say(words),
            value=given.texts.number(w),
            n=tabling.figure(answered, given.texts),
        )
    return ""


def ranking(given: Given) -> list[str]:
    """Keys of the objectives whose figures may be shown, best first; of the scope only."""
    own = given.everything.get(SECTION.id, {})
    ranks = own.get("rank")
    if not isinstance(ranks, ReleasedAverages):
        return []
    chosen = given.spec.scope.objectives
    known = [
        (value, int(key))
        for key, (_answered, value) in ranks.means.items()
        if not isinstance(value, Blank) and (not chosen or int(key) in chosen)
    ]
    return [str(number) for _rank, number in sorted(known)]


def _value(given: Given, name: str, key: str) -> float:
    table = given.part(name, ReleasedAverages)
    value = table.means[key][1] if table else 0.0
    return 0.0 if isinstance(value, Blank) else value


def _table_of(given: Given, ranks: ReleasedAverages, order: list[str]) -> Table:
    texts = given.texts

    def number(name: str, key: str) -> str:
        value = _value(given, name, key)
        return texts.number(int(value) if value == int(value) else value)

    columns = (
        Column(ranks.dimension.title, 4),
        Column(given.say(mark("Rank")), 0.8, figures=True),
        Column(given.say(mark("Range of ranks")), 1.1, figures=True),
        Column(given.say(mark("Mean score")), 1, figures=True),
        Column(given.say(mark("Scored by")), 1, figures=True),
    )
    rows = tuple(
        (
            ranks.dimension.categories[key],
            number("rank", key),
            given.say(mark("{best}–{worst}"), best=number("best", key), worst=number("worst", key)),
            texts.number(_value(given, "mean", key), "0.0"),
            tabling.figure(ranks.means[key][0], texts),
        )
        for key in order
    )
    return Table(columns, rows, Caption("priorities", given.say(mark("Objectives in their order"))))


def summed_up(given: Given) -> list[Block]:
    """One sentence for the summary."""
    order = ranking(given)[:3]
    if not order:
        return []
    titles = [gathering.objective_named(int(key), given.texts) for key in order]
    return [
        Paragraph(given.say(mark("In the assessment these came first: {names}."), names=given.texts.joined(titles)))
    ]


SECTION = Section("priorities", mark("Priorities"), gather, build, heeds=frozenset({Narrowing.OBJECTIVES}))
