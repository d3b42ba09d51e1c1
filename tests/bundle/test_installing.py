"""The installer of the bundle, for a user without root: run on a stand-in for the program's folder."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "tools" / "bundle"


@pytest.fixture
def handed_out(tmp_path):
    """A folder as the archive holds it, with a program that says what it was called with."""
    folder = tmp_path / "stick with spaces" / "gcmdesk-1"
    (folder / "share").mkdir(parents=True)
    (folder / "gcmdesk").write_text('#!/bin/sh\necho "opened $1"\n')
    (folder / "gcmdesk").chmod(0o755)
    for size in (16, 32, 48, 64, 128, 256, 512):
        (folder / "share" / f"gcmdesk-{size}.png").write_bytes(b"png")
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy(SCRIPTS / name, folder)
    seal(folder)
    return folder


def seal(folder):
    command = "find . -type f ! -name SHA256SUMS -exec sha256sum {} + > SHA256SUMS"
    subprocess.run(["sh", "-c", command], cwd=folder, check=True)


def run(script, home):
    home.mkdir(exist_ok=True)
    surroundings = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run([script], env=surroundings, capture_output=True, text=True, check=False)


def files(home):
    return sorted(str(file.relative_to(home)) for file in home.rglob("*") if file.is_file())


def test_installed_it_stands_in_the_menu_and_opens_workspaces(handed_out, tmp_path):
    home = tmp_path / "home of somebody"
    told = run(handed_out / "install.sh", home)
    assert (told.returncode, told.stderr) == (0, "")
    entry = (home / ".local/share/applications/gcmdesk.desktop").read_text()
    assert f'Exec="{home}/.local/share/gcmdesk/program/gcmdesk" %f' in entry
    assert "MimeType=application/vnd.gcmdesk.workspace;" in entry
    shutil.rmtree(handed_out)  # the stick is pulled
    opened = subprocess.run([home / ".local/bin/gcmdesk", "a.gcmdesk"], capture_output=True, text=True, check=True)
    assert opened.stdout == "opened a.gcmdesk\n"


def test_a_newer_version_takes_the_place_of_the_old(handed_out, tmp_path):
    home = tmp_path / "home"
    run(handed_out / "install.sh", home)
    before = files(home)
    (handed_out / "gcmdesk").write_text("#!/bin/sh\necho newer\n")
    seal(handed_out)
    assert run(handed_out / "install.sh", home).returncode == 0
    assert files(home) == before
    assert subprocess.run([home / ".local/bin/gcmdesk"], capture_output=True, text=True, check=True).stdout == "newer\n"


def test_a_damaged_copy_is_refused_and_the_old_version_stays(handed_out, tmp_path):
    home = tmp_path / "home"
    run(handed_out / "install.sh", home)
    before = files(home)
    (handed_out / "share" / "gcmdesk-64.png").write_bytes(b"bad")
    told = run(handed_out / "install.sh", home)
    assert told.returncode == 1
    assert "damaged" in told.stderr
    assert files(home) == before


def test_uninstalled_nothing_is_left_but_what_the_user_made(handed_out, tmp_path):
    home = tmp_path / "home"
    run(handed_out / "install.sh", home)
    (home / "village.gcmdesk").write_text("workspace")
    (home / ".local/share/gcmdesk/logs").mkdir()
    (home / ".local/share/gcmdesk/logs/log.txt").write_text("log")
    told = run(home / ".local/share/gcmdesk/program/uninstall.sh", home)
    assert told.returncode == 0
    left = [file for file in files(home) if "mime/" not in file and "icon-theme" not in file and "mimeinfo" not in file]
    assert left == [".local/share/gcmdesk/logs/log.txt", "village.gcmdesk"]
