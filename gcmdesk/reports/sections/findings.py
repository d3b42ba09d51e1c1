"""What was said, objective by objective: drafted by rules, with evidence ids, and the views of few kept beside it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gcmdesk.compact.references import letter
from gcmdesk.consultations import codebook
from gcmdesk.consultations.coding_records import SavedTheme
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection.material import Counts, Dimension, Quote, Quotes, ReleasedCounts, Text, Unit
from gcmdesk.protection.people_records import AGE_TITLES
from gcmdesk.reports import drafting, gathering
from gcmdesk.reports.blocks import Block, Bullets, Heading, Paragraph, Role, right_to_left
from gcmdesk.reports.choices import Place
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.synthesis import claims, views
from gcmdesk.synthesis.findings import Heard, ObjectiveFindings

_QUOTES = mark("Quotes")
_MARKED = {"“”", '""', "«»", "„“"}
"""Quotation marks that a note brings itself; the writer sets those of the language."""
_NAMELESS = mark("No stakeholder group was recorded with anything that was said, so only sessions are counted here.")
_HEARD = {"kind": mark("What was heard"), "group": mark("Who spoke")}


def gather(sources: Sources) -> Mapping[str, Any]:
    """For each objective of the scope, what can be counted of it; and the quotes, for the gate to choose from."""
    chosen = choosing.objectives(sources)
    if not chosen:
        return NOTHING
    parts: dict[str, Any] = {
        "reach": gathering.reach(sources),
        "contributions": gathering.contributions(sources),
    }
    if sources.spec.request.third_party:
        parts["people"] = gathering.people(sources)
    known = codebook.themes(sources.session)
    for number in chosen:
        parts |= _of_objective(sources, choosing.heard(sources)[number], known)
    return parts | _quotes(sources, chosen)


def _of_objective(sources: Sources, found: ObjectiveFindings, known: Mapping[int, SavedTheme]) -> dict[str, Any]:
    number, texts = found.objective, sources.texts
    told = {id: known[id] for id in found.by_theme if known[id].objective is None or known[id].action}
    parts: dict[str, Any] = {f"kinds-{number}": _heard_in("kind", found, found.by_kind, gathering.kinds(texts), texts)}
    parts[f"groups-{number}"] = _heard_in("group", found, found.by_group, gathering.groups(texts), texts)
    parts[f"evidence-{number}"] = Text(texts.gettext(mark("Evidence")), _evidence(sources, found))
    actions = sorted(one.action for one in told.values() if one.action)
    parts[f"actions-{number}"] = Text(texts.gettext(mark("Actions")), tuple(letter(one, texts) for one in actions))
    if told:
        parts[f"themes-{number}"] = _themes(found, told, texts)
        alone = views.of(found, frozenset(told)).only_group
        if alone:
            parts[f"alone-{number}"] = _alone(found, alone, told, texts)
    if words := sources.spec.own.get((f"{SECTION.id}/{number}", Place.INTRODUCTION), "").strip():
        title = gathering.objective_title(number, texts)
        parts[f"written-{number}"] = Text(title, tuple(one.strip() for one in words.splitlines() if one.strip()))
    return parts


def _evidence(sources: Sources, found: ObjectiveFindings) -> tuple[str, ...]:
    """Id and finding of the evidence sets, those first of whose notes most bear on this objective."""
    said = set(found.sources.notes)
    bearing = [(-sum(each.note in said for each in one.cited), one) for one in choosing.evidence(sources)]
    return tuple(f"{one.code} {one.title}" for count, one in sorted(bearing, key=lambda pair: pair[0]) if count)


def _heard_in(
    kind: str, found: ObjectiveFindings, parts: Mapping[str, Heard], titles: Mapping[str, str], texts: Texts
) -> Counts:
    """In how many sessions each kind was heard, or each group spoke."""
    known = claims.of(found)
    title = texts.gettext(_HEARD[kind])
    shown = {one: titles.get(one, one) for one in sorted(parts, key=lambda one: (-len(parts[one].sessions), one))}
    dimension = Dimension(kind, title, shown, mergeable=False)
    cells: dict[tuple[str, ...], int | None] = {
        (one,): known[f"{kind}/{one}", gathering.SESSIONS].value for one in shown
    }
    return Counts(f"sessions by {kind}, objective {found.objective}", title, (dimension,), cells, Unit.EVENTS)


def _themes(found: ObjectiveFindings, told: Mapping[int, SavedTheme], texts: Texts) -> Counts:
    """Sessions and groups by theme, and which views the rules see in it (1 or 0)."""
    known, seen = claims.of(found), views.of(found, frozenset(told))
    order = views.ranked({id: found.by_theme[id] for id in told})
    titles = {str(id): codebook.title(told[id], texts) for id in order}
    flags = {"shared": seen.shared, "differing": seen.differing, "session": seen.only_session}
    columns = {**gathering.measures(texts).categories, **{name: name for name in flags}}
    cells: dict[tuple[str, ...], int | None] = {}
    for id in order:
        for measure in (gathering.SESSIONS, gathering.GROUPS):
            cells[str(id), measure] = known[f"theme/{id}", measure].value
        cells |= {(str(id), name): int(id in flagged) for name, flagged in flags.items()}
    dimensions = (
        Dimension("theme", texts.gettext(mark("Theme")), titles, mergeable=False),
        Dimension("measure", texts.gettext(mark("Counted")), columns, mergeable=False),
    )
    title = gathering.objective_title(found.objective, texts)
    return Counts(f"sessions and groups by theme, objective {found.objective}", title, dimensions, cells, Unit.EVENTS)


def _alone(found: ObjectiveFindings, alone: Mapping[int, str], told: Mapping[int, SavedTheme], texts: Texts) -> Counts:
    """Themes of which one group alone speaks, and which."""
    titles = gathering.groups(texts)
    dimensions = (
        Dimension("theme", texts.gettext(mark("Theme")), {str(id): codebook.title(told[id], texts) for id in alone}),
        Dimension(
            "group", texts.gettext(mark("Stakeholder group")), {one: titles.get(one, one) for one in alone.values()}
        ),
    )
    cells: dict[tuple[str, ...], int | None] = {(str(id), group): 1 for id, group in alone.items()}
    title = texts.gettext(mark("Views of one group"))
    return Counts(f"views of one group, objective {found.objective}", title, dimensions, cells, Unit.EVENTS)


def _quotes(sources: Sources, chosen: list[int]) -> dict[str, Any]:
    """Every quote of the evidence sets that bears on these objectives, once, under the first of them."""
    of_note: dict[int, int] = {}
    for number in reversed(chosen):
        of_note |= dict.fromkeys(choosing.heard(sources)[number].sources.notes, number)
    parts: dict[str, list[str]] = {}
    quotes: list[Quote] = []
    seen: set[int] = set()
    for one in choosing.evidence(sources):
        if not any(each.note in of_note for each in one.cited):
            continue
        for quote, note in zip(one.quotes, one.quoted, strict=True):
            if note in of_note and note not in seen:
                seen.add(note)
                quotes.append(_told(quote, sources.texts))
                parts.setdefault(f"quoted-{of_note[note]}", []).append(quote.reference)
        quotes += [one for one in one.held if not one.confidential or sources.spec.request.third_party]
    title = sources.texts.gettext(_QUOTES)
    found: dict[str, Any] = {name: Text(title, tuple(references)) for name, references in parts.items()}
    return {**found, "quotes": Quotes(title, tuple(quotes))} if quotes else found


def _told(quote: Quote, texts: Texts) -> Quote:
    """With what is said of its speaker in the report's language."""
    bands = {str(id): texts.gettext(title) for id, title in AGE_TITLES.items()}
    group = gathering.groups(texts).get(quote.group, quote.group)
    words = unmarked(quote.words)
    language = quote.language or _written_in(words, texts)
    return replace(
        quote, words=words, language=language, group=group, age_band=bands.get(quote.age_band, quote.age_band)
    )


def unmarked(words: str) -> str:
    """Without the quotation marks that a note brings itself; a full stop behind them stays."""
    words = words.strip()
    inside = words.rstrip(".")
    if inside[:1] + inside[-1:] in _MARKED:
        return inside[1:-1].strip() + words[len(inside) :]
    return words


def _written_in(words: str, texts: Texts) -> str:
    """Where nobody said in what language it is: one of the script's direction, if that is not the report's."""
    strong = next((kind for kind in map(unicodedata.bidirectional, words) if kind in {"L", "R", "AL"}), "L")
    if (strong != "L") == right_to_left(texts.language.code):
        return ""
    return "en" if strong == "L" else "ar"


def build(given: Given) -> tuple[Block, ...]:
    """How to read it, then one part for each objective, and those of which nobody spoke."""
    blocks: list[Block] = [Paragraph(given.say(one), Role.NOTE) for one in drafting.HOW_TO_READ]
    if drafting.nameless(given):
        blocks.append(Paragraph(given.say(_NAMELESS), Role.NOTE))
    reach = given.part("reach", ReleasedCounts)
    if reach is not None and len(drafting.spoken_of(given)) > 1:
        blocks.append(gathering.bars(given, reach))
    for number in drafting.spoken_of(given):
        blocks.append(Heading(gathering.objective_heading(number, given.texts), 2))
        written = given.part(f"written-{number}", Text)
        blocks += own_paragraphs(written) if written else drafting.sentences(given, number)
        blocks += drafting.beside(given, number)
    silent = drafting.silent(given)
    if silent:
        blocks += [
            Heading(given.say(mark("Objectives of which nobody spoke")), 2),
            Paragraph(given.say(drafting.SILENT)),
            Bullets(tuple(gathering.objective_heading(one, given.texts) for one in silent)),
        ]
    return tuple(blocks)


def drafts(given: Given) -> Mapping[str, tuple[Block, ...]]:
    """The sentences about each objective, as the rules put them."""
    return {str(number): tuple(drafting.sentences(given, number)) for number in drafting.spoken_of(given)}


def own_paragraphs(written: Text) -> list[Block]:
    """The author's words in place of the draft."""
    return [Paragraph(one) for one in written.paragraphs]


SECTION = Section("findings", mark("Findings by objective"), gather, build, new_page=True, drafts=drafts)
