"""A column that scrolls: what the page keys and the focus do to it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.column import Column, follow_focus
from ui.widgets.text import Text

K = Qt.Key
_LINES = 60


def column(qtbot: QtBot) -> Column:
    made = Column("Recovery sheet")
    qtbot.addWidget(made)
    made.add(*[Text(f"Line {number}") for number in range(_LINES)])
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def whole(made: Column) -> set[str]:
    """The lines that can be read from top to bottom."""
    labels = made.widget().findChildren(QLabel)
    return {label.text() for label in labels if label.visibleRegion().boundingRect() == label.rect()}


def test_page_down_leaves_no_line_out(qtbot: QtBot) -> None:
    made = column(qtbot)
    read = whole(made)
    for _page in range(_LINES):
        QTest.keyClick(made, K.Key_PageDown)
        read |= whole(made)
    assert read == {f"Line {number}" for number in range(_LINES)}
    bar = made.verticalScrollBar()
    assert bar.value() == bar.maximum()
    QTest.keyClick(made, K.Key_PageUp)
    assert 0 < bar.maximum() - bar.value() < bar.pageStep()
    QTest.keyClick(made, K.Key_Home)
    assert bar.value() == 0


def test_a_focus_that_the_program_moves_is_followed(qtbot: QtBot) -> None:
    made = column(qtbot)
    field = QLineEdit()
    made.add(field)
    made.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.visibleRegion().isEmpty()
    follow_focus(made.widget())
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect())
    made.verticalScrollBar().setValue(0)
    follow_focus(QLabel(made))
    QCoreApplication.processEvents()
    assert made.verticalScrollBar().value() == 0


def test_what_does_not_wrap_keeps_its_height_too(qtbot: QtBot) -> None:
    made = Column("Answers")
    qtbot.addWidget(made)
    fields = [QLineEdit() for _number in range(_LINES)]
    made.add(*fields)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    least = min(field.minimumSizeHint().height() for field in fields)  # the one with the focus has a thicker frame
    assert {field.height() >= least for field in fields} == {True}
    assert made.verticalScrollBar().maximum() > 0
