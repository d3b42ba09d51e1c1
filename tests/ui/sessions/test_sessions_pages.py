"""Sessions at the window: planned, invited, counted, checked; the programme says what is missing."""

import io
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from gcmdesk import i18n
from gcmdesk.consultations import agenda, attendance, preparation, sessions
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.session_records import SavedSession
from gcmdesk.workspace import attachments
from tests.ui.sessions.conftest import DAY
from tests.ui.sessions.typing_in import cell, leave, texts
from tests.ui.workspace.conftest import Hands
from ui.screens.needs.sessions import when

Plan = Callable[..., SavedSession]
Show = Callable[[str], object]
Stakeholder = Callable[[str], int]


def test_the_first_session_is_planned_from_the_empty_page(at_work: Hands, show: Show) -> None:
    page = show("sessions")
    assert at_work.focused() is page.nothing
    at_work.press(Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert at_work.focused() is page.parts["plan"].form.fields["title"].edit
    leave(page.parts["plan"].form, title="Hearing in the port", day=DAY, starts="09:30", objectives=("5", "16"))
    (line,) = at_work.desk.workspace.read(sessions.calendar)
    saved = at_work.desk.workspace.read(sessions.get, line.id).draft
    assert (line.title, line.day, line.starts, saved.objectives) == ("Hearing in the port", DAY, "09:30", (5, 16))


def test_the_hour_of_a_session_reads_the_same_in_the_list_and_in_its_field(
    at_work: Hands, show: Show, plan: Plan
) -> None:
    plan()
    page = show("sessions")
    form = page.parts["plan"].form
    leave(form, starts="2:05 pm", ends="15h30")
    (line,) = at_work.desk.workspace.read(sessions.calendar)
    assert (line.starts, line.ends) == ("14:05", "15:30")
    shown = i18n.current().time(time(14, 5))
    assert form.fields["starts"].edit.text() == shown
    assert shown in when(line)


def test_what_is_wrong_stands_beside_its_field(show: Show, plan: Plan) -> None:
    plan()
    form = show("sessions").parts["plan"].form
    leave(form, title="", starts="9h", day=None)
    assert [form.fields[name].told for name in ("title", "starts", "day")] == [
        "Give the session a title.",
        "Write the time like 09:30.",
        "A session has a day. It can be changed later.",
    ]


def test_interpreting_is_none_needed_or_certain_languages_or_not_recorded(
    at_work: Hands, show: Show, plan: Plan
) -> None:
    one = plan()
    form = show("sessions").parts["plan"].form

    def recorded() -> object:
        return at_work.desk.workspace.read(sessions.get, one.id).draft.interpreting

    leave(form, interpreted="no")
    assert recorded() == ()
    leave(form, interpreted="yes")
    assert (recorded(), form.fields["interpreted"].told) == ((), "Type the languages that are interpreted.")
    leave(form, interpreting="Arabic, French")
    assert (recorded(), form.fields["interpreted"].told) == (("ar", "fr"), "")
    leave(form, interpreted="")
    assert recorded() is None


def test_stakeholders_are_invited_and_their_answers_tracked(
    at_work: Hands, show: Show, plan: Plan, stakeholder: Stakeholder
) -> None:
    one = plan()
    for name in ("Harbour union", "Women's group", "Mayor"):
        stakeholder(name)
    page = show("sessions")
    page.show_part("guests")
    part = page.parts["guests"]
    part.filter.setText("union")
    part.sent.show_value(date(2026, 4, 20))
    at_work.press(Qt.Key.Key_F6)
    part.filter.setFocus()
    at_work.press(Qt.Key.Key_Return)
    part.filter.setText("women")
    part._came()
    QCoreApplication.processEvents()
    found = at_work.desk.workspace.read(attendance.invitations, one.id)
    assert [(guest.name, guest.state, guest.sent) for guest in found] == [
        ("Harbour union", "invited", date(2026, 4, 20)),
        ("Women's group", "attended", None),
    ]
    assert part.counted.text() == "2 invited · 1 came"
    assert texts(part.found, "name") == ["Mayor"]
    assert cell(part.table, 0, "people", "many") == "Type a whole number, or leave it empty."
    assert cell(part.table, 0, "people", "0") == ""
    assert texts(part.table, "people") == ["0", ""]
    assert cell(part.table, 1, "sent", "soon") == "Type the day as day, month and year, or leave it empty."
    cell(part.table, 1, "sent", "May 2, 2026")
    assert at_work.desk.workspace.read(attendance.invitations, one.id)[1].sent == date(2026, 5, 2)
    part._uninvite(part.table.records.ids)
    assert at_work.desk.workspace.read(attendance.invitations, one.id) == ()


def test_what_nobody_counted_is_not_zero(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan()
    page = show("sessions")
    page.show_part("people")
    part = page.parts["people"]
    assert set(texts(part.table, "people")) == {"Not recorded"}
    cell(part.table, 0, "people", "10")
    cell(part.table, 1, "people", "0")
    cell(part.table, 2, "people", "12")
    counts = at_work.desk.workspace.read(attendance.headcounts, one.id)
    assert counts == {"all": {"all": 10}, "sex": {"women": 0, "men": 12}}
    assert texts(part.table, "people")[:4] == ["10", "0", "12", "Not recorded"]
    assert "12 were counted here, but only 10 in all." in part.mismatches.text()
    cell(part.table, 1, "people", "")
    assert "women" not in at_work.desk.workspace.read(attendance.headcounts, one.id)["sex"]


def test_the_agenda_takes_the_questions_of_the_guide_once(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan(guided=True)
    page = show("sessions")
    page.show_part("agenda")
    part = page.parts["agenda"]
    part.new.edit.setText("Welcome")
    part.new.edit.setFocus()
    at_work.press(Qt.Key.Key_Return)
    part._add_questions()
    QCoreApplication.processEvents()
    assert texts(part.table, "title") == ["Welcome", "What is hard?", "What works?"]
    assert not part.from_guide.isVisible()
    cell(part.table, 0, "minutes", "15")
    part.table.select_row(2)
    part._move(-1)
    points = at_work.desk.workspace.read(agenda.of, one.id)
    assert [(point.title, point.minutes) for point in points] == [
        ("Welcome", 15),
        ("What works?", None),
        ("What is hard?", None),
    ]


def test_checks_are_ticked_noted_and_own_ones_added(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan()
    page = show("sessions")
    page.show_part("checks")
    part = page.parts["checks"]
    line = part.safety.lines["safety-photos"]
    assert not line.note.isVisible()
    line.tick.box.click()
    line.note.setFocus()
    at_work.type("Signs at the door")
    at_work.press(Qt.Key.Key_Return)
    part.new.edit.setText("Shade outside")
    part._add()
    QCoreApplication.processEvents()
    checks = {check.point: check for check in at_work.desk.workspace.read(preparation.checks, one.id)}
    assert (checks["safety-photos"].done, checks["safety-photos"].note) == (True, "Signs at the door")
    assert not checks["Shade outside"].done
    part.own.lines["Shade outside"].remove.click()
    QCoreApplication.processEvents()
    assert part.own.lines == {}


def test_a_closed_session_is_opened_again_only_with_a_reason(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan()
    at_work.desk.workspace.run(sessions.close, one.id, name="Closed")
    page = show("sessions")
    page.state._ask()
    page.state._reopen()
    assert page.state.reason.told == "Say why; it is written into the history."
    page.state.reason.edit.setText("A sheet was found")
    page.state._reopen()
    turn = at_work.desk.workspace.read(sessions.turns, one.id)[-1]
    assert (turn.status, turn.reason, turn.reopened) == ("open", "A sheet was found", True)


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "PNG")
    return made.getvalue()


def test_pictures_are_dropped_captioned_and_removed(at_work: Hands, show: Show, plan: Plan, tmp_path: Path) -> None:
    one = plan()
    page = show("sessions")
    page.show_part("files")
    part = page.parts["files"]
    (tmp_path / "flip.png").write_bytes(picture())
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "flip.png"))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    part.dropEvent(QDropEvent(QPointF(1, 1), copy, dropped, left, Qt.KeyboardModifier.NoModifier))
    at_work.wait()
    owner = at_work.desk.workspace.read(sessions.owner, one.id)
    (attached,) = at_work.desk.workspace.read(attachments.of, owner)
    assert attached.media_type.startswith("image/")
    assert len(part.cards) == 1
    part._remove(attached.id)
    QCoreApplication.processEvents()
    assert (at_work.desk.workspace.read(attachments.of, owner), part.cards) == ((), [])


def test_a_file_that_cannot_be_attached_is_told_in_its_place(
    at_work: Hands, show: Show, plan: Plan, tmp_path: Path
) -> None:
    plan()
    page = show("sessions")
    page.show_part("files")
    page.parts["files"].take([tmp_path / "gone.png"])
    at_work.wait()
    assert page.parts["files"].problem.text().startswith("The file cannot be read.")


def test_sessions_are_filtered_sorted_and_their_place_is_a_number(at_work: Hands, show: Show, plan: Plan) -> None:
    first, second = plan("Quay"), plan("Market")
    page = show("sessions")
    page._sort_by("title", False)
    at_work.wait()
    assert list(page.table.records.ids) == [second.id, first.id]
    page.filter.setText("quay")
    page.fill()
    at_work.wait()
    assert list(page.table.records.ids) == [first.id]
    page.show_place(f"{second.id}/people")
    assert page.place == f"{second.id}/people"
    at_work.wait()
    assert page.place == f"{second.id}/people"


def test_a_session_with_notes_is_not_deleted_and_one_without_comes_back(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan()
    page = show("sessions")
    page._delete([one.id])
    assert at_work.desk.workspace.read(sessions.calendar) == ()
    at_work.desk.workspace.undo()
    assert [line.id for line in at_work.desk.workspace.read(sessions.calendar)] == [one.id]


def test_the_programme_says_which_criteria_are_missing_and_who_is_not_heard(
    at_work: Hands, show: Show, plan: Plan, stakeholder: Stakeholder
) -> None:
    one = plan(mode="interview")
    union = stakeholder("Harbour union")
    at_work.desk.workspace.run(attendance.answer, one.id, [union], "attended", name="Came")
    page = show("programme")
    states = dict(zip((row.of.id for row in page._criteria.values()), texts(page.criteria, "state"), strict=True))
    assert states["flexible-format"] == "Seems to be met"
    assert states["safe-environment"] == "Still missing"
    page.criteria.select_row(list(states).index("flexible-format"))
    page.lines.lines[str(one.id)].tick.box.click()
    at_work.wait()
    assert at_work.desk.workspace.read(preparation.met_by, one.id) == {"flexible-format": ""}
    assert texts(page.criteria, "state")[list(states).index("flexible-format")] == "Met"
    attended = dict(zip(lists.categories("group"), texts(page.groups, "attended"), strict=True))
    assert (attended["migrants"], attended["diasporas"]) == ("1", "0")


def test_the_programme_and_an_invitation_list_leave_through_the_release_panel(
    at_work: Hands, show: Show, plan: Plan
) -> None:
    plan()
    page = show("sessions")
    page.release_it.click()
    assert at_work.window.screen_shown.covered
    at_work.window.screen_shown._uncover()
    page.show_part("guests")
    page.parts["guests"].release.findChild(QPushButton).click()
    assert at_work.window.screen_shown.covered
