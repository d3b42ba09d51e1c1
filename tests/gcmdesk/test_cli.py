import os
import subprocess
import sys
from pathlib import Path

import pytest

from gcmdesk import __version__, cli, i18n, log, paths
from gcmdesk.errors import KnownError

ROOT = Path(__file__).resolve().parent.parent.parent


def gcmdesk(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does, in English."""
    return subprocess.run(
        [sys.executable, "-m", "gcmdesk", *arguments],
        cwd=ROOT,
        env={**os.environ, "LANGUAGE": "en", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def no_window(_file: Path | None) -> int:
    raise AssertionError("no window was asked for")


def no_check() -> int:
    raise AssertionError("no check was asked for")


def test_it_says_its_version() -> None:
    done = gcmdesk("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"gcmdesk {__version__}\n", "")


def test_it_says_how_it_is_used() -> None:
    done = gcmdesk("--help")
    assert done.returncode == 0
    assert "Consultations on the Global Compact" in done.stdout
    assert "--self-check" in done.stdout


@pytest.mark.parametrize("wrong", [["--frobnicate"], ["--self"], ["one.gcmdesk", "two.gcmdesk"]])
def test_an_unknown_argument_is_answered_with_the_usage(wrong: list[str]) -> None:
    done = gcmdesk(*wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: gcmdesk")
    assert wrong[-1] in done.stderr
    assert "Traceback" not in done.stderr


def test_a_narrow_console_is_no_reason_to_fail() -> None:
    done = gcmdesk("--help", LANGUAGE="ar", PYTHONUTF8="0", PYTHONIOENCODING="ascii:strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u0627" in done.stdout
    assert "--self-check" in done.stdout


def test_it_starts_although_no_log_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = gcmdesk("--version", GCMDESK_LOGS=str(tmp_path / "file" / "logs"))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_window_gets_the_workspace_to_open() -> None:
    asked: list[Path | None] = []

    def open_window(file: Path | None) -> int:
        asked.append(file)
        return 0

    assert cli.main(["consultation.gcmdesk"], open_window=open_window, self_check=no_check) == 0
    assert cli.main([], open_window=open_window, self_check=no_check) == 0
    assert asked == [Path("consultation.gcmdesk"), None]


def test_a_start_from_the_menu_or_a_double_click_does_not_wait_for_the_commands() -> None:
    script = """
import sys
from gcmdesk import cli
told = lambda file: print(file, "gcmdesk.commands" in sys.modules) or 0
for arguments in ([], ["a.gcmdesk"]):
    cli.main(arguments, open_window=told, self_check=lambda: 1)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["None False", "a.gcmdesk False"]


@pytest.mark.parametrize("found", [0, 1])
def test_the_self_check_decides_the_exit_code(found: int) -> None:
    assert cli.main(["--self-check"], open_window=no_window, self_check=lambda: found) == found


def test_a_known_error_is_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    def open_window(_file: Path | None) -> int:
        raise KnownError("This is no workspace.", "Choose another file.")

    assert cli.main(["photo.jpg"], open_window=open_window, self_check=no_check) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "This is no workspace. Choose another file.\n")


def test_a_defect_is_not_swallowed() -> None:
    def open_window(_file: Path | None) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cli.main([], open_window=open_window, self_check=no_check)


def test_a_missing_catalogue_is_in_the_log_of_the_same_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setattr(paths, "translations", lambda: tmp_path / "nowhere")

    def open_window(_file: Path | None) -> int:
        assert i18n.current().language.code == "fr"
        log.event("window.shown")
        return 0

    cli.main([], open_window=open_window, self_check=no_check)
    written = (paths.log_folder() / "gcmdesk.log").read_text(encoding="utf-8")
    assert written.index("catalogue.missing") < written.index("window.shown")
