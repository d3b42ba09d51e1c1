"""What else can lie at the path: each has a sentence of its own, and the file is untouched byte for byte."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from gcmdesk.workspace import errors, file, opening
from gcmdesk.workspace.errors import WorkspaceError
from gcmdesk.workspace.file import PAGE_BYTES, Access, Key
from gcmdesk.workspace.migrations import NEWEST
from tests.faults import foretold, keeping
from tests.faults.tally import Tally


def _altered(path: Path, key: Key, statement: str) -> None:
    connection = file.connect(path, key, Access.WRITE)
    connection.execute(statement)
    connection.close()


def _wrong_passphrase(_path: Path, _key: Key, _chance: random.Random) -> None:
    """The file is sound; the passphrase tried is another one (see `faults`)."""


def _plain_sqlite(path: Path, _key: Key, _chance: random.Random) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
    connection.close()


def _others_sqlcipher(path: Path, key: Key, _chance: random.Random) -> None:
    path.unlink()
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = {key.pragma}")
    connection.execute("CREATE TABLE note (text TEXT)")
    connection.commit()
    connection.close()


def _newer(path: Path, key: Key, chance: random.Random) -> None:
    _altered(path, key, f"PRAGMA user_version = {NEWEST + chance.randint(1, 1000)}")


def _noise(path: Path, _key: Key, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(PAGE_BYTES * chance.randint(1, 20)))


def _short_noise(path: Path, _key: Key, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(PAGE_BYTES * chance.randint(1, 20) + chance.randint(1, PAGE_BYTES - 1)))


def _letter(path: Path, _key: Key, chance: random.Random) -> None:
    path.write_bytes(b"Dear all, please find attached the minutes. " * chance.randint(1, 400))


def _zeros(path: Path, _key: Key, chance: random.Random) -> None:
    path.write_bytes(bytes(chance.randint(1, 100_000)))


def _empty(path: Path, _key: Key, _chance: random.Random) -> None:
    path.write_bytes(b"")


def _missing(path: Path, _key: Key, _chance: random.Random) -> None:
    path.unlink()


def _folder(path: Path, _key: Key, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


CASES: tuple[tuple[Callable[[Path, Key, random.Random], None], type[WorkspaceError]], ...] = (
    (_wrong_passphrase, errors.WrongPassphrase),
    (_plain_sqlite, errors.ForeignDatabase),
    (_others_sqlcipher, errors.ForeignDatabase),
    (_newer, errors.NewerVersion),
    (_noise, errors.WrongPassphrase),
    (_short_noise, errors.FileCutShort),
    (_letter, errors.NotAWorkspace),
    (_zeros, errors.NotAWorkspace),
    (_empty, errors.FileEmpty),
    (_missing, errors.FileMissing),
    (_folder, errors.NotAWorkspace),
)


def faults(count: int, folder: Path, seed: int = 1) -> Tally:
    """Try each case in turn, for writing and for reading."""
    tally = Tally("wrong passphrase, foreign, garbage, empty, newer", "a sentence of its own; the file untouched")
    chance, place = random.Random(seed), folder / "refusals"
    path, around = foretold.begin(place), foretold.around(place)
    key = opening.key_of(path, foretold.PASSPHRASE, parameters=around.parameters)
    kept = keeping.keep(place)
    for number in range(count):
        make, expected = CASES[number % len(CASES)]
        access = chance.choice((Access.WRITE, Access.READ))
        keeping.put_back(place, kept)
        make(path, key, chance)
        before = keeping.keep(place)
        passphrase = "another one" if make is _wrong_passphrase else foretold.PASSPHRASE
        problems = []
        try:
            opening.open_workspace(path, passphrase, access, around).close()
            problems.append("it was opened")
        except WorkspaceError as error:
            if type(error) is not expected:
                problems.append(f"{type(error).__name__} instead of {expected.__name__}")
        if keeping.keep(place) != before:
            problems.append("files were changed")
        tally.judge(f"{make.__name__[1:].replace('_', ' ')}: {expected.__name__}", *problems)
        if path.is_dir():
            path.rmdir()
    return tally
