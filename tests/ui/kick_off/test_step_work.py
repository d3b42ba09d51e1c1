"""Checklist and guiding questions, the same for every step."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.protection.recipients import Recipient
from gcmdesk.stakeholders import setup
from gcmdesk.stakeholders.setup import Option
from gcmdesk.steps import checklist, questions
from tests.ui.hands import button, choose
from tests.ui.kick_off.standing import Hands, around, at_work, begin, path, said
from ui.printing import document

__all__ = ["around", "at_work", "begin", "path"]
ROOMS = {1: "kick-off", 2: "needs", 3: "design", 4: "implement", 5: "monitor", 6: "report"}


@pytest.mark.parametrize(("step", "room"), ROOMS.items())
def test_each_step_has_its_checklist_and_its_questions(at_work: Hands, step: int, room: str) -> None:
    at_work.window.go(f"{room}/checklist")
    at_work.wait()
    points = at_work.desk.workspace.read(checklist.points, step)
    assert [each.point.id for each in at_work.window.screen_shown.page.cards] == [point.id for point in points]
    at_work.window.go(f"{room}/questions")
    at_work.wait()
    asked = at_work.desk.workspace.read(questions.of_step, step)
    assert list(at_work.window.screen_shown.page.form.fields) == [one.id for one in asked]


def test_status_note_and_evidence_of_a_point_are_kept(at_work: Hands) -> None:
    at_work.window.go("kick-off/checklist")
    at_work.wait()
    page = at_work.window.screen_shown.page
    first = page.cards[0]
    choose(first.status.fields["status"].box, "done")
    at_work.press(Qt.Key.Key_Return)
    first.more.fields["title"].edit.setFocus()
    at_work.type("Minutes of March")
    at_work.press(Qt.Key.Key_Return)
    at_work.wait()
    point = at_work.desk.workspace.read(checklist.points, 1)[0]
    assert (point.status, [proof.title for proof in point.evidence]) == ("done", ["Minutes of March"])
    assert first.more.fields["title"].edit.text() == ""
    assert page.subtitle == "1 of 6 settled"

    button(at_work.window, _("Remove: {text}").format(text=isolate("Minutes of March"))).click()
    at_work.wait()
    assert not at_work.desk.workspace.read(checklist.points, 1)[0].evidence
    at_work.desk.workspace.undo()
    at_work.wait()
    assert said(at_work, "Minutes of March")


def test_home_tells_how_far_each_checklist_is(at_work: Hands) -> None:
    at_work.window.go("home")
    at_work.wait()
    assert said(at_work, "Checklist: 0 of 6 settled")
    point = at_work.desk.workspace.read(checklist.points, 1)[0].id
    at_work.desk.workspace.run(checklist.set_status, point, "done", name="Checklist changed")
    at_work.wait()
    assert said(at_work, "Checklist: 1 of 6 settled")
    at_work.desk.workspace.undo()
    at_work.wait()
    assert not said(at_work, "Checklist: 1 of 6 settled")


def test_an_answer_is_kept_and_counted(at_work: Hands) -> None:
    at_work.window.go("report/questions")
    at_work.wait()
    page = at_work.window.screen_shown.page
    first = next(iter(page.form.fields.values()))
    first.edit.setFocus()
    at_work.type("The ministry knows.")
    at_work.press(Qt.Key.Key_Tab)
    at_work.wait()
    assert at_work.desk.workspace.read(questions.of_step, 6)[0].answer == "The ministry knows."
    assert page.subtitle == "1 of 7 answered"


def test_a_released_checklist_holds_every_point_and_those_not_marked_are_open(at_work: Hands, tmp_path: Path) -> None:
    at_work.window.go("kick-off/checklist")
    at_work.wait()
    page = at_work.window.screen_shown.page
    page.save_status(2, "status", "done")
    at_work.wait()
    page.release()
    panel = at_work.window.screen_shown.panel
    panel.form.fields["recipient"].show_value(str(Recipient.TEAM))
    panel.look()
    at_work.wait()
    panel.ways.show_value("csv")
    panel.save_at(str(tmp_path / "list.csv"))
    at_work.wait()
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[1] for row in rows[2:8]] == ["Still open", "Done", *["Still open"] * 4]


def test_guiding_questions_are_printed_under_their_numbers_with_answers_or_lines_to_write_on(
    at_work: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work.window.go("kick-off/questions")
    at_work.wait()
    page = at_work.window.screen_shown.page
    asked = at_work.desk.workspace.read(questions.of_step, 1)
    at_work.desk.workspace.run(questions.answer, asked[1].id, "Health, schools and labour.", name="Answered")
    page.release()
    panel = at_work.window.screen_shown.panel
    panel.form.fields["recipient"].show_value(str(Recipient.TEAM))
    panel.look()
    at_work.wait()
    printed = []
    monkeypatch.setattr("ui.leaving.print_it", lambda _parent, paper, may: printed.append((paper, may())))
    panel.print_it.click()
    ((paper, _may),) = printed
    lines = document(paper).toPlainText().splitlines()
    assert [line for line in lines if line[:1].isdigit()] == [
        f"{number}. {i18n.compact(one.text)}" for number, one in enumerate(asked, 1)
    ]
    second = lines.index(f"2. {i18n.compact(asked[1].text)}")
    assert lines[second + 1] == "Health, schools and labour."
    assert set(lines[1 + lines.index(f"1. {i18n.compact(asked[0].text)}")]) == {"_"}, "room for an answer by hand"


def test_a_record_of_the_workspace_is_evidence_and_is_opened_from_there(at_work: Hands) -> None:
    option = Option(0, "Working group", "lead")
    made = at_work.desk.workspace.run(setup.save, option, name=mark("Option added"))
    at_work.window.go("kick-off/checklist")
    at_work.wait()
    page = at_work.window.screen_shown.page
    assert page.add_evidence(1, "title", "Institutional set-up: Working group").ok
    at_work.wait()
    button(at_work.window, _("Open: {text}").format(text=isolate("Institutional set-up: Working group"))).click()
    at_work.wait()
    assert at_work.window.place == f"kick-off/set-up/{made.result.id}"

    at_work.desk.workspace.run(setup.delete, made.result.id, name=mark("Option deleted"))
    at_work.window.go("kick-off/checklist")
    at_work.wait()
    assert page.place_of(at_work.desk.workspace.read(checklist.points, 1)[0].evidence[0]) == ""
