"""Reading that somebody may break off: also in the middle of a statement, and with nothing left behind."""

import threading

import pytest
from sqlalchemy.exc import OperationalError

from gcmdesk.errors import Cancelled
from gcmdesk.jobs import Progress

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_what_nobody_breaks_off_is_read(workspace):
    assert workspace.look_up(Progress(), lambda session: session.connection().exec_driver_sql("SELECT 7").scalar()) == 7


def test_a_statement_ends_soon_after_it_is_broken_off_and_the_next_one_goes_on(workspace):
    for _each in range(6):  # more often than there are connections for reading
        progress = Progress()
        breaking = threading.Timer(0.02, progress.cancel)
        breaking.start()
        with pytest.raises(Cancelled):
            workspace.look_up(progress, lambda session: session.connection().exec_driver_sql(_ENDLESS).scalar())
        breaking.join()
    assert workspace.read(lambda session: session.connection().exec_driver_sql("SELECT 7").scalar()) == 7


def test_what_is_broken_off_before_it_begins_reads_nothing(workspace):
    progress, asked = Progress(), []
    progress.cancel()
    with pytest.raises(Cancelled):
        workspace.look_up(progress, asked.append)
    assert asked == []


def test_an_error_of_the_reading_itself_stays_what_it_is(workspace):
    with pytest.raises(OperationalError, match="no such table"):
        workspace.look_up(Progress(), lambda session: session.connection().exec_driver_sql("SELECT * FROM nowhere"))
