"""Putting a report together, writing one's own words, looking at it, checking it, and handing it over."""

import email
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gcmdesk.i18n import mark
from gcmdesk.protection import kept as copies
from gcmdesk.protection import register as transfers
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports import saved
from gcmdesk.reports.choices import Place
from gcmdesk.reports.word import letterheads
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import StakeholderDraft
from tests.gcmdesk.release.world import FOCAL_POINT, offices
from tests.ui.hands import texts
from tests.ui.workspace.conftest import Hands


def load(hands: Hands, report: int) -> object:
    return hands.desk.workspace.read(saved.load, report)


def go(hands: Hands, place: str) -> object:
    hands.window.go(f"report/{place}")
    hands.wait()
    return hands.page


def choose(hands: Hands, name: str, value: object) -> None:
    """As a user does: chosen in the field, then the field is left."""
    field = hands.page.form.fields[name]
    field.show_value(value)
    field._chosen()
    hands.wait()


def type_into(hands: Hands, name: str, text: str) -> None:
    field = hands.page.form.fields[name]
    field.control.setFocus()
    hands.type(text)
    field._left()
    hands.wait()


def told(facts: object) -> str:
    return " | ".join(text for _label, text, *_tone in facts.shown)


def add_employers(session: object) -> None:
    register.add(session, StakeholderDraft("Chamber of commerce", "diasporas", {}))


# ------------------------------------------------------------------------------------------------------------- the list


def test_a_new_report_is_there_at_once_and_each_field_saves_itself(stakeholders: Hands) -> None:
    page = go(stakeholders, "reports")
    assert page.nothing.isVisible()
    page.nothing.begin.click()
    stakeholders.wait()
    (one,) = stakeholders.desk.workspace.read(saved.listed)
    choose(stakeholders, "outline", "stakeholder-map")
    choose(stakeholders, "language", "ar")
    type_into(stakeholders, "title", "Who is concerned")
    spec = load(stakeholders, one.id)
    assert (spec.outline, spec.language, spec.title) == ("stakeholder-map", "ar", "Who is concerned")


def test_a_ministry_is_saved_once_its_name_is_known(stakeholders: Hands, kept: Callable[..., int]) -> None:
    report = kept()
    page = go(stakeholders, f"reports/{report}")
    fields = page.form.fields
    assert not fields["organisation"].isVisible()
    choose(stakeholders, "recipient", "ministry")
    assert fields["recipient"].told == "Enter the name of the organisation or of the group."
    assert load(stakeholders, report).recipient is Recipient.TEAM
    type_into(stakeholders, "organisation", "Ministry of Labour")
    spec = load(stakeholders, report)
    assert (spec.recipient, spec.organisation) == (Recipient.MINISTRY, "Ministry of Labour")
    assert fields["recipient"].told == ""


def test_sections_and_objectives_are_ticked(stakeholders: Hands, kept: Callable[..., int]) -> None:
    report = kept()
    page = go(stakeholders, f"reports/{report}")
    sections = page.form.fields["sections"].value
    choose(stakeholders, "sections", sections[:1])
    choose(stakeholders, "objectives", ("5", "7"))
    spec = load(stakeholders, report)
    assert spec.sections == sections[:1]
    assert spec.scope.objectives == {5, 7}
    choose(stakeholders, "sections", ())
    assert page.form.fields["sections"].told == "Tick at least one section."
    choose(stakeholders, "sections", sections)
    assert load(stakeholders, report).sections == ()


def test_a_last_day_before_the_first_is_refused_beside_its_field(stakeholders: Hands, kept: Callable[..., int]) -> None:
    report = kept()
    page = go(stakeholders, f"reports/{report}")
    type_into(stakeholders, "since", "5 March 2026")
    type_into(stakeholders, "until", "1 March 2026")
    assert page.form.fields["until"].told == "The last day lies before the first."
    assert load(stakeholders, report).scope.until is None


def test_a_report_that_never_went_out_is_deleted_and_comes_back(stakeholders: Hands, kept: Callable[..., int]) -> None:
    kept()
    page = go(stakeholders, "reports")
    page.delete_it.click()
    stakeholders.wait()
    assert page.nothing.isVisible()
    stakeholders.desk.workspace.undo()
    stakeholders.wait()
    assert len(stakeholders.desk.workspace.read(saved.listed)) == 1


# ------------------------------------------------------------------------------------------------------------ own words


def test_own_words_are_kept_and_it_shows_when_what_they_are_about_has_changed(
    stakeholders: Hands, kept: Callable[..., int]
) -> None:
    report = kept()
    page = go(stakeholders, f"words/{report}")
    assert page.section.id == "stakeholders"
    type_into(stakeholders, "introduction", "We asked three bodies.")
    assert load(stakeholders, report).own == {("stakeholders", Place.INTRODUCTION): "We asked three bodies."}
    assert "own words" in page.sections.item(0).text()
    assert not page.changed.isVisible()

    stakeholders.desk.workspace.run(add_employers, name=mark("Stakeholder added"))
    stakeholders.wait()
    assert "Introduction" in page.changed.text()
    assert "has changed" in page.sections.item(0).text()

    page.holds.click()
    stakeholders.wait()
    assert not page.changed.isVisible()
    assert load(stakeholders, report).own == {("stakeholders", Place.INTRODUCTION): "We asked three bodies."}


def test_what_is_typed_stays_with_its_section_when_another_report_is_chosen(
    stakeholders: Hands, kept: Callable[..., int]
) -> None:
    first, second = kept(), kept("data-protection")
    page = go(stakeholders, f"words/{first}")
    page.sections.setCurrentRow(1)
    page.form.fields["conclusion"].control.setFocus()
    stakeholders.type("Nobody asked the drivers.")
    go(stakeholders, f"words/{second}")
    assert load(stakeholders, first).own == {("who-is-missing", Place.CONCLUSION): "Nobody asked the drivers."}
    assert load(stakeholders, second).own == {}


# -------------------------------------------------------------------------------------------------------------- preview


def test_the_preview_follows_the_workspace(stakeholders: Hands, ministry: int) -> None:
    page = go(stakeholders, f"preview/{ministry}")
    assert "Ministry of Labour" in page.view.sheet.toPlainText()
    before = page.view.sheet.toPlainText()
    stakeholders.desk.workspace.run(add_employers, name=mark("Stakeholder added"))
    stakeholders.wait()
    assert page.view.sheet.toPlainText() != before


def test_a_heading_leads_to_its_place(stakeholders: Hands, ministry: int) -> None:
    page = go(stakeholders, f"preview/{ministry}")
    bar = page.view.sheet.verticalScrollBar()
    page.view.headings.setFocus()
    stakeholders.press(Qt.Key.Key_End)
    assert bar.value() > 0
    stakeholders.press(Qt.Key.Key_Home)
    assert bar.value() < bar.maximum()


def test_nothing_is_copied_out_of_the_preview(stakeholders: Hands, ministry: int) -> None:
    QApplication.clipboard().clear()
    page = go(stakeholders, f"preview/{ministry}")
    page.view.sheet.selectAll()
    page.view.sheet.copy()
    assert QApplication.clipboard().text() == ""
    page.view.sheet.setFocus()
    stakeholders.control(Qt.Key.Key_C)
    stakeholders.wait()
    assert stakeholders.window.place == f"report/hand-over/{ministry}"
    assert QApplication.clipboard().text() == ""


def test_another_report_is_chosen_for_all_pages(stakeholders: Hands, kept: Callable[..., int], ministry: int) -> None:
    kept(title="For the team")
    page = go(stakeholders, f"preview/{ministry}")
    page.which.setCurrentIndex(page.which.findText("For the team", Qt.MatchFlag.MatchContains))
    page.which.activated.emit(page.which.currentIndex())
    stakeholders.wait()
    assert "For the team" in page.view.sheet.toPlainText()
    page = go(stakeholders, "hand-over")
    assert "For the team" in told(page.facts)


def test_an_empty_workspace_says_what_is_missing(at_work: Hands) -> None:
    page = go(at_work, "preview")
    assert page.nothing.isVisible()
    page.nothing.begin.click()
    at_work.wait()
    assert at_work.window.place == "report/reports"


def test_a_report_about_nothing_is_refused_with_a_sentence(stakeholders: Hands, kept: Callable[..., int]) -> None:
    report = kept(sections=("engagement",))
    page = go(stakeholders, f"preview/{report}")
    assert page.said.text().startswith("There is nothing in this workspace that such a report could tell.")
    assert not page.view.isVisible()
    page = go(stakeholders, f"hand-over/{report}")
    assert not page.save_it.isEnabled()


# ------------------------------------------------------------------------------------------------------------ hand over


def test_what_was_checked_is_written_and_entered(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    page = go(stakeholders, f"hand-over/{ministry}")
    assert "Ministry of Labour" in told(page.facts)
    assert "It still says that it is a draft." in told(page.open)
    page.save_at(str(tmp_path / "map.docx"))
    stakeholders.wait()

    written = "\n".join(one.text for one in docx.Document(str(tmp_path / "map.docx")).paragraphs)
    assert "Stakeholder map" in written
    (entry,) = stakeholders.desk.workspace.read(transfers.entries)
    assert (entry.recipient, entry.organisation) == (Recipient.MINISTRY, "Ministry of Labour")
    (version,) = stakeholders.desk.workspace.read(saved.sent, ministry)
    assert (version.version, version.entry) == (1, entry.id)
    assert any("number 1 in the transfer register" in text for text in texts(stakeholders.window))


def test_the_check_speaks_the_language_of_the_window(stakeholders: Hands, kept: Callable[..., int]) -> None:
    report = kept(language="fr", recipient=Recipient.MINISTRY, organisation="Ministry of Labour")
    page = go(stakeholders, f"hand-over/{report}")
    assert "Cartographie des parties prenantes" in told(page.facts)  # the title as it stands on the report
    assert "Register of stakeholders: 3 rows" in told(page.left)
    assert "Registre" not in told(page.left)
    lines = [line for _section, text, *_tone in page.left.shown for line in text.splitlines()]
    assert "Who is missing" in dict(page.left.shown)
    assert all(len({*text.splitlines()}) == len(text.splitlines()) for _section, text in page.left.shown)
    assert any(line.endswith("1 table of figures") for line in lines)


def test_it_is_told_whether_what_went_out_still_holds(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    page = go(stakeholders, f"hand-over/{ministry}")
    page.save_at(str(tmp_path / "map.docx"))
    stakeholders.wait()
    assert "it would tell the same today" in told(page.facts)
    stakeholders.desk.workspace.run(add_employers, name=mark("Stakeholder added"))
    stakeholders.wait()
    assert "it would tell something else today" in told(page.facts)


def test_a_letterhead_of_ones_own_is_used_until_it_is_put_back(
    stakeholders: Hands, ministry: int, tmp_path: Path
) -> None:
    (tmp_path / "ministry.docx").write_bytes(letterheads.ours().content)
    page = go(stakeholders, f"hand-over/{ministry}")
    page.use_letterhead(str(tmp_path / "ministry.docx"))
    stakeholders.wait()
    assert "ministry.docx" in page.head.text()
    page = go(stakeholders, "reports")
    page = go(stakeholders, f"hand-over/{ministry}")
    assert "ministry.docx" in page.head.text()
    page.ours.click()
    stakeholders.wait()
    assert page.head.text() == "The plain one of gcmdesk"


def test_a_sent_report_is_shown_as_it_was_sent(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    go(stakeholders, f"hand-over/{ministry}").save_at(str(tmp_path / "map.docx"))
    stakeholders.wait()
    page = go(stakeholders, "sent")
    assert page.primary_action is None  # the way to the reports is for the empty page
    assert page.table.current_record.organisation == "Ministry of Labour"
    assert "Word document" in told(page.facts)
    assert "Ministry of Labour" in told(page.facts)
    page = go(stakeholders, f"reports/{ministry}")
    assert page.kept.isVisible()
    assert not page.delete_it.isVisible()


def test_a_past_report_is_read_as_its_recipient_has_it_and_saved_again(
    stakeholders: Hands, ministry: int, tmp_path: Path
) -> None:
    go(stakeholders, f"hand-over/{ministry}").save_at(str(tmp_path / "map.docx"))
    stakeholders.wait()
    stakeholders.desk.workspace.run(add_employers, name=mark("Stakeholder added"))
    go(stakeholders, "sent").look.click()
    stakeholders.wait()
    page = stakeholders.page
    assert stakeholders.window.place == "report/past/1"
    assert "Ministry of Labour" in page.told.text()
    assert "The register holds 3 stakeholders." in page.view.sheet.toPlainText()
    page.save_at(str(tmp_path / "again.docx"))
    stakeholders.wait()
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "map.docx").read_bytes()
    assert len(stakeholders.desk.workspace.read(transfers.entries)) == 2
    assert page.which.count() == 2


def test_a_copy_that_is_gone_says_why(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    go(stakeholders, f"hand-over/{ministry}").save_at(str(tmp_path / "map.docx"))
    stakeholders.wait()
    stakeholders.desk.workspace.run(copies.dispose, (1,), name=mark("Ended records erased"))
    page = go(stakeholders, "past")
    assert "its period of keeping had ended" in page.why.text()
    assert not page.view.isVisible()
    assert page.primary_action is None


@pytest.mark.parametrize("place", ["past", "sent"])
def test_without_a_sent_report_the_page_leads_to_the_reports(at_work: Hands, place: str) -> None:
    page = go(at_work, place)
    assert page.nothing.isVisible()
    page.nothing.begin.click()
    at_work.wait()
    assert at_work.window.place == "report/reports"


def test_the_public_needs_the_focal_point(stakeholders: Hands, kept: Callable[..., int]) -> None:
    stakeholders.desk.workspace.run(offices, name=mark("Appointed"))
    report = kept(recipient=Recipient.PUBLIC)
    page = go(stakeholders, f"hand-over/{report}")
    assert "focal point has to agree" in page.said.text()
    assert not page.save_it.isEnabled()
    for name, text in (("by", FOCAL_POINT.by), ("because", "Nobody can be known by it")):
        page.form.fields[name].control.setFocus()
        stakeholders.type(text)
    page.make()
    stakeholders.wait()
    assert page.save_it.isEnabled()


def test_a_cancelled_report_leaves_nothing(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    page = go(stakeholders, f"hand-over/{ministry}")
    page.save_at(str(tmp_path / "map.docx"))
    stakeholders.desk.tasks.waiting[-1].progress.cancel()
    stakeholders.wait()
    assert not (tmp_path / "map.docx").exists()
    assert stakeholders.desk.workspace.read(transfers.entries) == ()
    assert page.save_it.isEnabled()


def test_a_report_that_takes_long_is_stopped_and_made_again(stakeholders: Hands, ministry: int) -> None:
    page = go(stakeholders, f"preview/{ministry}")
    shown = page.view.sheet.toPlainText()
    page.make()
    page._slow.timeout.emit()
    assert page.stop_it.isVisible()
    page.stop_it.click()
    stakeholders.wait()
    assert page.said.text().startswith("Stopped before the report was made.")
    assert not page.stop_it.isVisible()
    page.again_it.click()
    stakeholders.wait()
    assert not page.again_it.isVisible()
    assert page.said.text() == ""
    assert page.view.sheet.toPlainText() == shown


def test_a_stopped_e_mail_leaves_nothing(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    page = go(stakeholders, f"hand-over/{ministry}")
    page.save_at(str(tmp_path / "map.eml"))
    stakeholders.desk.tasks.waiting[-1].progress.cancel()
    stakeholders.wait()
    assert not (tmp_path / "map.eml").exists()
    assert stakeholders.desk.workspace.read(transfers.entries) == ()
    assert page.save_it.isEnabled()


def test_an_e_mail_is_written_and_opened(
    stakeholders: Hands, ministry: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("ui.screens.reports.handing.open_mail", lambda path: bool(opened.append(path)) or True)
    page = go(stakeholders, f"hand-over/{ministry}")
    page.addresses.edit.setText("not an address")
    page.mail_it.click()
    assert page.addresses.problem.isVisible()
    page.addresses.edit.setText("unit@ministry.example; other@ministry.example")
    page.save_at(str(tmp_path / "map.eml"))
    stakeholders.wait()
    message = email.message_from_bytes((tmp_path / "map.eml").read_bytes())
    assert message["To"] == "unit@ministry.example, other@ministry.example"
    assert opened == [tmp_path / "map.eml"]


def test_a_password_locks_the_file_and_is_forgotten(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    page = go(stakeholders, f"hand-over/{ministry}")
    page.password.edit.setText("told on the telephone")
    page.save_at(str(tmp_path / "map.docx"))
    stakeholders.wait()
    assert not (tmp_path / "map.docx").read_bytes().startswith(b"PK")
    assert page.password.edit.text() == ""


def test_a_letterhead_that_cannot_be_used_is_refused_with_a_sentence(
    stakeholders: Hands, ministry: int, tmp_path: Path
) -> None:
    (tmp_path / "letter.docx").write_bytes(b"no Word document")
    page = go(stakeholders, f"hand-over/{ministry}")
    page.use_letterhead(str(tmp_path / "letter.docx"))
    stakeholders.wait()
    assert "This letterhead is damaged" in stakeholders.window.messages.message.text
    assert page.head.text() == "The plain one of gcmdesk"
    assert page.save_it.isEnabled()


def test_a_folder_that_is_gone_is_told_and_nothing_was_sent(stakeholders: Hands, ministry: int, tmp_path: Path) -> None:
    page = go(stakeholders, f"hand-over/{ministry}")
    page.save_at(str(tmp_path / "gone" / "map.docx"))
    stakeholders.wait()
    assert "There is no such folder" in stakeholders.window.messages.message.text
    assert stakeholders.desk.workspace.read(transfers.entries) == ()
    assert page.save_it.isEnabled()


def test_without_a_stick_it_is_said(stakeholders: Hands, ministry: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.drives.removable", lambda: ())
    page = go(stakeholders, f"hand-over/{ministry}")
    page.stick_it.click()
    stakeholders.wait()
    assert "No USB stick is there" in stakeholders.window.messages.message.text
