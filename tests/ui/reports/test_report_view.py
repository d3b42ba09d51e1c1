"""A long report is put together in turns: the window stays alive, and only what is wanted last is shown."""

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from gcmdesk.reports.blocks import Heading, Paragraph, Report
from ui import report_sheet
from ui.report_sheet import Sheet
from ui.theme import Theme
from ui.widgets.report_view import ReportView


def long(title: str) -> Sheet:
    """About 80 pages."""
    chapters = [
        (Heading(f"{title} {n}"), *(Paragraph(f"{title} {n}.{m} words " * 20) for m in range(30))) for n in range(40)
    ]
    return report_sheet.sheet(Report(title, "en", tuple(block for one in chapters for block in one)), Theme())


def test_a_long_report_comes_in_turns_and_is_whole_in_the_end(qtbot: QtBot) -> None:
    view = ReportView()
    qtbot.addWidget(view)
    view.show_sheet(long("First"))
    assert view.at_work
    assert not view.readable
    qtbot.waitUntil(lambda: view.readable)
    qtbot.waitUntil(lambda: not view.at_work)
    assert view.headings.count() == 40
    assert "First 39.29 words" in view.sheet.toPlainText()
    assert view.sheet.document().thread() is QThread.currentThread()


def test_only_the_last_one_that_is_wanted_is_shown(qtbot: QtBot) -> None:
    view = ReportView()
    qtbot.addWidget(view)
    view.show_sheet(long("First"))
    view.show_sheet(long("Second"))
    qtbot.waitUntil(lambda: not view.at_work)
    assert "First" not in view.sheet.toPlainText()
    assert view.headings.item(0).text().endswith("Second 0\u2069")


def test_a_view_that_is_left_half_way_takes_its_work_with_it(qtbot: QtBot) -> None:
    view = ReportView()
    view.show_sheet(long("First"))
    view.deleteLater()
    qtbot.wait(50)
