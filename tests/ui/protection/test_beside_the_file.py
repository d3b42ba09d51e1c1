"""Confidentiality: what is typed about people stands in the encrypted file and nowhere beside it."""

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gcmdesk import log
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.protection import notices, oversight, people
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people_records import AgeBand, NoticeKind, Office
from gcmdesk.workspace import clock
from tests.ui.workspace.conftest import Hands

NAME, CONTACT, SAID = CANARIES = ("quarzbergmann", "kontaktfaden", "gemeinschaftsbrunnen")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files lie in the test's own folder, as preferences, logs and what the computer remembers do."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return made


def speak(session: object) -> int:
    """Somebody whose name and way of contact are kept, and who said something."""
    for office in Office:
        oversight.appoint(session, AppointmentDraft(office, f"The {office}", "post box 7", date(2026, 1, 1)))
    notices.install(session)
    version = notices.current(session, NoticeKind.ADULT, "en")
    one = people.add(session, people.PersonDraft(AgeBand.ADULT, version.id, "en", "asked", date(2030, 1, 1)))
    people.identify(session, one.id, NAME, CONTACT)
    session.add(Consultation(title="Kick-off", day=date(2026, 5, 4)))
    session.flush()
    session.add(Note(consultation_id=1, person_id=one.id, said=clock.now(), text=SAID, verbatim=False))
    return one.id


def test_nothing_about_people_stands_beside_the_file(temporary: Path, at_work: Hands, tmp_path: Path) -> None:
    hands, titles = at_work, []
    log.start()
    person = hands.desk.workspace.run(speak, name="Recorded").result
    for panel in ("record", "withdraw", "access", "correct", "erase"):
        hands.window.go(f"protection/people/{person}/{panel}")
        hands.wait()
        titles.append(hands.window.windowTitle())
    hands.window.go(f"protection/people/{person}")
    record = hands.page.panel("record")
    record.show_identity.click()
    titles.append(hands.window.windowTitle())
    hands.window.open_palette()
    QApplication.activeModalWidget().field.setText(SAID)
    hands.wait()
    QApplication.activeModalWidget().close()
    log.defect("test", ValueError(NAME))
    hands.desk.workspace.back_up(lambda _made: None, pytest.fail)
    hands.wait()
    hands.desk.workspace.lock()
    hands.wait()

    everything = [Path(folder) / name for folder, _folders, names in os.walk(tmp_path) for name in names]
    assert {"config", "logs", "state"} <= {one.relative_to(tmp_path).parts[0] for one in everything}
    content = [one.read_bytes().lower() for one in everything]
    assert any(b"valueerror" in each for each in content), "the search is blind"
    for word in CANARIES:
        assert not any(word.encode() in each or word.encode("utf-16-le") in each for each in content)
        assert not any(word in str(one.relative_to(tmp_path)).lower() for one in everything)
        assert not any(word in title.lower() for title in titles)
