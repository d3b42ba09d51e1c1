"""What Ctrl+K looks through: commands, pages, people by pseudonym, the open workspace, the Compact library."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui.asking import Question
from ui.commands import Commands, keys
from ui.palette import Finder, Finding, Reading, matching
from ui.screens import SCREENS
from ui.screens.base import Context

if TYPE_CHECKING:
    from gcmdesk.consultations.coding_records import SavedEvidence
    from gcmdesk.synthesis.everywhere import Found

_SHORTEST = 2
"""Letters from which the workspace is searched."""
_MOST_OF_WORKSPACE = 15
_MOST_PEOPLE = 5
_Answer = tuple[Sequence[tuple[int, str]], "SavedEvidence | None", Sequence["Found"]]


def all_of(commands: Commands, context: Context) -> list[Finder | Reading]:
    """The finders in the order in which their findings are listed."""
    return [
        partial(_commands, commands),
        partial(_pages, context),
        _workspace(context),
        partial(_library, context),
    ]


def _commands(commands: Commands, query: str) -> list[Finding]:
    findings = [
        Finding(title, action.text(), action.trigger, keys(action))
        for title, actions in commands.by_menu()
        for action in actions
        if action.isEnabled() and action.objectName() != "palette"
    ]
    return matching(findings, query)


def _pages(context: Context, query: str) -> list[Finding]:
    """The pages of the screens, by the name of their screen; offered once something is typed."""
    if not query.strip():
        return []
    findings = [
        Finding(_(screen.title), _(page.title), partial(context.go, f"{screen.id}/{page.id}"))
        for screen in SCREENS
        for page in screen.listed
    ]
    return matching(findings, query)


def _workspace(context: Context) -> Reading:
    """People by pseudonym, and what is written in the open workspace; each finding goes to its own place."""
    return Reading(partial(_question, context), partial(_found, context))


def _question(context: Context, query: str) -> Question[_Answer] | None:
    workspace = context.workspace
    if not query.strip() or not workspace.is_open or workspace.locked:
        return None
    return partial(_answer, query=query)


def _answer(session: Any, query: str) -> _Answer:
    from gcmdesk.consultations import evidence
    from gcmdesk.protection import people
    from gcmdesk.synthesis import everywhere

    named = people.named(session, query, _MOST_PEOPLE)
    if len(query.strip()) < _SHORTEST:
        return named, None, ()
    cited = evidence.by_code(session, query)
    found = next((one for one in evidence.sets(session) if one.id == cited), None) if cited else None
    return named, found, everywhere.search(session, query, everywhere.Facets(), _MOST_OF_WORKSPACE)


def _found(context: Context, answer: _Answer) -> list[Finding]:
    from ui.places import TABLES, go_to

    named, cited, hits = answer
    texts = [
        Finding(
            _(TABLES.get(one.hit.table, one.hit.table)),
            one.hit.snippet.text,
            partial(go_to, context, one.hit.table, one.hit.row),
        )
        for one in hits
        if one.hit.table != "person"  # listed already, by pseudonym
    ]
    sets = []
    if cited:
        go = partial(go_to, context, "evidence_set", cited.id)
        sets = [Finding(_("Evidence"), f"{cited.code} {isolate(cited.title)}", go)]
    return sets + _people(context, named) + texts


def _people(context: Context, named: Sequence[tuple[int, str]]) -> list[Finding]:
    """People by their pseudonym, and withdrawing their consent: one step, wherever they were met."""
    found = []
    for id, pseudonym in named:
        place = f"protection/people/{id}"
        found.append(Finding(_("Person"), pseudonym, partial(context.go, place)))
        if not context.workspace.present.read_only:
            found.append(Finding(_("Withdraw consent"), pseudonym, partial(context.go, f"{place}/withdraw")))
    return found


def _library(context: Context, query: str) -> list[Finding]:
    if not query.strip():
        return []
    hits = context.pages.find(query)
    return [Finding(hit.page.label, hit.page.title, partial(context.go, f"library/{hit.page.place}")) for hit in hits]
