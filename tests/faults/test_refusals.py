"""Short form of `refusals`."""

from tests.faults import refusals


def test_other_files_are_refused_each_with_its_sentence(tmp_path):
    refusals.faults(2 * len(refusals.CASES), tmp_path).assert_kept(2 * len(refusals.CASES))
