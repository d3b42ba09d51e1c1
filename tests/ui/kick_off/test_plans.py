"""Who is missing, engagement, set-up, awareness: what is typed is kept, what is due or absent is said."""

from datetime import date, timedelta

import pytest

from gcmdesk.i18n import mark
from gcmdesk.protection.recipients import Recipient
from gcmdesk.stakeholders import awareness, coverage, engagement, register, setup
from tests.ui.hands import texts
from tests.ui.kick_off.standing import Hands, around, at_work, begin, cells, five, path, planned, said
from ui.widgets.release_panel import ReleasePanel

__all__ = ["around", "at_work", "begin", "five", "path"]
YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011


def shown(hands: Hands, place: str) -> object:
    hands.window.go(place)
    hands.wait()
    return hands.window.screen_shown.page


def ask_team(hands: Hands, panel: ReleasePanel) -> None:
    panel.form.fields["recipient"].show_value(str(Recipient.TEAM))
    panel.look()
    hands.wait()


def test_a_target_typed_into_a_cell_says_how_many_are_missing(five: Hands) -> None:
    page = shown(five, "kick-off/missing")
    row = next(row for row in page._all.values() if row.group.key == "civil-society")
    page.table.select_id(row.id)
    local = next(column for column in page.table.records.columns if column.id == "local")
    assert not local.editor.save(row, "7").error
    five.wait()
    assert cells(page, row.id - 1)[2] == "5 of 7"
    assert said(five, "2 are still missing.")
    assert page.meter.bars[:2] == [("Targeted", 7), ("In the register", 5)]
    assert said(five, "The chain breaks at: In the register.")


@pytest.mark.parametrize("typed", ["many", "-1", "1.5"])
def test_what_is_no_number_is_refused(five: Hands, typed: str) -> None:
    page = shown(five, "kick-off/missing")
    whole = next(column for column in page.table.records.columns if column.id == "all")
    assert whole.editor.save(page._all[1], typed) == "Type a whole number, or leave it empty."
    assert five.desk.workspace.read(coverage.matrix, "group")[0].levels[""].wanted is None


def test_groups_of_which_nobody_is_there_are_named(five: Hands) -> None:
    shown(five, "kick-off/missing")
    assert said(five, "15 groups are absent")
    assert said(five, "Diasporas")


def test_seldom_heard_groups_have_targets_of_their_own(five: Hands) -> None:
    values = {"underheard": ("women-girls",)}
    five.desk.workspace.run(register.change, [1, 2], values, name=mark("Stakeholder changed"))
    page = shown(five, "kick-off/missing")
    page.side_box.setCurrentIndex(page.side_box.findData("under-heard"))
    page.side_box.activated.emit(page.side_box.currentIndex())
    five.wait()
    row = next(row for row in page._all.values() if row.group.key == "women-girls")
    page.table.select_id(row.id)
    whole = next(column for column in page.table.records.columns if column.id == "all")
    assert not whole.editor.save(row, "3").error
    five.wait()
    assert cells(page, row.id - 1)[1] == "2 of 3"
    assert not page.meter.isVisible(), "the way from target to voice is counted by the groups of Tool 1"


def test_the_page_says_how_far_the_register_reaches_into_and_beyond_government(five: Hands) -> None:
    about = {"sphere": "government", "sector": "labour", "level": "national"}
    five.desk.workspace.run(register.change, [1], about, name=mark("Stakeholder changed"))
    shown(five, "kick-off/missing")
    assert said(five, "1 stakeholder of government.")
    assert said(five, "Sectors of government: \u2068labour\u2069.")
    assert said(five, "Nobody of government at: ")
    assert said(five, "Outside government: 4 stakeholders, from 1 of the 16 groups of Tool 1.")


def test_whoever_is_not_planned_is_offered_and_planned_with_one_button(five: Hands) -> None:
    planned(five, 1)
    page = shown(five, "kick-off/engagement")
    assert said(five, "4 stakeholders are not in the plan")
    page._plan(2)
    five.wait()
    assert page.table.current_record.name == "Border Town Council"
    assert page.form.isAncestorOf(five.focused())
    assert said(five, "3 stakeholders are not in the plan")


def test_an_overdue_step_is_said_on_the_page_and_on_home_without_a_name(five: Hands) -> None:
    planned(five, 1, next_day=YESTERDAY, next_step="Call them")
    shown(five, "kick-off/engagement")
    assert said(five, "Overdue since")
    five.window.go("home")
    five.wait()
    assert said(five, "1 step of the engagement plan is overdue.")
    assert not any("Returnees" in text for text in texts(five.window))


def test_what_happened_goes_into_the_log_of_the_stakeholder(five: Hands) -> None:
    planned(five, 1)
    page = shown(five, "kick-off/engagement")
    page.event_form.fields["what"].edit.setText("First talk")
    page._note()
    five.wait()
    (event,) = five.desk.workspace.read(engagement.log, 1)
    assert (event.what, event.day) == ("First talk", date.today())  # noqa: DTZ011
    assert said(five, "First talk")
    page._note()
    assert page.event_form.fields["what"].problem.text() == "Say what happened."


def test_an_option_is_chosen_only_with_a_reason(five: Hands) -> None:
    page = shown(five, "kick-off/set-up")
    page.add()
    page._choose()
    assert page.reason.fields["reason"].problem.text() == "Say why this option was chosen."
    page.reason.fields["reason"].edit.setPlainText("Everybody sits at the table.")
    page._choose()
    five.wait()
    (option,) = five.desk.workspace.read(setup.options)
    assert option.chosen is not None
    page._reopen()
    five.wait()
    assert said(five, "Not chosen.")


def test_a_role_goes_to_a_body_of_the_register_or_to_another(five: Hands) -> None:
    page = shown(five, "kick-off/set-up")
    page.add()
    page._give()
    assert "Choose a stakeholder" in page.role_form.fields["body"].problem.text()
    page.role_form.fields["body"].edit.setText("Statistics office")
    page._give()
    page.known.edit.setText("Chamber")
    page._give()
    five.wait()
    (option,) = five.desk.workspace.read(setup.options)
    assert {one.name for one in five.desk.workspace.read(setup.parts, option.id)} == {
        "Statistics office",
        "Chamber of Trade",
    }


def test_an_audience_without_an_activity_is_named(five: Hands) -> None:
    page = shown(five, "kick-off/awareness")
    page.add()
    five.wait()
    assert said(five, "Nothing yet for: Stakeholders and The public.")
    assert page._save(page.table.current_id, "language", "French").error is None
    (activity,) = five.desk.workspace.read(awareness.activities)
    assert activity.language == "fr"


@pytest.mark.parametrize("place", ["missing", "engagement", "set-up", "awareness"])
def test_each_table_leaves_through_the_gate(five: Hands, place: str) -> None:
    planned(five, 1, next_step="Call them")
    page = shown(five, f"kick-off/{place}")
    if place in ("set-up", "awareness"):
        page.add()
        five.wait()
    page.release_it.click()
    panel = five.window.screen_shown.panel
    ask_team(five, panel)
    assert panel.save_it.isEnabled()
    assert panel.preview.withheld.shown == (("", "Nothing is withheld."),)
