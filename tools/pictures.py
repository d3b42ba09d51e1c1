"""Grab every screen in every language and look, so that somebody can look at them: `make pictures`."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("library/objective/7", "library/tool/4")


def main() -> int:
    """Write the pictures and say where they are."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"GCMDESK_CONFIG": folder, "GCMDESK_LOGS": folder})
        from PySide6.QtWidgets import QApplication

        from gcmdesk.i18n import LANGUAGES
        from ui import fonts
        from ui.app import Desk
        from ui.screens import SCREENS
        from ui.theme import Look

        target = ROOT / "build" / "pictures"
        target.mkdir(parents=True, exist_ok=True)
        app = QApplication(["gcmdesk"])
        desk = Desk(app)
        fonts.load(fonts.LATER)
        desk.window.resize(1366, 728)
        desk.window.show()
        for language in LANGUAGES:
            for look in Look:
                desk.settings.change(language=language.code, theme=look.value)
                desk.display.apply()
                desk.window.leave_first_run()
                for place in [*(screen.id for screen in SCREENS), *PLACES]:
                    desk.window.go(place)
                    for _turn in range(3):
                        app.processEvents()
                    desk.window.grab().save(str(target / f"{place.replace('/', '-')}-{language.code}-{look}.png"))
        desk.window.close()
    print(f"Pictures: {target.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
