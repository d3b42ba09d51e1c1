"""What happens when the program itself is at fault: a local report without personal data, then `ui.crash_dialog`."""

import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from gcmdesk import __version__, log, paths


def write_report(error: BaseException) -> Path:
    """Write what is needed to mend the fault: versions, the type of the error and the places it passed. No values."""
    import json
    import platform

    from PySide6.QtCore import qVersion

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
