"""The dialog for files speaks the language of the screen, also where Qt's catalogues do not."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gcmdesk import i18n
from tests.ui.workspace.conftest import Hands
from ui.widgets.file_dialog import file_dialog


def test_every_label_is_ours_or_qt_s_in_the_language_of_the_screen(
    register: Hands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Marked(i18n.Texts):
        def gettext(self, message: str) -> str:
            return f"[{message}]"

    monkeypatch.setattr(i18n, "_current", Marked("fr"))
    dialog = file_dialog(register.window, "Ouvrir", "/")
    dialog.open()
    QApplication.processEvents()
    shown = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    dialog.close()
    assert {"[Look in:]", "[Files of type:]"} <= shown
    assert not any("Look in" in text or "Files of" in text for text in shown if not text.startswith("["))
