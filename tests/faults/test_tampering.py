"""Short form of `tampering`."""

from tests.faults import tampering


def test_tampering_with_the_journal_is_told(tmp_path):
    tampering.faults(300, tmp_path).assert_kept(300)


def test_rows_changed_past_the_history(tmp_path):
    tampering.rows(20, tmp_path).assert_kept(20)
