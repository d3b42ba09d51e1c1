"""What is typed and not saved when the window is built anew: it comes back where it belongs, and nowhere else."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.workspace.conftest import PASSPHRASE, Hands


def _refused_name(hands: Hands) -> None:
    name = hands.window.screen_shown.page.form.fields["name"]
    name.edit.setFocus()
    name.edit.selectAll()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Tab)
    assert name.problem.text() == "A name is needed."


def test_what_could_not_be_saved_comes_back_with_its_own_record(register: Hands) -> None:
    _refused_name(register)
    register.desk.display.change(language="fr")
    register.wait()
    page = register.window.screen_shown.page
    assert page.form.fields["name"].edit.text() == " "
    page.table.select_row(1)
    assert page.form.fields["name"].edit.text() == "Dockers' union"
    register.desk.display.change(language="ar")
    register.wait()
    page = register.window.screen_shown.page
    assert page.form.fields["name"].edit.text() == "Dockers' union"
    page.table.select_row(0)
    assert page.form.fields["name"].edit.text() == " "
    assert register.names()[:2] == ["City council", "Dockers' union"]


def test_the_words_of_a_page_behind_come_back_when_it_is_shown_again(register: Hands) -> None:
    page = register.window.screen_shown.page
    page.filter.setText("council")
    page.fill()
    register.window.go("example/relations")
    for language in ("fr", "en"):
        register.desk.display.change(language=language)
        register.wait()
    register.window.go("example/register")
    QTest.qWait(400)  # longer than the pause after typing
    register.wait()
    page = register.window.screen_shown.page
    assert (page.filter.text(), page.count.text()) == ("council", "1 row")


def test_words_typed_into_one_workspace_are_not_given_to_another(register: Hands, path: object) -> None:
    _refused_name(register)
    register.window.screen_shown.page.filter.setText("council")
    register.desk.workspace.close()
    register.wait()
    register.desk.workspace.open(path, PASSPHRASE, reading=False, failed=print)
    register.wait()
    register.window.go("example/register")
    register.wait()
    page = register.window.screen_shown.page
    assert (page.filter.text(), page.form.fields["name"].edit.text()) == ("", "City council")


def test_a_passphrase_is_not_kept(register: Hands) -> None:
    register.window.go("workspace/new")
    register.wait()
    fields = register.window.screen_shown.findChildren(QLineEdit)
    for field in fields:
        if field.isVisible():
            field.setText("Seven wells")
    secret = [field.echoMode() is not QLineEdit.EchoMode.Normal for field in fields if field.isVisible()]
    assert True in secret
    register.desk.display.change(language="fr")
    register.wait()
    again = [field for field in register.window.screen_shown.findChildren(QLineEdit) if field.isVisible()]
    assert [field.text() == "" for field in again] == secret
