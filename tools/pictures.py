"""Grab every screen and page in every language and look, so that somebody can look at them: `make pictures`.

With a word after it, only the places that begin so: ``python -m tools.pictures kick-off``.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.laptop import SCREEN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.app import Desk

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("library/objective/7", "library/tool/4")


def _settle(app: "QApplication", desk: "Desk") -> None:
    """Until the worker has nothing left to do and the window has shown it."""
    while desk.tasks.busy:
        app.processEvents()
    for _turn in range(3):
        app.processEvents()


def main() -> int:
    """Write the pictures and say where they are."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({f"GCMDESK_{name}": folder for name in ("CONFIG", "LOGS", "STATE", "DOCUMENTS")})
        os.environ["QT_QPA_PLATFORM"] = SCREEN
        from gcmdesk.i18n import LANGUAGES
        from ui import fonts
        from ui.app import Desk, application
        from ui.screens import SCREENS
        from ui.theme import Look
        from ui.workspace_commands import open_sample

        target = ROOT / "build" / "pictures"
        target.mkdir(parents=True, exist_ok=True)
        app = application()
        desk = Desk(app)
        fonts.load(fonts.LATER)
        desk.window.resize(1366, 728)
        desk.window.show()
        desk.settings.change(language="en")
        desk.window.leave_first_run()
        open_sample(desk.workspace)
        _settle(app, desk)
        pages = [f"{screen.id}/{page.id}" for screen in SCREENS for page in screen.listed]
        alone = [screen.id for screen in SCREENS if not screen.listed]
        wanted = sys.argv[1] if len(sys.argv) > 1 else ""
        places = [place for place in (*alone, *pages, *PLACES) if place.startswith(wanted)]
        for language in LANGUAGES:
            for look in Look:
                desk.settings.change(language=language.code, theme=look.value)
                desk.display.apply()
                desk.window.rebuild()
                for place in places:
                    desk.window.go(place)
                    _settle(app, desk)
                    desk.window.grab().save(str(target / f"{place.replace('/', '-')}-{language.code}-{look}.png"))
        desk.window.close()
    print(f"Pictures: {target.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
