"""Checking and closing a session, and the list of all notes."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from gcmdesk.consultations import attendance, capture, evidence, lines, notes, sessions
from gcmdesk.consultations.capture import Taking
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.stakeholders import register, stubs
from gcmdesk.stakeholders.records import StakeholderDraft
from tests.ui import looking
from tests.ui.hands import button
from tests.ui.needs.capturing import read, run
from tests.ui.needs.test_capture import person  # noqa: F401
from tests.ui.workspace.conftest import PASSPHRASE, around, at_work, begin, path  # noqa: F401 - fixtures of the desk

K = Qt.Key
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def hands(at_work):  # noqa: F811
    return at_work


@pytest.fixture
def session(hands):
    run(hands, register.add, StakeholderDraft("Mayor", "local-regional-authorities"))
    made = run(hands, sessions.add, SessionDraft("Hearing in the port", date(2026, 5, 4))).id
    run(hands, sessions.start, made)
    return made


def take(hands, session, typed, **around):  # noqa: F811
    line = lines.parse_line(typed, read(hands, capture.known, session))
    return run(hands, capture.save, Taking(session, line, NOON, **around), stubs.ensure).note.id


def go(hands, place):
    hands.window.go(place)
    hands.wait()
    return hands.page


def fields(page):
    rows = range(page.findings.count())
    return [page.findings.item(row).data(Qt.ItemDataRole.UserRole) for row in rows]


def show(hands, page, field):
    page.findings.setCurrentRow(fields(page).index(field))
    hands.wait()
    return page.mending


def cell(table, column):
    place = [one.id for one in table.records.columns].index(column)
    table.setCurrentIndex(table.records.index(0, place))
    table.setFocus()


def test_everything_that_is_open_is_mended_where_it_stands(hands, session):
    take(hands, session, "@Fisherfolk nets are torn", flagged=True)
    page = go(hands, f"needs/check/{session}")
    assert fields(page) == ["untagged", "uncoded", "flagged", "stubs", "not_recorded"]

    table = show(hands, page, "untagged").notes
    cell(table, "kind")
    hands.press(K.Key_F2)
    editor = hands.focused()
    editor.setCurrentIndex(editor.findData("need"))
    hands.press(K.Key_Return)
    hands.wait()

    table = show(hands, page, "uncoded").notes
    cell(table, "subjects")
    hands.press(K.Key_F2)
    hands.focused().setText("15, 7")
    hands.press(K.Key_Return)
    hands.wait()

    show(hands, page, "flagged")
    button(hands.window, "Remove the flag").click()
    hands.wait()

    table = show(hands, page, "stubs").stakeholders
    cell(table, "kind")
    hands.press(K.Key_F2)
    editor = hands.focused()
    editor.setCurrentIndex(editor.findData("civil-society"))
    hands.press(K.Key_Return)
    hands.wait()

    table = show(hands, page, "not_recorded").counts
    cell(table, "people")
    hands.press(K.Key_F2)
    hands.focused().setText("0")
    hands.press(K.Key_Return)
    hands.wait()

    (note,) = read(hands, notes.of_consultation, session)
    assert (note.kind, note.flagged) == ("need", False)
    assert read(hands, capture.noted, session)[0].subjects == ("objective/7", "objective/15")
    assert read(hands, stubs.waiting) == ()
    assert read(hands, attendance.headcounts, session) == {"all": {"all": 0}}
    assert fields(page) == ["not_recorded"]


def test_a_subject_that_nobody_knows_is_refused_with_a_sentence(hands, session):
    take(hands, session, "nets are torn")
    page = go(hands, f"needs/check/{session}")
    table = show(hands, page, "uncoded").notes
    cell(table, "subjects")
    hands.press(K.Key_F2)
    hands.focused().setText("#fishing")
    hands.press(K.Key_Return)
    hands.wait()
    assert "#fishing" in page.mending.why.text()


def test_quotes_without_a_person_are_given_to_one_or_are_none(hands, session, person):  # noqa: F811
    one, other = (take(hands, session, f'"{text}') for text in ("first", "second"))
    page = go(hands, f"needs/check/{session}")
    mending = show(hands, page, "nameless_quotes")
    mending.notes.select_id(one)
    mending.who.setCurrentIndex(mending.who.findData(person.id))
    button(hands.window, "These are this person’s words").click()
    hands.wait()
    mending = show(hands, page, "nameless_quotes")
    mending.notes.select_id(other)
    button(hands.window, "No quote after all").click()
    hands.wait()
    kept, dropped = (read(hands, notes.get, note) for note in (one, other))
    assert (kept.person, kept.verbatim, dropped.verbatim) == (person.id, True, False)
    assert "nameless_quotes" not in fields(page)
    show(hands, page, "without_consent")
    button(hands.window, "Ask for consent").click()
    hands.wait()
    assert page.consent.form.people == (person,)


def test_a_session_is_closed_and_opened_again_only_with_a_reason(hands, session):
    take(hands, session, "nets are torn #10 !need")
    page = go(hands, f"needs/check/{session}")
    button(hands.window, "Close the session").click()
    hands.wait()
    assert read(hands, sessions.get, session).status == "closed"
    page.open_again.click()
    assert page.problem.text() == "Say why it is opened again; the reason is kept."
    page.reason.setFocus()
    hands.type("A speaker was left out")
    hands.press(K.Key_Return)
    hands.wait()
    assert read(hands, sessions.get, session).status == "open"
    assert "A speaker was left out" in page.turns.text()
    assert read(hands, sessions.turns, session)[-1].reason == "A speaker was left out"


# The list of notes


def test_the_list_is_filtered_by_words_session_kind_and_mark(hands, session):
    torn = take(hands, session, "@mayor nets are torn !need", flagged=True)
    wait = take(hands, session, "children wait #15")
    other = run(hands, sessions.add, SessionDraft("Another", date(2026, 5, 5))).id
    late = take(hands, other, "nets again")
    page = go(hands, "needs/notes")
    assert list(page.table.records.ids) == [torn, wait, late]
    page.filter.setText("nets")
    page.fill()
    hands.wait()
    assert list(page.table.records.ids) == [torn, late]
    page.session.setCurrentIndex(page.session.findData(session))
    page.session.activated.emit(page.session.currentIndex())
    hands.wait()
    assert list(page.table.records.ids) == [torn]
    page.widen()
    for box, value, found in (
        (page.kind, "need", [torn]),
        (page.mark, "flagged", [torn]),
        (page.mark, "uncoded", None),
    ):
        box.setCurrentIndex(box.findData(value))
        page.fill()
        hands.wait()
        assert list(page.table.records.ids) == (found or [torn, late])
        box.setCurrentIndex(0)


def test_a_note_is_edited_beside_the_list(hands, session):
    note = take(hands, session, "nets are torn")
    page = go(hands, "needs/notes")
    page.form.fields["text"].edit.setFocus()
    hands.type("All ")
    page.form.fields["subjects"].edit.setFocus()
    hands.type("#10")
    page.filter.setFocus()
    hands.wait()
    assert read(hands, notes.get, note).text in ("All nets are torn", "nets are tornAll ")
    assert read(hands, capture.noted, session)[0].subjects == ("objective/10",)


def test_the_menu_marks_several_notes_at_once_and_undo_brings_them_back(hands, session):
    ids = [take(hands, session, text) for text in ("one", "two", "three")]
    page = go(hands, "needs/notes")
    page.table.setFocus()
    page.table.selectAll()
    offered = {action.text(): action for action in page.table.menu().actions()}
    offered["Keep in confidence"].trigger()
    hands.wait()
    assert all(read(hands, notes.get, note).confidential for note in ids)
    hands.press(K.Key_Delete)
    hands.wait()
    assert read(hands, notes.of_consultation, session) == ()
    hands.desk.workspace.undo()
    hands.desk.workspace.undo()
    hands.wait()
    assert not any(one.confidential for one in read(hands, notes.of_consultation, session))


def test_notes_become_evidence_from_the_list(hands, session):
    note = take(hands, session, "nets are torn")
    page = go(hands, "needs/notes")
    page.put.click()
    hands.wait()
    assert read(hands, evidence.of_notes, [note]) == {note: ("E-001",)}


def test_consent_is_withdrawn_from_the_note_of_a_person(hands, session, person):  # noqa: F811
    take(hands, session, '"nets are torn', person=person.id)
    page = go(hands, "needs/notes")
    page.withdraw_it.click()
    hands.wait()
    assert page.withdrawal.people == (person.id,)
    page.withdrawal.ended.emit(False)
    assert page.form.isVisible()


@pytest.mark.parametrize(
    ("field", "leads_to"),
    [("untagged", "capture"), ("uncoded", "coding"), ("flagged", "capture"), ("not_recorded", "sessions")],
)
def test_each_finding_leads_to_where_it_is_mended_and_back(hands, session, field, leads_to):
    note = take(hands, session, "nets are torn", flagged=True)
    page = go(hands, f"needs/check/{session}")
    mending = show(hands, page, field)
    mending.buttons["place"].click()
    hands.wait()
    assert hands.page.entry.id == leads_to
    if leads_to == "capture":
        assert hands.page.stream.current_id == note
    elif leads_to == "coding":
        assert hands.page.table.current_id == note
    else:
        assert hands.page.part == "people"
    button(hands.window, "Back to the check").click()
    hands.wait()
    assert hands.window.place == f"needs/check/{session}/{field}"
    assert hands.window.messages.message is None


def test_stakeholders_lead_to_the_register(hands, session):
    take(hands, session, "@Fisherfolk nets are torn")
    page = go(hands, f"needs/check/{session}")
    mending = show(hands, page, "stubs")
    mending.buttons["place"].click()
    hands.wait()
    assert hands.window.place == "kick-off/register/2"


def test_a_line_that_was_never_sent_leads_to_the_line(hands, session):
    hands.window.go(f"needs/capture/{session}")
    hands.wait()
    hands.type("half a sen")
    page = go(hands, f"needs/check/{session}")
    page.findings.setCurrentRow(fields(page).index("unsent"))
    assert not page.mending.isVisible()
    page.write.click()
    hands.wait()
    assert hands.page.bar.line.text() == "half a sen"


def test_with_large_letters_a_closed_session_can_still_be_read(begin, path):  # noqa: F811
    hands = begin(text_size=200)
    hands.desk.workspace.open(path, PASSPHRASE, reading=False, failed=lambda error: pytest.fail(str(error)))
    hands.wait()
    held = run(hands, sessions.add, SessionDraft("Hearing in the port", date(2026, 5, 4))).id
    run(hands, sessions.start, held)
    take(hands, held, "nets are torn")
    page = go(hands, f"needs/check/{held}")
    page.close_session()
    hands.wait()
    assert looking.cramped(hands.window) == []
    assert looking.overflowing(hands.window) == []
    table = page.mending.table
    assert table.viewport().height() >= 2 * table.rowHeight(0)
    ends = [one.mapTo(page, one.rect().bottomLeft()).y() for one in (page.reason, page.open_again)]
    assert max(ends) < page.findings.mapTo(page, page.findings.rect().topLeft()).y()
