"""Who is missing: targets against the register."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gcmdesk.stakeholders import coverage, vocabulary
from gcmdesk.stakeholders.coverage import ANY
from gcmdesk.stakeholders.tables import Stakeholder


def add(workspace, *rows):
    def work(session):
        session.add_all(Stakeholder(**row) for row in rows)

    workspace.run(work, name="Stakeholders added")


def line(workspace, side, key):
    return next(one for one in workspace.read(coverage.matrix, side) if one.key == key)


def target(workspace, *args):
    workspace.run(coverage.set_target, *args, name="Target set")


def test_a_group_is_counted_per_level_and_over_all(workspace):
    add(
        workspace,
        {"name": "A", "kind": "media", "level": "local"},
        {"name": "B", "kind": "media", "level": "local"},
        {"name": "C", "kind": "media"},
        {"name": "D", "kind": "media", "level": "national", "archived": True},
    )
    target(workspace, "group", "media", 5)
    target(workspace, "group", "media", 1, "national")
    found = line(workspace, "group", "media")
    assert (found.levels["local"].present, found.levels[ANY].present, found.unlevelled) == (2, 3, 1)
    assert (found.levels[ANY].missing, found.levels["national"].missing, found.missing) == (2, 1, 2)
    assert found.levels["local"].wanted is None


def test_an_organisation_speaks_for_several_under_heard_groups_own_words_included(workspace):
    add(workspace, {"name": "A", "kind": "civil-society", "underheard": "fishers\nwomen-girls"})
    assert line(workspace, "under-heard", "women-girls").levels[ANY].present == 1
    assert line(workspace, "under-heard", "fishers").levels[ANY].present == 1
    assert "women-girls" not in workspace.read(coverage.absent, "under-heard")
    assert "stateless" in workspace.read(coverage.absent, "under-heard")


def test_a_group_that_is_not_wanted_is_not_missing(workspace):
    assert "recruitment-agencies" in workspace.read(coverage.absent, "group")
    target(workspace, "group", "recruitment-agencies", 0)
    assert "recruitment-agencies" not in workspace.read(coverage.absent, "group")
    assert "civil-society" not in workspace.read(coverage.absent, "group")


def test_a_target_is_changed_taken_away_and_brought_back(workspace):
    target(workspace, "group", "media", 2)
    target(workspace, "group", "media", 4)
    assert line(workspace, "group", "media").levels[ANY].wanted == 4
    target(workspace, "group", "media", None)
    assert line(workspace, "group", "media").levels[ANY].wanted is None
    workspace.undo()
    assert line(workspace, "group", "media").missing == 4


@pytest.mark.parametrize(
    "args", [("group", "witches", 1), ("sides", "media", 1), ("group", "media", -1), ("group", "media", 1, "village")]
)
def test_impossible_targets_are_refused(workspace, args):
    with pytest.raises(ValueError, match=r"group|sides|wanted"):
        target(workspace, *args)


def test_inclusion_across_ministries_and_beyond_government(workspace):
    add(
        workspace,
        {"name": "A", "kind": "policy-sectors", "sphere": "government", "level": "national", "sector": "Health"},
        {"name": "B", "kind": "policy-sectors", "sphere": "government", "level": "local", "sector": "Education"},
        {"name": "C", "kind": "diasporas", "sphere": "non-government", "level": "global"},
    )
    found = workspace.read(coverage.inclusion)
    assert (found.sectors, found.government_levels) == (("Education", "Health"), ("local", "national"))
    assert found.absent_levels == ("regional", "global")
    assert (found.government, found.outside, found.unsorted, found.outside_groups) == (2, 1, 5, ("diasporas",))


@given(
    st.lists(st.tuples(st.sampled_from(sorted(vocabulary.groups())), st.none() | st.sampled_from([*vocabulary.LEVELS])))
)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_stakeholder_is_counted_once_in_its_group(workspace, rows):
    before = sum(one.levels[ANY].present for one in workspace.read(coverage.matrix, "group"))
    add(workspace, *({"name": "X", "kind": kind, "level": level} for kind, level in rows))
    lines = workspace.read(coverage.matrix, "group")
    assert sum(one.levels[ANY].present for one in lines) == before + len(rows)
    for one in lines:
        assert sum(one.levels[level].present for level in vocabulary.LEVELS) + one.unlevelled == one.levels[ANY].present
    if rows:
        workspace.undo()
