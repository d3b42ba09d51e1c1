"""The bundle as it is handed out: unpacked from its archive, in an empty environment (`make check-bundle`).

No Python on the path, no fonts, no home, no network. Deselected in `make test`, because building takes minutes.
"""

import json
import os
import re
import shlex
import struct
import subprocess
import sys
import tarfile
import time
from contextlib import contextmanager

import pytest
import xlsxwriter
from cyclonedx.model.bom import Bom
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from msoffcrypto import OfficeFile
from PIL import Image

from tools.bundle.__main__ import DIST, ROOT, name

pytestmark = pytest.mark.bundle
PASSPHRASE = "sample workspace"  # noqa: S105 - the sample's, which everybody knows
ACCENT = (0x1B, 0x5E, 0x9B)
"""Of the light look (`ui.theme`)."""
NO_NETWORK = ("/usr/bin/unshare", "--map-root-user", "--net")


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    archive = DIST / f"{name()}.tar.xz"
    subprocess.run(["sha256sum", "--check", "--quiet", f"{archive.name}.sha256"], cwd=DIST, check=True)
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / name()


def no_fonts(program):
    """A font configuration as on a machine without any font."""
    place = program.parent / "no-fonts.conf"
    place.write_text("<fontconfig/>")
    return place


def run(program, *words, **surroundings):
    """The program in an environment that holds nothing but what is given."""
    given = {"PATH": "/nonexistent", "FONTCONFIG_FILE": str(no_fonts(program)), **surroundings}
    command = [*NO_NETWORK, str(program / "gcmdesk"), *map(str, words)]
    return subprocess.run(
        command, env=given, cwd=program.parent, capture_output=True, text=True, check=False, timeout=600
    )


def test_it_checks_itself(program):
    told = run(program, "--self-check", QT_QPA_PLATFORM="offscreen")
    assert (told.returncode, told.stdout.splitlines()[-1]) == (0, "gcmdesk is in order.")


def test_the_main_job_from_the_sample_to_the_report(program, tmp_path):
    workspace, report, locked = tmp_path / "sample.gcmdesk", tmp_path / "report.docx", tmp_path / "map.docx"
    table, passphrase = tmp_path / "table.xlsx", tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    passphrase.chmod(0o600)
    with xlsxwriter.Workbook(table) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Name", "Group"))
        sheet.write_row(1, 0, ("Port clinic", "Private sector"))
    for words in (
        ("sample", workspace),
        ("check", workspace, "--passphrase-file", passphrase),
        ("import-stakeholders", workspace, table, "--passphrase-file", passphrase),
        (
            "report", workspace, "--passphrase-file", passphrase, "--outline", "stakeholder-map",
            "--password-file", passphrase, "--out", locked,
        ),
        (
            "report", workspace, "--passphrase-file", passphrase, "--outline", "synthesis", "--language", "ar",
            "--recipient", "ministry", "--organisation", "Ministry of Labour", "--out", report,
        ),
    ):  # fmt: skip
        told = run(program, *words)
        assert told.returncode == 0, told.stdout + told.stderr
    assert report.read_bytes().startswith(b"PK")
    with locked.open("rb") as stream:
        assert OfficeFile(stream).is_encrypted()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_installed_a_double_click_opens_the_workspace_in_a_window(program, tmp_path, language):
    home, workspace = tmp_path / "home", tmp_path / "village.gcmdesk"
    settings = home / ".config" / "gcmdesk" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"language": language}))
    own = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    subprocess.run([program / "install.sh"], env=own, capture_output=True, check=True)
    assert run(program, "sample", workspace).returncode == 0
    entry = (home / ".local/share/applications/gcmdesk.desktop").read_text(encoding="utf-8")
    command = shlex.split(re.search("^Exec=(.*)$", entry, re.MULTILINE)[1].replace("%f", str(workspace)))
    with display(tmp_path) as (number, screen):
        with subprocess.Popen(
            command, env={**own, "DISPLAY": number, "FONTCONFIG_FILE": str(no_fonts(program))}
        ) as opened:
            picture = painted(screen)
            opened.terminate()
        picture.save(DIST / f"opened-{language}.png")
    subprocess.run([home / ".local/share/gcmdesk/program/uninstall.sh"], env=own, capture_output=True, check=True)
    assert not list(home.rglob("*gcmdesk*.desktop"))
    assert not (home / ".local/share/gcmdesk").exists()


@contextmanager
def display(folder):
    """A screen that nobody sees, of the size of a small laptop's: what to call it, and the file of its pixels."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1366x768x24",
        "-fbdir",
        str(folder),
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}", folder / "Xvfb_screen0"
        finally:
            server.terminate()
            os.close(writing)


def painted(screen):
    """The screen as soon as the page is on it that asks for the passphrase; its main button has the accent's colour."""
    for _wait in range(300):
        content = screen.read_bytes()
        head = struct.unpack_from(">13I", content)
        start = head[0] + 12 * struct.unpack_from(">I", content, 76)[0]  # past the header and its colour map (XWD)
        picture = Image.frombytes("RGB", (head[4], head[5]), content[start:], "raw", "BGRX", head[12])
        if {colour: count for count, colour in picture.getcolors(1 << 20)}.get(ACCENT, 0) > 500:
            return picture
        time.sleep(0.1)
    raise AssertionError("the window did not show the page")


def test_everything_inside_is_named_with_its_licence(program):
    bill = json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8"))
    named = {component["name"] for component in bill["components"]}
    assert {
        "PySide6_Essentials",
        "SQLAlchemy",
        "babel",
        "sqlcipher3",
        "python-docx",
        "Python",
        "ICU",
        "SQLCipher",
    } <= named
    folders = (program / "licences").iterdir()
    texts = {folder.name: sum(file.stat().st_size for file in folder.iterdir()) for folder in folders}
    assert {name for name in named if texts.get(name, 0) < 400} == set()


def test_the_bill_of_materials_is_as_cyclonedx_wants_it(program):
    bill = Bom.from_json(json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8")))
    written = make_outputter(bill, OutputFormat.XML, SchemaVersion.V1_6).output_as_string()
    assert make_schemabased_validator(OutputFormat.XML, SchemaVersion.V1_6).validate_str(written) is None


def test_the_standard_librarys_sqlite_is_not_inside(program):
    files = {file.name for file in program.rglob("*")}
    assert not [file for file in files if file.startswith(("_sqlite3.cpython-311-x86_64-linux-gnu.so.", "libsqlite3"))]
    assert not list(program.glob("_internal/python3*/lib-dynload/_sqlite3*"))


def test_built_again_it_is_the_same():
    told = subprocess.run(
        [sys.executable, "-m", "tools.bundle", "--again"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.stdout == "The second build is the same as the first.\n"


def test_it_is_not_larger_than_it_was_meant_to_be(program):
    size = sum(file.lstat().st_size for file in program.rglob("*"))
    assert size <= 165_000_000
