"""The bundle as it is handed out: unpacked from its archive, in an empty environment (`make check-bundle`).

No Python on the path, no fonts, no home, no network. Deselected in `make test`, because building takes minutes.
"""

import json
import subprocess
import tarfile

import pytest

from tools.bundle.__main__ import DIST, name

pytestmark = pytest.mark.bundle
PASSPHRASE = "sample workspace"  # noqa: S105 - the sample's, which everybody knows
NO_NETWORK = ("/usr/bin/unshare", "--map-root-user", "--net")


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    archive = DIST / f"{name()}.tar.xz"
    subprocess.run(["sha256sum", "--check", "--quiet", f"{archive.name}.sha256"], cwd=DIST, check=True)
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / name()


def run(program, *words, **surroundings):
    """The program in an environment that holds nothing but what is given."""
    (program.parent / "no-fonts.conf").write_text("<fontconfig/>")
    given = {"PATH": "/nonexistent", "FONTCONFIG_FILE": str(program.parent / "no-fonts.conf"), **surroundings}
    command = [*NO_NETWORK, str(program / "gcmdesk"), *map(str, words)]
    return subprocess.run(
        command, env=given, cwd=program.parent, capture_output=True, text=True, check=False, timeout=600
    )


def test_it_checks_itself(program):
    told = run(program, "--self-check", QT_QPA_PLATFORM="offscreen")
    assert (told.returncode, told.stdout.splitlines()[-1]) == (0, "gcmdesk is in order.")


def test_the_main_job_from_the_sample_to_the_report(program, tmp_path):
    workspace, report = tmp_path / "sample.gcmdesk", tmp_path / "report.docx"
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    passphrase.chmod(0o600)
    for words in (
        ("sample", workspace),
        ("check", workspace, "--passphrase-file", passphrase),
        (
            "report", workspace, "--passphrase-file", passphrase, "--outline", "synthesis", "--language", "ar",
            "--recipient", "ministry", "--to", "Ministry of Labour", "--out", report,
        ),
    ):  # fmt: skip
        told = run(program, *words)
        assert told.returncode == 0, told.stdout + told.stderr
    assert report.read_bytes().startswith(b"PK")


def test_everything_inside_is_named_with_its_licence(program):
    bill = json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8"))
    named = {component["name"] for component in bill["components"]}
    assert {"PySide6_Essentials", "SQLAlchemy", "babel", "sqlcipher3", "python-docx", "Python"} <= named
    texts = {folder.name for folder in (program / "licences").iterdir() if any(folder.iterdir())}
    assert named <= texts


def test_the_standard_librarys_sqlite_is_not_inside(program):
    files = {file.name for file in program.rglob("*")}
    assert not [file for file in files if file.startswith(("_sqlite3.cpython-311-x86_64-linux-gnu.so.", "libsqlite3"))]
    assert not list(program.glob("_internal/python3*/lib-dynload/_sqlite3*"))


def test_it_is_not_larger_than_it_was_meant_to_be(program):
    size = sum(file.lstat().st_size for file in program.rglob("*"))
    assert size <= 165_000_000
