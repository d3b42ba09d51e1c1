"""Matrices against a naive count, and the notes behind their cells."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.consultations import coding
from gcmdesk.consultations.coding_records import Passage
from gcmdesk.protection.material import Unit
from gcmdesk.synthesis import matrix
from gcmdesk.synthesis.matrix import By
from gcmdesk.synthesis.scope import NOBODY, Scope
from tests.gcmdesk.synthesis import world

OBJECTIVE, SCHOOLS, CARE, PAPERS = 1, 2, 3, 4
CODINGS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 12), st.sampled_from(["", "Ada", "Ben"])), unique=True, max_size=30
)
AT = {By.GROUP: 2, By.SESSION: 3, By.KIND: 4, By.LANGUAGE: 5, By.MONTH: 6}


@pytest.fixture
def workspace(tmp_path):
    with world.new(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One for all examples of a property: each codes anew."""
    with world.new(tmp_path_factory.mktemp("shared")) as opened:
        yield opened


def counted(workspace, by, scope=Scope(), *, deep=False):  # noqa: B008 - frozen
    return workspace.read(lambda session: matrix.count(session, by, scope, deep=deep))


def above(parents, theme):
    while theme:
        yield theme
        theme = parents[theme]


@given(CODINGS, st.sampled_from(By), st.booleans())
def test_a_cell_is_how_many_notes_a_naive_count_finds(shared, codings, by, deep):
    shared.run(world.code_anew, codings, name="Coded")
    parents = shared.read(world.parents)
    naive = defaultdict(set)
    for row in shared.read(world.every_coding):
        for theme in above(parents, row[0]) if deep else (row[0],):
            naive[theme, row[AT[by]]].add(row[1])
    found = counted(shared, by, deep=deep)
    assert dict(found.cells) == {cell: len(notes) for cell, notes in naive.items()}
    assert sum(found.notes.values()) == 12
    for (theme, value), notes in naive.items():
        behind = shared.read(lambda s, t=theme, v=value: matrix.notes(s, t, by, v, deep=deep))
        assert behind == tuple(sorted(notes))
    assert found.largest == max(found.cells.values(), default=0)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), 12),
        (Scope(sessions=(1, 3)), 8),
        (Scope(first=date(2026, 5, 1)), 8),
        (Scope(last=date(2026, 5, 4)), 8),
        (Scope(first=date(2026, 5, 5), last=date(2026, 5, 6)), 0),
        (Scope(groups=("diasporas",)), 3),
        (Scope(groups=("diasporas", NOBODY)), 6),
        (Scope(kinds=("need",)), 4),
        (Scope(languages=("fr",)), 6),
        (Scope(objectives=(15,)), 2),
        (Scope(objectives=(16,)), 0),
        (Scope(sessions=(1,), languages=("fr",)), 2),
    ],
)
def test_a_scope_leaves_the_notes_that_it_names(workspace, scope, expected):
    workspace.run(world.code, [(OBJECTIVE, 1, ""), (CARE, 1, "Ada"), (CARE, 2, ""), (PAPERS, 3, "")], name="Coded")
    assert len(workspace.read(lambda session: matrix.notes(session, None, By.GROUP, None, scope))) == expected
    assert sum(counted(workspace, By.LANGUAGE, scope).notes.values()) == expected


def test_only_notes_that_may_be_used_count_for_a_report(workspace):
    workspace.run(world.speakers, name="Speakers")
    workspace.run(world.code, [(PAPERS, note, "") for note in range(1, 6)], name="Coded")
    now = datetime.now(UTC)
    assert counted(workspace, By.GROUP).of_theme(PAPERS) == 5
    assert counted(workspace, By.GROUP, Scope(usable_at=now)).of_theme(PAPERS) == 4


def test_rows_stand_in_the_order_of_the_code_book_and_sessions_in_that_of_their_days(workspace):
    workspace.run(world.code, [(PAPERS, 9, ""), (CARE, 5, ""), (OBJECTIVE, 1, "")], name="Coded")
    found = counted(workspace, By.SESSION)
    assert found.rows == (OBJECTIVE, CARE, PAPERS)
    assert found.columns == (1, 2, 3)
    assert counted(workspace, By.MONTH).columns == ("2026-04", "2026-05", "2026-06")


@given(CODINGS)
def test_themes_meet_in_as_many_notes_as_a_naive_count_finds(shared, codings):
    shared.run(world.code_anew, codings, name="Coded")
    by_note = defaultdict(set)
    for theme, note, _coder in codings:
        by_note[note].add(theme)
    pairs = [(one, other) for themes in by_note.values() for one in themes for other in themes if one < other]
    assert shared.read(matrix.co_occurrence) == Counter(pairs)


def test_passages_that_do_not_touch_meet_in_the_note_only(workspace):
    def passages(session):
        for theme, start, stop in ((SCHOOLS, 0, 5), (CARE, 4, 8), (PAPERS, 5, 9)):
            coding.code_passages(session, theme, [Passage(1, start, stop)])

    workspace.run(passages, name="Coded")
    assert len(workspace.read(matrix.co_occurrence)) == 3
    touching = workspace.read(lambda session: matrix.co_occurrence(session, touching=True))
    assert touching == {(SCHOOLS, CARE): 1, (CARE, PAPERS): 1}


def test_a_matrix_goes_to_the_gate_as_contributions(workspace):
    workspace.run(world.code, [(PAPERS, 2, ""), (CARE, 2, "")], name="Coded")
    found = counted(workspace, By.GROUP)
    titles = dict.fromkeys(found.columns, "a group")
    counts = matrix.material(found, "Themes", {CARE: "Care", PAPERS: "Papers"}, titles, ("Theme", "Group"))
    assert counts.unit is Unit.CONTRIBUTIONS
    assert counts.cells == {("3", "diasporas"): 1, ("4", "diasporas"): 1}


def test_pairs_of_themes_go_to_the_gate_each_once_in_the_order_of_the_code_book():
    pairs = {(CARE, PAPERS): 2, (CARE, SCHOOLS): 1}
    counts = matrix.material_of_pairs(pairs, "Pairs", {PAPERS: "Papers", CARE: "Care"}, ("Themes that meet", "Notes"))
    titles = counts.dimensions[0].categories
    assert {titles[key]: number for (key, _notes), number in counts.cells.items()} == {"Papers + Care": 2}
    assert counts.unit is Unit.CONTRIBUTIONS


def test_an_empty_workspace_has_an_empty_matrix(workspace):
    found = counted(workspace, By.GROUP)
    assert (found.rows, dict(found.cells), found.largest) == ((), {}, 0)
    assert found.columns == (NOBODY, *world.GROUPS)
