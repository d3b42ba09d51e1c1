import sys
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk import log, paths

CANARY = "Amina said that the landlord keeps her passport"
NOTE = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


def written() -> str:
    """Everything in the log folder, as one text."""
    return "".join(path.read_text(encoding="utf-8") for path in paths.log_folder().iterdir())


def test_an_event_carries_ids_and_counts() -> None:
    log.start()
    log.event("note.added", note=NOTE, notes=1200, share=0.5, undone=True, session=None)
    line = f"INFO note.added note={NOTE} notes=1200 share=0.5 undone=True session=None"
    assert written().rstrip().endswith(line)


def test_what_went_wrong_stands_out() -> None:
    log.start()
    log.problem("settings.unreadable")
    assert "WARNING settings.unreadable" in written()


def listen(text: str) -> None:
    if text:
        raise ValueError(f"cannot read {text!r}")


def defect_of(text: str) -> Exception:
    try:
        try:
            listen(text)
        except ValueError as error:
            error.add_note(text)
            raise RuntimeError(text) from error
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_defect_leaves_its_kind_and_places_but_nothing_that_was_typed() -> None:
    log.start()
    log.defect("job.failed", defect_of(CANARY))
    assert "ERROR job.failed RuntimeError < test_log.py:defect_of:" in written()
    assert not any(word in written() for word in ("Amina", "landlord", "passport", "cannot read"))


@given(st.text(min_size=1))
def test_the_places_of_a_defect_do_not_depend_on_what_was_typed(text: str) -> None:
    assert log.places(defect_of(text)) == log.places(defect_of(CANARY))


def test_places_name_no_folder_of_the_user() -> None:
    assert all("/" not in place and "\\" not in place for place in log.places(defect_of(CANARY)))


def test_logs_are_rotated_and_stay_small() -> None:
    log.start()
    for _event in range(90):
        log.event("filler", **{f"id{n}": NOTE for n in range(1000)})
    sizes = [path.stat().st_size for path in paths.log_folder().iterdir()]
    assert len(sizes) == 5
    assert max(sizes) <= 512 * 1024


def test_starting_twice_writes_every_line_once() -> None:
    log.start()
    log.start()
    log.event("window.shown")
    assert written().count("window.shown") == 1


def test_after_the_end_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    log.start()
    log.event("first")
    log.stop()
    log.event("second")
    assert "second" not in written()


def test_lines_go_to_stderr_too_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    log.start(to_stderr=True)
    log.event("window.shown")
    assert "window.shown" in capsys.readouterr().err
    assert "window.shown" in written()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_costs_lines_of_the_log_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    (paths.log_folder() / "gcmdesk.log").symlink_to("/dev/full")
    log.start()
    log.event("window.shown")
    assert capsys.readouterr().err == ""


def test_a_log_folder_that_cannot_be_made_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GCMDESK_LOGS", str(tmp_path / "file" / "logs"))
    log.start()
    log.event("window.shown")
    log.stop()
    assert capsys.readouterr().err == ""
