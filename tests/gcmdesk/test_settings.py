import errno
import json
import os
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk import log, paths
from gcmdesk.settings import Settings, SettingsStore

CHANGED = Settings(
    language="ar",
    theme="dark",
    text_size=150,
    digits="arabic-indic",
    last_place="library/objective/7",
    window=(10, -20, 1366, 768),
    maximized=True,
)


def stored(**values: object) -> SettingsStore:
    """A store that finds these values in its file."""
    path = paths.config_folder() / "settings.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return SettingsStore()


def as_json(settings: Settings) -> dict[str, object]:
    return {field.name: getattr(settings, field.name) for field in fields(Settings)}


def test_a_first_start_uses_defaults_and_writes_nothing() -> None:
    assert SettingsStore().current == Settings()
    assert list(paths.config_folder().iterdir()) == []


def test_changes_are_there_at_the_next_start() -> None:
    assert SettingsStore().change(**as_json(CHANGED)) == CHANGED
    assert SettingsStore().current == CHANGED
    assert [path.name for path in paths.config_folder().iterdir()] == ["settings.json"]


@given(st.binary())
def test_no_content_of_the_file_stops_the_start(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.json")
        path.write_bytes(content)
        store = SettingsStore(path)
        if store.set_aside:
            assert store.current == Settings()
            assert store.set_aside.read_bytes() == content
            assert not path.exists()
        else:
            assert isinstance(json.loads(content), dict)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"theme": ', b"\xff\xfe", b"[" * 100_000, b"9" * 5000])
def test_an_unreadable_file_is_kept_aside_and_defaults_are_used(content: bytes) -> None:
    path = paths.config_folder() / "settings.json"
    path.write_bytes(content)
    store = SettingsStore()
    assert store.current == Settings()
    assert store.set_aside is not None
    assert store.set_aside.read_bytes() == content
    store.change(theme="dark")
    again = SettingsStore()
    assert (again.current.theme, again.set_aside) == ("dark", None)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("language", 7),
        ("language", "x" * 9),
        ("theme", "pink"),
        ("theme", ["dark"]),
        ("text_size", 110),
        ("text_size", 150.0),
        ("text_size", "150"),
        ("digits", None),
        ("last_place", {"screen": "home"}),
        ("last_place", "x" * 201),
        ("window", [0, 0, 800]),
        ("window", [0, 0, 800, "600"]),
        ("window", [0, 0, 800.0, 600]),
        ("window", [0, 0, 0, 600]),
        ("window", [0, 0, 10**400, 600]),
        ("maximized", 1),
    ],
)
def test_one_bad_field_falls_back_alone(field: str, bad: object) -> None:
    store = stored(**as_json(CHANGED) | {field: bad})
    assert store.current == CHANGED.with_(**{field: getattr(Settings(), field)})
    assert store.set_aside is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=4)
)


@given(st.dictionaries(st.sampled_from([field.name for field in fields(Settings)]) | st.text(), json_values))
def test_whatever_is_read_can_be_written_and_read_again(values: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.json")
        path.write_text(json.dumps(values), encoding="utf-8")
        written = SettingsStore(path).change(maximized=True)
        assert SettingsStore(path).current == written


def test_text_that_is_no_unicode_can_be_written_back() -> None:
    store = stored(last_place="\ud800")
    store.change(theme="light")
    assert SettingsStore().current == Settings(theme="light", last_place="\ud800")


def test_unknown_fields_of_a_newer_version_do_no_harm() -> None:
    assert stored(theme="dark", hologram=True).current == Settings(theme="dark")


def full_disk(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_old_file_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    log_file = log.start()
    store = SettingsStore()
    store.change(theme="dark")
    before = store.path.read_bytes()
    monkeypatch.setattr(os, "fsync", full_disk)
    assert store.change(theme="light").theme == "light"
    assert store.path.read_bytes() == before
    assert [path.name for path in store.path.parent.iterdir()] == ["settings.json"]
    assert "settings.not_written" in log_file.read_text(encoding="utf-8")


def test_a_config_folder_that_cannot_be_made_costs_only_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in-the-way").write_text("a file")
    monkeypatch.setenv("GCMDESK_CONFIG", str(tmp_path / "in-the-way" / "config"))
    store = SettingsStore()
    assert store.change(theme="contrast") == Settings(theme="contrast")
    assert SettingsStore().current == Settings()
    assert (tmp_path / "in-the-way").read_text() == "a file"
