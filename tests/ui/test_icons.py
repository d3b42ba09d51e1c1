"""Icons take the colour of the text and turn with the reading direction."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage

from gcmdesk import paths
from tests.ui.conftest import OpenDesk
from ui import icons
from ui.screens import SCREENS
from ui.theme import TOKENS, Look

NAMES = sorted(path.stem for path in paths.resource("icons").glob("*.svg"))
SIZE = QSize(48, 48)


def drawn(name: str, tone: str = "text", mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icons.icon(name, tone).pixmap(SIZE, mode).toImage()


def colours(picture: QImage) -> set[str]:
    """The colours of the points that are fully covered."""
    points = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return {point.name().upper() for point in points if point.alpha() == 255}


def alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures show the same, apart from how their edges were smoothed."""
    points = [(x, y) for x in range(one.width()) for y in range(one.height())]
    return all(abs(one.pixelColor(x, y).alpha() - other.pixelColor(x, y).alpha()) < 100 for x, y in points)


@pytest.mark.parametrize("look", list(Look))
def test_an_icon_is_drawn_in_the_colour_of_its_tone(open_desk: OpenDesk, look: Look) -> None:
    open_desk(theme=look.value)
    tokens = TOKENS[look]
    assert colours(drawn("house")) == {tokens.text}
    assert colours(drawn("house", "accent")) == {tokens.accent}
    assert colours(drawn("house", "danger")) == {tokens.danger}
    assert colours(drawn("house", mode=QIcon.Mode.Disabled)) == {tokens.muted}


def test_an_icon_that_exists_already_recolours_with_the_look(open_desk: OpenDesk) -> None:
    open_desk(theme="light")
    icon = icons.icon("house")
    open_desk(theme="dark")
    assert colours(icon.pixmap(SIZE).toImage()) == {TOKENS[Look.DARK].text}


@pytest.mark.parametrize("name", NAMES)
def test_only_icons_with_a_direction_are_mirrored(open_desk: OpenDesk, name: str) -> None:
    open_desk("en")
    left_to_right = drawn(name)
    open_desk("ar")
    turned = left_to_right.flipped(Qt.Orientation.Horizontal)
    assert alike(drawn(name), turned if name in icons.DIRECTIONAL else left_to_right)
    assert name not in icons.DIRECTIONAL or not alike(drawn(name), left_to_right)


def test_every_icon_shows_something(open_desk: OpenDesk) -> None:
    open_desk()
    assert [name for name in NAMES if not colours(drawn(name))] == []


def test_every_icon_that_is_named_exists() -> None:
    assert set(NAMES) >= icons.DIRECTIONAL
    assert {screen.icon for screen in SCREENS} <= set(NAMES)
