"""What left is kept: shown as it was, sent again byte for byte, and gone with the words that somebody takes back."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from gcmdesk.consultations.tables import Note
from gcmdesk.exchange import door
from gcmdesk.i18n import Texts
from gcmdesk.protection import disposal, erasing, kept, register, retention, withdrawal
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.duty_lists import Category
from gcmdesk.protection.kept import CopyGone, State
from gcmdesk.protection.material import SentBefore
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import ReleaseRefused, Request
from gcmdesk.protection.withdrawal import Said
from gcmdesk.reports import assembling, packing, past, saved, sending
from gcmdesk.reports.section import Spec
from gcmdesk.reports.word import writing
from gcmdesk.stakeholders import register as stakeholders
from gcmdesk.stakeholders.records import StakeholderDraft
from gcmdesk.workspace import backups, opening
from gcmdesk.workspace.keys import Parameters
from tests.faults import keeping
from tests.gcmdesk.release import world
from tests.gcmdesk.release.world import let
from tests.gcmdesk.workspace.devices import send as pass_on

WORDS = "Schulplatzgeschichte"
ENGLISH = Texts("en")
AGREED = "told on the telephone"


def send(workspace, path, outline="stakeholder-map", report=0, password="", **chosen):
    spec = workspace.read(saved.load, report) if report else Spec(outline, **chosen)
    prepared = workspace.read(assembling.prepare, spec, FileState())
    exporter = writing.exporter(prepared, password=password)
    return prepared, sending.send(workspace, prepared, exporter, path, report=report)


def opened(workspace, entry):
    return workspace.read(past.opened, entry)


@pytest.fixture
def quoted(told, tmp_path):
    """A synthesis for a ministry that quotes somebody, sent."""

    def speak(session):
        version = world.offices(session)
        asked = (Purpose.TAKE_PART, Purpose.SYNTHESIS, Purpose.QUOTE)
        told.speaker = world.person(session, version, "Linden-Otter-1200", *asked)
        note = session.scalars(select(Note).order_by(Note.id)).first()
        note.person_id, note.text = told.speaker, WORDS

    told.run(speak, name="Said")
    prepared, handed = send(told, tmp_path / "r.docx", "synthesis", recipient=Recipient.MINISTRY, organisation="Labour")
    assert WORDS in repr(prepared.report), "the report quotes nobody"
    return handed.entry


def test_a_past_report_shows_what_was_sent_whatever_changed_since(mapped, tmp_path):
    prepared, handed = send(mapped, tmp_path / "r.docx")
    mapped.run(stakeholders.add, StakeholderDraft("Fishers", "private-sector"), name="Added")
    shown = opened(mapped, handed.entry)
    assert shown.report == prepared.report
    content = mapped.read(kept.file, handed.entry)
    assert content == (tmp_path / "r.docx").read_bytes()
    assert hashlib.sha256(content).digest() == shown.entry.sent.sha256


def test_the_whole_report_is_packed_without_loss(told):
    for outline in ("synthesis", "stakeholder-map", "prioritisation", "what-we-heard", "data-protection"):
        report = told.read(assembling.prepare, Spec(outline, language="ar"), FileState()).report
        assert packing.unpacked(packing.packed(report)) == report


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"is":"Report"}', b'{"is":"Hologram"}', b'"text"'])
def test_what_cannot_be_read_is_said_in_a_sentence(content):
    with pytest.raises(packing.NotReadable):
        packing.unpacked(content)


def test_the_same_file_goes_to_the_same_recipient_again_as_a_new_entry(mapped, tmp_path):
    report = mapped.run(saved.save, Spec("stakeholder-map"), name="Report saved")
    _prepared, first = send(mapped, tmp_path / "r.docx", report=report, password=AGREED)
    again = sending.send_again(mapped, opened(mapped, first.entry), tmp_path / "again.docx")
    assert again.entry != first.entry
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "r.docx").read_bytes()
    before, after = (mapped.read(register.opened, one.entry) for one in (first, again))
    assert (after.sent.sha256, after.sent.form, after.contents) == (before.sent.sha256, "word", before.contents)
    assert opened(mapped, again.entry).report == opened(mapped, first.entry).report
    assert [(one.version, one.entry) for one in mapped.read(saved.sent, report)] == [(1, again.entry), (1, first.entry)]


@pytest.mark.parametrize(
    "request_",
    [
        Request(Recipient.MINISTRY, Purpose.SYNTHESIS, "Interior"),
        Request(Recipient.PARTNER, Purpose.SYNTHESIS, "Labour"),
        Request(Recipient.MINISTRY, Purpose.CONTACT, "Labour"),
    ],
)
def test_a_copy_goes_to_nobody_else(told, quoted, request_):
    with pytest.raises(ReleaseRefused, match="another recipient or purpose"):
        let(told, SentBefore("Report", quoted), request_)


def test_what_was_sent_is_not_taken_back_by_undo(mapped, tmp_path):
    _prepared, handed = send(mapped, tmp_path / "r.docx")
    mapped.undo()
    assert opened(mapped, handed.entry).state is State.HERE


@pytest.mark.parametrize("purpose", [Purpose.QUOTE, Purpose.SYNTHESIS, Purpose.TAKE_PART])
def test_words_that_were_taken_back_survive_in_no_kept_report(told, quoted, purpose):
    backups.take(told)
    assert WORDS in left(told)
    plan = told.read(withdrawal.consequences, [told.speaker], [purpose], ENGLISH)
    assert ("Kept copy of a report", 1) in [(one.label, one.count) for one in plan.reached]
    withdrawal.withdraw(told, [told.speaker], [purpose], Said(datetime.now(UTC)))
    shown = opened(told, quoted)
    assert (shown.state, shown.report, shown.entry.sent.id) == (State.WITHDRAWN, None, quoted)
    with pytest.raises(CopyGone):
        told.read(past.again, quoted)
    if purpose is Purpose.TAKE_PART:
        assert left(told) == set()


@pytest.mark.parametrize("way", [erasing.erase, erasing.anonymise])
def test_an_erased_person_is_in_no_kept_report(told, quoted, way):
    more = (datetime.now(UTC),) if way is erasing.anonymise else ()
    way(told, told.speaker, *more, ENGLISH)
    assert opened(told, quoted).state is State.WITHDRAWN
    if way is erasing.erase:
        assert left(told) == set()


def left(workspace):
    """Whether the words stand in any decrypted page of the file or of a backup."""
    workspace.settle()
    places = (workspace.path, *(one.path for one in backups.found(workspace.path)))
    content = b"".join(b"".join(keeping.plain_pages(one, workspace.key)) for one in places)
    return {WORDS} if WORDS[-8:].encode().lower() in content.lower() else set()


def test_who_withdraws_while_the_file_is_written_is_not_kept(told, tmp_path, quoted):
    spec = Spec("synthesis", recipient=Recipient.MINISTRY, organisation="Labour")
    prepared = told.read(assembling.prepare, spec, FileState())
    handed = door.send(told, prepared.released, writing.exporter(prepared), tmp_path / "s.docx")
    withdrawal.withdraw(told, [told.speaker], [Purpose.QUOTE], Said(datetime.now(UTC)))
    file = (tmp_path / "s.docx").read_bytes()
    told.run(past.keep, prepared.released, handed.entry, file, prepared.report, name="Kept")
    assert opened(told, handed.entry).state is State.WITHDRAWN


def test_a_withdrawal_on_another_device_reaches_the_copies_here(told, quoted, tmp_path):
    told.settle()
    shutil.copy(told.path, tmp_path / "b.gcmdesk")
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes-b")
    with opening.open_workspace(tmp_path / "b.gcmdesk", "open sesame", around=around) as other:
        spec = Spec("synthesis", recipient=Recipient.MINISTRY, organisation="Interior")
        prepared = told.read(assembling.prepare, spec, FileState())
        here = sending.send(told, prepared, writing.exporter(prepared), tmp_path / "s.docx").entry
        withdrawal.withdraw(other, [told.speaker], [Purpose.QUOTE], Said(datetime.now(UTC)))
        receipt = pass_on(other, told)
    assert receipt.erased == 4, "two files, each with what it told: the backups are made anew"
    assert {opened(told, one).state for one in (quoted, here)} == {State.WITHDRAWN}


def test_copies_are_disposed_of_when_their_time_has_come(mapped, tmp_path):
    _prepared, handed = send(mapped, tmp_path / "r.docx")
    assert Category.REPORTS in mapped.read(retention.held)
    assert Category.SHEETS not in mapped.read(retention.held)
    today = datetime.now(UTC).astimezone().date()
    mapped.run(retention.plan, Category.REPORTS, 12, today + timedelta(days=300), today, name="Planned")
    for day, count in ((today + timedelta(days=300), 0), (today + timedelta(days=400), 1)):
        assert mapped.run_erasing(disposal.dispose, Category.REPORTS, day, name="Ended records erased") == count
    shown = opened(mapped, handed.entry)
    assert (shown.state, shown.report) == (State.DISPOSED, None)
    assert Category.REPORTS not in mapped.read(retention.held)
