"""Identities and clocks."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.workspace import clock


def test_identities_are_rising_uuids_of_version_7():
    made = clock.uuids(10_000)
    assert made == sorted(set(made))
    assert {UUID(bytes=one).version for one in made} == {7}


@given(st.lists(st.integers(0, 2**45), min_size=1))
def test_the_clock_never_runs_backwards_also_when_the_computers_does(walls):
    times = [0]
    for wall in walls:
        times.append(clock.tick(times[-1], wall))
        assert clock.clock_moment(times[-1]) >= clock.moment(wall * 1000)
    assert times == sorted(set(times))


def test_the_same_link_made_twice_has_one_identity():
    one, other = clock.uuids(2)
    assert clock.joint_uuid(one, other) == clock.joint_uuid(one, other) != clock.joint_uuid(other, one)
    assert UUID(bytes=clock.joint_uuid(one, other)).version == 8


@given(st.datetimes(timezones=st.just(clock.now().tzinfo)))
def test_moments_survive_the_file_exactly(moment):
    assert clock.moment(clock.microseconds(moment)) == moment
