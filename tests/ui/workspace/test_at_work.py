"""Saved or not, undo by name, locking, history, backups, closing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from gcmdesk.workspace import backups

from .conftest import PASSPHRASE, Hands


def test_the_header_says_when_it_was_saved(at_work: Hands) -> None:
    assert at_work.window._header.saved.text() == "Everything is saved"
    at_work.add("City council")
    assert at_work.window._header.saved.text().startswith("Saved")
    at_work.control(Qt.Key.Key_S)
    assert "You never need to save" in at_work.window.messages.message.text


def test_a_failure_to_save_is_loud_until_it_is_mended(at_work: Hands, path: Path) -> None:
    moved = path.rename(path.with_name("elsewhere.gcmdesk"))
    at_work.add("City council")
    bar = at_work.window.findChild(QDialog.__mro__[1], "failure")
    assert bar.isVisible()
    assert "moved" in bar.sentence.text()
    assert at_work.window._header.saved.text() == "Not saved"
    at_work.control(Qt.Key.Key_S)
    assert at_work.window.messages.message.kind == "error"
    moved.rename(path)
    at_work.add("City council")
    assert not bar.isVisible()
    assert at_work.names() == ["City council"]


def test_undo_and_redo_are_named(at_work: Hands) -> None:
    at_work.add("City council")
    undo, redo = at_work.window.commands["undo"], at_work.window.commands["redo"]
    assert undo.text() == "Undo: Stakeholder added"
    assert not redo.isEnabled()
    at_work.control(Qt.Key.Key_Z)
    assert at_work.names() == []
    assert at_work.window.messages.message.text == "Undone: Stakeholder added"
    assert (undo.isEnabled(), redo.text()) == (False, "Redo: Stakeholder added")
    at_work.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert at_work.names() == ["City council"]


def test_a_field_takes_back_its_own_typing_first(at_work: Hands) -> None:
    at_work.add("City council")
    at_work.window.go("library")
    at_work.press(Qt.Key.Key_W)
    at_work.control(Qt.Key.Key_Z)
    assert at_work.focused().text() == ""
    assert at_work.names() == ["City council"]
    at_work.control(Qt.Key.Key_Z)
    assert at_work.names() == []


def test_ctrl_l_covers_everything_and_the_passphrase_leads_back(at_work: Hands) -> None:
    at_work.window.go("library/objective/7")
    focused = at_work.focused()
    at_work.window.open_palette()
    at_work.wait()
    at_work.desk.workspace.lock()
    at_work.wait()
    assert at_work.desk.workspace.present.locked
    assert at_work.window.windowTitle() == "gcmdesk"
    assert not at_work.window.navigation.isVisible()
    assert not at_work.window.menuBar().isVisible()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [at_work.window]
    at_work.control(Qt.Key.Key_K)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    at_work.type("wrong")
    at_work.press(Qt.Key.Key_Return)
    at_work.wait()
    assert at_work.window._layers.lock_screen.secret.passphrase.problem.text()
    at_work.type(PASSPHRASE)
    at_work.press(Qt.Key.Key_Return)
    at_work.wait()
    assert not at_work.desk.workspace.present.locked
    assert at_work.window.place == "library/objective/7"
    assert at_work.focused() is focused
    at_work.add("City council")
    assert at_work.names() == ["City council"]


def test_ctrl_l_is_the_key_and_the_look_may_change_meanwhile(at_work: Hands) -> None:
    at_work.control(Qt.Key.Key_L)
    at_work.wait()
    at_work.desk.display.change(theme="dark")
    at_work.wait()
    QTest.qWait(10)
    assert at_work.window._layers.lock_screen.isVisible()
    assert not at_work.window.navigation.isVisible()


def test_idleness_locks_and_a_key_puts_it_off(at_work: Hands) -> None:
    watch = at_work.desk.idle
    assert watch._timer.interval() == 15 * 60_000
    watch._timer.start(150)
    handle = at_work.window.windowHandle()
    at_work.desk.idle._focus_moved(handle)
    for _step in range(4):
        QTest.qWait(60)
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(handle, press)
    assert not at_work.desk.workspace.locked
    QTest.qWait(400)
    at_work.wait()
    assert at_work.desk.workspace.locked


def test_minutes_until_locking_are_a_setting(at_work: Hands) -> None:
    at_work.desk.display.change(lock_after=0)
    QTest.qWait(20)
    assert not at_work.desk.idle._timer.isActive()


def test_the_history_tells_what_who_and_where_and_filters(at_work: Hands) -> None:
    at_work.window.go("workspace")
    at_work.tab_to("Your name")
    at_work.type("Amal")
    at_work.press(Qt.Key.Key_Return)
    for number in range(3):
        at_work.add(f"Council {number}")
    at_work.desk.workspace.undo()
    at_work.window.commands["history"].trigger()
    at_work.wait()
    model = at_work.page.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [[model.data(model.index(row, column)) for column in (1, 2)] for row in range(model.rowCount())]
    assert shown == [["Undone: Stakeholder added", "Amal"], *[["Stakeholder added", "Amal"]] * 3]
    at_work.type("stakeholder amal")
    at_work.page._fill()
    assert model.rowCount() >= 3
    at_work.type(" budget")
    at_work.page._fill()
    assert model.rowCount() == 0
    assert at_work.page.nothing.isVisible()


def test_long_histories_are_read_in_pages(at_work: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        at_work.add(f"Council {number}")
    from gcmdesk.workspace import history

    at_work.window.go("workspace/history")
    model = at_work.page.model
    model.show(lambda before: at_work.desk.workspace.read(history.page, "", before, 3))
    assert model.rowCount() == 3
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    assert [entry.sequence for entry in model.entries] == [7, 6, 5, 4, 3, 2, 1]


def test_a_step_of_the_history_leads_to_what_it_wrote(at_work: Hands) -> None:
    for name in ("One", "Two"):
        at_work.add(name)
    at_work.window.go("workspace/history")
    at_work.page._select(1)
    at_work.page.show_it.click()
    at_work.wait()
    assert at_work.window.place == "kick-off/register/1"
    at_work.desk.workspace.undo()
    at_work.window.go("workspace/history")
    at_work.page._select(1)
    at_work.page.show_it.click()
    assert at_work.window.place == "workspace/history"
    assert "no longer" in at_work.window.messages.message.text


def test_undo_up_to_here(at_work: Hands) -> None:
    for name in ("One", "Two", "Three"):
        at_work.add(name)
    at_work.window.go("workspace/history")
    at_work.page._select(1)
    at_work.page.back.click()
    at_work.wait()
    assert at_work.names() == ["One"]
    assert "2 changes undone" in at_work.window.messages.message.text


def test_the_check_says_that_all_is_in_order(at_work: Hands) -> None:
    at_work.add("City council")
    at_work.window.commands["check-workspace"].trigger()
    at_work.wait()
    assert at_work.page.findings.itemAt(0).widget().text() == "The workspace is in order."


def test_the_person_is_known_again(begin: Callable[..., Hands], at_work: Hands, path: Path) -> None:
    at_work.desk.workspace.present.person = "Amal"
    at_work.add("City council")
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.desk.workspace.present.person == "Amal"


def test_one_backup_a_day_is_made_and_can_be_restored(at_work: Hands, path: Path) -> None:
    assert len(backups.found(path)) == 1
    at_work.add("Too much")
    at_work.window.go("workspace/restore")
    at_work.tab_to("Restore")
    at_work.press(Qt.Key.Key_Space)
    at_work.wait()
    assert at_work.names() == []
    assert "kept as" in at_work.window.messages.message.text
    assert len(list(path.parent.glob("Town hall.*.gcmdesk"))) == 1
    assert not at_work.window.commands["undo"].isEnabled()


def test_closing_leads_back_to_the_beginning(at_work: Hands, path: Path) -> None:
    at_work.add("City council")
    at_work.window.commands["close-workspace"].trigger()
    at_work.wait()
    assert not at_work.desk.workspace.is_open
    assert at_work.window._header.saved.text() == "No workspace open"
    assert not list(path.parent.glob("*-lock"))
    assert not at_work.window.commands["lock"].isEnabled()


def test_quitting_at_once_after_closing_leaves_one_whole_file(at_work: Hands, path: Path) -> None:
    at_work.add("City council")
    at_work.desk.workspace.close()
    at_work.window.close()
    assert [each.name for each in path.parent.glob("Town hall.gcmdesk*") if each.is_file()] == ["Town hall.gcmdesk"]


def test_screens_hear_of_commits_also_of_a_worker_s(at_work: Hands) -> None:
    heard: list[frozenset[str]] = []
    at_work.desk.workspace.changed.connect(heard.append)
    at_work.desk.tasks.start("", lambda _progress: at_work.add("From the worker"), quiet=True)
    at_work.wait()
    assert heard == [frozenset({"stakeholders"})]
    assert at_work.window.commands["undo"].isEnabled()
