"""Letting something out of a page: asked to whom, shown what leaves, and entered in the transfer register."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from gcmdesk import i18n
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import register as transfers
from gcmdesk.protection.recipients import Recipient
from gcmdesk.stakeholders.tables import Stakeholder
from tests.ui import looking
from tests.ui.hands import texts
from tests.ui.parts import example
from tests.ui.parts.conftest import example_room, register
from tests.ui.test_every_screen import LONG, LongTexts
from tests.ui.workspace.conftest import PASSPHRASE, Hands
from ui.widgets.release_panel import Offer, ReleasePanel

__all__ = ["example_room", "register"]
CONTROL = Qt.KeyboardModifier.ControlModifier


def _interested(session: object) -> None:
    session.get(Stakeholder, 1).interest = "wants the harbour"


@pytest.fixture
def panel(register: Hands) -> ReleasePanel:
    """The release panel with the whole register; the first stakeholder's interest is noted."""
    register.desk.workspace.run(_interested, name=mark("Stakeholder changed"))
    register.wait()
    register.page.release_it.click()
    return register.window.screen_shown.panel


def ask(hands: Hands, panel: ReleasePanel, recipient: Recipient, **values: str) -> None:
    for name, value in {"recipient": str(recipient), **values}.items():
        panel.form.fields[name].show_value(value)
    panel.look()
    hands.wait()


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def withheld(panel: ReleasePanel) -> list[str]:
    return [f"{about}: {text}" for about, text in panel.preview.withheld.shown]


def test_nothing_can_be_sent_before_it_is_said_to_whom(register: Hands, panel: ReleasePanel) -> None:
    assert not register.page.isVisible()
    assert not any(each.isEnabled() for each in (panel.save_it, panel.copy_it, panel.print_it))
    assert any("Choose who receives it" in text for text in texts(panel))


def test_the_file_holds_what_the_preview_showed(register: Hands, panel: ReleasePanel, tmp_path: Path) -> None:
    ask(register, panel, Recipient.TEAM)
    assert panel.preview.withheld.shown == (("", "Nothing is withheld."),)
    panel.ways.show_value("csv")
    panel.save_at(str(tmp_path / "register.csv"))
    register.wait()

    written = rows(tmp_path / "register.csv")
    assert [row[0] for row in written[2:]] == ["City council", "Dockers' union", "University"]
    assert "wants the harbour" in written[2]
    (entry,) = register.desk.workspace.read(transfers.entries)
    assert (entry.recipient, entry.form) == (Recipient.TEAM, "csv")
    assert register.page.isVisible()
    assert any("number 1 in the transfer register" in text for text in texts(register.window))


def test_a_ministry_is_not_told_the_interests_and_the_reason_is_shown(
    register: Hands,
    panel: ReleasePanel,
    tmp_path: Path,
) -> None:
    ask(register, panel, Recipient.MINISTRY, organisation="Ministry of Labour")
    assert any(line.startswith("Stakeholder register: Interest: ") for line in withheld(panel))
    assert any("Only for the facilitation team." in line for line in withheld(panel))
    panel.ways.show_value("csv")
    panel.save_at(str(tmp_path / "register.csv"))
    register.wait()
    assert not any("wants the harbour" in row for row in rows(tmp_path / "register.csv"))


def test_what_is_missing_is_said_beside_its_field(register: Hands, panel: ReleasePanel) -> None:
    ask(register, panel, Recipient.MINISTRY)
    assert panel.form.fields["organisation"].told == "It is not said who receives this."
    assert not panel.save_it.isEnabled()
    ask(register, panel, Recipient.MINISTRY, organisation="Ministry of Labour")
    assert panel.form.fields["organisation"].told == ""
    assert panel.save_it.isEnabled()


def test_immigration_enforcement_receives_nothing(register: Hands, panel: ReleasePanel) -> None:
    ask(register, panel, Recipient.MINISTRY, organisation="Border Police")
    assert panel.form.fields["organisation"].told == "Nothing from this workspace goes to immigration enforcement."
    assert not any(each.isEnabled() for each in (panel.save_it, panel.copy_it, panel.print_it))


def test_the_public_needs_the_focal_point(register: Hands, panel: ReleasePanel) -> None:
    ask(register, panel, Recipient.PUBLIC)
    assert "focal point has to agree" in panel.why.text()
    assert panel.form.fields["by"].isVisible()
    assert not panel.copy_it.isEnabled()


def test_what_was_shown_before_the_last_key_cannot_be_sent(register: Hands, panel: ReleasePanel) -> None:
    ask(register, panel, Recipient.MINISTRY, organisation="Ministry of Labour")
    assert panel.save_it.isEnabled()
    panel.form.fields["organisation"].setFocus()
    register.type("x")
    assert not panel.save_it.isEnabled()


def test_ctrl_c_copies_the_selected_rows_through_the_gate(register: Hands) -> None:
    QApplication.clipboard().clear()
    register.page.table.setFocus()
    register.page.table.select_row(1)
    register.press(Qt.Key.Key_C, CONTROL)
    panel = register.window.screen_shown.panel
    assert QApplication.clipboard().text() == ""
    ask(register, panel, Recipient.TEAM)
    panel.copy_it.click()
    copied = QApplication.clipboard().text()
    assert "Dockers' union" in copied
    assert "City council" not in copied
    QApplication.clipboard().clear()


def test_escape_goes_back_and_nothing_has_left(register: Hands, panel: ReleasePanel) -> None:
    panel.recipient.control.setFocus()
    register.press(Qt.Key.Key_Escape)
    assert register.page.isVisible()
    assert register.desk.workspace.read(transfers.entries) == ()
    assert register.window.place.startswith("example/register")


def test_going_to_another_page_leaves_the_panel(register: Hands, panel: ReleasePanel) -> None:
    register.window.go("example/relations")
    assert not panel.isVisible()
    register.window.go("example/register")
    assert register.page.isVisible()


def test_whom_it_went_to_last_is_filled_in_again(register: Hands, panel: ReleasePanel) -> None:
    ask(register, panel, Recipient.TEAM)
    panel.close_it()
    register.page.release_it.click()
    register.wait()
    assert panel.recipient.value == Recipient.TEAM
    assert panel.save_it.isEnabled()


def test_a_failing_disk_is_told_and_the_panel_stays(register: Hands, panel: ReleasePanel, tmp_path: Path) -> None:
    ask(register, panel, Recipient.TEAM)
    panel.save_at(str(tmp_path / "no such folder" / "register.xlsx"))
    register.wait()
    assert panel.isVisible()
    assert panel.save_it.isEnabled()
    assert register.window.messages.message.kind == "error"


def test_what_is_printed_is_entered_first(
    register: Hands,
    panel: ReleasePanel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = []
    monkeypatch.setattr("ui.leaving.print_it", lambda _parent, paper: printed.append(paper))
    ask(register, panel, Recipient.TEAM)
    panel.print_it.click()
    (paper,) = printed
    assert paper.title == "Stakeholder register"
    assert "City council" in paper.parts[0].rows[0]
    assert len(register.desk.workspace.read(transfers.entries)) == 1


def test_nothing_leaves_a_workspace_opened_for_reading(
    example_room: None,
    begin: Callable[..., Hands],
    path: Path,
) -> None:
    hands = begin()
    hands.desk.workspace.open(path, PASSPHRASE, reading=True, failed=pytest.fail)
    hands.wait()
    hands.window.go("example")
    assert hands.page.table.copied is None
    hands.page.offered.emit(Offer("Map", lambda *_asked: None))
    assert not hands.window.screen_shown.covered
    assert "Nothing leaves it" in hands.window.messages.message.text


@pytest.mark.parametrize(("code", "text_size"), [("ar", 100), (LONG, 100), (LONG, 150), ("ar", 200), (LONG, 200)])
def test_the_panel_is_whole_at_any_size(
    example_room: None,
    begin: Callable[..., Hands],
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    text_size: int,
) -> None:
    monkeypatch.setattr(i18n, "Texts", LongTexts if code == LONG else Texts)
    hands = begin(path, language="en" if code == LONG else code, text_size=text_size)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    hands.desk.workspace.run(example.add, "City council", name=mark("Stakeholder added"))
    hands.window.go("example")
    hands.wait()
    hands.page.release_it.click()
    panel = hands.window.screen_shown.panel
    for recipient in (Recipient.TEAM, Recipient.MINISTRY):
        ask(hands, panel, recipient, organisation="Ministry of Labour")
        assert panel.save_it.isEnabled()
        for _pass in range(3):
            QCoreApplication.processEvents()
        for check in (looking.cramped, looking.overflowing, looking.nameless, looking.too_low):
            assert check(hands.window) == []
