"""Painted maps: every number is where it belongs, in both reading directions, and they are the same each time."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from gcmdesk.reports import painting
from gcmdesk.reports.painting import Spot, Tie


def opened(content):
    return Image.open(io.BytesIO(content)).convert("L")


def ink(content):
    """Left and right edge of the ink: of what differs clearly from a map without spots."""
    empty = opened(painting.fields((), 1, 5, rtl=False))
    changed = ImageChops.difference(opened(content), empty).point(lambda value: 255 if value > 60 else 0)
    left, _top, right, _bottom = changed.getbbox()
    return left / empty.width, right / empty.width


def test_interest_grows_in_the_direction_of_reading():
    keen = (Spot(1, 5, 3),)
    assert ink(painting.fields(keen, 1, 5, rtl=False))[0] > 0.5
    assert ink(painting.fields(keen, 1, 5, rtl=True))[1] < 0.5


def test_many_of_one_place_do_not_hide_each_other():
    alone = ink(painting.fields([Spot(1, 3, 3)], 1, 5, rtl=False))
    many = ink(painting.fields([Spot(n, 3, 3) for n in range(9)], 1, 5, rtl=False))
    assert many[1] - many[0] > 2.5 * (alone[1] - alone[0])


coordinates = st.floats(-50, 50)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=6), st.booleans())
def test_a_network_of_any_shape_is_painted_the_same_each_time(places, directed):
    spots = [Spot(n, x, y) for n, (x, y) in enumerate(places)]
    ties = [Tie(0, one.number, directed, 3, conflict=directed) for one in spots]
    first = painting.network(spots, ties)
    assert first == painting.network(spots, ties)
    assert opened(first).width == 1400
