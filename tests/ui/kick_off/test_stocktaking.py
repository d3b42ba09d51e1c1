"""Who does what: the same counts as bars and as a table."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from gcmdesk.stakeholders import initiatives
from gcmdesk.stakeholders.records import InitiativeDraft
from tests.ui.hands import button, texts
from tests.ui.kick_off.conftest import Add
from tests.ui.workspace.conftest import Hands


@pytest.fixture
def page(at_work: Hands, add: Add) -> QWidget:
    fund = add("Harbour fund", "private-sector").id
    drafts = (
        InitiativeDraft("Pays for schools", "funding", fund, "Sahel", objectives=(15,)),
        InitiativeDraft("Pays for nurses", "funding", fund, "Sahel", objectives=(15,)),
        InitiativeDraft("Meets every month", "meeting", None, "Sahel", objectives=(3, 15)),
        InitiativeDraft("Counts who leaves", "measurement"),
    )
    for draft in drafts:
        at_work.desk.workspace.run(initiatives.add, draft, name="Added")
    at_work.window.go("kick-off/stocktaking")
    at_work.wait()
    return at_work.window.screen_shown.page


def table(page: QWidget) -> list[tuple[str, str, int]]:
    return [(one.what, one.kind, one.count) for one in page.lines.values()]


def test_regions_and_kinds_stand_as_bars_and_as_a_table(page: QWidget) -> None:
    assert table(page) == [
        ("Sahel", "", 3),
        ("Sahel", "Meeting", 1),
        ("Sahel", "Funding", 2),
        ("Region not recorded", "", 1),
        ("Region not recorded", "Measurement", 1),
    ]
    assert [(bar.name, bar.count) for bar in page.bars.bars] == [
        ("Sahel", 3),
        ("Meeting", 1),
        ("Funding", 2),
        ("Region not recorded", 1),
        ("Measurement", 1),
    ]
    assert page.subtitle == "4 initiatives"


def test_objectives_that_nobody_works_on_are_shown_as_well(page: QWidget, at_work: Hands) -> None:
    at_work.window.go("kick-off/stocktaking/objectives")
    counts = {what.split()[0]: count for what, _kind, count in table(page)[:-1]}
    assert (len(counts), counts["15"], counts["3"], counts["1"]) == (23, 3, 1, 0)
    assert table(page)[-1] == ("No objective recorded", "", 1)
    assert at_work.window.place == "kick-off/stocktaking/objectives"


def test_groups_and_initiators_are_counted(page: QWidget) -> None:
    page.show_place("groups")
    assert table(page)[:2] == [("Private sector", "", 2), ("Private sector", "Funding", 2)]
    assert table(page)[2][0] == "No initiator recorded"
    page.show_place("initiators")
    assert table(page) == [("Harbour fund", "", 2), ("No initiator recorded", "", 2)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_longest_bar_begins_where_reading_begins(page: QWidget, at_work: Hands, language: str) -> None:
    at_work.desk.display.change(language=language)
    at_work.wait()
    bars = at_work.window.screen_shown.page.bars
    picture = bars.grab().toImage()
    middle = picture.height() * 5 // (2 * len(bars.bars))  # the third line: Funding
    colour = bars.palette().color(QPalette.ColorRole.Accent)
    filled = [x for x in range(picture.width()) if picture.pixelColor(x, middle) == colour]
    share = sum(filled) / len(filled) / picture.width()
    assert (share > 0.5) == (language == "en")
    assert len(filled) > 0.3 * picture.width()


@pytest.mark.parametrize("view", ["regions", "objectives", "groups", "initiators"])
def test_enter_on_a_number_lists_the_initiatives_that_it_counts(page: QWidget, at_work: Hands, view: str) -> None:
    page.show_place(view)
    for row, line in list(page.lines.items()):
        page.table.select_id(row)
        page.table.setFocus()
        at_work.press(Qt.Key.Key_Return)
        at_work.wait()
        listed = at_work.window.screen_shown.page
        assert (listed.entry.id, len(listed.table.records.ids)) == ("initiatives", line.count), line
        assert line.what in listed.line.said.text()
        at_work.window.go(f"kick-off/stocktaking/{view}")
    at_work.window.go("kick-off/initiatives")
    button(at_work.window, "Show all again").click()
    assert len(listed.table.records.ids) == 4
    assert listed.region.isVisible()


def test_nothing_to_count_says_so(at_work: Hands) -> None:
    at_work.window.go("kick-off/stocktaking")
    assert "There is nothing to count yet" in texts(at_work.window)


@pytest.mark.parametrize(
    ("view", "line"), [("regions", "Sahel"), ("objectives", "15 Provide access"), ("initiators", "Harbour fund")]
)
def test_the_counts_leave_as_they_are_shown(
    page: QWidget, at_work: Hands, tmp_path: Path, view: str, line: str
) -> None:
    page.show_place(view)
    page.release_it.click()
    at_work.wait()
    panel = at_work.window.screen_shown.panel
    panel.recipient.show_value("team")
    panel.look()
    at_work.wait()
    panel.save_at(str(tmp_path / "counts.csv"))
    at_work.wait()
    assert line in (tmp_path / "counts.csv").read_text(encoding="utf-8-sig")
