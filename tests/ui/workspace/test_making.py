"""A new workspace, its recovery sheet, and its passphrase."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPdfWriter
from PySide6.QtTest import QTest

from gcmdesk import i18n
from gcmdesk.workspace import errors, opening, recovery
from gcmdesk.workspace.opening import Surroundings
from ui.sheet_printing import document, print_sheet

from .conftest import PASSPHRASE, Hands


def fill_in(hands: Hands, path: Path, passphrase: str = PASSPHRASE) -> None:
    hands.control(Qt.Key.Key_N)
    hands.control(Qt.Key.Key_A)
    hands.type(str(path))
    hands.tab_to("Passphrase")
    hands.type(passphrase)
    hands.tab_to("The same passphrase again")
    hands.type(passphrase)


def create(hands: Hands, path: Path) -> recovery.Sheet:
    """Up to the recovery sheet."""
    fill_in(hands, path)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    return hands.page.sheet


def seen(hands: Hands) -> bool:
    """Whether the whole of what has the focus is in sight."""
    focused = hands.focused()
    return focused.visibleRegion().boundingRect() == focused.rect()


def type_from_paper(hands: Hands, sheet: recovery.Sheet) -> None:
    hands.tab_to("I have it on paper")
    hands.press(Qt.Key.Key_Space)
    for group in sheet.groups:
        hands.type(group.lower())
    hands.wait()


def test_a_workspace_is_made_with_the_keyboard_alone(begin: Callable[..., Hands], tmp_path: Path) -> None:
    hands = begin()
    sheet = create(hands, tmp_path / "Harbour")
    assert not hands.desk.workspace.is_open
    type_from_paper(hands, sheet)
    assert hands.desk.workspace.present.path == tmp_path / "Harbour.gcmdesk"
    assert hands.window.windowTitle() == "Harbour – gcmdesk"
    assert hands.desk.settings.current.recent == (str(tmp_path / "Harbour.gcmdesk"),)


def test_with_large_letters_what_is_typed_stays_in_sight(begin: Callable[..., Hands], tmp_path: Path) -> None:
    hands = begin(text_size=200)
    fill_in(hands, tmp_path / "Harbour")
    QTest.qWait(300)  # the strength of the passphrase is told in a line above the second field
    hands.wait()
    assert seen(hands)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    sheet = hands.page.sheet
    hands.tab_to("I have it on paper")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    for group in sheet.groups[:-1]:
        assert seen(hands)
        hands.type(group.lower())
        hands.wait()


def test_the_sheet_is_hidden_while_it_is_typed_and_wrong_groups_are_named(
    begin: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = begin()
    sheet = create(hands, tmp_path / "Harbour")
    hands.tab_to("I have it on paper")
    hands.press(Qt.Key.Key_Space)
    assert not hands.page._shown.isVisible()
    hands.type(sheet.groups[0])
    hands.type(sheet.groups[2])  # instead of the second
    assert hands.page.key.wrong() == (2,)
    assert "group 2" in hands.page.key.problem.text()
    assert hands.page.key.groups[1].accessibleDescription()
    hands.tab_to("Finish")
    hands.press(Qt.Key.Key_Space)
    assert not hands.desk.workspace.is_open


def test_a_pasted_key_fills_all_groups(begin: Callable[..., Hands], tmp_path: Path) -> None:
    hands = begin()
    sheet = create(hands, tmp_path / "Harbour")
    hands.tab_to("I have it on paper")
    hands.press(Qt.Key.Key_Space)
    QGuiApplication.clipboard().setText("-".join(sheet.groups))
    hands.control(Qt.Key.Key_V)
    hands.wait()
    assert hands.desk.workspace.is_open


def test_giving_up_before_the_sheet_leaves_no_file(begin: Callable[..., Hands], tmp_path: Path) -> None:
    hands = begin()
    create(hands, tmp_path / "Harbour")
    hands.window.close()
    assert not list(tmp_path.glob("Harbour*"))


def test_what_is_wrong_stands_beside_its_field_and_above(begin: Callable[..., Hands], path: Path) -> None:
    hands = begin()
    fill_in(hands, path)
    hands.type("!")
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.page.path.problem.text() == "There is already a file with this name."
    assert hands.page.passphrase.again.problem.text() == "The two passphrases are not the same."
    assert hands.page.summary.isVisible()
    hands.tab_to("There is already a file with this name.")
    hands.press(Qt.Key.Key_Space)
    assert hands.focused() is hands.page.path.edit


def test_an_easy_passphrase_is_refused(begin: Callable[..., Hands], tmp_path: Path) -> None:
    hands = begin()
    fill_in(hands, tmp_path / "Harbour", "password")
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.page.passphrase.once.problem.text() == "This passphrase is too easy to guess."
    assert not list(tmp_path.glob("Harbour*"))


def test_a_suggested_passphrase_is_strong_and_fills_both_fields(begin: Callable[..., Hands]) -> None:
    hands = begin()
    hands.control(Qt.Key.Key_N)
    hands.tab_to("Suggest a passphrase")
    hands.press(Qt.Key.Key_Space)
    chosen = hands.page.passphrase
    assert len(chosen.text.split()) == 6
    assert chosen.again.edit.text() == chosen.text
    assert chosen.problems() == []


def test_a_synchronised_folder_is_explained_and_can_be_insisted_on(begin: Callable[..., Hands], tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    hands = begin()
    fill_in(hands, folder / "Harbour")
    hands.page._look_at_place()
    hands.wait()
    assert "Dropbox" in hands.page.concern._sentence.text() + hands.page.concern._reason.text()
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.page.summary.isVisible()
    hands.page.concern.insist.click()
    hands.page.create_it.click()
    hands.wait()
    assert hands.window.place == "workspace/sheet"


def test_a_new_passphrase_brings_a_new_sheet(at_work: Hands, path: Path, around: Surroundings) -> None:
    at_work.window.go("workspace/passphrase")
    at_work.type("quite other words of seven syllables")
    at_work.tab_to("The same passphrase again")
    at_work.type("quite other words of seven syllables")
    at_work.press(Qt.Key.Key_Return)
    at_work.wait()
    type_from_paper(at_work, at_work.page.sheet)
    assert at_work.window.place == "workspace"
    at_work.window.close()
    opening.open_workspace(path, "quite other words of seven syllables", around=around).close()
    with pytest.raises(errors.WrongPassphrase):
        opening.open_workspace(path, PASSPHRASE, around=around)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_printed_sheet_is_one_page_with_every_group(begin: Callable[..., Hands], tmp_path: Path, code: str) -> None:
    begin(language=code)
    sheet = recovery.Sheet(
        "Title", ("Mark",), tuple(recovery.encode(bytes(range(32))).split()), ("How to keep it.",) * 5
    )
    assert all(group in document(sheet).toPlainText() for group in sheet.groups)
    assert i18n.current().number(13) in document(sheet).toPlainText()
    target = tmp_path / "sheet.pdf"
    paper = QPdfWriter(str(target))
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    print_sheet(sheet, paper)
    assert target.read_bytes().count(b"/Type /Page\n") == 1
