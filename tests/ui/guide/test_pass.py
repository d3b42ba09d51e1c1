"""One pass as a new user, by keyboard only: first start, workspace, ten stakeholders, a session of twenty notes in two
languages, consent, ranking, report, e-mail. At each picture of the guide the window is looked at as well.
"""

import email
import email.policy
from collections.abc import Callable
from pathlib import Path

import pytest

from gcmdesk import paths
from tests.ui import looking
from tests.ui.workspace.conftest import Hands
from tools.guide.walk import ADDRESS, Pass
from ui.guide import CHAPTERS


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Messages that the mail program was to open."""
    found: list[Path] = []
    monkeypatch.setattr("ui.screens.reports.handing.open_mail", lambda path: bool(found.append(path)) or True)
    return found


@pytest.mark.parametrize(("code", "text_size"), [("en", 100), ("ar", 200)])
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
