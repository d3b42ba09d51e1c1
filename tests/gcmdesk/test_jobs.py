import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk import jobs
from gcmdesk.errors import Cancelled, KnownError
from gcmdesk.jobs import Outcome, Progress, Step


def count(progress: Progress, up_to: int) -> int:
    for done in range(1, up_to + 1):
        progress.report(done, up_to)
    return up_to


def test_a_job_gives_its_result() -> None:
    outcome = jobs.run(count, Progress(), up_to=3)
    assert outcome == Outcome(result=3)
    assert outcome.ok


def test_every_report_arrives_when_none_is_held_back() -> None:
    heard: list[Step] = []
    jobs.run(count, Progress(heard.append, interval=0), 3)
    assert [(step.done, step.fraction) for step in heard] == [(1, 1 / 3), (2, 2 / 3), (3, 1.0)]


def test_only_the_first_and_the_last_report_arrive_within_the_interval() -> None:
    heard: list[Step] = []
    jobs.run(count, Progress(heard.append, interval=3600), 1000)
    assert [step.done for step in heard] == [1, 1000]


@given(st.integers(min_value=0), st.integers(min_value=0))
def test_a_share_is_never_more_than_the_whole(done: int, total: int) -> None:
    fraction = Step(done, total).fraction
    assert fraction is None if total == 0 else 0 <= fraction <= 1


def test_a_cancelled_job_stops_at_its_next_report() -> None:
    progress = Progress(lambda step: progress.cancel() if step.done == 2 else None, interval=0)
    outcome = jobs.run(count, progress, 10)
    assert isinstance(outcome.error, Cancelled)
    assert str(outcome.error) == "Stopped. Nothing was changed."
    assert progress.cancelled
    assert not outcome.ok


def test_a_job_can_be_cancelled_from_another_thread() -> None:
    started, outcomes = threading.Event(), []

    def until_cancelled(progress: Progress) -> None:
        while True:
            started.set()
            progress.report(0)

    progress = Progress()
    worker = threading.Thread(target=lambda: outcomes.append(jobs.run(until_cancelled, progress)))
    worker.start()
    started.wait()
    progress.cancel()
    worker.join()
    assert isinstance(outcomes[0].error, Cancelled)


def test_a_job_that_never_reports_again_keeps_its_result() -> None:
    progress = Progress()
    progress.cancel()
    assert jobs.run(lambda _progress: "done", progress) == Outcome(result="done")


def test_a_known_error_and_a_defect_are_told_apart() -> None:
    def fail(_progress: Progress, error: Exception) -> None:
        raise error

    known, defect = KnownError("The disk is full."), ZeroDivisionError()
    assert jobs.run(fail, Progress(), known) == Outcome(error=known)
    assert jobs.run(fail, Progress(), error=defect) == Outcome(defect=defect)


def test_ctrl_c_is_no_outcome() -> None:
    def interrupted(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        jobs.run(interrupted, Progress())
