"""The code book: the Compact's entries and own themes, moved, merged, split and put away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations.codebook import ThemeInItself, ThemeOfCompact
from gcmdesk.consultations.coding_records import Passage, ThemeDraft
from gcmdesk.consultations.tables import Coding, Theme
from gcmdesk.i18n import Texts
from tests.gcmdesk.consultations import world
from tests.gcmdesk.workspace import devices

CARE, PAPERS = 1, 2


@pytest.fixture
def workspace(tmp_path):
    with world.new(tmp_path) as opened:
        yield opened


def ids_of(workspace, theme):
    return [one.id for one in workspace.read(coding.of_theme, [theme])]


def noted(workspace):
    """Which themes each note has, whoever gave them."""
    pairs = workspace.read(
        lambda s: s.execute(select(Coding.note_id, Coding.theme_id, Coding.start, Coding.stop)).all()
    )
    return {tuple(pair) for pair in pairs}


def test_the_compact_is_put_into_the_code_book_once(workspace):
    assert workspace.run(codebook.set_up, name="Code book set up") == 23 + 10
    assert workspace.run(codebook.set_up) == 0
    tree = workspace.read(codebook.tree)
    assert [one.theme.objective for one in tree[:23]] == list(range(1, 24))
    assert all(one.theme.principle for one in tree[23:33])
    assert [one.theme.name for one in tree[33:]] == ["Care", "Papers"]


def test_actions_lie_below_their_objective(workspace):
    workspace.run(lambda s: codebook.set_up(s, actions=True), name="Code book set up")
    tree = workspace.read(codebook.tree)
    first = [one for one in tree if one.theme.objective == 1]
    assert [one.depth for one in first] == [0] + [1] * (len(first) - 1)
    assert [one.theme.action for one in first[1:4]] == ["a", "b", "c"]


def test_what_was_tagged_while_capturing_is_made_when_it_is_needed(workspace):
    first = workspace.run(lambda s: codebook.entry(s, objective=15), name="Tagged")
    assert workspace.run(lambda s: codebook.entry(s, objective=15)) == first
    theme = workspace.read(codebook.themes)[first]
    assert codebook.title(theme, Texts("en")).startswith("15 ")
    assert not theme.own


def test_own_themes_are_checked_field_by_field(workspace):
    draft = ThemeDraft(" ", description="x" * 3000, colour="red")
    assert [field for field, _message in draft.problems()] == ["name", "description", "colour"]
    with pytest.raises(ValueError, match="colour"):
        workspace.run(codebook.add, ThemeDraft("Care", colour="#12345"), name="Theme added")
    with pytest.raises(NoResultFound):
        workspace.run(codebook.add, ThemeDraft("Care", parent=99), name="Theme added")


def test_a_theme_cannot_be_moved_below_itself(workspace):
    workspace.run(codebook.move, PAPERS, CARE, name="Theme moved")
    with pytest.raises(ThemeInItself):
        workspace.run(codebook.move, CARE, PAPERS, name="Theme moved")
    assert [(one.theme.id, one.depth) for one in workspace.read(codebook.tree)] == [(CARE, 0), (PAPERS, 1)]


def test_themes_that_two_devices_moved_into_each_other_are_still_shown(workspace):
    workspace.run(codebook.move, PAPERS, CARE, name="Theme moved")
    workspace.run(lambda s: setattr(s.get_one(Theme, CARE), "parent_id", PAPERS), name="As a merge would")
    assert {one.theme.id for one in workspace.read(codebook.tree)} == {CARE, PAPERS}


def test_entries_of_the_compact_keep_their_names_and_codings(workspace):
    theme = workspace.run(lambda s: codebook.entry(s, objective=7), name="Tagged")
    with pytest.raises(ThemeOfCompact):
        workspace.run(codebook.change, theme, ThemeDraft("Mine"), name="Theme changed")
    with pytest.raises(ThemeOfCompact):
        workspace.run(codebook.merge, CARE, theme, name="Themes merged")


def test_an_archived_theme_keeps_its_codings_and_is_no_longer_offered(workspace):
    workspace.run(coding.code, CARE, [1, 2], name="Coded")
    workspace.run(codebook.archive, CARE, name="Theme archived")
    assert [one.theme.id for one in workspace.read(codebook.tree)] == [PAPERS]
    assert len(ids_of(workspace, CARE)) == 2


def test_merging_joins_memos_and_doubles(workspace):
    workspace.run(coding.code, CARE, [1], name="Coded")
    workspace.run(coding.code, PAPERS, [1, 2], name="Coded")
    workspace.run(coding.remark, ids_of(workspace, CARE)[0], "one", name="Memo")
    workspace.run(coding.remark, ids_of(workspace, PAPERS)[0], "two", name="Memo")
    assert workspace.run(codebook.merge, CARE, PAPERS, name="Themes merged") == 2
    given = workspace.read(coding.of_theme, [CARE])
    assert [(one.note, one.memo) for one in given] == [(1, "one\n\ntwo"), (2, "")]
    assert ids_of(workspace, PAPERS) == []


def test_what_lay_below_a_merged_theme_lies_below_the_other(workspace):
    below = workspace.run(codebook.add, ThemeDraft("Below", parent=PAPERS), name="Theme added")
    workspace.run(codebook.merge, CARE, PAPERS, name="Themes merged")
    assert workspace.read(codebook.themes)[below.id].parent == CARE


def test_only_codings_of_the_theme_can_be_split_off(workspace):
    workspace.run(coding.code, CARE, [1], name="Coded")
    workspace.run(coding.code, PAPERS, [1], name="Coded")
    with pytest.raises(ValueError, match="itself"):
        workspace.run(codebook.split, CARE, [(ThemeDraft("New"), ids_of(workspace, PAPERS))], name="Theme split")


CODINGS = st.lists(
    st.tuples(st.sampled_from([CARE, PAPERS]), st.integers(1, 4), st.sampled_from([(0, 0), (0, 5), (3, 9)])),
    unique=True,
)


@settings(max_examples=25)
@given(CODINGS, st.integers(0, 9))
def test_splitting_and_merging_again_gives_back_every_coding(tmp_path_factory, codings, taken):
    with world.new(tmp_path_factory.mktemp("folder")) as workspace:
        for theme, note, (start, stop) in codings:
            if stop:
                workspace.run(coding.code_passages, theme, [Passage(note, start, stop)], name="Coded")
            else:
                workspace.run(coding.code, theme, [note], name="Coded")
        before, rows = noted(workspace), workspace.read(world.rows)
        part = ids_of(workspace, CARE)[:taken]
        (made,) = workspace.run(codebook.split, CARE, [(ThemeDraft("New"), part)], name="Theme split")
        assert {(n, CARE if t == made.id else t, a, b) for n, t, a, b in noted(workspace)} == before
        workspace.run(codebook.merge, CARE, made.id, name="Themes merged")
        assert noted(workspace) == before
        assert workspace.read(world.rows) == rows
        workspace.undo()
        workspace.undo()
        assert workspace.read(world.rows) == rows


def test_the_same_coding_made_on_two_devices_stays_one_and_follows_a_merge_of_themes(tmp_path):
    world.new(tmp_path, "base").close()
    both = devices.copies(tmp_path, tmp_path / "base.gcmdesk", ("one", "other"))
    with both["one"] as one, both["other"] as other:
        for device in (one, other):
            device.run(coding.code_passages, PAPERS, [Passage(1, 0, 8)], name="Coded")
        other.run(coding.code, PAPERS, [2, 3], name="Coded")
        one.run(codebook.merge, CARE, PAPERS, name="Themes merged")
        devices.send(other, one)
        assert noted(one) == {(1, CARE, 0, 8), (2, CARE, 0, 0), (3, CARE, 0, 0)}
        assert one.run(codebook.follow_merges) == 0
        devices.send(one, other)
        assert noted(other) == noted(one)
