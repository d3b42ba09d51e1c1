"""Columns share a width: short texts whole, long ones by weight, and spare columns go before others are cut."""

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.column_widths import Wish, shared, shown

WISHES = st.lists(
    st.builds(
        Wish,
        need=st.integers(1, 2_500),
        least=st.integers(1, 200),
        comfort=st.integers(1, 500),
        weight=st.integers(1, 5),
        spare=st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


def wish(need: int, weight: int = 1, *, least: int = 70, spare: bool = False) -> Wish:
    return Wish(max(need, least), least, 90 * weight, weight, spare)


@given(st.integers(0, 3_000), WISHES)
def test_the_width_is_filled_and_nobody_falls_below_the_least(width: int, wishes: list[Wish]) -> None:
    given_ = shared(width, wishes, short=130)
    least = [min(one.need, one.least) for one in wishes]
    assert sum(given_) == max(width, sum(least))
    assert all(one >= at_least for one, at_least in zip(given_, least, strict=True))
    if width <= sum(one.need for one in wishes):
        assert all(one <= wish.need for one, wish in zip(given_, wishes, strict=True))


@given(st.integers(0, 3_000), WISHES)
def test_only_spare_columns_go_and_only_while_there_is_no_room(width: int, wishes: list[Wish]) -> None:
    places = shown(width, wishes)
    assert {place for place, one in enumerate(wishes) if not one.spare} <= set(places)
    wanted = sum(min(one.need, max(one.comfort, one.least)) for one in wishes)
    if wanted <= width:
        assert places == list(range(len(wishes)))


def test_a_day_beside_a_long_name_is_not_cut() -> None:
    name, day, place = shared(600, [wish(900, 3), wish(100), wish(300, 2)], short=130)
    assert day == 100
    assert name > place


def test_what_is_left_over_goes_to_all_by_their_weight() -> None:
    assert shared(600, [wish(100, 3), wish(100, 1)], short=130) == [400, 200]


def test_the_last_spare_column_goes_first() -> None:
    wishes = [wish(400, 3), wish(180, 2, spare=True), wish(180, 2, spare=True)]
    assert shown(700, wishes) == [0, 1, 2]
    assert shown(500, wishes) == [0, 1]
    assert shown(300, wishes) == [0]
