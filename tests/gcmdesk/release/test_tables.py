"""Tables of counts: rounding, small groups, one-sided rows, percentages, and tables that were released before."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from gcmdesk.exchange import door
from gcmdesk.exchange.exporters import TEXT
from gcmdesk.protection import disclosure, limits
from gcmdesk.protection.disclosure import OTHER
from gcmdesk.protection.limits import HOUSE, UPWARDS, Limits, stricter
from gcmdesk.protection.material import Averages, Blank, Counts, Dimension, Picture, Several, Unit
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import SignOffNeeded, TooLikeEarlier, TooManyVariables
from tests.gcmdesk.release import world
from tests.gcmdesk.release.world import FOCAL_POINT, let, request, run

AGES = Dimension("age", "Age", {"young": "Under 18", "adult": "18 or over"})
SEXES = Dimension("sex", "Sex", {"women": "Women", "men": "Men"})
GROUPS = Dimension("group", "Group", {name: name.title() for name in ("fishers", "nurses", "students", "unions")})


def attendance(*counts, **more):
    """Two by two: young women, young men, adult women, adult men."""
    cells = dict(zip(product(AGES.categories, SEXES.categories), counts, strict=True))
    return Counts("attendance", "Attendance", (AGES, SEXES), cells, **more)


def by_group(*counts):
    return Counts(
        "groups", "Groups", (GROUPS,), {(name,): n for name, n in zip(GROUPS.categories, counts, strict=True)}
    )


def figures(workspace, table, recipient=Recipient.MINISTRY, **more):
    return let(workspace, table, request(recipient, **more)).material.figures


def test_the_team_sees_the_figures_as_they_are(workspace):
    seen = figures(workspace, attendance(3, 1, 0, 42), Recipient.TEAM)
    assert seen[("young", "women")] == 3
    assert seen[(None, "women")] == 3
    assert seen[(None, None)] == 46


def test_outside_the_team_each_figure_is_rounded_for_itself(workspace):
    seen = figures(workspace, attendance(12, 13, 12, 26))
    assert [seen[key] for key in product(AGES.categories, SEXES.categories)] == [10, 15, 10, 25]
    assert seen[("young", None)] == 25
    assert seen[(None, "women")] == 25
    assert seen[(None, None)] == 65  # 63: the parts shown add up to 60


def test_small_groups_are_merged(workspace):
    released = let(workspace, by_group(4, 30, 8, 20), request(Recipient.MINISTRY)).material
    assert released.figures == {("nurses",): 30, ("unions",): 20, (OTHER,): 10, (None,): 60}
    assert released.merged == {"group": ("Fishers", "Students")}


def test_a_single_small_group_is_merged_with_the_next(workspace):
    released = let(workspace, by_group(4, 30, 0, 20), request(Recipient.MINISTRY)).material
    assert released.figures == {("nurses",): 30, ("students",): 0, (OTHER,): 25, (None,): 55}


def test_partners_are_shown_groups_of_five(workspace):
    table = replace(by_group(4, 30, 7, 20), dimensions=(replace(GROUPS, mergeable=False),))
    partner, ministry = figures(workspace, table, Recipient.PARTNER), figures(workspace, table)
    assert (partner[("students",)], ministry[("students",)]) == (5, Blank.WITHHELD)
    assert partner[("fishers",)] is ministry[("fishers",)] is Blank.WITHHELD


def test_not_recorded_is_not_nought(workspace):
    seen = figures(workspace, attendance(20, 20, None, 0), sign_off=None)
    assert seen[("adult", "women")] is Blank.NOT_RECORDED
    assert seen[("adult", "men")] == 0


def test_organisations_and_events_are_no_people(workspace):
    table = replace(by_group(1, 2, 0, 4), unit=Unit.ORGANISATIONS)
    assert figures(workspace, table)[("nurses",)] == 2


def test_at_most_three_variables_are_crossed(workspace):
    more = [Dimension(name, name, {"a": "A", "b": "B"}) for name in "wxyz"]
    table = Counts("four", "Four", tuple(more), {("a", "a", "a", "a"): 100})
    with pytest.raises(TooManyVariables):
        let(workspace, table, request(Recipient.PARTNER))
    assert let(workspace, table, request(Recipient.TEAM)).withheld == ()


def test_a_row_that_gives_one_answer_waits_for_the_focal_point(workspace):
    run(workspace, world.offices)
    table = attendance(90, 10, 50, 50)
    held = let(workspace, table, request(Recipient.MINISTRY))
    assert [held.material.figures[("young", one)] for one in ("women", "men", None)] == [Blank.WITHHELD] * 3
    assert held.material.figures[(None, None)] == 100
    assert (1, Principle.OVERSIGHT) in [(one.count, one.principle) for one in held.withheld]
    assert figures(workspace, table, sign_off=FOCAL_POINT)[("young", "women")] == 90
    assert figures(workspace, attendance(89, 11, 50, 50))[("young", "women")] == 90  # 89 %


def test_percentages_and_means_need_ten_answers(workspace):
    shares = let(workspace, attendance(6, 3, 30, 10, shares=True), request(Recipient.PARTNER)).material.shares
    assert shares[("young", "women")] is Blank.WITHHELD
    assert shares[("adult", "women")] == 75
    means = Averages("Urgency", GROUPS, {"fishers": (9, 2.5), "nurses": (12, 3.14), "students": (0, None)})
    seen = let(workspace, means, request(Recipient.PARTNER)).material.means
    assert seen == {"fishers": (10, Blank.WITHHELD), "nurses": (10, 3.1), "students": (0, Blank.NOT_RECORDED)}
    assert let(workspace, means, request(Recipient.TEAM)).material.means["fishers"] == (9, 2.5)


def test_a_chart_of_people_is_drawn_from_a_released_table(workspace):
    def chart(*tables):
        return Picture("Chart", "bars", "image/svg+xml", b"<svg/>", counts=True, drawn_from=tables)

    def title(shown):
        return type(let(workspace, shown, request(Recipient.MINISTRY)).material).__name__

    exact = let(workspace, by_group(20, 30, 40, 50), request(Recipient.TEAM))
    partner = let(workspace, by_group(20, 30, 40, 50), request(Recipient.PARTNER))
    ministry = let(workspace, by_group(20, 30, 40, 50), request(Recipient.MINISTRY))
    assert [title(chart(one)) for one in (exact, partner, ministry)] == ["Nothing", "Nothing", "Picture"]


# ------------------------------------------------------------------------------------------------- released before


def released(workspace, table, **more):
    return door.hand_out(workspace, let(workspace, table, request(Recipient.MINISTRY, **more)), TEXT)


def test_a_released_table_does_not_leave_a_little_changed(workspace):
    released(workspace, attendance(40, 40, 40, 40))
    released(workspace, attendance(40, 40, 40, 40))
    with pytest.raises(TooLikeEarlier):
        let(workspace, attendance(43, 40, 40, 40), request(Recipient.PARTNER))
    with pytest.raises(TooLikeEarlier):  # the same people by another variable: their number tells as much
        let(workspace, by_group_of_attendance(161), request(Recipient.MINISTRY))
    let(workspace, attendance(40, 40, 40, 55), request(Recipient.MINISTRY))
    let(workspace, attendance(43, 40, 40, 40), request(Recipient.TEAM))


def by_group_of_attendance(total):
    return replace(by_group(total, 0, 0, 0), subject="attendance")


def test_merged_with_the_earlier_release_it_keeps_those_figures(workspace):
    released(workspace, attendance(40, 40, 40, 40))
    seen = figures(workspace, attendance(43, 40, 40, 60, if_alike="merge"))
    assert [seen[key] for key in product(AGES.categories, SEXES.categories)] == [40, 40, 40, 60]
    assert seen[(None, None)] == 180


def test_a_table_that_never_left_is_not_remembered(workspace):
    let(workspace, attendance(40, 40, 40, 40), request(Recipient.MINISTRY))
    let(workspace, attendance(43, 40, 40, 40), request(Recipient.MINISTRY))


def test_two_almost_equal_tables_do_not_leave_together(workspace):
    both = Several("Both", {"all": attendance(40, 40, 40, 40), "without one": attendance(37, 40, 40, 40)})
    with pytest.raises(TooLikeEarlier):
        let(workspace, both, request(Recipient.MINISTRY))


def test_another_cut_of_the_same_variable_waits_for_the_focal_point(workspace):
    run(workspace, world.offices)
    released(workspace, attendance(40, 40, 40, 40))
    cut = Dimension("age", "Age", {"under 19": "Under 19", "19 or over": "19 or over"})
    other = Counts("attendance", "Attendance", (cut,), {("under 19",): 80, ("19 or over",): 80})
    with pytest.raises(SignOffNeeded):
        let(workspace, other, request(Recipient.MINISTRY))


# ---------------------------------------------------------------------------------------------------------- limits


def test_limits_are_raised_never_lowered(workspace):
    assert workspace.read(limits.of) == HOUSE
    run(workspace, limits.tighten, "group", 20)
    assert figures(workspace, by_group(15, 30, 40, 50))[(OTHER,)] == 45
    for name, value in (
        ("group", 9),
        ("partner_group", 4),
        ("rounding", 3),
        ("base", 5),
        ("variables", 4),
        ("one_sided", 95),
    ):
        with pytest.raises(IntegrityError):
            run(workspace, limits.tighten, name, value)
    assert workspace.read(limits.of) == Limits(group=20)


def test_a_tightened_limit_stays(workspace):
    run(workspace, limits.tighten, "group", 20)
    run(workspace, limits.tighten, "group", 12)
    with pytest.raises(Exception, match="undo"):
        workspace.undo()
    assert workspace.read(limits.of).group == 20


# ------------------------------------------------------------------------------------------------------ properties


@st.composite
def tables(draw):
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    dims = tuple(
        Dimension(f"d{n}", f"D{n}", {f"{n}{k}": f"{n}{k}" for k in range(size)}, mergeable=draw(st.booleans()))
        for n, size in enumerate(sizes)
    )
    numbers = st.one_of(st.none(), st.integers(0, 30), st.integers(0, 3000))
    cells = {key: draw(numbers) for key in product(*(one.categories for one in dims))}
    return Counts("t", "T", dims, cells)


def shown(table, recipient, house=HOUSE):
    smallest = house.smallest_group(recipient)
    merged = disclosure.without_small_groups(table, smallest).counts
    return disclosure.true_figures(merged), disclosure.shown(merged, smallest, house)


@given(tables())
def test_no_small_figure_is_ever_shown(table):
    true, seen = shown(table, Recipient.MINISTRY)
    for key, figure in seen.items():
        if isinstance(figure, int):
            assert figure % 5 == 0
            assert abs(figure - true[key]) <= 2
            assert true[key] == 0 or true[key] >= 10
        else:
            assert (figure is Blank.NOT_RECORDED) == (true[key] is None)


@given(tables())
def test_no_hidden_figure_can_be_narrowed_by_what_adds_up(table):
    true, seen = shown(table, Recipient.MINISTRY)
    merged = disclosure.without_small_groups(table, 10).counts
    hidden = {key for key, figure in seen.items() if figure is Blank.WITHHELD}
    ranges = {key: disclosure._range(n, 10, 5, hide=key in hidden) for key, n in true.items()}
    disclosure.narrow(ranges, list(disclosure.sums(merged.dimensions)))
    for key, (low, high) in ranges.items():
        assert low <= (true[key] or 0) <= high
        if key in hidden and true[key] < 10:
            assert high - low >= 4


@given(tables(), st.sampled_from(["group", "partner_group", "rounding"]), st.integers(5, 60))
def test_raising_a_limit_never_releases_more(table, name, value):
    """Nothing small under the raised limit is shown, and what is shown was shown before or is coarser now."""
    raised = stricter(HOUSE, name, value)
    for recipient in (Recipient.PARTNER, Recipient.MINISTRY):
        true, seen = shown(table, recipient, raised)
        smallest = max(raised.smallest_group(recipient), HOUSE.smallest_group(recipient))
        assert all(
            not isinstance(figure, int) or true[key] == 0 or true[key] >= smallest for key, figure in seen.items()
        )
        assert raised.rounding >= HOUSE.rounding


@given(tables())
def test_nobody_outside_sees_more_than_the_partner_nor_he_more_than_the_team(table):
    """Compared where the categories are the same: without merging."""
    dims = tuple(replace(one, mergeable=False) for one in table.dimensions)
    table = replace(table, dimensions=dims)
    (_true, team), (_same, partner), (_again, ministry) = (
        shown(table, one) for one in (Recipient.TEAM, Recipient.PARTNER, Recipient.MINISTRY)
    )
    for key in team:
        assert isinstance(team[key], int) or team[key] is Blank.NOT_RECORDED
        if partner[key] is Blank.WITHHELD and ministry[key] is not Blank.WITHHELD:
            assert _true[key] >= 10, "only a figure hidden to protect another may differ"


@given(st.sampled_from(list(Limits.__slots__)), st.integers(-10, 200))
def test_a_limit_only_gets_stricter(name, value):
    chosen, house = getattr(stricter(HOUSE, name, value), name), getattr(HOUSE, name)
    assert chosen >= house if name in UPWARDS else chosen <= house
