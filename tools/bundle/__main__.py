"""Build the bundle for this system and pack it: `make bundle`.

    dist/gcmdesk-<version>-linux-x86_64/          the program, install.sh, licences/, sbom.cdx.json
    dist/gcmdesk-<version>-linux-x86_64.tar.xz    the same as one file
    dist/gcmdesk-<version>-linux-x86_64.tar.xz.sha256

The same commit, packages and Debian give the same files, byte for byte: `python -m tools.bundle --again` builds a
second time beside the first and compares (`make check-bundle` does so, too). Another Debian brings other libraries.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from gcmdesk import __version__
from tools.bundle import contents, icons

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
DIST = ROOT / "dist"


def name() -> str:
    """Of the folder and the archive, such as ``gcmdesk-0.2.0-linux-x86_64``."""
    return f"gcmdesk-{__version__}-{platform.system().lower()}-{platform.machine().lower()}"


def commit_time() -> int:
    """Seconds since 1970 of the commit that is built; 1980 outside a repository, the earliest a zip can hold."""
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(told.stdout) if told.returncode == 0 and told.stdout.strip() else 315_532_800


def build(time: int, place: Path = DIST) -> Path:
    """Run PyInstaller, and put beside the program what belongs to it. Returns the folder in `place`."""
    icons.write(ROOT / "resources" / "app" / "gcmdesk.svg", BUILD / "icons")
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": str(time), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "PyInstaller", "build.spec", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(BUILD / "dist"), "--workpath", str(BUILD / "work")]
    subprocess.run(command, cwd=ROOT, env=surroundings, check=True)
    folder = place / name()
    shutil.rmtree(folder, ignore_errors=True)
    place.mkdir(exist_ok=True)
    shutil.move(BUILD / "dist" / "gcmdesk", folder)
    contents.add(ROOT, BUILD / "work", folder, time)
    for script in ("install.cmd", "uninstall.cmd") if sys.platform == "win32" else ("install.sh", "uninstall.sh"):
        shutil.copy(ROOT / "tools" / "bundle" / script, folder / script)
    shutil.copytree(BUILD / "icons", folder / "share", ignore=shutil.ignore_patterns("*.ic*"))
    for text in ("README.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(ROOT / text, folder / text)
    sums = (f"{_digest(file)}  {file.relative_to(folder).as_posix()}\n" for file in _files(folder))
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return folder


def differences(one: Path, other: Path) -> list[str]:
    """Files that only one of two bundles has, or that have other bytes or rights in the other."""
    seen = [{file.relative_to(folder).as_posix(): _kind(file) for file in folder.rglob("*")} for folder in (one, other)]
    return sorted({name for name, _kind in seen[0].items() ^ seen[1].items()})


def _kind(file: Path) -> tuple[int, str]:
    if file.is_symlink():
        return 0, str(file.readlink())
    return file.stat().st_mode, _digest(file) if file.is_file() else ""


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def pack(folder: Path, time: int) -> Path:
    """The folder as one archive: sorted, everything of the same time and of nobody."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = time
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    archive = folder.with_name(folder.name + ".tar.xz")
    with tarfile.open(archive, "w:xz", preset=6) as tar:
        tar.add(folder, folder.name, filter=plain)  # in the order of names
    archive.with_name(archive.name + ".sha256").write_text(f"{_digest(archive)}  {archive.name}\n", encoding="utf-8")
    return archive


def main() -> None:
    """Build, pack, and say where it is and how large; or build again, and say what differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle")
    parser.add_argument("--again", action="store_true", help="build a second time and compare with the first")
    time = commit_time()
    if parser.parse_args().again:
        found = differences(DIST / name(), build(time, BUILD / "again"))
        print("\n".join(found) or "The second build is the same as the first.")
        sys.exit(bool(found))
    folder = build(time)
    archive = pack(folder, time)
    size = sum(file.lstat().st_size for file in folder.rglob("*"))
    print(f"{folder.relative_to(ROOT)}: {size / 1e6:.0f} MB")
    print(f"{archive.relative_to(ROOT)}: {archive.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
