"""One pass as a new user, by keyboard only: first start, workspace, ten stakeholders, a session of twenty notes in two
languages, consent, ranking, report, e-mail. At each picture of the guide the window is looked at as well.
"""

import email
import email.policy
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gcmdesk import paths
from gcmdesk.consultations import capture, notes, sessions
from gcmdesk.priorities import rounds, scores
from gcmdesk.protection import people
from gcmdesk.protection.people_records import State
from gcmdesk.stakeholders import register
from gcmdesk.workspace import clock
from tests.ui import looking
from tests.ui.workspace.conftest import Hands
from tools.guide.examples import EXAMPLES, OTHER
from tools.guide.walk import ADDRESS, PASSPHRASE, Pass
from ui.guide import CHAPTERS


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Messages that the mail program was to open."""
    found: list[Path] = []
    monkeypatch.setattr("ui.screens.reports.handing.open_mail", lambda path: bool(found.append(path)) or True)
    return found


@pytest.mark.parametrize(("code", "text_size"), [("en", 100), ("en", 200), ("fr", 150), ("ar", 200)])
def test_a_new_user_comes_from_the_first_start_to_the_e_mail(
    begin: Callable[..., Hands],
    monkeypatch: pytest.MonkeyPatch,
    opened: list[Path],
    code: str,
    text_size: int,
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    hands = begin(language=None, text_size=text_size)
    taken, faults = [], []

    def camera(name: str) -> None:
        taken.append(name)
        seen = [*looking.cramped(hands.window), *looking.overflowing(hands.window)]
        faults.extend(f"{name}: {fault}" for fault in seen)

    Pass(hands.desk, code, camera).run()
    assert faults == []
    assert set(taken) == {step.picture.name for one in CHAPTERS for step in one.steps if step.picture}
    assert paths.documents_folder() == opened[0].parent
    with opened[0].open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=email.policy.default)
    assert message["To"] == ADDRESS
    assert [one.get_filename() for one in message.iter_attachments()] == [f"synthesis-{code}-1.docx"]
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    read = hands.desk.workspace.read
    assert {(one.name, one.kind) for one in read(register.rows)} == set(EXAMPLES[code].stakeholders)
    (session,) = read(sessions.calendar)
    said = read(notes.of_consultation, session.id)
    assert len(said) == 20
    assert {one.language for one in said} == {"", OTHER[code]}
    assert Counter(one.kind for one in said if one.kind) == {"challenge": 4, "need": 2, "good practice": 2}
    assert not [one.text for one in said if set("!#@") & set(one.text)]
    (person,) = read(people.everybody)
    assert [one.person for one in said if one.verbatim] == [person.id]
    assert read(capture.quote_consent, person.id, clock.now()) is State.GIVEN
    (held,) = read(rounds.all_of, "scores")
    assert not read(scores.completeness, held.id).missing
