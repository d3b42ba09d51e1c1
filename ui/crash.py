"""What happens when the program itself is at fault: a local report without personal data, and a way back."""

import json
import platform
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QProcess, Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gcmdesk import __version__, log, paths
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui.widgets.buttons import button
from ui.widgets.text import Heading, Text


def write_report(error: BaseException) -> Path:
    """Write what is needed to mend the fault: versions, the type of the error and the places it passed. No values."""
    now = datetime.now(UTC)
    path = paths.log_folder() / f"crash-{now:%Y%m%d-%H%M%S-%f}.json"
    chain: list[dict[str, object]] = []
    link: BaseException | None = error
    while link is not None:
        chain.append({"type": type(link).__name__, "places": log.places(link)})
        link = link.__cause__ or link.__context__
    report = {
        "when": now.isoformat(timespec="seconds"),
        "gcmdesk": __version__,
        "python": platform.python_version(),
        "qt": qVersion(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "errors": chain,
    }
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")
    return path


def start_again() -> bool:
    """Start the program anew; it opens where this one stood."""
    arguments = [] if getattr(sys, "frozen", False) else ["-m", "gcmdesk"]
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
        self.setMinimumWidth(480)
        reopen.setFocus()

    def _reopen(self) -> None:
        self.reopen_wanted = True
        self.accept()


class CrashGuard:
    """Catches every error that nothing else has caught, on any thread; the first one leads to the dialog."""

    def __init__(self, ask: Callable[[Path | None], None]) -> None:
        self._ask = ask
        self._asked = False

    def install(self) -> None:
        """Take over Python's hooks. Slots that raise end here too."""
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    def uninstall(self) -> None:
        """Give Python its own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _caught(self, kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
        del traceback
        if error is None or issubclass(kind, KeyboardInterrupt):
            return
        log.defect("defect", error)
        report: Path | None
        try:
            report = write_report(error)
        except OSError:
            report = None
        if not self._asked:
            self._asked = True
            self._ask(report)
