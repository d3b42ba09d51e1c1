"""What is due, on Home."""

from datetime import date, timedelta

import pytest

from tests.ui.hands import button, texts
from tests.ui.workspace.conftest import Hands
from ui import due
from ui.app import Desk
from ui.desk_workspace import DeskWorkspace
from ui.due import Due

TODAY = date.today()  # noqa: DTZ011


def some(workspace: DeskWorkspace) -> list[Due]:
    assert workspace.read(lambda session: session is not None)
    return [
        Due("A later one.", TODAY + timedelta(days=3), "library/tool/5"),
        Due("A deadline is over.", TODAY - timedelta(days=1), "library/tool/4", "danger"),
    ]


def test_home_says_when_nothing_is_due(at_work: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "PROVIDERS", ())
    at_work.add("City council")
    at_work.wait()
    assert "Nothing is due." in texts(at_work.window)


def test_home_lists_what_is_due_the_earliest_first(at_work: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "PROVIDERS", ("tests.ui.parts.test_due:some",))
    at_work.add("City council")
    at_work.wait()
    shown = texts(at_work.window)
    assert shown.index("A deadline is over.") < shown.index("A later one.")
    assert any(text.startswith("Was due") for text in shown)
    button(at_work.window, "Open: A deadline is over.").click()
    assert at_work.window.place == "library/tool/4"


def test_without_a_workspace_home_speaks_of_nothing_due(desk: Desk) -> None:
    assert "Due" not in texts(desk.window)
