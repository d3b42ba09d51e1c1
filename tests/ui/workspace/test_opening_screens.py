"""Opening, reading only, recovery, recent files, damaged files."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gcmdesk import i18n
from gcmdesk.settings import SettingsStore
from gcmdesk.workspace import backups, file, opening, recovery
from gcmdesk.workspace.opening import Surroundings

from .conftest import PASSPHRASE, Hands


def test_a_file_on_the_command_line_asks_for_its_passphrase(begin: Callable[..., Hands], path: Path) -> None:
    hands = begin(path)
    assert hands.window.place == "workspace/open"
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.desk.workspace.present.path == path
    assert hands.window.place == "home"


def test_the_work_goes_on_where_it_was_left(begin: Callable[..., Hands], path: Path) -> None:
    begin().window.go("library/objective/7")
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.window.place == "library/objective/7"


def test_a_wrong_passphrase_is_told_beside_the_field(begin: Callable[..., Hands], path: Path) -> None:
    hands = begin(path)
    hands.type("not this one")
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.page.secret.passphrase.problem.text().startswith("This passphrase does not open the workspace.")
    assert hands.focused() is hands.page.secret.passphrase.edit
    hands.type(PASSPHRASE)  # what was wrong is selected, so typing replaces it
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.desk.workspace.is_open


def test_the_recovery_sheet_opens_without_a_passphrase(
    begin: Callable[..., Hands], path: Path, around: Surroundings
) -> None:
    with opening.open_workspace(path, PASSPHRASE, around=around) as workspace:
        groups = recovery.encode(workspace.key.raw).split()
    hands = begin(path)
    hands.tab_to("Use the recovery sheet")
    hands.press(Qt.Key.Key_Space)
    for group in groups:
        hands.type(group)
    hands.wait()
    assert hands.desk.workspace.is_open


def test_a_second_writer_is_refused_and_may_read(begin: Callable[..., Hands], path: Path, around: Surroundings) -> None:
    with opening.open_workspace(path, PASSPHRASE, around=around):
        hands = begin(path)
        hands.type(PASSPHRASE)
        hands.press(Qt.Key.Key_Return)
        hands.wait()
        assert hands.page.read_instead.isVisible()
        assert "already open" in hands.page.summary._lines[0].text()


def test_a_workspace_can_be_opened_for_reading_only(begin: Callable[..., Hands], path: Path) -> None:
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.tab_to("Open for reading only")
    hands.press(Qt.Key.Key_Space)
    hands.tab_to("Open")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    assert hands.window._header.saved.text() == "Open for reading only"
    hands.add("City council")
    assert hands.names() == []
    assert "reading only" in hands.window.messages.message.text
    assert not hands.window.commands["passphrase"].isEnabled()


def test_recent_files_that_exist_come_first_and_can_be_forgotten(begin: Callable[..., Hands], path: Path) -> None:
    gone = path.with_name("Gone.gcmdesk")
    SettingsStore().change(recent=(str(gone), str(path)))
    hands = begin()
    hands.control(Qt.Key.Key_O)
    hands.wait()
    names = [button.text() for button in hands.page.recent.files]
    assert [("Town hall" in names[0]), ("Gone" in names[1])] == [True, True]
    assert [button.isEnabled() for button in hands.page.recent.files] == [True, False]
    hands.page.recent._forget(gone)
    assert hands.desk.settings.current.recent == (str(path),)
    hands.page.recent.files[0].click()
    assert hands.window.place == "workspace/open"
    assert hands.page.path == path


def test_a_drive_that_does_not_answer_holds_up_nothing(
    begin: Callable[..., Hands], path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, gone, answers, is_file = Path("/dead drive/a.gcmdesk"), path.with_name("Gone.gcmdesk"), Event(), Path.is_file

    def looked_up(place: Path) -> bool:
        if place == dead:
            assert answers.wait(20)
        return is_file(place)

    monkeypatch.setattr(Path, "is_file", looked_up)
    hands = begin()
    hands.desk.settings.change(recent=(str(gone), str(dead), str(path)))
    hands.control(Qt.Key.Key_O)
    files = hands.page.recent
    qtbot.waitUntil(lambda: [each.isEnabled() for each in files.files] == [True, True, False])
    assert [each.text() for each in files.files] == [i18n.isolate(name) for name in ("a", "Town hall", "Gone")]
    files.files[1].click()
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hands.desk.workspace.is_open)
    answers.set()
    hands.wait()


def test_closing_the_window_does_not_wait_for_a_dead_drive(
    begin: Callable[..., Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()
    hands = begin()
    hands.desk.settings.change(recent=("/dead drive/a.gcmdesk",))
    monkeypatch.setattr(Path, "is_file", lambda _path: answers.wait(20))
    hands.control(Qt.Key.Key_O)
    hands.window.close()
    assert hands.desk.tasks.looking
    answers.set()


def test_a_damaged_file_offers_its_backups(begin: Callable[..., Hands], path: Path, around: Surroundings) -> None:
    with opening.open_workspace(path, PASSPHRASE, around=around) as workspace:
        backups.take(workspace)
    path.write_bytes(path.read_bytes()[:5000])
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.page.restore.isVisible()
    hands.page.restore.click()
    hands.tab_to("Passphrase when this backup was made")
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.window.place == "workspace/open"
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.desk.workspace.is_open


def test_an_old_copy_put_back_is_told(begin: Callable[..., Hands], at_work: Hands, path: Path) -> None:
    at_work.add("City council")
    at_work.window.close()
    old = path.read_bytes()
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    hands.add("Union of carers")
    hands.window.close()
    path.write_bytes(old)
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.window.messages.message.kind == "warning"
    assert "lacks work" in hands.window.messages.message.text


def test_what_another_program_changed_is_told_once(begin: Callable[..., Hands], at_work: Hands, path: Path) -> None:
    at_work.add("City council")
    key = at_work.desk.workspace.present.key
    at_work.window.close()
    connection = file.connect(path, key, file.Access.WRITE)
    connection.execute("UPDATE stakeholder SET name = 'Another council'")
    connection.close()
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.window.messages.message.kind == "warning"
    assert "not the one that was last saved on this computer" in hands.window.messages.message.text
    hands.window.close()
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert not hands.window.messages.message


def test_the_first_run_leads_to_a_workspace(begin: Callable[..., Hands], path: Path) -> None:
    hands = begin(language=None)
    hands.tab_to("New workspace…")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    assert hands.window.place == "workspace/new"


def test_the_sample_is_made_once_and_opens_without_questions(begin: Callable[..., Hands]) -> None:
    hands = begin(language=None)
    hands.tab_to("Sample workspace")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    sample = hands.desk.workspace.present.path
    assert len(hands.names()) == 40
    hands = begin()
    hands.window.commands["sample"].trigger()
    hands.wait()
    assert hands.desk.workspace.present.path == sample
