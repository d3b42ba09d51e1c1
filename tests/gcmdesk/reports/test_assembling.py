"""From a workspace to a report: nothing but what the gate let through, and the author's own words in their places."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint

from gcmdesk.errors import Cancelled
from gcmdesk.exchange import door
from gcmdesk.jobs import Progress
from gcmdesk.protection import register, release
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import ConsentChanged, OrganisationMissing, SignOffNeeded
from gcmdesk.reports import assembling, mail, outlines, sending
from gcmdesk.reports.assembling import DatesTurned, EmptyScope
from gcmdesk.reports.blocks import Bullets, Chart, Figure, Heading, Paragraph, Table
from gcmdesk.reports.choices import Marking, Place
from gcmdesk.reports.section import Scope, Spec
from gcmdesk.reports.sending import NotWritten
from gcmdesk.reports.word import writing
from gcmdesk.stakeholders import territories
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import backups, errors
from tests.gcmdesk.release import test_leaving
from tests.gcmdesk.reports.conftest import findings

MINISTRY = {"recipient": Recipient.MINISTRY, "organisation": "Ministry of Labour"}
planted = test_leaving.planted


@pytest.fixture
def closed_lists(monkeypatch):
    """Planted workspaces keep their closed lists: sections read them as what they are."""
    invented = test_leaving._value
    plain = {("relation", "kind"): "", ("stakeholder", "archived"): 0, ("territory", "parent_id"): None}

    def value(table, column):
        if (table, column.name) in plain:
            return plain[table, column.name]
        rules = [str(one.sqltext) for one in column.table.constraints if isinstance(one, CheckConstraint)]
        first = [found[1] for rule in rules if (found := re.match(rf"{column.name} IN \('([^']+)'", rule))]
        return first[0] if first else invented(table, column)

    monkeypatch.setattr(test_leaving, "_value", value)


def told(prepared):
    """All that a reader reads, as one text."""
    return repr(prepared.report.blocks)


def headings(prepared):
    return [one.text for one in prepared.report.blocks if isinstance(one, Heading)]


def test_the_stakeholder_map_tells_who_is_there_and_who_is_missing(prepare):
    prepared = prepare()
    assert headings(prepared) == [
        "Who is in the register", "Who is missing", "Influence and interest", "How they stand to each other",
        "How they are involved", "Annex: register of stakeholders", "What was withheld", "Provenance",
    ]  # fmt: skip
    assert "The register holds 3 stakeholders." in told(prepared)
    absent = next(one for one in prepared.built["who-is-missing"] if isinstance(one, Bullets))
    assert "Academia" in absent.items
    assert "Diasporas" not in absent.items
    assert any(isinstance(one, Chart) for one in prepared.report.blocks)


def test_relations_and_responsible_officers_stay_with_the_team(prepare):
    team, ministry = prepare(), prepare(**MINISTRY)
    assert "Has authority" in told(team) or "Funds" in told(team)
    assert "the desk officer" in told(team)
    assert "Funds" not in told(ministry)
    assert "the desk officer" not in told(ministry)
    assert {one.caption.text for one in team.report.blocks if isinstance(one, Figure)} == {
        "Map of influence and interest",
        "Map of relations",
    }
    assert not any(isinstance(one, Figure) for one in ministry.report.blocks)
    assert headings(ministry) == headings(team), "the section says that it was withheld"
    (table,) = [one for one in ministry.built["withheld"] if isinstance(one, Table)]
    assert "Confidentiality" in {row[2] for row in table.rows}


def test_the_statement_on_data_protection_has_every_principle(prepare):
    prepared = prepare("data-protection")
    seconds = [one.text for one in prepared.report.blocks if isinstance(one, Heading) and one.level == 2]
    assert len(seconds) == 13
    assert seconds[0].startswith("Firewalls")


def test_the_statement_knows_the_newest_backup(mapped):
    def open_points():
        prepared = mapped.read(assembling.prepare, Spec("data-protection"), sending.file_state(mapped))
        return told(prepared)

    assert "no verified backup" in open_points()
    backups.take(mapped)
    assert "no verified backup" not in open_points()


@pytest.mark.parametrize("outline", [one.id for one in outlines.OUTLINES])
@pytest.mark.parametrize("recipient", Recipient)
def test_no_outline_lets_a_canary_out_that_may_not_leave(closed_lists, planted, tmp_path, outline, recipient):
    """The workspace has a canary in every text column: what may not leave is in no part of the file."""
    signed = test_leaving.world.FOCAL_POINT if recipient is Recipient.PUBLIC else None
    spec = Spec(outline, recipient=recipient, organisation="Somebody", sign_off=signed)
    prepared = planted.read(assembling.prepare, spec, FileState())
    target = tmp_path / "r.docx"
    door.send(planted, prepared.released, writing.exporter(prepared), target)
    assert findings(target) == []
    allowed = {one.encode() for one in test_leaving.may_leave(recipient)}
    found = set(re.findall(rb"canary\w+?z", test_leaving.unzipped(target.read_bytes())))
    assert found <= allowed
    assert outline != "stakeholder-map" or test_leaving.canary("stakeholder", "name").encode() in found


def test_the_authors_words_stand_around_what_is_told(prepare):
    own = {("stakeholders", Place.INTRODUCTION): "We began in March.\n- by telephone\n- in person"}
    prepared = prepare(own=own)
    at = next(n for n, one in enumerate(prepared.report.blocks) if isinstance(one, Heading))
    assert prepared.report.blocks[at + 1 : at + 3] == (
        Paragraph("We began in March."),
        Bullets(("by telephone", "in person")),
    )


def test_chosen_sections_only_and_always_what_was_withheld(prepare):
    assert headings(prepare(sections=("who-is-missing",))) == ["Who is missing", "What was withheld", "Provenance"]
    with pytest.raises(KeyError):
        prepare(sections=("nonsense",))


def test_territories_narrow_the_report(mapped):
    def settle(session):
        port = territories.add(session, "Harbour land")
        session.query(Stakeholder).filter_by(name="Youth council").one().territory_id = port.id
        return port.id, territories.add(session, "Elsewhere").id

    port, elsewhere = mapped.run(settle, name="Settled")
    here = mapped.read(
        assembling.prepare, Spec("stakeholder-map", scope=Scope(territories=frozenset({port}))), FileState()
    )
    assert "The register holds 1 stakeholder of the chosen territories." in told(here)
    with pytest.raises(EmptyScope):
        mapped.read(
            assembling.prepare, Spec("stakeholder-map", scope=Scope(territories=frozenset({elsewhere}))), FileState()
        )


def test_an_empty_workspace_has_nothing_to_tell(workspace):
    with pytest.raises(EmptyScope):
        workspace.read(assembling.prepare, Spec("stakeholder-map"), FileState())


def test_what_cannot_be_is_refused_before_anything_is_written(prepare):
    with pytest.raises(DatesTurned):
        prepare(scope=Scope(since=date(2026, 2, 1), until=date(2026, 1, 1)))
    with pytest.raises(OrganisationMissing):
        prepare(recipient=Recipient.MINISTRY)
    with pytest.raises(SignOffNeeded):
        prepare(recipient=Recipient.PUBLIC)


def test_a_report_is_entered_in_the_register_with_its_check_sum(prepare, mapped, tmp_path):
    prepared = prepare(**MINISTRY, marking=Marking.RESTRICTED)
    handed = door.send(mapped, prepared.released, writing.exporter(prepared), tmp_path / "r.docx")
    opened = mapped.read(register.opened, handed.entry)
    assert (opened.sent.title, opened.sent.form, opened.sent.organisation) == (
        "Stakeholder map",
        "word",
        "Ministry of Labour",
    )
    assert opened.sent.sha256 == handed.sha256
    assert {one.about for one in opened.withheld} >= {"Relations between stakeholders"}


def test_stopped_in_the_middle_nothing_is_left_behind(prepare, mapped, tmp_path):
    prepared, progress = prepare(), Progress(lambda step: progress.cancel() if step.done else None, interval=0)
    with pytest.raises(Cancelled):
        door.send(mapped, prepared.released, writing.exporter(prepared, progress=progress), tmp_path / "r.docx")
    assert not list(tmp_path.glob("*r.docx*"))
    assert mapped.read(register.entries) == ()


def test_a_folder_that_is_not_there_is_said(prepare, mapped, tmp_path):
    prepared = prepare()
    with pytest.raises(NotWritten, match="no such folder"):
        sending.send(mapped, prepared, writing.exporter(prepared), tmp_path / "nowhere" / "r.docx")
    assert mapped.read(register.entries) == ()


def test_a_file_that_is_open_in_word_is_left_alone(prepare, mapped, tmp_path, monkeypatch):
    """As Windows does it: a file that another program holds is not replaced."""
    target, prepared = tmp_path / "r.docx", prepare()
    target.write_bytes(b"open in Word")

    def refuse(_unfinished, _target):
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotWritten, match="open in another program"):
        sending.send(mapped, prepared, writing.exporter(prepared), target)
    monkeypatch.undo()
    assert target.read_bytes() == b"open in Word"
    assert [one.name for one in tmp_path.glob("*r.docx*")] == ["r.docx"]
    (entry,) = mapped.read(register.entries)
    assert entry.failed


def test_consent_that_was_withdrawn_meanwhile_keeps_the_report_back(prepare, mapped, tmp_path, monkeypatch):
    prepared = prepare()

    def withdrawn(_session, _released):
        raise ConsentChanged

    monkeypatch.setattr(release, "confirm", withdrawn)
    with pytest.raises(ConsentChanged):
        sending.send(mapped, prepared, writing.exporter(prepared), tmp_path / "r.docx")
    assert not list(tmp_path.glob("*r.docx*"))


def test_a_file_that_was_there_stays_whole_until_the_new_one_is(prepare, mapped, tmp_path, monkeypatch):
    target = tmp_path / "r.docx"
    target.write_bytes(b"the report of last week")
    prepared = prepare()
    monkeypatch.setattr(writing.package, "write", lambda *_a, **_k: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(errors.DiskFull):
        door.send(mapped, prepared.released, writing.exporter(prepared), target)
    assert target.read_bytes() == b"the report of last week"


def test_a_report_is_written_from_its_own_material_only(prepare, mapped, tmp_path):
    with pytest.raises(ValueError, match="own material"):
        door.send(mapped, prepare().released, writing.exporter(prepare()), tmp_path / "r.docx")


def test_locked_with_a_password_nobody_reads_it_without(prepare, mapped, tmp_path):
    import msoffcrypto

    prepared, target = prepare(), tmp_path / "r.docx"
    door.send(mapped, prepared.released, writing.exporter(prepared, password="correct horse"), target)  # noqa: S106
    assert b"Youth council" not in target.read_bytes()
    assert not zipfile.is_zipfile(target)
    with target.open("rb") as stream, (tmp_path / "open.docx").open("w+b") as plain:
        locked = msoffcrypto.OfficeFile(stream)
        locked.load_key(password="correct horse")  # noqa: S106
        locked.decrypt(plain)
    assert findings(tmp_path / "open.docx") == []


def test_the_e_mail_is_ready_to_be_sent_and_says_nothing_about_people(prepare, mapped, tmp_path):
    from email import message_from_bytes, policy

    prepared, target = prepare(marking=Marking.CONFIDENTIAL, **MINISTRY), tmp_path / "r.eml"
    exporter = mail.exporter(prepared, to=("unit@ministry.example",), password="x")  # noqa: S106
    door.send(mapped, prepared.released, exporter, target)
    message = message_from_bytes(target.read_bytes(), policy=policy.default)
    assert (message["X-Unsent"], message["To"], message["Subject"]) == ("1", "unit@ministry.example", "Stakeholder map")
    text = message.get_body().get_content()
    assert "CONFIDENTIAL" in text
    assert "password" in text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "stakeholder-map-en-1.docx"
    assert not zipfile.is_zipfile(__import__("io").BytesIO(attached.get_content()))
