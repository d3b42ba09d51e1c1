"""From a number to its notes, from notes to evidence, from evidence to a quote that may leave."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gcmdesk.consultations import coding, evidence
from gcmdesk.consultations.coding_records import EvidenceDraft
from gcmdesk.consultations.tables import Note
from gcmdesk.stakeholders.tables import Stakeholder
from tests.ui.hands import choose
from tests.ui.workspace.conftest import Hands

CARE, PAPERS = 1, 2


def _speak(session: object) -> None:
    for name, kind in (("Diaspora association", "diasporas"), ("Port union", "trade-unions")):
        session.add(Stakeholder(name=name, kind=kind))
    session.flush()
    for note, stakeholder in ((1, 1), (2, 1), (3, 2)):
        session.get(Note, note).stakeholder_id = stakeholder
    session.get(Note, 1).verbatim = True


@pytest.fixture
def coded(notes: Hands) -> Hands:
    """Notes 1 and 2 of the diaspora, 3 of the union, 4 of nobody; 1, 2, 3 about Care and 1 about Papers."""
    run = notes.desk.workspace.run
    run(_speak, name="Spoken")
    run(coding.code, CARE, [1, 2, 3], name="Coded")
    run(coding.code, PAPERS, [1], name="Coded")
    return notes


def released_text(hands: Hands) -> str:
    """What leaves as a copy for the team, from the panel that is open."""
    panel = hands.window.screen_shown.panel
    panel.recipient.show_value("team")
    panel.look()
    hands.wait()
    panel.copy_it.click()
    hands.wait()
    return QApplication.clipboard().text()


def show(hands: Hands, place: str) -> object:
    hands.window.go(f"needs/{place}")
    hands.wait()
    return hands.page


def cells(page: object) -> dict[tuple[object, object], int | None]:
    return dict(page.table.counted.cells)


def test_a_number_leads_to_its_notes_and_they_become_evidence(coded: Hands) -> None:
    page = show(coded, "matrix")
    choose(page.down, "own")
    coded.wait()
    assert cells(page)[CARE, "diasporas"] == 2
    page.table.setFocus()
    while page.table._model.keys(page.table.currentIndex())[1] != "diasporas":
        coded.press(Qt.Key.Key_Right)
    coded.press(Qt.Key.Key_Return)
    coded.wait()
    assert list(page.notes.records.ids) == [1, 2]
    assert page.status.text().startswith("2 notes")
    page.evidence_it.click()
    coded.wait()
    assert coded.window.place == "needs/evidence/1"
    (made,) = coded.desk.workspace.read(evidence.sets)
    assert (made.code, made.notes) == ("E-001", 2)
    assert "Care" in made.title


def test_sessions_are_compared_and_themes_meet(coded: Hands) -> None:
    page = show(coded, "matrix")
    choose(page.down, "own")
    choose(page.across, "session")
    coded.wait()
    assert cells(page) == {(CARE, 1): 2, (CARE, 2): 1, (PAPERS, 1): 1}
    choose(page.first, 2)
    coded.wait()
    assert cells(page) == {(CARE, 2): 1}
    choose(page.first, 0)
    choose(page.across, "themes")
    coded.wait()
    assert cells(page)[CARE, PAPERS] == 1
    assert cells(page)[CARE, CARE] is None
    page.table.opened.emit(CARE, PAPERS)
    coded.wait()
    assert list(page.notes.records.ids) == [1]
    page.release_it.click()
    assert "Care + Papers\t1" in released_text(coded)


def test_the_timeline_goes_by_months(coded: Hands) -> None:
    page = show(coded, "matrix")
    choose(page.down, "own")
    choose(page.across, "month")
    coded.wait()
    assert [title for _key, title in page.table.counted.columns] == ["05/2026"]


def test_a_table_of_counts_leaves_through_the_gate(coded: Hands) -> None:
    page = show(coded, "matrix")
    choose(page.down, "own")
    coded.wait()
    page.release_it.click()
    panel = coded.window.screen_shown.panel
    panel.recipient.show_value("team")
    panel.look()
    coded.wait()
    assert panel.copy_it.isEnabled()


def test_notes_leave_the_list_through_the_gate(coded: Hands) -> None:
    page = show(coded, "notes")
    page.table.select_id(2)
    page.table.copy()
    text = released_text(coded)
    assert "The permit office is far from the harvest." in text
    assert "guardian" not in text


def test_words_are_counted_by_language_and_lead_to_notes(coded: Hands) -> None:
    page = show(coded, "words")
    words = {row.word.text: row.word.notes for row in page._rows.values()}
    assert words["guardian"] == 2
    page.table.select_id(next(id for id, row in page._rows.items() if row.word.text == "guardian"))
    assert sorted(page.notes.records.ids) == [1, 4]


@pytest.fixture
def evidence_page(coded: Hands) -> object:
    run = coded.desk.workspace.run
    run(evidence.add, EvidenceDraft("Guardians come late"), [1, 2], name="Added")
    return show(coded, "evidence/1")


def test_a_note_of_the_evidence_is_shown_in_its_session(coded: Hands, evidence_page: object) -> None:
    evidence_page.notes.select_id(2)
    dict(evidence_page.notes.offers())["Show the note in its session"]()
    coded.wait()
    assert coded.page.entry.id == "capture"
    assert coded.page.stream.current_id == 2


def test_only_somebodys_own_words_are_quoted(coded: Hands, evidence_page: object) -> None:
    page = evidence_page
    assert [page._quoting_of(page.notes.records.record(row)) for row in (0, 1)] == [
        "May be quoted",
        "Not word for word",
    ]
    page.words.choose(0, 8)
    page.quote_it.click()
    coded.wait()
    (cited, _other) = coded.desk.workspace.read(evidence.cited, [1])[1]
    assert cited.words == "Children"
    assert page.whole_it.isEnabled()
    page.notes.select_id(2)
    assert not page.quote_it.isEnabled()


def test_a_note_is_taken_out_and_a_set_removed_and_both_come_back(coded: Hands, evidence_page: object) -> None:
    page = evidence_page
    page.notes.select_id(2)
    page.out_it.click()
    coded.wait()
    assert list(page.notes.records.ids) == [1]
    page.remove_it.click()
    coded.wait()
    assert page.nothing.isVisible()
    coded.desk.workspace.undo()
    coded.desk.workspace.undo()
    coded.wait()
    assert list(page.notes.records.ids) == [1, 2]


def test_a_finding_is_said_in_one_line(coded: Hands, evidence_page: object) -> None:
    page = evidence_page
    page.form.fields["title"].edit.setFocus()
    page.form.fields["title"].edit.selectAll()
    coded.type("Guardians are missing")
    page.table.setFocus()
    coded.wait()
    assert page.table.current_record.title == "Guardians are missing"
