"""Short form of `kills`."""

from tests.faults import kills


def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path):
    kills.faults(50, tmp_path).assert_kept(50)
