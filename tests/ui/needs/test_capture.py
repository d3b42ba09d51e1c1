"""Taking notes while people speak: everything from the keyboard, nothing lost, nothing shown that must not be."""

import signal
import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from gcmdesk.consultations import agenda, capture, notes, sessions
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.protection import notices, oversight, people
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people import PersonDraft
from gcmdesk.protection.people_records import AgeBand, NoticeKind, Office
from gcmdesk.stakeholders import stubs
from gcmdesk.workspace import clock
from tests.ui.hands import CONTROL
from tests.ui.needs.capturing import SHIFT, K, hands, page, read, run, say, session, shown, taken
from tests.ui.workspace.conftest import PASSPHRASE, around, at_work, begin, path
from ui.screens.needs.presenter import Presenter

__all__ = ["around", "at_work", "begin", "hands", "page", "path", "session"]


def test_one_line_enter_next(hands, page, session):
    say(hands, "@mayor children wait nine months #15 !challenge")
    say(hands, "and nobody tells them why")
    first, second = taken(hands, session)
    assert (first.text, first.kind) == ("children wait nine months", "challenge")
    assert first.stakeholder == second.stakeholder
    assert read(hands, sessions.get, session).status == "open"
    assert [one.tags for one in shown(page)] == ["#15 · Challenge", ""]
    assert "Mayor" in shown(page)[1].head
    assert page.bar.line.text() == ""
    assert hands.focused() is page.bar.line


def test_suggestions_are_taken_with_enter_and_tab_and_closed_with_escape(hands, page, session):
    hands.type("@har")
    hands.press(K.Key_Return)
    assert page.bar.line.text() == "@[Harbour association] "
    hands.type("ships wait !cha")
    hands.press(K.Key_Tab)
    assert page.bar.line.text() == "@[Harbour association] ships wait !challenge "
    hands.type("#wat")
    hands.press(K.Key_Down)
    hands.press(K.Key_Escape)
    assert not page.bar.line.suggestions.is_open
    hands.press(K.Key_Return)
    (note,) = taken(hands, session)
    assert (note.kind, note.text) == ("challenge", "ships wait #wat")
    assert "#wat" in page.bar.hint.text()


def test_a_cry_is_no_half_typed_kind(hands, page, session):
    say(hands, "Il faut de l’aide !")
    assert [one.text for one in taken(hands, session)] == ["Il faut de l’aide !"]


def test_an_unknown_name_needs_no_dialog(hands, page, session):
    say(hands, "@Fisherfolk nets are torn")
    assert [name for _row, name in read(hands, stubs.waiting)] == ["Fisherfolk"]
    say(hands, "@fisher again")
    assert len({one.stakeholder for one in taken(hands, session)}) == 1


def test_signs_alone_change_who_speaks_and_tag_the_note_before(hands, page, session):
    say(hands, "children wait")
    say(hands, "#15 !need")
    say(hands, "@mayor")
    assert page.bar.speaker.text().strip("@\u2068\u2069") == "Mayor"
    say(hands, "I know")
    first, second = taken(hands, session)
    assert (first.kind, shown(page)[0].tags) == ("need", "#15 · Need")
    assert (first.stakeholder, second.stakeholder) == (None, 1)


def test_shift_enter_begins_a_new_line_and_an_empty_one_is_refused(hands, page, session):
    hands.type("first")
    hands.press(K.Key_Return, SHIFT)
    say(hands, "second")
    assert [one.text for one in taken(hands, session)] == ["first\nsecond"]
    hands.press(K.Key_Return)
    assert page.bar.problem.text() == "Type what was said."
    assert len(taken(hands, session)) == 1


def test_the_last_note_is_edited_where_it_stands(hands, page, session):
    say(hands, "@mayor children wait #15")
    hands.press(K.Key_Up)
    editor = hands.focused()
    assert editor.text() == "@Mayor #15 children wait"
    editor.put("@[Harbour association] #7 ships wait")
    hands.press(K.Key_Return)
    hands.wait()
    (note,) = taken(hands, session)
    assert (note.text, note.stakeholder, shown(page)[0].tags) == ("ships wait", 2, "#7")
    assert hands.focused() is page.bar.line


def test_an_edit_that_cannot_be_saved_stays_in_its_place(hands, page, session):
    say(hands, "children wait")
    hands.press(K.Key_Up)
    hands.focused().put("#15")
    hands.press(K.Key_Return)
    hands.wait()
    assert hands.focused().text() == "#15"
    assert page.bar.problem.text() == "Type what was said."
    hands.press(K.Key_Escape)
    hands.wait()
    assert [one.text for one in taken(hands, session)] == ["children wait"]


def test_the_agenda_goes_on_with_one_key_and_notes_belong_to_its_point(hands, page, session):
    say(hands, "one")
    hands.press(K.Key_Down, CONTROL)
    say(hands, "two")
    points = read(hands, agenda.of, session)
    assert [one.agenda_item for one in taken(hands, session)] == [one.id for one in points]
    assert [one.done for one in points] == [True, False]
    hands.press(K.Key_Up, CONTROL)
    assert [one.done for one in read(hands, agenda.of, session)] == [False, False]


def test_flag_and_confidence_belong_to_the_line_or_to_the_note_before(hands, page, session):
    hands.type("one")
    hands.press(K.Key_H, CONTROL)
    hands.press(K.Key_Return)
    hands.press(K.Key_Period, CONTROL)
    (note,) = taken(hands, session)
    assert (note.confidential, note.flagged) == (True, True)
    assert shown(page)[0].tags == "Flagged · Confidential"
    hands.desk.workspace.undo()
    hands.wait()
    assert not taken(hands, session)[0].flagged
    assert shown(page)[0].tags == "Confidential"


def test_language_sticks_and_a_translation_stands_beside_the_words(hands, page, session):
    page.bar.language.setCurrentIndex(page.bar.language.findData("fr"))
    page.bar.language.activated.emit(page.bar.language.currentIndex())
    page.bar.translation.setText("children wait")
    hands.type("les enfants attendent")
    hands.press(K.Key_Return)
    (note,) = taken(hands, session)
    assert (note.language, note.translation) == ("fr", "children wait")
    assert (page.bar.language_code, page.bar.translation.text()) == ("fr", "")


def test_pasted_markup_and_mixed_scripts_are_kept_as_text(hands, page, session):
    typed = "<b>الأطفال</b> wait 9 🙂 months & more"
    say(hands, typed)
    assert taken(hands, session)[0].text == typed


# Nothing is lost


def test_an_unfinished_line_is_offered_back_and_can_be_thrown_away(hands, page, session):
    hands.type("@mayor half a sen")
    page.keep()
    other = run(hands, sessions.add, SessionDraft("Another", date(2026, 5, 5))).id
    page.open_session(other)
    assert page.bar.line.text() == ""
    page.open_session(session)
    assert page.bar.line.text() == "@mayor half a sen"
    assert page.bar.offered
    page.bar.throw_away.click()
    page.keep()
    assert (page.bar.line.text(), read(hands, capture.state, session).text) == ("", "")


def test_a_line_is_put_away_when_the_keyboard_goes_elsewhere(hands, page, session):
    hands.type("half a wo")
    page.choice.setFocus()
    assert read(hands, capture.state, session).text == "half a wo"


def test_locking_in_the_middle_of_a_word_keeps_it(hands, page, session):
    hands.type("half a wo")
    hands.desk.workspace.lock()
    hands.wait()
    hands.type(PASSPHRASE)
    hands.press(K.Key_Return)
    hands.wait()
    assert hands.page.bar.line.text() == "half a wo"
    assert read(hands, capture.state, session).text == "half a wo"


_KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from gcmdesk.settings import SettingsStore
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from ui.app import Desk
import gcmdesk.areas

def type_(text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(QApplication.focusWidget(), event)

def settle():
    while desk.tasks.busy:
        app.processEvents()
    app.processEvents()

app = QApplication([])
SettingsStore().change(language="en", last_place=f"needs/capture/{sys.argv[3]}")
desk = Desk(app, surroundings=Surroundings(parameters=(Parameters(8, 1, 1),)), file=Path(sys.argv[1]))
desk.open()
desk.window.activateWindow()
settle()
desk.workspace.open(Path(sys.argv[1]), sys.argv[2], reading=False, failed=print)
settle()
page = desk.window.screen_shown.page
type_("A whole sentence")
QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
type_("Half a sen")
QTest.qWait(1200)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_program_that_is_killed_while_somebody_types_gives_the_line_back(hands, session, tmp_path):
    hands.wait()
    path = hands.desk.workspace.present.path
    hands.desk.workspace.close()
    hands.wait()
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(path), PASSPHRASE, str(session)], check=False)
    assert killed.returncode == -signal.SIGKILL
    hands.desk.workspace.open(path, PASSPHRASE, reading=False, failed=pytest.fail)
    hands.wait()
    hands.window.go(f"needs/capture/{session}")
    hands.wait()
    assert [one.text for one in taken(hands, session)] == ["A whole sentence"]
    assert hands.page.bar.line.text() == "Half a sen"
    assert hands.page.bar.offered
    hands.press(K.Key_Return)
    assert [one.text for one in taken(hands, session)] == ["A whole sentence", "Half a sen"]


# Quotes and consent


@pytest.fixture
def person(hands):
    """Somebody who was never asked about quotes."""
    for office in Office:
        run(hands, oversight.appoint, AppointmentDraft(office, "Desk", "desk@sample.invalid", date(2026, 1, 1)))
    run(hands, notices.install)
    version = read(hands, notices.current, NoticeKind.ADULT, "en").id
    draft = PersonDraft(AgeBand.FROM_25, version, "en", "asked in the session", clock.now().date())
    return run(hands, people.add, draft)


def test_a_quote_asks_whose_words_it_is_once_and_never_holds_up_the_next_line(hands, page, session, person):
    say(hands, '@mayor "We were never asked')
    assert page.asking.isVisible()
    assert hands.focused() is page.bar.line
    page.asking.who.setCurrentIndex(page.asking.who.findData(person.id))
    page.asking.choose.click()
    hands.wait()
    assert taken(hands, session)[0].person == person.id
    assert person.pseudonym in page.asking.said.text()
    page.asking.later.click()
    say(hands, '"Not even once')
    assert taken(hands, session)[1].person == person.id
    assert not page.asking.isVisible()


def test_consent_is_taken_down_in_the_place_of_the_notes(hands, page, session, person):
    say(hands, '@mayor "We were never asked')
    page.asking.who.setCurrentIndex(page.asking.who.findData(person.id))
    page.asking.choose.click()
    page.asking.ask_now.click()
    hands.wait()
    assert page.consent.form.people == (person,)
    assert hands.focused().isVisible()
    assert hands.focused().accessibleName() == "Take part and be recorded: Yes"
    assert page.primary_action.text == "Record answers"
    page.consent.form.recorded.emit((person.id,))
    hands.wait()
    assert hands.focused() is page.bar.line
    assert page.primary_action.text == "Check and close"


# The room


def test_the_room_sees_the_notes_without_names_and_confidence(hands, page, session):
    say(hands, "@mayor children wait #15")
    say(hands, "ships wait")
    hands.press(K.Key_H, CONTROL)
    page.room.setCurrentIndex(page.room.findData("notes"))
    page.room.activated.emit(page.room.currentIndex())
    hands.wait()
    window = hands.window.findChild(Presenter)
    (line,) = window.slide.lines
    assert "children wait" in line
    assert "Mayor" not in line
    say(hands, "boats wait")
    page._count()
    assert ["boats" in line for line in window.slide.lines] == [True, False, False]
    hands.press(K.Key_H, CONTROL)
    assert len(window.slide.lines) == 1
    page.room.setCurrentIndex(page.room.findData("agenda"))
    page.room.activated.emit(page.room.currentIndex())
    assert [line.split()[-1].strip("\u2068\u2069") for line in window.slide.lines] == ["Opening", "Challenges"]
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    say(hands, "more")
    page._count()
    assert page.room.currentData() == ""


# The rest of the page


def test_the_panel_tells_who_is_silent_and_what_was_touched(hands, page, session):
    from gcmdesk.consultations import attendance

    run(hands, attendance.answer, session, [1, 2], "attended")
    say(hands, "@mayor children wait #15")
    page._count()
    assert page.coverage.spoken.text() == "Spoken: 1 of 2"
    assert "Harbour association" in page.coverage.silent.text()
    assert "#15" in page.coverage.objectives.accessibleDescription()


def test_a_closed_session_takes_nothing_and_says_so(hands, page, session):
    run(hands, sessions.start, session)
    run(hands, sessions.close, session)
    hands.wait()
    assert not page.bar.line.isVisible()
    assert page.bar.closed.isVisible()


def test_what_others_write_appears(hands, page, session):
    say(hands, "one")
    run(hands, notes.delete, [taken(hands, session)[0].id])
    hands.wait()
    assert shown(page) == []


def test_without_a_session_the_page_says_what_it_is_for(hands):
    hands.window.go("needs/capture")
    hands.wait()
    assert hands.page.nothing.isVisible()
    assert QApplication.focusWidget() is not None
