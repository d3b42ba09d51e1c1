"""The command line as tests use it: real files, cheap keys, passphrases from files."""

from collections.abc import Callable
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk import cli
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings

Call = Callable[..., int]


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test remembers of workspaces stays in its own folder; the language is English."""
    monkeypatch.setenv("GCMDESK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(parameters=(Parameters(memory_kib=8, time_cost=1, parallelism=1),), notes=tmp_path / "notes")


@pytest.fixture
def call(around: Surroundings) -> Call:
    """Run one command line and return its exit code."""

    def refuse(*_arguments: object) -> int:
        raise AssertionError("neither a window nor a self-check was asked for")

    def run(*arguments: object) -> int:
        return cli.main([str(one) for one in arguments], open_window=refuse, self_check=refuse, around=around)

    return run


def secret(path: Path, text: str) -> Path:
    """A file with a passphrase that only its owner can read."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    return secret(tmp_path / "phrase", "correct horse battery staple\n")


@pytest.fixture
def path(tmp_path: Path, around: Surroundings) -> Path:
    """A closed workspace with two named changes."""
    place = tmp_path / "a.gcmdesk"
    with opening.create(place, "correct horse battery staple", around) as workspace:
        for name in ("Youth council", "Port authority"):
            workspace.run(lambda session, name: session.add(Stakeholder(name=name, kind="x")), name, name="Added")
    return place
