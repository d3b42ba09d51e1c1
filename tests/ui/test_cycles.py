"""Widgets in reference cycles are taken down on the screen's thread, whatever the workers do."""

import gc
import threading

from pytestqt.qtbot import QtBot

from gcmdesk.jobs import Progress
from ui.app import Desk


class _Ring:
    """An object in a cycle, as a page is that holds its own callback."""

    def __init__(self, taken_down_by: list[str]) -> None:
        self.ring = self
        self.taken_down_by = taken_down_by

    def __del__(self) -> None:
        self.taken_down_by.append(threading.current_thread().name)


def _ask_for_memory(_progress: Progress) -> list[list[int]]:
    """What makes Python collect: many more containers than its threshold."""
    return [[number] for number in range(50_000)]


def test_a_cycle_is_collected_on_the_screens_thread_while_a_worker_asks_for_memory(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    taken_down_by: list[str] = []
    _Ring(taken_down_by)

    kept: list[list[list[int]]] = []
    desk.tasks.start("", _ask_for_memory, kept.append, quiet=True)

    qtbot.waitUntil(lambda: bool(taken_down_by))
    assert taken_down_by == [threading.main_thread().name]


def test_python_collects_again_when_the_program_has_ended(desk: Desk, qtbot: QtBot) -> None:
    during = gc.isenabled()

    with qtbot.waitSignal(desk.cycles.destroyed):
        desk.cycles.deleteLater()

    assert (during, gc.isenabled(), gc.get_freeze_count()) == (False, True, 0)
