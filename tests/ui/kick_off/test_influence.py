"""Influence and interest: what is rated is on the map, in the table and in words."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from gcmdesk.protection.recipients import Recipient
from gcmdesk.stakeholders import ratings
from tests.ui.kick_off.standing import (
    SPRING,
    SUMMER,
    Hands,
    around,
    at_work,
    begin,
    cells,
    five,
    path,
    rated,
    said,
)
from ui.screens.kick_off.influence import InfluencePage

__all__ = ["around", "at_work", "begin", "five", "path"]


@pytest.fixture
def page(five: Hands) -> InfluencePage:
    five.window.go("kick-off/influence")
    five.wait()
    return five.window.screen_shown.page


def rate_as(page: InfluencePage, rater: str) -> None:
    page.by.fields["rater"].show_value(rater)


def digits(page: InfluencePage, hands: Hands, keys: str) -> None:
    page.table.setFocus()
    for key in keys:
        QTest.keyClick(page.table, key)
        hands.wait()


def test_two_digits_rate_a_stakeholder_and_the_next_row_follows(five: Hands, page: InfluencePage) -> None:
    rate_as(page, "district team")
    digits(page, five, "4523")
    assert cells(page, 0)[1:4] == ["4", "5", "Work closely together"]
    assert cells(page, 1)[1:4] == ["2", "3", "Make them heard"]
    assert page.table.current_id == 3
    assert set(page.map.places) == {1, 2}


def test_0_leaves_a_side_open_and_what_is_open_is_not_on_the_map(five: Hands, page: InfluencePage) -> None:
    rate_as(page, "district team")
    digits(page, five, "40")
    assert cells(page, 0)[1:4] == ["4", "", ""]
    assert page.map.places == {}


def test_without_a_rater_nothing_is_rated_and_the_reason_stands_beside_the_field(
    five: Hands, page: InfluencePage
) -> None:
    digits(page, five, "4")
    assert "Say who rates" in page.by.fields["rater"].problem.text()
    assert page.by.isAncestorOf(five.focused())
    assert five.desk.workspace.read(ratings.raters) == ()


def test_raters_who_differ_are_both_shown_and_one_can_be_looked_at_alone(five: Hands, page: InfluencePage) -> None:
    rated(five, 1, "council", SPRING, 1, 4)
    rated(five, 1, "team", SPRING, 5, 4)
    five.wait()
    assert cells(page, 0)[1] == "3 (from 1 to 5)"
    assert said(five, "Raters see this differently")
    page.rater_box.setCurrentIndex(page.rater_box.findData("team"))
    page.fill()
    assert cells(page, 0)[1] == "5"


def test_a_change_since_an_earlier_day_is_told_and_drawn(five: Hands, page: InfluencePage) -> None:
    rated(five, 1, "team", SPRING, 1, 1)
    rated(five, 1, "team", SUMMER, 5, 5)
    five.wait()
    page.when_box.setCurrentIndex(page.when_box.findData(f"since:{SPRING}"))
    page.fill()
    assert cells(page, 0)[3:] == ["Work closely together", "Keep informed"]
    assert page.map.marks[1].before.quadrant == "watch"
    assert said(five, "Before, the suggestion was: Keep informed.")


def test_arrow_keys_on_the_map_choose_the_nearest_and_the_table_follows(five: Hands, page: InfluencePage) -> None:
    rated(five, 1, "team", SPRING, 3, 1)
    rated(five, 2, "team", SPRING, 3, 5)
    five.wait()
    page.map.setFocus()
    page.map.show_current(1)
    five.press(Qt.Key.Key_Right)
    assert page.table.current_id == 2
    assert "influence 3, interest 5" in page.map.accessibleDescription()
    five.press(Qt.Key.Key_Left)
    assert page.table.current_id == 1


def test_stakeholders_rated_alike_do_not_cover_each_other(five: Hands, page: InfluencePage) -> None:
    for stakeholder in range(1, 6):
        rated(five, stakeholder, "team", SPRING, 4, 4)
    five.wait()
    spots = list(page.map.places.values())
    assert min((a - b).manhattanLength() for a in spots for b in spots if a is not b) > QPointF(6, 0).x()


def test_right_to_left_screens_see_interest_grow_to_the_left(five: Hands) -> None:
    rated(five, 1, "team", SPRING, 3, 1)
    rated(five, 2, "team", SPRING, 3, 5)
    five.desk.display.change(language="ar")
    five.wait()
    five.window.go("kick-off/influence")
    five.wait()
    places = five.window.screen_shown.page.map.places
    assert places[2].x() < places[1].x()


def test_ratings_leave_to_the_team_and_to_nobody_else(five: Hands, page: InfluencePage) -> None:
    rated(five, 1, "team", SPRING, 4, 4)
    five.wait()
    page.release_it.click()
    panel = five.window.screen_shown.panel
    panel.form.fields["recipient"].show_value(str(Recipient.MINISTRY))
    panel.form.fields["organisation"].show_value("Ministry of Labour")
    panel.look()
    five.wait()
    assert any("team" in text for _about, text in panel.preview.withheld.shown)
    panel.form.fields["recipient"].show_value(str(Recipient.TEAM))
    panel.look()
    five.wait()
    assert panel.save_it.isEnabled()


@pytest.mark.parametrize(("media_type", "begins"), [("image/png", b"\x89PNG"), ("image/svg+xml", b"<?xml")])
def test_the_map_leaves_as_a_picture_of_its_own_size(
    five: Hands, page: InfluencePage, tmp_path: object, media_type: str, begins: bytes
) -> None:
    rated(five, 1, "team", SPRING, 4, 4)
    five.wait()
    page._offer_picture(media_type)
    panel = five.window.screen_shown.panel
    panel.form.fields["recipient"].show_value(str(Recipient.TEAM))
    panel.look()
    five.wait()
    panel.save_at(str(tmp_path / "map"))
    five.wait()
    (written,) = tmp_path.glob("map*")
    assert written.read_bytes().startswith(begins)


def test_two_zeros_say_nothing_and_a_digit_is_forgotten_when_one_goes_on(five: Hands, page: InfluencePage) -> None:
    rate_as(page, "district team")
    digits(page, five, "00")
    assert page.table.current_id == 2
    digits(page, five, "4")
    page.table.select_row(0)
    page.table.select_row(1)
    digits(page, five, "2")
    assert cells(page, 0)[1:3] == ["", ""]
    assert cells(page, 1)[1:3] == ["2", ""]
