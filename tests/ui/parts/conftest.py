"""A window with the example's room in the place of Protection."""

from collections.abc import Callable

import pytest

from tests.ui.parts import example
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path  # noqa: F401 - fixtures
from ui import finders, main_window, navigation, screens, window_commands


@pytest.fixture
def example_room(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tuple(example.ROOM if each.id == "protection" else each for each in screens.SCREENS)
    for module in (screens, finders, main_window, navigation, window_commands):
        monkeypatch.setattr(module, "SCREENS", listed)


@pytest.fixture
def register(example_room: None, at_work: Callable[..., Hands]) -> Hands:  # noqa: F811 - the fixture
    """Three stakeholders in the register, which is shown."""
    at_work.desk.workspace.run(example.add, "City council", "Dockers' union", "University", name="Added")
    at_work.window.go("example")
    at_work.wait()
    return at_work
