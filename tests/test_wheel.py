"""The wheel holds everything that the program needs, nothing else, and works away from the checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gcmdesk import __version__, i18n

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("gcmdesk", "ui", "resources", "translations", "tests", "tools")
SOURCE_FILES = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore")


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """Run Python with these arguments and return what it said; the test fails with all of it if it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "LANGUAGE": "en", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which a freshly built wheel was installed.

    It is built from a copy without compiled catalogues, as a fresh clone is, so that the checkout is not written to.
    """
    checkout, dist, target = (tmp_path_factory.mktemp(name) for name in ("checkout", "dist", "installed"))
    for name in SOURCES:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in SOURCE_FILES:
        shutil.copy(ROOT / name, checkout)
    offline = ("--quiet", "--no-deps", "--no-index")
    run("-m", "pip", "wheel", *offline, "--no-build-isolation", "-w", dist, checkout, folder=checkout)
    run("-m", "pip", "install", *offline, "--target", target, *dist.glob("gcmdesk-*.whl"), folder=dist)
    return target


def test_it_holds_the_program_and_nothing_else(installed: Path) -> None:
    names = {path.name for path in installed.iterdir()}
    assert names - {"bin", "Scripts"} == {"gcmdesk", "ui", f"gcmdesk-{__version__}.dist-info"}
    assert not list(installed.rglob("test_*.py"))


def test_it_holds_every_module(installed: Path) -> None:
    for package in ("gcmdesk", "ui"):
        modules = {path.relative_to(ROOT) for path in (ROOT / package).rglob("*.py")}
        assert {path for path in modules if not (installed / path).is_file()} == set()


@pytest.mark.parametrize("pattern", ["fonts/*", "icons/*", "compact/*.json"])
def test_it_holds_every_resource(pattern: str, installed: Path) -> None:
    wanted = {path.name: path.stat().st_size for path in (ROOT / "resources").glob(pattern)}
    held = {path.name: path.stat().st_size for path in (installed / "gcmdesk" / "resources").glob(pattern)}
    assert held == wanted
    assert wanted


@pytest.mark.parametrize("code", [language.code for language in i18n.LANGUAGES if language is not i18n.ENGLISH])
@pytest.mark.parametrize("domain", i18n.DOMAINS)
def test_it_holds_compiled_catalogues(code: str, domain: str, installed: Path) -> None:
    assert (installed / "gcmdesk" / "translations" / code / "LC_MESSAGES" / f"{domain}.mo").stat().st_size > 100


def test_it_runs_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert run("-m", "gcmdesk", "--version", folder=tmp_path, PYTHONPATH=str(installed)) == f"gcmdesk {__version__}\n"


def test_it_finds_its_own_resources_and_catalogues(installed: Path, tmp_path: Path) -> None:
    program = """
import gcmdesk
from gcmdesk import paths
from gcmdesk.compact import library
print(gcmdesk.__file__, paths.resource(), paths.translations(), sep="\\n")
assert len(library.load().objectives) == 23
"""
    places = run("-c", program, folder=tmp_path, PYTHONPATH=str(installed)).splitlines()
    assert [Path(place).parent for place in places] == [installed / "gcmdesk"] * 3


def test_every_screen_opens_from_it(installed: Path, tmp_path: Path) -> None:
    surroundings = {"PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen"}
    assert run("-m", "gcmdesk", "--self-check", folder=tmp_path, **surroundings) == "gcmdesk is in order.\n"
