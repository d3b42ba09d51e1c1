"""Short forms of `turnover`."""

import pytest

from tests.faults import turnover


@pytest.mark.parametrize("kind", turnover.WORKS)
def test_old_or_new_never_neither(tmp_path, kind):
    turnover.faults(kind, 10, tmp_path).assert_kept(10)
