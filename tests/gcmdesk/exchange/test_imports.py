"""Importing stakeholders: a trial first, messages for each row, one passage, and never twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gcmdesk.exchange import imports, spreadsheets
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.exchange.stakeholder_tables import Stakeholders
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import register, territories
from gcmdesk.stakeholders.records import StakeholderDraft
from gcmdesk.workspace.errors import NothingToUndo

TARGET = Stakeholders()
HEADINGS = ["Name", "Type", "Group", "Level"]


def trial(workspace, grid, matching=None):
    matching = matching or workspace.read(imports.guess, TARGET, grid)
    return matching, workspace.read(imports.examine, TARGET, grid, matching)


def imported(workspace, grid, matching=None):
    matching, preview = trial(workspace, grid, matching)
    return workspace.job(
        Progress(), imports.write, TARGET, grid, matching, preview, name=TARGET.passage
    ), preview.messages


def names(workspace):
    return [one.name for one in workspace.read(register.rows)]


def counted(new=0, changed=0, same=0, refused=0):
    return {"new": new, "changed": changed, "same": same, "refused": refused}


def test_nothing_is_written_before_it_is_confirmed(workspace, book):
    before = workspace.head
    _matching, preview = trial(workspace, spreadsheets.read(book([HEADINGS, ["Port authority", "Organization"]])))
    assert preview.counts == counted(new=1)
    assert names(workspace) == []
    assert workspace.head == before


def test_an_import_is_undone_in_one_step(workspace, book):
    grid = spreadsheets.read(book([HEADINGS, ["Port authority"], ["Youth council", "Group", "Media", "Local"]]))
    done, messages = imported(workspace, grid)
    assert (done, messages) == (counted(new=2), ())
    port, youth = workspace.read(register.rows)
    assert (port.form, port.kind, port.level) == ("organisation", "", None)
    assert (youth.form, youth.kind, youth.level) == ("group", "media", "local")
    workspace.undo()
    assert names(workspace) == []
    with pytest.raises(NothingToUndo):
        workspace.undo()


def test_what_was_entered_since_the_trial_is_not_entered_twice(workspace, book):
    grid = spreadsheets.read(book([HEADINGS, ["Port authority"], ["Youth council"]]))
    matching, preview = trial(workspace, grid)
    workspace.run(register.add, StakeholderDraft("Port authority"), name="Stakeholder added")
    done = workspace.job(Progress(), imports.write, TARGET, grid, matching, preview, name=TARGET.passage)
    assert done == counted(new=1, same=1)
    assert names(workspace) == ["Port authority", "Youth council"]


def test_every_refused_cell_says_where_and_why_and_the_other_rows_go_in(workspace, book):
    rows = [
        ["List of 2026"],
        HEADINGS,
        ["Port authority", "Ship", "", "galactic"],
        ["", "Group", "Media"],
        ["N" * 2000, "Group"],
        ["Youth council", "Group"],
    ]
    done, messages = imported(workspace, spreadsheets.read(book(rows)))
    assert done == counted(new=1, refused=3)
    assert [(one.row, one.column) for one in messages] == [(3, "Level"), (3, "Type"), (4, ""), (5, "Name")]
    assert "too long" in messages[-1].sentence
    assert names(workspace) == ["Youth council"]


def test_the_same_table_again_changes_nothing_and_a_changed_one_updates(workspace, book):
    rows = [HEADINGS, ["Port authority", "Role", "Media", "Local"], ["Youth council", "", "", ""]]
    imported(workspace, spreadsheets.read(book(rows)))
    before = workspace.head
    assert imported(workspace, spreadsheets.read(book(rows)))[0] == counted(same=2)
    assert workspace.head == before
    rows[1] = ["PORT AUTHORITY", "Role", "Private sector", ""]
    assert imported(workspace, spreadsheets.read(book(rows)))[0] == counted(changed=1, same=1)
    one = workspace.read(register.rows)[0]
    assert (one.name, one.kind, one.level) == ("PORT AUTHORITY", "private-sector", "local"), "blank cells empty nothing"


def test_an_id_of_its_own_counts_before_the_name(workspace, book):
    imported(workspace, spreadsheets.read(book([["ID", "Name"], [17, "Port"], [18, "Bay"], ["", "Cape"]])))
    done, _ = imported(workspace, spreadsheets.read(book([["ID", "Name"], [17, "Harbour"], [19, "Bay"], [20, "Cape"]])))
    assert done == counted(new=1, changed=2)
    known = {one.reference: one.name for one in workspace.read(register.rows)}
    assert known == {"17": "Harbour", "18": "Bay", "19": "Bay", "20": "Cape"}


def test_two_rows_about_one_entry_are_not_two_entries(workspace, book):
    rows = [HEADINGS, ["Port", "Role"], ["port", "Role"], ["Port", "Role"], ["Port", "Group"]]
    done, messages = imported(workspace, spreadsheets.read(book(rows)))
    assert done == counted(new=2, same=1, refused=1)
    assert [one.row for one in messages] == [3]


@pytest.mark.parametrize(
    "row",
    [
        ["Nom", "Niveau", "Langues"],
        ["الاسم", "المستوى", "اللغات"],
        ["ORGANISATION", "Scope", "Language"],
        ["name", "level", "languages"],
    ],
)
def test_columns_are_matched_by_what_they_are_called(workspace, row):
    matching = workspace.read(imports.guess, TARGET, Grid([row, ["Port", "local", "fr"]]))
    assert matching == imports.Matching(("name", "level", "languages"), 0)


def test_the_users_own_matching_is_remembered_for_the_next_table(workspace, book):
    grid = spreadsheets.read(book([["Wer", "Name", "Zweck"], ["Port", "2", "Fish"]]))
    own = imports.Matching(("name", None, "role"), 0)
    imported(workspace, grid, own)
    assert names(workspace) == ["Port"]
    assert workspace.read(imports.guess, TARGET, grid) == own
    assert imported(workspace, grid)[0] == counted(same=1)


def test_a_field_has_one_column(workspace):
    grid = Grid([["Name", "Nom"], ["Port", "Bay"]])
    assert workspace.read(imports.guess, TARGET, grid).fields == ("name", None)
    with pytest.raises(ValueError, match="name"):
        workspace.read(imports.examine, TARGET, grid, imports.Matching(("name", "name"), 0))


def test_a_table_without_names_is_refused(workspace):
    for rows in ([["A", "B"], ["x", "y"]], [[1, 2]], []):
        with pytest.raises(imports.NothingToImport):
            imports.refuse_unmatched(TARGET, workspace.read(imports.guess, TARGET, Grid(rows)))


def test_territories_are_found_or_made_with_all_above_them(workspace):
    grid = Grid(
        [["Name", "Territory"], ["A", "Zanara / North / Bel"], ["B", "zanara/north"], ["C", "Bel"], ["D", "//"]]
    )
    done, messages = imported(workspace, grid)
    assert done == counted(new=3, refused=1)
    assert [one.row for one in messages] == [5]
    known = workspace.read(territories.everything)
    where = {one.name: known[one.territory_id].path for one in workspace.read(register.rows)}
    assert where["A"] == ("Zanara", "North", "Bel")
    assert where["B"] == ("Zanara", "North")
    assert imported(workspace, Grid(grid.rows[:3]))[0] == counted(same=2)


def test_odd_cells_become_plain_values(workspace):
    grid = Grid(
        [
            ["Name", "Languages", "Represents", "Note", "ID"],
            [" Port\x00\x07 ", "Français; ar", "Women and girls, Own group", 3.0, 17.0],
            ["=HYPERLINK(1)", "", " ", True, "x\ud800"],
            ["مركز Amal \u202e٢", "", "", "a\r\nb", ""],
        ]
    )
    assert imported(workspace, grid)[0] == counted(new=3)
    formula, port, mixed = workspace.read(register.rows)
    assert (port.languages, port.underheard, port.note, port.reference) == (
        ("ar", "fr"),
        ("Own group", "women-girls"),
        "3",
        "17",
    )
    assert (formula.name, formula.underheard, formula.reference) == ("=HYPERLINK(1)", None, "x")
    assert (port.name, mixed.name, mixed.note) == ("Port", "مركز Amal \u202e٢", "a\nb")


def test_a_cancelled_import_leaves_nothing(workspace, book):
    grid = spreadsheets.read(book([HEADINGS, ["Port"]]))
    matching, preview = trial(workspace, grid)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Exception, match="Stopped"):
        workspace.job(progress, imports.write, TARGET, grid, matching, preview, name=TARGET.passage)
    assert names(workspace) == []


CELLS = st.sampled_from(["", "Port", "port", "Bay", "Group", "Media", "Local", "x" * 400, "17", 17.0, "الأمل", " "])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), max_size=8))
def test_importing_twice_is_importing_once_and_undo_leads_back(workspace, rows):
    grid = Grid([["Name", "Type", "Group", "Level", "ID"], *rows])
    before = workspace.read(register.rows)
    done, _messages = imported(workspace, grid)
    after = workspace.read(register.rows)
    again, _messages = imported(workspace, grid)
    assert workspace.read(register.rows) == after
    assert (again["new"], again["changed"], again["refused"]) == (0, 0, done["refused"])
    if done["new"] or done["changed"]:
        workspace.undo()
    assert workspace.read(register.rows) == before
