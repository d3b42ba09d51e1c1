"""Short form of `power`."""

from tests.faults import power


def test_nothing_acknowledged_is_lost_by_a_power_cut(tmp_path):
    power.faults(200, tmp_path, commits=12).assert_kept(200)
