"""The sentences of the findings: rules that turn released counts into plain words, and say nothing beside them.

Figures are of sessions and of groups, never shares of people. The rules that see agreement and difference are those of
`synthesis.views`; the author may write something else in their place.
"""

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.protection.material import ReleasedCounts, ReleasedQuote, ReleasedQuotes, Text
from gcmdesk.reports import gathering, tabling
from gcmdesk.reports.blocks import Block, Bullets, Evidence, Inline, Line, Paragraph, Role
from gcmdesk.reports.gathering import GROUPS, SESSIONS
from gcmdesk.reports.section import Given

HOW_TO_READ = (
    mark(
        "Sessions and stakeholder groups are counted, not people: whoever speaks in a session speaks for themselves or"
        " for a group, and no share of a population can be read from it. The order of themes says in how many sessions"
        " they were heard, not how much they weigh."
    ),
    mark(
        "A theme is called widely shared when at least three groups speak of it and more than half of those that speak"
        " of the objective; it is seen differently when some groups see only needs and challenges in it and others only"
        " opportunities and good practice."
    ),
)
SILENT = mark(
    "That nobody spoke of an objective does not say that it does not matter: those concerned may not have been there."
)
_THEMES = 8
"""Shown with their figures; the others are named."""
_QUOTES = 2
_SETS = 5
_TELLING = {
    "need": mark("needs"),
    "challenge": mark("challenges"),
    "opportunity": mark("opportunities"),
    "proposal": mark("proposals"),
    "good practice": mark("good practices"),
}
"""Kinds of contributions that say something about an objective, as they stand in a sentence; the others are about the
work of the session."""


def spoken_of(given: Given) -> list[int]:
    """The objectives that the section has something to say about, in their order."""
    return sorted(int(name.partition("-")[2]) for name in given.parts if name.startswith("kinds-"))


def silent(given: Given) -> list[int]:
    """Objectives of the scope of which nobody spoke."""
    chosen = given.spec.scope.objectives
    return [
        one.number
        for one in library.load().objectives
        if (not chosen or one.number in chosen) and f"kinds-{one.number}" not in given.parts
    ]


def nameless(given: Given) -> bool:
    """Whether no stakeholder group was recorded with anything, so that no objective has groups."""
    return not any(_reach(given, one, GROUPS) for one in spoken_of(given))


def sentences(given: Given, number: int) -> list[Block]:
    """The draft about one objective."""
    first = [_sessions(given, number), _groups(given, number), _contributions(given, number), _kinds(given, number)]
    blocks: list[Block] = [Paragraph(" ".join(one for one in first if one))]
    themes = given.part(f"themes-{number}", ReleasedCounts)
    if themes is not None:
        blocks += _themes(given, themes)
        blocks += [Paragraph(one) for one in _views(given, number, themes)]
    return blocks


def beside(given: Given, number: int) -> list[Block]:
    """What stands beside the sentences, whoever wrote them: quotes, evidence, links to the Compact and the Goals."""
    return [*_quotes(given, number), *_evidence(given, number), *_links(given, number)]


def _sessions(given: Given, number: int) -> str:
    n = _reach(given, number, SESSIONS)
    return given.texts.ngettext("It came up in {n} session.", "It came up in {n} sessions.", n).format(
        n=given.texts.number(n)
    )


def _groups(given: Given, number: int) -> str:
    texts, n = given.texts, _reach(given, number, GROUPS)
    if not n:
        silent = nameless(given)  # then it is said once, for all of them
        return "" if silent else given.say(mark("No stakeholder group was recorded with what was said."))
    told = texts.ngettext("{n} stakeholder group spoke of it.", "{n} stakeholder groups spoke of it.", n).format(
        n=texts.number(n)
    )
    table = given.part(f"groups-{number}", ReleasedCounts)
    free = gathering.may_be_named(given)
    named = [title for key, title in table.dimensions[0].categories.items() if key in free] if table else []
    if not named:
        return told
    message = mark("They were: {groups}.") if len(named) == n else mark("Among them were: {groups}.")
    return f"{told} {given.say(message, groups=texts.joined(named))}"


def _contributions(given: Given, number: int) -> str:
    table = given.part("contributions", ReleasedCounts)
    n = gathering.shown(table, (str(number),)) if table else None
    if table is None or n is None:
        return ""
    texts = given.texts
    if table.rounded_to > 1:
        told = texts.ngettext("About {n} contribution bears on it.", "About {n} contributions bear on it.", n)
    else:
        told = texts.ngettext("{n} contribution bears on it.", "{n} contributions bear on it.", n)
    return told.format(n=texts.number(n))


def _kinds(given: Given, number: int) -> str:
    table = given.part(f"kinds-{number}", ReleasedCounts)
    if table is None or not table.dimensions[0].categories:
        return ""
    named = [
        f"{given.say(_TELLING[key])} ({in_sessions(given, gathering.shown(table, (key,)) or 0)})"
        for key in table.dimensions[0].categories
        if key in _TELLING
    ]
    return given.say(mark("What people told of: {kinds}."), kinds=given.texts.joined(named)) if named else ""


def in_sessions(given: Given, n: int) -> str:
    """“in 3 sessions”."""
    return given.texts.ngettext("in {n} session", "in {n} sessions", n).format(n=given.texts.number(n))


def heard(given: Given, what: str, sessions: int, groups: int) -> str:
    """“School places: in 3 sessions, by 2 groups”."""
    where = in_sessions(given, sessions)
    if not groups:
        return given.say(mark("{theme}: {sessions}"), theme=what, sessions=where)
    by = given.texts.ngettext("by {n} group", "by {n} groups", groups).format(n=given.texts.number(groups))
    return given.say(mark("{theme}: {sessions}, {groups}"), theme=what, sessions=where, groups=by)


def _themes(given: Given, themes: ReleasedCounts) -> list[Block]:
    titles = themes.dimensions[0].categories
    lines: list[Line] = []
    for key in list(titles)[:_THEMES]:
        sessions, groups = gathering.shown(themes, (key, SESSIONS)) or 0, gathering.shown(themes, (key, GROUPS)) or 0
        lines.append(heard(given, titles[key], sessions, groups))
    blocks: list[Block] = [Paragraph(given.say(mark("These themes were raised:"))), Bullets(tuple(lines))]
    more = list(titles.values())[_THEMES:]
    if more:
        blocks.append(Paragraph(given.say(mark("Also raised: {themes}."), themes=given.texts.joined(more))))
    return blocks


def _views(given: Given, number: int, themes: ReleasedCounts) -> list[str]:
    """Agreement, difference, and the views of few."""
    found = []
    for flag, message in (
        ("shared", mark("Widely shared: {themes}.")),
        ("differing", mark("Seen differently by different groups: {themes}.")),
        ("session", mark("Heard in one session only, and not to be lost: {themes}.")),
    ):
        titles = [title for key, title in themes.dimensions[0].categories.items() if themes.figures.get((key, flag))]
        if titles:
            found.append(given.say(message, themes=given.texts.joined(titles)))
    return [*found, *_alone(given, number)]


def _alone(given: Given, number: int) -> list[str]:
    table = given.part(f"alone-{number}", ReleasedCounts)
    if table is None:
        return []
    free = gathering.may_be_named(given)
    titles, groups = (one.categories for one in table.dimensions)
    named = []
    for key, title in titles.items():
        group = next((groups[one] for one in groups if table.figures.get((key, one)) and one in free), "")
        named.append(f"{title} ({group})" if group else title)
    message = mark("Raised by one group alone, and not to be lost: {themes}.")
    return [given.say(message, themes=given.texts.joined(named))]


def _quotes(given: Given, number: int) -> list[Block]:
    quotes = given.part("quotes", ReleasedQuotes)
    return list(tabling.quotes(ReleasedQuotes(quotes.title, quoted(given, number)), given.texts)) if quotes else []


def quoted(given: Given, number: int) -> tuple[ReleasedQuote, ...]:
    """At most two of the quotes that the gate let through: those in the report's language first, then the shortest."""
    own = given.everything.get("findings", {})
    wanted, quotes = own.get(f"quoted-{number}"), own.get("quotes")
    if not isinstance(wanted, Text) or not isinstance(quotes, ReleasedQuotes):
        return ()
    free = [one for one in quotes.quotes if one.reference in wanted.paragraphs]
    return tuple(sorted(free, key=lambda one: (one.language != given.spec.language, len(one.words)))[:_QUOTES])


def _evidence(given: Given, number: int) -> list[Block]:
    """What the evidence sets show, those first that bear on it most; the others by their ids."""
    sets = given.part(f"evidence-{number}", Text)
    if sets is None or not sets.paragraphs:
        return [Paragraph(given.say(mark("No evidence set holds any of this yet.")), Role.SOURCE)]
    lines: list[Line] = []
    for one in sets.paragraphs[:_SETS]:
        code, _space, title = one.partition(" ")
        lines.append((f"{title} (", Evidence(code), ")"))
    blocks: list[Block] = [Paragraph(given.say(mark("What the evidence shows:"))), Bullets(tuple(lines))]
    more = sorted(one.partition(" ")[0] for one in sets.paragraphs[_SETS:])
    if more:
        before, _codes, after = given.say(mark("Further evidence: {codes}.")).partition("{codes}")
        comma = "، " if given.texts.language.code == "ar" else ", "
        cited: list[Inline] = [before]
        for code in more:
            cited += [Evidence(code), comma]
        blocks.append(Paragraph((*cited[:-1], after), Role.SOURCE))
    return blocks


def _links(given: Given, number: int) -> list[Block]:
    """Actions that the notes were coded to, and the targets of the 2030 Agenda that the objective serves."""
    texts, objective = given.texts, library.load().objective(number)
    told = []
    actions = given.part(f"actions-{number}", Text)
    if actions is not None and actions.paragraphs:
        paragraph = texts.digits(str(objective.paragraph))
        named = texts.joined([f"{paragraph}({one})" for one in actions.paragraphs])
        told.append(given.say(mark("Actions of the Compact that it bears on: {actions}."), actions=named))
    if objective.all_sdgs:
        told.append(given.say(mark("It serves all Sustainable Development Goals.")))
    elif objective.sdg_targets:
        named = texts.joined([texts.digits(one) for one in objective.sdg_targets])
        told.append(given.say(mark("It serves these targets of the 2030 Agenda: {targets}."), targets=named))
    return [Paragraph(" ".join(told), Role.SOURCE)] if told else []


def _reach(given: Given, number: int, measure: str) -> int:
    table = given.part("reach", ReleasedCounts)
    value = table.figures[str(number), measure] if table else 0
    return value if isinstance(value, int) else 0
