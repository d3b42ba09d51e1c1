"""The dialog after a defect: what happened, where the report is, and a way back."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.widgets.buttons import button
from ui.widgets.text import Heading, Text


def start_again(file: Path | None = None) -> bool:
    """Start the program anew, with the workspace that was open; it opens where this one stood."""
    arguments = [] if getattr(sys, "frozen", False) else ["-m", "gcmdesk"]
    arguments += [str(file)] if file else []
    started, _pid = QProcess.startDetached(sys.executable, arguments)
    return bool(started)


class CrashDialog(QDialog):
    """Says what happened and where the report is, and offers to reopen."""

    def __init__(self, report: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("gcmdesk")
        self.reopen_wanted = False
        where = (
            _("A report without personal data was written here: {file}").format(file=isolate(str(report)))
            if report
            else _("A report could not be written, because the folder of logs cannot be written to.")
        )
        text = Text(where)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setAccessibleName(where)
        layout = QVBoxLayout(self)
        layout.addWidget(Heading(_("gcmdesk made a mistake and has to reopen"), 2))
        layout.addWidget(Text(_("Everything that was saved is safe. Nothing was sent anywhere.")))
        layout.addWidget(text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Close gcmdesk"), self.reject))
        reopen = button(_("Reopen"), self._reopen, kind="primary")
        row.addWidget(reopen)
        layout.addLayout(row)
        self.setMinimumWidth(theme.current().px(480))
        reopen.setFocus()

    def _reopen(self) -> None:
        self.reopen_wanted = True
        self.accept()
