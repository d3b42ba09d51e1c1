"""Short form of `erasures`."""

from tests.faults import erasures


def test_no_byte_of_an_erased_record_is_left(tmp_path):
    erasures.faults(20, tmp_path).assert_kept(20)
