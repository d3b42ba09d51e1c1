"""The pictures of the README, of today's program: `python -m tools.readme_pictures`.

Live capture as a facilitator sees it, and a page of the report that the main job makes of real tables (else of the
sample). Needs the Debian packages libreoffice-writer-nogui and poppler-utils.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from tools.laptop import SCREEN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.app import Desk

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "pictures"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{folder}</cachedir>
<alias binding="same"><family>Calibri</family><prefer><family>Noto Sans</family></prefer></alias>
<alias binding="same"><family>Arial</family><prefer><family>Noto Sans Arabic</family></prefer></alias>
</fontconfig>"""
_QUESTIONS = ("What is hard?", "What works, and why?", "What comes first?")
_SAID = (
    "@Marotara School places are full, so children wait nine months for one. #15 !need",
    "The school in the port takes children without papers; the others ask for a permit first. #15 !challenge",
    "@Bridge Two teachers give lessons on Saturdays, and forty children come. #18 !good",
    "Firms would train people if the diploma from home counted for something. #18 !opportunity",
    "@Marotara One desk in the town hall for all papers, open after work. #4 !proposal",
)
_CAME = ("Marotara", "Bridge", "Municipality")
_TYPING = "Nobody tells newcomers which office to go to first. !chal"
_SERIES = (0x1F, 0x4E, 0x79)
_DOTS = 88
"""To the inch."""
_EDGE = 10


def main() -> int:
    """Make them anew and say how large they are."""
    with tempfile.TemporaryDirectory() as folder:
        made = (*_screens(Path(folder)), _pages(Path(folder)))
    for one in made:
        print(f"{one.relative_to(ROOT)}: {one.stat().st_size // 1024} KiB")
    return 0


# -------------------------------------------------------------------------------------------------------- live capture


def _screens(folder: Path) -> tuple[Path, Path]:
    """Live capture in the middle of a session, and a page of the Compact library."""
    os.environ.update({f"GCMDESK_{name}": str(folder) for name in ("CONFIG", "LOGS", "STATE", "DOCUMENTS")})
    os.environ["QT_QPA_PLATFORM"] = SCREEN
    from PySide6.QtWidgets import QApplication

    from ui import fonts
    from ui.app import Desk
    from ui.workspace_commands import open_sample

    app = QApplication(["gcmdesk"])
    desk = Desk(app)
    fonts.load(fonts.LATER)
    desk.window.resize(1366, 728)
    desk.window.show()
    desk.window.activateWindow()
    desk.settings.change(language="en", theme="light", text_size=100)
    desk.display.apply()
    desk.window.leave_first_run()
    open_sample(desk.workspace)
    _settle(app, desk)
    desk.window.go(f"needs/capture/{_session(desk.workspace.run)}")
    _settle(app, desk)
    page: Any = desk.window.screen_shown.page  # type: ignore[attr-defined]
    for line in _SAID:
        page.bar.line.setPlainText(line)
        page.send()
        _settle(app, desk)
    page.choose_point(page.sitting.points[1].id)
    page.bar.line.setFocus()
    page.bar.line.put(_TYPING)
    _settle(app, desk, seconds=2)
    capture = _grabbed(desk, folder / "capture.png")
    desk.window.go("library/objective/7")
    _settle(app, desk)
    library = _grabbed(desk, folder / "library.png")
    desk.window.close()
    return capture, library


def _grabbed(desk: "Desk", picture: Path) -> Path:
    desk.window.grab().save(str(picture))
    return _small(Image.open(picture), TARGET / picture.name)


def _session(run: Any) -> int:
    """A session in the sample, with an agenda and the organizations that speak, and a silent one."""
    from gcmdesk.consultations import agenda, attendance, sessions
    from gcmdesk.consultations.session_records import AgendaPoint, SessionDraft
    from gcmdesk.i18n import mark
    from gcmdesk.stakeholders.tables import Stakeholder

    def invited(session: Any, held: int) -> None:
        there = session.query(Stakeholder.id, Stakeholder.name).all()
        ids = [id for id, name in there if name.split()[0] in _CAME]
        attendance.invite(session, held, ids)

    draft = SessionDraft("Hearing at the ferry landing", date(2026, 2, 3))
    held: int = run(sessions.add, draft, name=mark("Session added")).result.id
    run(invited, held, name=mark("Stakeholders invited"))
    for one in _QUESTIONS:
        run(agenda.save, held, AgendaPoint(0, one), name=mark("Agenda changed"))
    run(sessions.start, held, name=mark("Session opened"))
    return held


def _settle(app: "QApplication", desk: "Desk", seconds: float = 0) -> None:
    """Until the worker has nothing left to do; counts follow a little later."""
    until = time.monotonic() + seconds
    while desk.tasks.busy or time.monotonic() < until:
        app.processEvents()
    for _turn in range(5):
        app.processEvents()


# -------------------------------------------------------------------------------------------------- a page of a report


def _pages(folder: Path) -> Path:
    """The page on which the findings begin, in English and in Arabic."""
    from tools import main_job

    main_job.run(folder)
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=ROOT / "resources" / "fonts", folder=folder / "cache"), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(fonts)
    english, arabic = (_drawn(_pdf(folder / f"synthesis-{code}.docx")) for code in ("en", "ar"))
    width, height = english.width + arabic.width + 3 * _EDGE, max(english.height, arabic.height) + 2 * _EDGE
    both = Image.new("RGB", (width, height), "#c9ccd3")
    both.paste(english, (_EDGE, _EDGE))
    both.paste(arabic, (english.width + 2 * _EDGE, _EDGE))
    return _small(both, TARGET / "synthesis.png")


def _pdf(document: Path) -> Path:
    home = f"-env:UserInstallation=file://{document.parent / 'office'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(document.parent), str(document)]
    subprocess.run(command, check=True, capture_output=True)
    return document.with_suffix(".pdf")


def _drawn(pdf: Path) -> Image.Image:
    """The page on which the findings begin: the one that holds the chart, and so the most of one colour."""
    stem = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(_DOTS), "-png", str(pdf), str(stem)], check=True)
    pages = [Image.open(one).convert("RGB") for one in sorted(pdf.parent.glob(f"{stem.name}-*.png"))]
    return max(pages, key=_bars)


def _bars(page: Image.Image) -> int:
    """Dots in the colour of the first series."""
    return next((n for n, colour in page.getcolors(page.width * page.height) or () if colour == _SERIES), 0)


def _small(image: Image.Image, target: Path) -> Path:
    """With a palette: a quarter of the bytes, and nobody sees it."""
    image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


if __name__ == "__main__":
    sys.exit(main())
