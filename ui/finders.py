"""What Ctrl+K looks through: commands, pages, people by pseudonym, the open workspace, the Compact library."""

from functools import partial

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from ui.commands import Commands, keys
from ui.palette import Finder, Finding, matching
from ui.screens import SCREENS
from ui.screens.base import Context

_SHORTEST = 2
"""Letters from which the workspace is searched."""
_MOST_OF_WORKSPACE = 15
_MOST_PEOPLE = 5


def all_of(commands: Commands, context: Context) -> list[Finder]:
    """The finders in the order in which their findings are listed."""
    return [
        partial(_commands, commands),
        partial(_pages, context),
        partial(_people, context),
        partial(_workspace, context),
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


def _workspace(context: Context, query: str) -> list[Finding]:
    """What is written in the open workspace; each finding goes to its own place."""
    workspace = context.workspace
    if len(query.strip()) < _SHORTEST or not workspace.is_open or workspace.locked:
        return []
    from gcmdesk.synthesis import everywhere
    from ui.places import TABLES, place_of

    try:
        found = workspace.read(everywhere.search, query, everywhere.Facets(), _MOST_OF_WORKSPACE)
    except KnownError as error:
        context.messages.show_error(error)
        return []
    return [
        Finding(
            _(TABLES.get(one.hit.table, one.hit.table)),
            one.hit.snippet.text,
            partial(context.go, place_of(one.hit.table, one.hit.row)),
        )
        for one in found
        if one.hit.table != "person"  # listed already, by pseudonym
    ]


def _people(context: Context, query: str) -> list[Finding]:
    """People by their pseudonym, and withdrawing their consent: one step, wherever they were met."""
    workspace = context.workspace
    if not query.strip() or not workspace.is_open or workspace.locked:
        return []
    from gcmdesk.protection import people

    found = []
    for id, pseudonym in workspace.read(people.named, query, _MOST_PEOPLE):
        place = f"protection/people/{id}"
        found.append(Finding(_("Person"), pseudonym, partial(context.go, place)))
        if not workspace.present.read_only:
            found.append(Finding(_("Withdraw consent"), pseudonym, partial(context.go, f"{place}/withdraw")))
    return found


def _library(context: Context, query: str) -> list[Finding]:
    if not query.strip():
        return []
    hits = context.pages.find(query)
    return [Finding(hit.page.label, hit.page.title, partial(context.go, f"library/{hit.page.place}")) for hit in hits]
