"""What pages read off the screen's thread: only the newest question is answered, and nobody waits for an older one."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from gcmdesk.errors import KnownError
from gcmdesk.stakeholders.tables import Stakeholder
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path
from ui.asking import Asking

__all__ = ["around", "at_work", "begin", "path"]

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


class Page(QObject):
    """Asks, and keeps what it is shown and what fails."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self.reader = Asking(hands.desk.tasks, hands.desk.workspace, self, failed=self.fail)
        self.shown: list[object] = []
        self.failures: list[KnownError | None] = []

    def fail(self, error: KnownError | None) -> None:
        self.failures.append(error)

    def ask(self, question: Callable[..., object]) -> None:
        self.reader.ask(question, self.shown.append)


@pytest.fixture
def page(at_work: Hands) -> Page:
    return Page(at_work)


def count(session: object) -> int:
    return session.query(Stakeholder).count()


def never_ends(begun: threading.Event, session: object) -> object:
    begun.set()
    return session.connection().exec_driver_sql(_ENDLESS).scalar()


def test_an_answer_arrives_on_the_screens_thread(at_work: Hands, page: Page) -> None:
    at_work.add("Harbour union")
    threads: list[object] = []
    page.reader.ask(
        lambda session: (threading.current_thread(), count(session)),
        lambda answer: threads.extend((*answer, threading.current_thread())),
    )
    assert page.reader.waiting
    at_work.wait()
    assert not page.reader.waiting
    assert threads[1] == 1
    assert threads[2] is threading.current_thread() is not threads[0]


def test_a_new_question_breaks_off_the_one_that_is_being_answered(at_work: Hands, page: Page) -> None:
    begun = threading.Event()
    page.ask(partial(never_ends, begun))
    assert begun.wait(10)
    page.ask(count)
    at_work.wait()
    assert page.shown == [0]
    assert page.failures == []


def test_of_several_questions_only_the_newest_is_answered(at_work: Hands, page: Page) -> None:
    asked: list[int] = []

    def number(one: int, _session: object) -> int:
        asked.append(one)
        return one

    begun = threading.Event()
    page.ask(partial(never_ends, begun))
    assert begun.wait(10)
    for one in (1, 2, 3):
        page.ask(partial(number, one))
    at_work.wait()
    assert (asked, page.shown) == ([3], [3])


def test_what_is_no_longer_wanted_is_not_shown(at_work: Hands, page: Page) -> None:
    begun = threading.Event()
    page.ask(partial(never_ends, begun))
    assert begun.wait(10)
    page.reader.forget()
    at_work.wait()
    assert (page.shown, page.failures, page.reader.waiting) == ([], [], False)
    page.ask(count)
    at_work.wait()
    assert page.shown == [0]


def test_an_error_of_the_newest_question_is_told_and_the_next_one_is_answered(at_work: Hands, page: Page) -> None:
    def fails(_session: object) -> None:
        raise KnownError("The drive does not answer.", "Plug it in again.")

    page.ask(fails)
    at_work.wait()
    assert [str(error) for error in page.failures] == ["The drive does not answer. Plug it in again."]
    page.ask(count)
    at_work.wait()
    assert page.shown == [0]


def test_an_answer_is_not_shown_behind_the_lock(at_work: Hands, page: Page) -> None:
    page.ask(count)
    at_work.desk.workspace.lock()
    at_work.wait()
    assert (page.shown, page.failures) == ([], [None])


def test_an_answer_to_a_page_that_is_gone_is_dropped(at_work: Hands, page: Page) -> None:
    shown = page.shown
    page.ask(count)
    page.reader.deleteLater()
    at_work.wait()
    assert shown == []


def test_a_report_that_takes_its_time_keeps_no_list_waiting(at_work: Hands, page: Page) -> None:
    over = threading.Event()
    at_work.desk.tasks.start("Writing the report", lambda _progress: over.wait(20))
    page.ask(count)
    while page.reader.waiting:
        QCoreApplication.processEvents()
    assert page.shown == [0]
    over.set()
    at_work.wait()


def test_reading_ends_when_the_window_is_closed(at_work: Hands, page: Page) -> None:
    begun = threading.Event()
    page.ask(partial(never_ends, begun))
    assert begun.wait(10)
    at_work.window.close()
    assert not at_work.desk.workspace.is_open
