"""Which saved report the pages of the step are about: the same one on each of them, until another is chosen."""

from weakref import WeakKeyDictionary

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.protection.recipients import TITLES
from gcmdesk.reports import outlines
from gcmdesk.reports.saved import Listed
from ui.desk_workspace import DeskWorkspace

_CHOSEN: WeakKeyDictionary[DeskWorkspace, tuple[int, int]] = WeakKeyDictionary()
"""Edition of what is open, and the report."""


def chosen(workspace: DeskWorkspace) -> int:
    """The report's number; 0 for none."""
    edition, report = _CHOSEN.get(workspace, (0, 0))
    return report if edition == workspace.edition else 0


def choose(workspace: DeskWorkspace, report: int) -> None:
    """From now on, the pages are about this one."""
    _CHOSEN[workspace] = (workspace.edition, report)


def kinds() -> list[tuple[str, str]]:
    """The kinds of report, as a form takes them."""
    return [(one.id, _(one.title)) for one in outlines.OUTLINES]


def title(one: Listed) -> str:
    """What a saved report is called: its own title, else its kind."""
    return one.title or dict(kinds()).get(one.outline, one.outline)


def recipient(one: Listed) -> str:
    """To whom it goes."""
    return isolate(one.organisation) if one.organisation else _(TITLES[one.recipient])


def language(code: str) -> str:
    """The name of a language, in itself."""
    return i18n.language(code).name


def line(one: Listed) -> str:
    """A saved report in one line, for a list to choose from."""
    return " · ".join((isolate(title(one)), recipient(one), isolate(language(one.language))))
