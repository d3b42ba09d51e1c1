"""Short form of `erasures`."""

from tests.faults import erasures


def test_no_byte_of_an_erased_record_is_left(tmp_path):
    erasures.faults(20, tmp_path).assert_kept(20)


def test_no_copy_stays_where_a_row_once_lay(tmp_path):
    """The 123rd erasure of this story left a word in a page from which SQLite had moved its row to the next page."""
    erasures.faults(123, tmp_path, 9226700).assert_kept(123)
