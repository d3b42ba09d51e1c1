"""Both maps: names stay inside, large text gives the picture the whole width, and pictures leave through the gate."""

from pathlib import Path
from typing import Any

import pytest

from gcmdesk.i18n import mark
from gcmdesk.protection.recipients import Recipient
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import LONGEST_NAME
from tests.ui.kick_off.standing import SPRING, Hands, around, at_work, begin, five, path, rated, relate
from ui import pictures

__all__ = ["around", "at_work", "begin", "five", "path"]
MAPS = ("relations", "influence")
LONG = "Alliance of Associations for Returning Families and their Children in the Border Districts " * 4


def open_map(hands: Hands, place: str) -> Any:
    """The map with a chain of relations and everybody rated."""
    relate(hands, (1, 2), (2, 3), (3, 4), (4, 5))
    for id in range(1, 6):
        rated(hands, id, "team", SPRING, 1 + id % 5, id)
    hands.window.go(f"kick-off/{place}")
    hands.wait()
    return hands.window.screen_shown.page


def rename(hands: Hands, id: int, name: str) -> None:
    saved = hands.desk.workspace.run(register.change, [id], {"name": name}, name=mark("Stakeholder changed"))
    assert saved.ok
    hands.wait()


def names_on(view: Any) -> dict[int, Any]:
    """Where the names stand, in the widget."""
    pan = getattr(view, "_pan", None)
    boxes = {}
    for id, corner, text in view._labels.placed:
        place = corner + pan if pan is not None else corner
        boxes[id] = (place.x(), place.y(), place.x() + text.size().width(), place.y() + text.size().height())
    return boxes


@pytest.mark.parametrize("place", MAPS)
@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_chosen_ones_long_name_stays_within_the_map(five: Hands, place: str, text_size: int, code: str) -> None:
    five.desk.display.change(language=code, text_size=text_size)
    five.wait()
    page = open_map(five, place)
    rename(five, 5, LONG[:LONGEST_NAME])
    page = five.window.screen_shown.page
    page.view.show_current(5)
    left, top, right, bottom = names_on(page.view)[5]
    room = page.view.rect() if place == "relations" else page.view._room()
    assert (left >= room.left(), top >= room.top(), right <= room.right(), bottom <= room.bottom()) == (True,) * 4


@pytest.mark.parametrize("place", MAPS)
def test_in_large_text_the_map_has_the_whole_width_until_the_table_is_wanted(five: Hands, place: str) -> None:
    five.desk.display.change(text_size=200)
    five.wait()
    page = open_map(five, place)
    assert page.view.width() > 0.9 * page.width()
    page.view.opened.emit(3)
    assert page.side.isVisible()
    assert page.table.isVisible()
    page.turn()
    assert page.view.isVisible()
    assert not page.side.isVisible()


def test_a_new_relation_is_typed_beside_the_table_also_in_large_text(five: Hands) -> None:
    five.desk.display.change(text_size=200)
    five.wait()
    page = open_map(five, "relations")
    page.add()
    assert page.new_form.isVisible()


@pytest.mark.parametrize(("media_type", "begins"), [(pictures.PNG, b"\x89PNG"), (pictures.SVG, b"<?xml")])
def test_the_network_leaves_as_a_picture_to_the_team_and_to_nobody_else(
    five: Hands, tmp_path: Path, media_type: str, begins: bytes
) -> None:
    page = open_map(five, "relations")
    page._offer_picture(media_type)
    panel = five.window.screen_shown.panel
    panel.form.fields["recipient"].show_value(str(Recipient.MINISTRY))
    panel.form.fields["organisation"].show_value("Ministry of Labour")
    panel.look()
    five.wait()
    assert any("team" in text for _about, text in panel.preview.withheld.shown)
    panel.form.fields["recipient"].show_value(str(Recipient.TEAM))
    panel.look()
    five.wait()
    panel.save_at(str(tmp_path / "network"))
    five.wait()
    (written,) = tmp_path.glob("network*")
    assert written.read_bytes().startswith(begins)


def test_the_network_leaves_as_a_table_too(five: Hands, tmp_path: Path) -> None:
    page = open_map(five, "relations")
    page.release_it.click()
    panel = five.window.screen_shown.panel
    panel.form.fields["recipient"].show_value(str(Recipient.TEAM))
    panel.look()
    five.wait()
    panel.ways.show_value("csv")
    panel.save_at(str(tmp_path / "network.csv"))
    five.wait()
    table = (tmp_path / "network.csv").read_text(encoding="utf-8-sig")
    assert "Dockers’ Union,Funds,Evening School" in table
