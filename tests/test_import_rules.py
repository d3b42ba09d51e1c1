"""The import rules of pyproject.toml hold, and each of them notices a slip."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROOMS = "Rooms import downwards only, and neighbours do not know each other"
CORE = "The core never imports the screen"
SCREEN = "The screen speaks neither SQL nor Word"
CIPHER = "Only the workspace opens the encrypted file"
SQLITE = "Nobody opens a workspace with the standard library's sqlite3"
WORD = "Only reports and exchange write Word files"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code under the same rules."""
    for name in ("gcmdesk", "ui"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(house: Path, module: str, code: str) -> None:
    """Add a line to a module, which is made, with its room, when it does not exist yet."""
    path = house / module
    if not path.parent.exists():
        path.parent.mkdir()
        (path.parent / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{code}\n")


def broken_rules(house: Path) -> list[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    broken = re.findall(r"^(.+) BROKEN\b", done.stdout, flags=re.MULTILINE)
    assert done.returncode == (1 if broken else 0)
    return broken


def test_the_rules_hold(house: Path) -> None:
    assert broken_rules(house) == []


@pytest.mark.parametrize(
    ("module", "code", "rule"),
    [
        ("gcmdesk/folding.py", "import PySide6", CORE),
        ("gcmdesk/compact/library.py", "def late():\n    from PySide6.QtCore import QLocale", CORE),
        ("gcmdesk/jobs.py", "from ui import theme", CORE),
        ("gcmdesk/cli.py", "import ui.app", CORE),
        ("gcmdesk/errors.py", "from gcmdesk import i18n", ROOMS),
        ("gcmdesk/i18n.py", "import gcmdesk.compact.library", ROOMS),
        ("gcmdesk/compact/records.py", "from gcmdesk import cli", ROOMS),
        ("gcmdesk/workspace/opening.py", "import gcmdesk.protection", ROOMS),
        ("gcmdesk/consultations/notes.py", "import gcmdesk.priorities", ROOMS),
        ("gcmdesk/synthesis/matrix.py", "import gcmdesk.reports", ROOMS),
        ("gcmdesk/exchange/bundle.py", "import gcmdesk.reports", ROOMS),
        ("gcmdesk/workspace/opening.py", "import sqlite3", SQLITE),
        ("gcmdesk/protection/people.py", "import sqlcipher3", CIPHER),
        ("gcmdesk/synthesis/matrix.py", "import docx", WORD),
        ("ui/app.py", "import docx", SCREEN),
        ("ui/theme.py", "from sqlalchemy import select", SCREEN),
        ("ui/theme.py", "import sqlite3", SCREEN),
    ],
)
def test_a_slip_is_noticed(module: str, code: str, rule: str, house: Path) -> None:
    for room in ("protection", "priorities", "reports"):
        plant(house, f"gcmdesk/{room}/__init__.py", "")
    plant(house, module, code)
    assert broken_rules(house) == [rule]


def test_a_room_that_no_rule_knows_is_noticed(house: Path) -> None:
    plant(house, "gcmdesk/attic/boxes.py", "")
    assert broken_rules(house) == [ROOMS]


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("gcmdesk/workspace/opening.py", "import sqlcipher3\nimport sqlalchemy\nfrom gcmdesk import compact, log"),
        ("gcmdesk/reports/word.py", "import docx\nimport gcmdesk.workspace"),
        ("gcmdesk/exchange/__init__.py", "import docx"),
        ("gcmdesk/consultations/notes.py", "import sqlalchemy\nimport gcmdesk.workspace"),
        ("ui/app.py", "import gcmdesk.workspace\nimport gcmdesk.reports"),
    ],
)
def test_what_a_room_is_there_for_is_allowed(module: str, code: str, house: Path) -> None:
    plant(house, "gcmdesk/workspace/__init__.py", "import sqlcipher3")
    plant(house, "gcmdesk/reports/__init__.py", "import docx")
    plant(house, module, code)
    assert broken_rules(house) == []
