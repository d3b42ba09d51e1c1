"""Python's collector of reference cycles, kept to the screen's thread.

Python collects cycles on whatever thread happens to ask for memory. A widget that ended in a cycle would then be taken
down by a worker in the middle of a query, and Qt's objects may only be taken down on their own thread. So the collector
is switched off and run here, by a timer, with the thresholds that Python itself goes by.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 500
"""Milliseconds. What a job makes in this time is looked through at once, so a longer one would be felt."""


class CycleCollector(QObject):
    """Keeps Python from collecting for as long as it exists; collects on the screen's thread from `begin` on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.collect)
        gc.disable()
        self.destroyed.connect(_leave_to_python)

    def collect(self) -> None:
        """Collect the oldest generation that is due, and with it those that are younger."""
        due = [count > threshold > 0 for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        for generation in (2, 1, 0):
            if due[generation]:
                gc.collect(generation)
                return

    def begin(self) -> None:
        """Collect from now on, and leave out what exists already: the program's own modules stay until its end."""
        gc.freeze()
        self._timer.start()


def _leave_to_python() -> None:
    gc.unfreeze()
    gc.enable()
