"""The exporters' door and the transfer register: what leaves is written down, for good."""

import csv
import hashlib
import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from gcmdesk.consultations.tables import Note
from gcmdesk.exchange import door
from gcmdesk.exchange.exporters import CSV, EXPORTERS, PICTURE, TEXT, XLSX
from gcmdesk.exchange.grids import safe
from gcmdesk.i18n import Texts
from gcmdesk.protection import erasing, material, register, withdrawal
from gcmdesk.protection.material import Picture, Quotes, Ratings, Records, Text
from gcmdesk.protection.people_tables import Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release import Released
from gcmdesk.protection.release_records import ConsentChanged, NothingLeft, TooLikeEarlier
from gcmdesk.protection.release_tables import Release, _sent
from gcmdesk.protection.withdrawal import Said
from gcmdesk.workspace import clock, copies, errors, journal
from gcmdesk.workspace.erasure import erase_with_dependants
from tests.gcmdesk.release import world
from tests.gcmdesk.release.test_gate import FULL, quote
from tests.gcmdesk.release.test_tables import attendance
from tests.gcmdesk.release.world import let, request, run
from tests.gcmdesk.release.world import safe as agreed
from tests.gcmdesk.workspace import devices

HOSTILE = ("=1+1", "+1", "-1", "@cmd", "\tx", " =1", "plain", "-", 5, -3, 2.5, None, True)


@pytest.fixture
def amal(workspace):
    def fill(session):
        version = world.offices(session)
        one = world.person(session, version, "Amal", *FULL)
        world.note(session, "Amal's words", one)
        return version, one

    return run(workspace, fill)


def words():
    return Records("Words", (material.column("Words", Note.text),), select(Note.id))


def test_writing_a_file_and_the_entry_are_one_act(workspace, tmp_path):
    released = let(workspace, attendance(12, 13, 12, 26), request(Recipient.MINISTRY))
    handed = door.send(workspace, released, CSV, tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_bytes()
    (entry,) = workspace.read(register.entries)
    assert entry.sha256 == handed.sha256 == hashlib.sha256(content).digest()
    assert (entry.size, entry.recipient, entry.organisation) == (len(content), Recipient.MINISTRY, "Somebody")
    assert (entry.sequence, entry.head) == (released.facts.sequence, released.facts.head)
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["out.csv"]


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda one: one.id)
def test_only_released_values_pass(workspace, tmp_path, exporter):
    for thing in (Text("A", ("b",)), object.__new__(Released)):
        with pytest.raises(TypeError):
            door.send(workspace, thing, exporter, tmp_path / "out")
        with pytest.raises(TypeError):
            door.hand_out(workspace, thing, exporter)
    assert workspace.read(register.entries) == ()
    assert not (tmp_path / "out").exists()


def test_where_nothing_is_left_no_file_is_made(workspace, tmp_path):
    released = let(workspace, Ratings("R", ("a",), ((1,),)), request(Recipient.MINISTRY))
    with pytest.raises(NothingLeft):
        door.send(workspace, released, CSV, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_a_picture_goes_through_the_same_door(workspace, tmp_path):
    released = let(workspace, Picture("P", "d", "image/png", b"pixels"), request(Recipient.MINISTRY))
    door.send(workspace, released, PICTURE, tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes() == b"pixels"
    assert [one.form for one in workspace.read(register.entries)] == ["picture"]


def test_the_register_stays_whatever_comes(workspace):
    door.hand_out(workspace, let(workspace, attendance(12, 13, 12, 26), request(Recipient.MINISTRY)), TEXT)
    with pytest.raises(errors.NothingToUndo):
        workspace.undo()
    with pytest.raises(dbapi2.IntegrityError, match="stays"):
        workspace.erase(Release, 1, name="Erased")
    for work in (
        lambda session: setattr(session.get_one(Release, 1), "organisation", "Nobody"),
        lambda session: session.delete(session.get_one(Release, 1)),
    ):
        with pytest.raises(IntegrityError):
            run(workspace, work)
    assert [one.organisation for one in workspace.read(register.entries)] == ["Somebody"]


def test_the_register_comes_with_a_merge_and_outlasts_undoing_it(tmp_path):
    """What one device sent is in the other's register, also after the merge was undone."""
    with_both = devices.copies(tmp_path, devices.base(tmp_path), "ab")
    here, there = with_both["a"], with_both["b"]
    door.hand_out(there, let(there, attendance(12, 13, 12, 26), request(Recipient.MINISTRY)), TEXT)
    devices.send(there, here)
    assert [one.title for one in here.read(register.entries)] == ["Attendance"]
    with pytest.raises(TooLikeEarlier):
        let(here, attendance(14, 13, 12, 26), request(Recipient.MINISTRY))
    here.undo()
    assert [one.title for one in here.read(register.entries)] == ["Attendance"]
    for one in with_both.values():
        one.close()


def test_a_past_release_shows_what_was_sent(workspace):
    released = let(workspace, attendance(12, 3, 12, 26), request(Recipient.MINISTRY))
    _content, handed = door.hand_out(workspace, released, TEXT)
    opened = workspace.read(register.opened, handed.entry)
    assert {tuple(key): figure for key, figure in opened.contents[0]["figures"]} == released.material.figures
    assert opened.withheld == released.withheld


def test_what_was_sent_about_a_person_can_be_asked(workspace, amal):
    _version, one = amal
    door.hand_out(workspace, let(workspace, words(), agreed(Recipient.MINISTRY)), TEXT)
    door.hand_out(workspace, let(workspace, Quotes("Q", (quote(one),)), request(Recipient.PARTNER)), TEXT)
    assert [(sent.recipient, sent.people) for sent in workspace.read(register.about, one)] == [(Recipient.MINISTRY, 1)]

    print_out = workspace.read(_sent, [1], Texts("en"))
    assert "Somebody" in print_out[0]
    workspace.run_erasing(erase_with_dependants, Person, [one], name="Erased")
    assert workspace.read(register.about, one) == ()
    assert len(workspace.read(register.entries)) == 2


def test_a_withdrawal_says_what_was_sent_before_and_the_entry_stays(workspace, amal):
    _version, one = amal
    door.hand_out(workspace, let(workspace, words(), agreed(Recipient.MINISTRY)), TEXT)
    plan = workspace.read(withdrawal.consequences, [one], [Purpose.SYNTHESIS], Texts("en"))
    assert len(plan.sent) == 1
    assert "Somebody" in plan.sent[0]
    assert "Somebody" in workspace.read(erasing.checklist, one, Texts("en"))[0]
    assert workspace.read(withdrawal.consequences, [one], [Purpose.CONTACT], Texts("en")).sent == ()
    sharing = [one], [Purpose.SHARING], Texts("en")
    assert workspace.read(withdrawal.consequences, *sharing).sent == plan.sent
    assert workspace.read(withdrawal.consequences, *sharing, "Somebody").sent == plan.sent
    assert workspace.read(withdrawal.consequences, *sharing, "Somebody else").sent == ()
    withdrawal.withdraw(workspace, [one], [Purpose.TAKE_PART], Said(clock.now()))
    assert [sent.recipient for sent in workspace.read(register.about, one)] == [Recipient.MINISTRY]
    erased = erasing.erase(workspace, one, Texts("en"))
    assert "Somebody" in erased.checklist[0]
    assert [entry.organisation for entry in workspace.read(register.entries)] == ["Somebody"]


def test_consent_withdrawn_before_the_door_leaves_no_file_and_no_entry(workspace, amal, tmp_path):
    version, one = amal
    released = let(workspace, words(), agreed(Recipient.MINISTRY))
    run(workspace, world.consent, version, one, Purpose.QUOTE, "withdrawn", 1)
    with pytest.raises(ConsentChanged):
        door.send(workspace, released, CSV, tmp_path / "out.csv")
    assert workspace.read(register.entries) == ()
    assert not [one for one in tmp_path.iterdir() if one.is_file()]


def test_a_file_that_cannot_be_put_in_its_place_is_noted_as_never_sent(workspace, amal, tmp_path, monkeypatch):
    def full(_unfinished, _path):
        raise errors.DiskFull

    _version, one = amal
    monkeypatch.setattr(copies, "publish", full)
    with pytest.raises(errors.DiskFull):
        door.send(workspace, let(workspace, words(), agreed(Recipient.MINISTRY)), CSV, tmp_path / "out.csv")
    assert [entry.failed for entry in workspace.read(register.entries)] == [True]
    assert workspace.read(register.about, one) == ()


def test_the_schema_refuses_a_transfer_without_safeguards(workspace, amal):
    def past_the_gate(session, **other):
        values = {
            "left": world.LONG_AGO, "actor_id": journal.of(session).scribe.actor_id, "recipient": "ministry",
            "organisation": "M", "purpose": "sharing", "stated": "s", "safeguards": "g", "signed_by": "",
            "signed_because": "", "form": "csv", "title": "t", "what": "[]", "withheld": "[]", "people": 1,
            "sha256": bytes(32), "size": 0, "sequence": 0, "head": bytes(32),
        }  # fmt: skip
        session.add(Release(**{**values, **other}))
        session.flush()

    run(workspace, past_the_gate)
    for wrong in (
        {"safeguards": " "}, {"stated": ""}, {"recipient": "immigration enforcement"}, {"recipient": "public"},
        {"purpose": "curiosity"}, {"organisation": ""}, {"sha256": b""},
    ):  # fmt: skip
        with pytest.raises(IntegrityError):
            run(workspace, past_the_gate, **wrong)


# ------------------------------------------------------------------------------------------------------------- cells


def hostile(workspace):
    return let(
        workspace, Ratings("=cmd()", ("+h", "b"), tuple((value, "x") for value in HOSTILE)), request(Recipient.TEAM)
    )


def test_cells_that_look_like_formulas_are_text_in_csv(workspace):
    content, _handed = door.hand_out(workspace, hostile(workspace), CSV)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[2:]] == [
        "'=1+1", "'+1", "'-1", "'@cmd", "'\tx", "' =1", "plain", "'-", "5", "-3", "2.5", "", "True",
    ]  # fmt: skip
    assert (rows[0][0], rows[1][0]) == ("'=cmd()", "'+h")


def test_cells_in_a_workbook_keep_their_types_and_no_formula(workspace, tmp_path):
    door.send(workspace, hostile(workspace), XLSX, tmp_path / "out.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[2:]] == [*HOSTILE[:11], "", True]
    import zipfile

    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["=a", "+a", "-a", "@a", "\ta", "\ra", " =a"])
def test_a_safe_text_begins_with_none_of_the_signs(text):
    assert safe(text) == f"'{text}"


def test_the_command_lists_the_register(workspace, tmp_path, capsys):
    from argparse import Namespace

    from gcmdesk.commands import releases, terminal

    door.hand_out(workspace, let(workspace, attendance(12, 13, 12, 26), request(Recipient.MINISTRY)), TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "opened", lambda _options, _access: _Open(workspace))
        assert releases._releases(Namespace()) == 0
    told = capsys.readouterr().out
    assert "Ministry · Somebody  Attendance" in told
    assert workspace.read(register.entries)[0].sha256.hex() in told


class _Open:
    def __init__(self, workspace):
        self.workspace = workspace

    def __enter__(self):
        return self.workspace

    def __exit__(self, *_error):
        return None
