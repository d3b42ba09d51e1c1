"""Withdrawn, erased, made anonymous: every decrypted byte of file, log and backups is searched for the words."""

from datetime import date

import pytest
from sqlalchemy import select

from gcmdesk.consultations import capture
from gcmdesk.consultations.capture import Unfinished
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.i18n import Texts
from gcmdesk.jobs import Progress
from gcmdesk.protection import access, erasing, people, receipts, withdrawal
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.withdrawal import Said
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import attachments, backups
from tests.faults import keeping
from tests.gcmdesk.protection.conftest import NOW
from tests.gcmdesk.protection.test_withdrawal import speaks

ENGLISH = Texts("en")
NAME, CONTACT, QUOTE, WAS = "Quarzbergmann", "kontaktfaden", "woertlichgesagt", "frueherdort"
NOTE = "gemeinschaftsbrunnen"
PERSONAL = (NAME, CONTACT, QUOTE, WAS)


@pytest.fixture
def spoken(hall):
    """Somebody with a name, a contact, a correction, a note and a quote, all of it in a backup too."""
    person = hall.speaker = hall.person(region=WAS)
    purposes = (Purpose.TAKE_PART, Purpose.SYNTHESIS, Purpose.CONTACT)
    hall.workspace.run(receipts.record, hall.capture(person, purposes=purposes), name="Recorded")
    hall.workspace.run(people.identify, person, NAME, CONTACT, name="Name kept")
    hall.workspace.run(access.correct, person, "region", "North", "moved", name="Corrected")
    hall.workspace.run(lambda session: speaks(session, person, verbatim=True, text=QUOTE), name="Quote added")
    hall.workspace.run(lambda session: speaks(session, person, text=NOTE), name="Note added")
    backups.take(hall.workspace)
    hall.workspace.settle()
    assert left(hall.workspace, (*PERSONAL, NOTE)) == {*PERSONAL, NOTE}, "the search is blind"
    return hall


def left(workspace, words):
    """The words that stand in a page of the file, of its log, or of a backup, also as the index folds them."""
    log = workspace.path.with_name(workspace.path.name + "-wal")
    assert not log.exists() or not log.stat().st_size
    kept = [one.path for one in backups.found(workspace.path)]
    content = b"".join(b"".join(keeping.plain_pages(one, workspace.key)) for one in (workspace.path, *kept)).lower()
    return {word for word in words if word[-8:].lower().encode() in content}


def test_nothing_is_left_after_taking_part_was_withdrawn(spoken):
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.TAKE_PART], Said(NOW))
    assert left(spoken.workspace, (NAME, CONTACT, QUOTE, NOTE)) == set()


def test_nothing_is_left_of_a_contact_that_was_withdrawn(spoken):
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.CONTACT], Said(NOW))
    assert left(spoken.workspace, (NAME, CONTACT)) == {NAME}


def test_nothing_is_left_of_an_erased_person(spoken):
    erasing.erase(spoken.workspace, spoken.speaker, ENGLISH)
    assert left(spoken.workspace, (*PERSONAL, NOTE)) == set()


ERASE = pytest.param(lambda hall: erasing.erase(hall.workspace, hall.speaker, ENGLISH), id="erased")
LEAVE = pytest.param(
    lambda hall: withdrawal.withdraw(hall.workspace, [hall.speaker], [Purpose.TAKE_PART], Said(NOW)), id="withdrawn"
)


def sessions(session):
    """Two more sessions; a stakeholder of whom the person was quoted in the first one."""
    session.add_all([Consultation(title=title, day=date(2026, 5, 5)) for title in ("Second", "Third")])
    session.add(Stakeholder(name="Port union", kind="trade-unions"))
    session.flush()
    quote = session.scalars(select(Note).where(Note.text == QUOTE)).one()
    quote.stakeholder_id = 1


def half_typed(hall, *typed):
    """Put a line away in each session, and a copy of everything."""
    hall.workspace.run(sessions, name="Prepared")
    for consultation, text in enumerate(typed, 1):
        hall.workspace.run(capture.keep, consultation, Unfinished(text, speaker=1))
    backups.take(hall.workspace)
    hall.workspace.settle()


def lines(hall):
    return [hall.workspace.read(capture.state, consultation).text for consultation in (1, 2, 3)]


@pytest.mark.parametrize("gone", [ERASE, LEAVE])
def test_a_half_typed_line_that_names_the_person_goes_and_nobody_elses_words(spoken, gone):
    pseudonym = spoken.workspace.read(people.get, spoken.speaker).pseudonym
    half_typed(spoken, "the bus fremdewoerter", f"halbgetippt {pseudonym.upper()}", f"quarzbergmann: {CONTACT}")
    assert left(spoken.workspace, ["halbgetippt"])
    gone(spoken)
    assert lines(spoken) == ["the bus fremdewoerter", "", ""]
    assert left(spoken.workspace, ["halbgetippt", CONTACT, NAME, "fremdewoerter"]) == {"fremdewoerter"}


@pytest.mark.parametrize("gone", [ERASE, LEAVE])
def test_a_half_typed_quote_of_the_person_goes_and_no_other_quote(spoken, gone):
    half_typed(spoken, '"We wait halbgetippt', '"We wait elsewhere', '@Somebody "others wait')
    gone(spoken)
    assert lines(spoken) == ["", '"We wait elsewhere', '@Somebody "others wait']
    assert left(spoken.workspace, ["halbgetippt"]) == set()


def test_what_is_typed_in_the_words_of_the_team_stays(spoken):
    half_typed(spoken, "They wait, 5″ of rain", '@Union says "nothing')
    erasing.erase(spoken.workspace, spoken.speaker, ENGLISH)
    assert lines(spoken)[0] == "They wait, 5″ of rain"


def test_one_long_word_of_a_name_is_enough_and_a_short_one_is_not(spoken):
    spoken.workspace.run(people.identify, spoken.speaker, "Ida al Zanareh", name="Name kept")
    half_typed(spoken, "Ida and al", "what ZANAREH says", "Zanarehs are many")
    erasing.erase(spoken.workspace, spoken.speaker, ENGLISH)
    assert lines(spoken) == ["Ida and al", "", "Zanarehs are many"]


def test_made_anonymous_only_the_contribution_is_left(spoken):
    erasing.anonymise(spoken.workspace, spoken.speaker, NOW, ENGLISH)
    assert left(spoken.workspace, (*PERSONAL, NOTE)) == {NOTE}


SHEET = b"%PDF-1.4\n% the signed sheet unterschriftsbogen\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize("purpose", [Purpose.RECORDING, Purpose.TAKE_PART])
def test_the_picture_of_a_signed_sheet_is_read_out_and_goes_with_the_consent(hall, purpose):
    person = hall.person()
    capture = hall.capture(person, purposes=(Purpose.TAKE_PART, Purpose.RECORDING))
    receipt = hall.workspace.run(receipts.record, capture, name="Recorded")[0].id
    owner = hall.workspace.read(receipts.owner, receipt)
    hall.workspace.job(Progress(), attachments.add, owner, SHEET, "Sheet", name="Attached")
    hall.workspace.settle()
    assert left(hall.workspace, ["unterschriftsbogen"])
    held = {one.label: one for one in hall.workspace.read(access.held, person, ENGLISH)}
    assert held["Consent receipt"].attachments == 1
    plan = hall.workspace.read(withdrawal.consequences, [person], [purpose], ENGLISH)
    assert [(one.label, one.count) for one in plan.reached] == [("Attachment", 1)]
    withdrawal.withdraw(hall.workspace, [person], [purpose], Said(NOW))
    assert hall.workspace.read(attachments.of, owner) == ()
    assert left(hall.workspace, ["unterschriftsbogen"]) == set()
    assert len(hall.workspace.read(receipts.of_person, person)) > 2
    assert hall.workspace.read(lambda session: session.get(ConsentReceipt, receipt)) is not None


def test_what_is_read_out_of_a_sheet_says_nothing_of_its_words(hall):
    person = hall.person()
    hall.workspace.run(access.read_back, person, date(2026, 5, 5), "en", ["Name"], "names others", name="Read back")
    (line,) = next(one.lines for one in hall.workspace.read(access.held, person, ENGLISH) if one.label == "Read-back")
    assert line.endswith("Name — names others")
