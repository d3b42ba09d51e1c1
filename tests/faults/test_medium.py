"""Short forms of `medium`."""

import pytest

from tests.faults import medium


def test_calls_that_fail(tmp_path):
    medium.failing_calls(8, tmp_path).assert_kept(8)


def test_a_real_small_disk(tmp_path):
    if not medium.mountable():
        pytest.skip("needs the right to mount a file system")
    medium.small_disk(6, tmp_path).assert_kept(6)


def test_places_that_go_away(tmp_path):
    medium.lost_places(8, tmp_path).assert_kept(8)


def test_files_that_are_deleted(tmp_path):
    medium.deleted(3, tmp_path).assert_kept(3)
