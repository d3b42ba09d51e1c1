"""What restoring has put aside is on the page for restoring: read it, or delete it knowingly."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gcmdesk.workspace import aside

from .conftest import PASSPHRASE, Hands


@pytest.fixture
def restored(at_work: Hands) -> Hands:
    """A backup has been restored over “City council”, and the page for restoring is shown."""
    at_work.add("City council")
    at_work.window.go("workspace/restore")
    assert not hasattr(at_work.page, "put_aside")
    at_work.tab_to("Restore")
    at_work.press(Qt.Key.Key_Space)
    at_work.wait()
    at_work.window.go("workspace/restore")
    return at_work


def test_it_is_listed_with_date_and_size_and_opened_for_reading(restored: Hands, path: Path) -> None:
    (one,) = aside.kept(path)
    line = restored.page.put_aside.list.item(0).text()
    assert str(one.moment.astimezone().year) in line
    assert "MB" in line
    restored.tab_to("Files put aside")
    restored.press(Qt.Key.Key_Tab)
    assert restored.focused().text() == "Open for reading only"
    restored.press(Qt.Key.Key_Space)
    assert restored.page.reading.isChecked()
    restored.type(PASSPHRASE)
    restored.press(Qt.Key.Key_Return)
    restored.wait()
    assert restored.desk.workspace.present.path == one.path
    assert restored.desk.workspace.present.read_only
    assert restored.names() == ["City council"]


def test_deleting_asks_first_because_it_cannot_be_undone(restored: Hands, path: Path) -> None:
    restored.tab_to("Delete…")
    restored.press(Qt.Key.Key_Space)
    assert "cannot be undone" in restored.page.put_aside.question.text()
    restored.press(Qt.Key.Key_Space)  # the focus is on keeping
    assert len(aside.kept(path)) == 1
    restored.press(Qt.Key.Key_Space)
    restored.tab_to("Delete for good")
    restored.press(Qt.Key.Key_Space)
    restored.wait()
    assert aside.kept(path) == ()
    assert not restored.page.put_aside.isVisible()
    assert restored.focused() is restored.page.list
    assert restored.names() == []


def test_what_was_deleted_meanwhile_is_said(restored: Hands, path: Path) -> None:
    (one,) = aside.kept(path)
    one.path.unlink()
    restored.tab_to("Delete…")
    restored.press(Qt.Key.Key_Space)
    restored.page.put_aside.delete_it.click()
    restored.wait()
    assert "no such file" in restored.page.put_aside.problem.text()
