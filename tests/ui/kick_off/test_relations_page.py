"""The network: picture, table and words say the same."""

import threading

import pytest
from PySide6.QtCore import QPointF, Qt

from gcmdesk.i18n import mark
from gcmdesk.stakeholders import network, register, relations
from tests.ui.kick_off.standing import Hands, around, at_work, begin, cells, five, path, relate, said
from ui.screens.kick_off.relations import RelationsPage

__all__ = ["around", "at_work", "begin", "five", "path"]


@pytest.fixture
def page(five: Hands) -> RelationsPage:
    """A chain 1 – 2 – 3 – 4: Border Town Council and Chamber of Trade stand between the others."""
    relate(five, (1, 2), (2, 3), (3, 4))
    five.window.go("kick-off/relations")
    five.wait()
    return five.window.screen_shown.page


def test_who_stands_between_others_is_said_in_words(five: Hands, page: RelationsPage) -> None:
    page.choose(2)
    assert said(five, "Related to 2 others.")
    assert said(five, "of the shortest ways between two others lead through here")
    page.choose(1)
    assert said(five, "Nobody has to go through here to reach another.")


def test_a_relation_is_added_between_two_chosen_by_name(five: Hands, page: RelationsPage) -> None:
    page.add()
    fields = page.new_form.fields
    fields["source"].edit.setText("evening")
    fields["target"].edit.setText("Border Town")
    fields["kind"].show_value("cooperation")
    page._save_new()
    five.wait()
    kinds = {(one.source_name, one.target_name, one.kind) for one in five.desk.workspace.read(relations.all_of)}
    assert {("Evening School", "Border Town Council", "cooperation")} & kinds or {
        ("Border Town Council", "Evening School", "cooperation")
    } & kinds
    assert 5 in page.network_view.places


def test_a_relation_to_oneself_is_refused_beside_the_field(five: Hands, page: RelationsPage) -> None:
    page.add()
    fields = page.new_form.fields
    fields["source"].edit.setText("evening")
    fields["target"].edit.setText("evening")
    fields["kind"].show_value("funding")
    page._save_new()
    assert fields["target"].problem.text() == "Choose two different stakeholders."
    assert len(five.desk.workspace.read(relations.all_of)) == 3


def test_relations_that_lead_both_ways_are_listed_for_review(five: Hands, page: RelationsPage) -> None:
    assert not said(five, "Goes both ways")
    relate(five, (2, 1))
    five.wait()
    assert said(five, "Goes both ways")


def test_arrow_keys_lead_from_one_to_the_next_and_enter_to_the_detail(five: Hands, page: RelationsPage) -> None:
    view = page.network_view
    view.setFocus()
    page.choose(1)
    seen = set()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down) * 2:
        five.press(key)
        seen.add(view.current)
    assert len(seen) > 1
    five.press(Qt.Key.Key_Return)
    assert page.side.isAncestorOf(five.focused())


def test_a_place_that_was_moved_is_kept(five: Hands, page: RelationsPage) -> None:
    page.choose(1)
    before = dict(page.network_view.laid)
    page.network_view.setFocus()
    five.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    five.wait()
    kept = five.desk.workspace.read(network.places)
    assert kept[1][1] < before[1][1]
    assert kept[2] == before[2]


def test_the_type_narrows_picture_and_table(five: Hands, page: RelationsPage) -> None:
    relate(five, (4, 5), kind="conflict")
    five.wait()
    page.kind_box.setCurrentIndex(page.kind_box.findData("conflict"))
    page.fill()
    five.wait()
    assert cells(page, 0)[:3] == ["Dockers’ Union", "Is in conflict with", "Evening School"] or cells(page, 0)[2] == (
        "Dockers’ Union"
    )
    assert set(page.network_view.places) == {4, 5}


def test_the_level_narrows_picture_and_table(five: Hands, page: RelationsPage) -> None:
    changed = five.desk.workspace.run(register.change, [3, 4], {"level": "global"}, name=mark("Stakeholder changed"))
    assert changed.ok
    page.level_box.setCurrentIndex(page.level_box.findData("global"))
    page.fill()
    five.wait()
    assert set(page.network_view.places) == {2, 3, 4}, "those of the level, and whom they deal with"
    assert page.count.text() == "2 rows"


def test_keys_zoom_pan_and_show_all_again(five: Hands, page: RelationsPage) -> None:
    view = page.network_view
    view.setFocus()
    view.show_all()

    def across() -> float:
        return max(spot.x() for spot in view.places.values()) - min(spot.x() for spot in view.places.values())

    whole, begun = across(), QPointF(view._pan)
    five.press(Qt.Key.Key_Plus)
    assert across() > whole
    before = QPointF(view._pan)
    five.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view._pan.x() < before.x()
    five.press(Qt.Key.Key_Minus)
    assert across() == pytest.approx(whole)
    five.press(Qt.Key.Key_0)
    assert view._pan == begun


def test_the_network_is_laid_out_beside_the_screens_thread(
    five: Hands, page: RelationsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    layout = network.layout

    def watched(*given: object) -> object:
        threads.append(threading.current_thread())
        return layout(*given)

    monkeypatch.setattr(network, "layout", watched)
    relate(five, (4, 5))
    five.wait()
    assert threads
    assert threading.main_thread() not in threads
    assert 5 in page.network_view.places


def test_undo_brings_a_deleted_relation_back(five: Hands, page: RelationsPage) -> None:
    page.table.select_row(0)
    page._delete()
    five.wait()
    assert page.count.text() == "2 rows"
    five.desk.workspace.undo()
    five.wait()
    assert page.count.text() == "3 rows"
