"""`make guide`: walk through the program in every language, take the pictures, and write the pages beside them.

python -m tools.guide ar            one language
python -m tools.guide --words       the pages only, where no picture has changed
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.laptop import SCREEN

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "resources" / "guide"


def _surroundings(folder: Path) -> None:
    """Everything that is remembered goes into a folder; its name is not seen, as documents lie relative to it."""
    os.environ.update({f"GCMDESK_{name}": str(folder / name.lower()) for name in ("CONFIG", "LOGS", "STATE")})
    os.environ.update(GCMDESK_DOCUMENTS="Documents", LANGUAGE="en", QT_FONT_DPI="96", QT_SCALE_FACTOR="1")
    os.environ["QT_QPA_PLATFORM"] = SCREEN
    os.chdir(folder)


def _walk(code: str, target: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from gcmdesk.workspace.keys import Parameters
    from gcmdesk.workspace.opening import Surroundings
    from tools.guide import camera
    from tools.guide.walk import Pass
    from ui.app import Desk

    app = QApplication.instance() or QApplication(["gcmdesk"])
    quick = Parameters(memory_kib=8, time_cost=1, parallelism=1)
    desk = Desk(app, Surroundings(parameters=(quick,)))  # type: ignore[arg-type]
    desk.open()
    desk.window.resize(*camera.SIZE)
    desk.window.activateWindow()
    Pass(desk, code, lambda name: camera.take(desk, target / f"{name}.png")).run()
    desk.window.close()


def main(codes: list[str]) -> int:
    """Write the guide of these languages, or of all."""
    import gcmdesk.areas  # noqa: F401 - completes the schema
    from gcmdesk import i18n
    from tools.guide import page

    if codes == ["--words"]:
        for language in i18n.LANGUAGES:
            (TARGET / f"{language.code}.md").write_text(page.markdown(i18n.Texts(language.code)), encoding="utf-8")
        return 0
    wanted = codes or [language.code for language in i18n.LANGUAGES]
    if len(wanted) > 1:  # a program starts but once
        return max(
            subprocess.run([sys.executable, "-m", "tools.guide", code], check=False).returncode for code in wanted
        )
    (code,) = wanted
    target = TARGET / code
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        _surroundings(Path(folder))
        _walk(code, target)
        os.chdir(ROOT)
    (TARGET / f"{code}.md").write_text(page.markdown(i18n.Texts(code)), encoding="utf-8")
    print(f"Guide: resources/guide/{code}.md, {sum(one.stat().st_size for one in target.iterdir()) // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
