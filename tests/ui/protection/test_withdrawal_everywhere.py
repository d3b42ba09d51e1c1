"""Withdrawing consent is one step from wherever somebody appears: by pseudonym, with their words, or in a list.

Every page is opened and searched for the person and their words, so that a page to come is covered by itself.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QAbstractListModel, QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from gcmdesk.consultations import codebook, coding, evidence, sessions
from gcmdesk.consultations.coding_records import EvidenceDraft, ThemeDraft
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.folding import fold
from gcmdesk.i18n import isolate
from gcmdesk.priorities import raters
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.protection import notices, oversight, people, receipts, requests
from gcmdesk.protection.duty_lists import Way, Wish
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people import PersonDraft
from gcmdesk.protection.people_records import AgeBand, Answer, NoticeKind, Office
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.receipts import Capture
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.requests import RequestDraft
from gcmdesk.stakeholders import contacts
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import clock
from tests.ui import looking
from tests.ui.hands import button, choose
from tests.ui.workspace.conftest import Hands
from tests.ui.workspace.test_every_page import PAGES
from ui.widgets.release_panel import ReleasePanel

WORD = "Brunnenwort"
SAID = f"The {WORD} is dry since March."


def _fill(session: object) -> int:
    """One person who agreed, and of whom there is something on every kind of page."""
    for office in Office:
        oversight.appoint(session, AppointmentDraft(office, f"The {office}", "post box 7", date(2026, 1, 1)))
    notices.install(session)
    version = notices.current(session, NoticeKind.ADULT, "en")
    later = clock.now().date() + timedelta(days=100)
    person = people.add(session, PersonDraft(AgeBand.ADULT, version.id, "en", "asked", later)).id
    answers = dict.fromkeys((Purpose.TAKE_PART, Purpose.SYNTHESIS, Purpose.QUOTE), Answer.GIVEN)
    receipts.record(session, Capture((person,), answers, version.id, "en", clock.now(), witness="the chair"))
    session.add_all(
        [
            Consultation(title="Kick-off", day=date(2026, 5, 4)),
            Stakeholder(name="Port union", kind="trade-unions"),
        ]
    )
    session.flush()
    session.add(
        Note(
            consultation_id=1,
            stakeholder_id=1,
            person_id=person,
            said=clock.now(),
            text=SAID,
            verbatim=True,
            flagged=True,
            language="en",
        )
    )
    session.flush()
    theme = codebook.add(session, ThemeDraft("Water"))
    coding.code(session, theme.id, [1])
    evidence.add(session, EvidenceDraft("Wells run dry", ""), [1])
    contacts.add(session, 1, person, "chair")
    pseudonym = people.get(session, person).pseudonym
    raters.add(session, RaterDraft("person", pseudonym, person=person))
    now = clock.now()
    requests.receive(session, RequestDraft(Wish.ACCESS, now, Way.IN_PERSON, person=person), now)
    return person


@pytest.fixture
def known(at_work: Hands) -> Hands:
    done = at_work.desk.workspace.run(_fill, name="Prepared")
    at_work.person = at_work.desk.workspace.read(people.get, done.result)
    at_work.wait()
    return at_work


def settle(hands: Hands) -> None:
    hands.wait()
    for _pass in range(3):
        QCoreApplication.processEvents()


def told(hands: Hands, text: str) -> bool:
    """Whether a text tells of the person."""
    return fold(hands.person.pseudonym) in fold(text) or WORD in text


def appearances(hands: Hands) -> Iterator[Callable[[], object]]:
    """What brings each place of the page to the fore where the person appears."""
    for widget in hands.window.screen_shown.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QAbstractItemView):
            model = widget.model()
            for row in range(model.rowCount()):
                columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
                cells = [model.index(row, column) for column in range(columns)]
                if any(told(hands, str(cell.data() or "")) for cell in cells):
                    yield lambda widget=widget, cell=cells[0]: widget.setCurrentIndex(cell)
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            if told(hands, widget.toPlainText()):
                yield lambda: None
        elif isinstance(widget, QLabel | QLineEdit | QAbstractButton) and told(hands, widget.text()):
            yield lambda: None


def ways(hands: Hands) -> set[str]:
    """The ways to withdrawal that are in reach: buttons, and lines of the menus of lists."""
    screen = hands.window.screen_shown
    found = {
        one.accessibleName() or one.text()
        for one in screen.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    }
    for view in (*screen.findChildren(QAbstractItemView), hands.page):
        if view.isVisible() and hasattr(view, "menu"):
            menu = view.menu()
            found |= {action.text() for action in menu.actions()}
            menu.deleteLater()
    return {one for one in found if one.startswith("Withdraw consent")}


def bring(hands: Hands, place: str) -> None:
    hands.window.go(place)
    settle(hands)
    if place == "needs/search":
        hands.page.field.setText(WORD)
        hands.page.look()
    elif place == "needs/matrix":
        hands.page.table.opened.emit(*next(iter(hands.page.table.counted.cells)))
    settle(hands)


def seen(hands: Hands) -> tuple[set[str], set[str]]:
    """The pages on which the person appears, and those without a way to withdraw what was agreed to."""
    there, missing = set(), set()
    for place in PAGES:
        bring(hands, place)
        for come in list(appearances(hands)):
            come()
            settle(hands)
            there.add(place)
            if not ways(hands):
                missing.add(place)
    return there, missing


def test_consent_is_withdrawn_in_one_step_from_every_page_on_which_the_person_appears(known: Hands) -> None:
    there, missing = seen(known)
    assert missing == set()
    assert there >= {
        "kick-off/register",
        "needs/capture",
        "needs/check",
        "needs/notes",
        "needs/coding",
        "needs/evidence",
        "needs/matrix",
        "needs/words",
        "needs/search",
        "needs/raters",
        "protection/people",
        "protection/requests",
    }


def test_the_way_leads_to_the_consequences(known: Hands) -> None:
    bring(known, "needs/evidence/1")
    known.tab_to(f"Withdraw consent of {isolate(known.person.pseudonym)}")
    known.press(Qt.Key.Key_Return)
    settle(known)
    assert known.window.place == f"protection/people/{known.person.id}/withdraw"
    assert known.page.panel("withdraw").people == (known.person.id,)


def test_consent_is_withdrawn_also_when_the_session_is_over(known: Hands) -> None:
    known.desk.workspace.run(sessions.close, 1, name="Closed")
    bring(known, "needs/capture/1")
    known.page.stream.setCurrentIndex(known.page.stream.model().index(0, 0))
    assert ways(known) == {"Withdraw consent…"}
    (only,) = known.page.menu().actions()
    only.trigger()
    settle(known)
    assert known.window.place == f"protection/people/{known.person.id}/withdraw"


def test_where_nobody_stands_behind_a_note_nothing_is_offered(known: Hands) -> None:
    known.desk.workspace.run(_nobody, name="Changed")
    for place in ("needs/capture/1", "needs/notes", "needs/coding/1", "needs/evidence/1", "needs/search"):
        bring(known, place)
        for come in list(appearances(known)):
            come()
            settle(known)
            assert ways(known) == set(), place


def _nobody(session: object) -> None:
    session.get(Note, 1).person_id = None


def test_what_was_being_typed_about_an_erased_person_is_on_no_page_any_longer(known: Hands) -> None:
    bring(known, "needs/capture/1")
    known.type(f"{known.person.pseudonym} says")
    known.page.keep()
    capture = known.page
    bring(known, f"protection/people/{known.person.id}/erase")
    panel = known.page.panel("erase")
    panel.sure.box.click()
    panel.erase_it.click()
    settle(known)
    bring(known, "needs/capture/1")
    assert known.page is capture
    assert known.page.bar.line.text() == ""


def test_erasing_somebody_else_takes_nothing_away_from_what_is_being_typed(known: Hands) -> None:
    bring(known, "needs/capture/1")
    known.type("They wait for the bus")
    bring(known, f"protection/people/{known.person.id}/erase")
    panel = known.page.panel("erase")
    panel.sure.box.click()
    panel.erase_it.click()
    settle(known)
    bring(known, "needs/capture/1")
    assert known.page.bar.line.text() == "They wait for the bus"


def test_the_reviewer_sees_the_quotes_of_a_person_side_by_side_and_may_withdraw(known: Hands) -> None:
    known.desk.workspace.run(_second_quote, known.person.id, name="Quote added")
    bring(known, "needs/evidence/1")
    known.page.release_it.click()
    settle(known)
    panel = known.window.findChild(ReleasePanel)
    assert not panel.together.isVisible()
    choose(panel.recipient.box, str(Recipient.TEAM))
    panel.look()
    settle(known)
    (one,) = panel.together.shown
    assert one.pseudonym == known.person.pseudonym
    assert [words for _reference, words in one.quotes] == [SAID, "Nobody answers."]
    assert panel.together.isVisible()
    assert not [fault for fault in looking.unreachable(known.window) if "Withdraw" in fault]
    assert looking.cramped(known.window) == looking.overflowing(known.window) == []
    button(panel.together, "Withdraw consent").click()
    settle(known)
    assert known.window.place == f"protection/people/{known.person.id}/withdraw"


def _second_quote(session: object, person: int) -> None:
    words = {"text": "Nobody answers.", "verbatim": True, "language": "en"}
    session.add(Note(consultation_id=1, stakeholder_id=1, person_id=person, said=clock.now(), **words))
    session.flush()
    evidence.put_in(session, 1, [2])
