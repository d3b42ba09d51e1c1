"""Guides at the window, and what is written on their paper forms: keyed in and imported."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

from gcmdesk.consultations import guides, notes, paper_forms, sessions
from gcmdesk.consultations.session_records import SavedSession
from gcmdesk.i18n import Texts
from gcmdesk.stakeholders import register
from tests.ui.sessions.typing_in import leave, texts
from tests.ui.workspace.conftest import PASSPHRASE, Hands
from ui import printing
from ui.screens.needs import guide_paper

Plan = Callable[..., SavedSession]
Show = Callable[[str], object]


def begin_guide(page: object, **values: object) -> None:
    page.begin_entry()
    for name, value in values.items():
        page.new.fields[name].show_value(value)
    page.enter_it.click()
    QCoreApplication.processEvents()


def test_a_guide_begins_from_the_guidance_with_the_objectives_chosen(at_work: Hands, show: Show) -> None:
    page = show("guides")
    page.begin_entry()
    assert page.about.isVisible() == page.source.value.startswith("discussion-guide/obj")
    begin_guide(page, source="discussion-guide/objective", objectives=("5",), title="Regular pathways")
    (guide,) = at_work.desk.workspace.read(guides.everything)
    draft = at_work.desk.workspace.read(guides.version, guide.newest).draft
    assert (guide.title, guide.source) == ("Regular pathways", "discussion-guide/objective")
    assert {one.objectives for one in draft.questions} == {(5,), ()}


def test_a_guide_of_own_questions_needs_a_title_and_a_question(at_work: Hands, show: Show) -> None:
    page = show("guides")
    begin_guide(page, source="")
    assert {name for name, field in page.new.fields.items() if field.told} == {"title", "question"}
    begin_guide(page, source="", title="Ours", question="What is hard?")
    page.questions.new.edit.setText("What works?")
    page.questions.new.edit.setFocus()
    at_work.press(Qt.Key.Key_Return)
    assert texts(page.questions.table, "text") == ["What is hard?", "What works?"]
    page.questions.table.select_row(1)
    page.questions._move(-1)
    leave(page.questions.form, text="What works well?", objectives=("16",))
    (guide,) = at_work.desk.workspace.read(guides.everything)
    questions = at_work.desk.workspace.read(guides.version, guide.newest).draft.questions
    assert [(one.text, one.objectives) for one in questions] == [("What works well?", (16,)), ("What is hard?", ())]


def test_a_version_in_use_stays_and_a_change_begins_the_next(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan(guided=True)
    page = show("guides")
    assert page.in_use.isVisible()
    leave(page.questions.form, text="What is hardest?")
    (guide,) = at_work.desk.workspace.read(guides.everything)
    assert guide.versions == 2
    used = at_work.desk.workspace.read(sessions.get, one.id).draft.guide_version
    assert at_work.desk.workspace.read(guides.version, used).draft.questions[0].text == "What is hard?"
    page.version.box.setCurrentIndex(page.version.box.findData(str(used)))
    page.version.box.activated.emit(1)
    assert texts(page.questions.table, "text")[0] == "What is hard?"
    assert page.questions.form.fields["text"].edit.isReadOnly()


def test_a_question_in_use_is_translated_and_the_form_is_printed_in_that_language(
    at_work: Hands, show: Show, plan: Plan
) -> None:
    used = plan(guided=True).draft.guide_version
    box = show("guides").questions
    box.other.show_value("fr")
    box.words.edit.setPlainText("Qu’est-ce qui est difficile ?")
    box.words.left.emit()
    QCoreApplication.processEvents()
    form = at_work.desk.workspace.read(paper_forms.form, used, Texts("fr"))
    words = printing.document(guide_paper.paper(form)).toPlainText()
    assert "1. Qu’est-ce qui est difficile ?" in words
    assert "2. What works?" in words
    assert words.count("____") > 10


def test_an_archived_guide_is_out_of_the_list_until_it_is_asked_for(at_work: Hands, show: Show, plan: Plan) -> None:
    plan(guided=True)
    page = show("guides")
    page._archive()
    QCoreApplication.processEvents()
    assert len(page.table.records.ids) == 0
    page.archived.click()
    assert texts(page.table, "state") == ["Archived"]


def test_papers_are_keyed_in_with_enter_only(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan(guided=True)
    page = show(f"key-in/{one.id}")
    assert at_work.focused() is page.speaker.edit
    at_work.type("Harbour union")
    at_work.press(Qt.Key.Key_Return)
    at_work.type("The queue !challenge")
    at_work.press(Qt.Key.Key_Return)
    at_work.type('"The school is good')
    at_work.press(Qt.Key.Key_Return)
    assert at_work.focused() is page.speaker.edit
    assert page.said.text() == "2 answers saved. 1 paper so far."
    saved = at_work.desk.workspace.read(notes.of_consultation, one.id)
    (speaker,) = at_work.desk.workspace.read(register.rows)
    questions = at_work.desk.workspace.read(guides.version, one.draft.guide_version).draft.questions
    assert [(note.text, note.kind, note.verbatim, note.question) for note in saved] == [
        ("The queue", "challenge", False, questions[0].id),
        ("The school is good", "", True, questions[1].id),
    ]
    assert (speaker.name, {note.stakeholder for note in saved}) == ("Harbour union", {speaker.id})


def test_what_was_left_empty_is_no_note_and_confidence_is_kept(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan(guided=True)
    page = show(f"key-in/{one.id}")
    page.answers[1].edit.setText("Not outside this room")
    page.answers[1].confidential.click()
    page.answers[1].edit.setFocus()
    at_work.control(Qt.Key.Key_Return)
    assert page.said.text() == "1 answer saved. 1 paper so far."
    (note,) = at_work.desk.workspace.read(notes.of_consultation, one.id)
    assert (note.text, note.confidential, note.stakeholder) == ("Not outside this room", True, None)
    page.save()
    assert page.said.text() == "Nothing is typed yet."


def test_what_is_typed_is_still_there_after_locking(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan(guided=True)
    page = show(f"key-in/{one.id}")
    page.answers[0].edit.setText("Water")
    at_work.desk.workspace.lock()
    at_work.wait()
    at_work.type(PASSPHRASE)
    at_work.press(Qt.Key.Key_Return)
    at_work.wait()
    page.save()
    assert [note.text for note in at_work.desk.workspace.read(notes.of_consultation, one.id)] == ["Water"]


def test_a_line_of_signs_alone_is_refused_beside_its_question(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan(guided=True)
    page = show(f"key-in/{one.id}")
    page.answers[0].edit.setText("!need")
    page.answers[1].edit.setText("Water")
    page.save()
    assert page.answers[0].problem.text() == "Type what was said."
    assert at_work.desk.workspace.read(notes.of_consultation, one.id) == ()


def test_only_sessions_that_are_not_closed_take_answers(at_work: Hands, show: Show, plan: Plan) -> None:
    one = plan()
    at_work.desk.workspace.run(sessions.close, one.id, name="Closed")
    page = show("key-in")
    assert page.nothing.isVisible()
    assert not show("import").choose.isEnabled()


def test_notes_are_imported_into_the_session_and_undone_in_one_step(
    at_work: Hands, show: Show, plan: Plan, tmp_path: Path
) -> None:
    plan("Other")
    one = plan()
    table = tmp_path / "findings.csv"
    table.write_text("Finding,Speaker,Kind\nNo water,Harbour union,need\n,,\nA school,,wish\n", encoding="utf-8")
    page = show(f"import/{one.id}")
    page.take(table)
    at_work.wait()
    assert page.counts.text().startswith("2 new entries")
    page.start.click()
    at_work.wait()
    saved = at_work.desk.workspace.read(notes.of_consultation, one.id)
    assert [(note.text, note.kind) for note in saved] == [("No water", "need"), ("A school", "")]
    assert at_work.window.place == f"needs/sessions/{one.id}"
    at_work.desk.workspace.undo()
    assert at_work.desk.workspace.read(notes.of_consultation, one.id) == ()
