"""PySide6 6.12.0 on Python 3.11 lost a reference to None at every call without result, and aborted after thousands."""

import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_calls_without_a_result_keep_none_alive(qapp: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for _times in range(1000):
        label.setText("text")
    assert sys.getrefcount(None) > before - 500
