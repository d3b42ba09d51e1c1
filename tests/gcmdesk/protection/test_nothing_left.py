"""Withdrawn, erased, made anonymous: every decrypted byte of file, log and backups is searched for the words."""

from datetime import date

import pytest

from gcmdesk.consultations import capture
from gcmdesk.consultations.capture import Unfinished
from gcmdesk.i18n import Texts
from gcmdesk.jobs import Progress
from gcmdesk.protection import access, erasing, people, receipts, withdrawal
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.withdrawal import Said
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


def test_a_line_that_was_half_typed_goes_with_an_erased_person(spoken):
    spoken.workspace.run(capture.keep, 1, Unfinished("and then halbgetippt"))
    backups.take(spoken.workspace)
    spoken.workspace.settle()
    assert left(spoken.workspace, ["halbgetippt"])
    erasing.erase(spoken.workspace, spoken.speaker, ENGLISH)
    assert left(spoken.workspace, ["halbgetippt"]) == set()
    assert spoken.workspace.read(capture.state, 1).text == ""


def test_a_line_that_was_half_typed_goes_when_somebody_takes_part_no_longer(spoken):
    spoken.workspace.run(capture.keep, 1, Unfinished("and then halbgetippt"))
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.TAKE_PART], Said(NOW))
    assert left(spoken.workspace, ["halbgetippt"]) == set()


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
