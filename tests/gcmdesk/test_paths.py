import os
import stat
from pathlib import Path

import pytest

from gcmdesk import paths

USER_FOLDERS = {
    "GCMDESK_CONFIG": paths.config_folder,
    "GCMDESK_LOGS": paths.log_folder,
    "GCMDESK_DOCUMENTS": paths.documents_folder,
}


def test_the_program_finds_what_ships_with_it() -> None:
    assert paths.resource("fonts", "NotoSans-Regular.ttf").is_file()
    assert paths.resource("compact").is_dir()
    assert (paths.translations() / "fr" / "LC_MESSAGES").is_dir()


@pytest.mark.parametrize("variable", USER_FOLDERS)
def test_a_users_folder_is_made_where_the_variable_says(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "new" / "deep"))
    folder = USER_FOLDERS[variable]()
    assert folder == tmp_path / "new" / "deep"
    assert folder.is_dir()
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("variable", USER_FOLDERS)
def test_a_folder_that_cannot_be_made_stops_nobody_from_starting(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(variable, str(tmp_path / "file" / "folder"))
    assert USER_FOLDERS[variable]() == tmp_path / "file" / "folder"
    assert (tmp_path / "file").is_file()


@pytest.mark.skipif(os.name != "posix", reason="follows HOME")
def test_without_variables_the_platforms_own_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [*USER_FOLDERS, *(name for name in os.environ if name.startswith("XDG_"))]:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folders = [find() for find in USER_FOLDERS.values()]
    assert all(folder.is_relative_to(tmp_path / "home") for folder in folders)
    assert len(set(folders)) == 3
