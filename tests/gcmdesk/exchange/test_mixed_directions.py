"""Names that run in two directions, with the signs that nobody sees, come in whole and are known again."""

from gcmdesk.exchange import spreadsheets
from tests.gcmdesk.exchange.test_imports import HEADINGS, counted, imported, names, trial

MIXED = {"Port-47 (ميناء بيلاسو) – Union", "\u200fرابطة Dockers 12\u200e", "اتحاد العمال (Workers’ Union)، فرع 3"}
SIGNS = "\u200e\u200f"


def table(called):
    return [HEADINGS, *([name, "Group", "Media", "Local"] for name in sorted(called))]


def test_names_in_two_directions_stay_as_they_are(workspace, book):
    assert imported(workspace, spreadsheets.read(book(table(MIXED)))) == (counted(new=3), ())
    assert set(names(workspace)) == MIXED


def test_signs_that_nobody_sees_make_no_other_stakeholder(workspace, book):
    imported(workspace, spreadsheets.read(book(table(MIXED))))
    bare = table({name.strip(SIGNS) for name in MIXED})
    _matching, preview = trial(workspace, spreadsheets.read(book(bare)))
    assert preview.counts["new"] == 0
