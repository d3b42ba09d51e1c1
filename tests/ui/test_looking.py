"""The checks themselves: each sees the fault it is there for, and none in a sound window."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import looking

CHECKS = (
    looking.nameless,
    looking.unreachable,
    looking.cramped,
    looking.overflowing,
    looking.too_low,
    looking.faint,
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A sound window: a label, a field, a box and a button."""
    made = QWidget()
    qtbot.addWidget(made)
    made.setStyleSheet("QWidget { background: white; color: black; min-height: 32px; }")
    layout = QVBoxLayout(made)
    field = QLineEdit("text")
    field.setAccessibleName("Field")
    box = QComboBox()
    box.setAccessibleName("Box")
    box.addItem("One of several")
    label = QLabel("A text that is long enough to be broken into lines")
    label.setWordWrap(True)
    for widget in (label, field, box, QPushButton("Button")):
        layout.addWidget(widget)
    made.show()
    made.activateWindow()
    qtbot.wait(1)
    return made


def test_a_sound_window_has_no_faults(window: QWidget) -> None:
    assert [fault for check in CHECKS for fault in check(window)] == []


@pytest.mark.parametrize(
    ("check", "kind", "harm"),
    [
        (looking.nameless, QLineEdit, lambda field: field.setAccessibleName("")),
        (looking.nameless, QPushButton, lambda button: button.setText("")),
        (looking.cramped, QLabel, lambda label: label.setFixedSize(60, 32)),
        (looking.cramped, QLabel, lambda label: (label.setWordWrap(False), label.setFixedWidth(60))),
        (looking.cramped, QPushButton, lambda button: button.setFixedWidth(30)),
        (looking.cramped, QComboBox, lambda box: box.setFixedWidth(50)),
        (looking.overflowing, QPushButton, lambda button: button.move(-10, button.y())),
        (looking.too_low, QPushButton, lambda button: button.setStyleSheet("min-height: 10px; max-height: 20px;")),
        (looking.faint, QLabel, lambda label: label.setStyleSheet("color: #999999;")),
        (looking.faint, QPushButton, lambda button: button.setStyleSheet("background: #666666; border: none;")),
    ],
)
def test_a_fault_is_seen(
    window: QWidget,
    qtbot: QtBot,
    check: Callable[[QWidget], list[str]],
    kind: type[QWidget],
    harm: Callable[[QWidget], object],
) -> None:
    harm(window.findChild(kind))
    qtbot.wait(1)
    assert len(check(window)) == 1


def test_a_trap_for_the_tab_key_is_seen(window: QWidget) -> None:
    window.layout().addWidget(QPlainTextEdit())
    window.findChild(QPlainTextEdit).show()
    assert looking.unreachable(window) == ["Tab ends at QPlainTextEdit “”, not where it began"]


def test_a_window_that_shows_nothing_is_seen(qtbot: QtBot) -> None:
    empty = QWidget()
    qtbot.addWidget(empty)
    empty.show()
    assert looking.faint(empty) == ["nothing is shown"]
