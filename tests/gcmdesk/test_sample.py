"""The sample workspace: the same for the same seed, whole or not at all, and fit for a look around."""

import pytest
from sqlalchemy import select, text

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk import cli, sample
from gcmdesk.consultations import attendance, sessions
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.errors import Cancelled
from gcmdesk.jobs import Progress
from gcmdesk.protection import consent, incidents, people, register, requests
from gcmdesk.protection.people_records import Answer, Capacity, Method, State
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.receipts import Capture
from gcmdesk.protection.recipients import Recipient
from gcmdesk.sample import Size
from gcmdesk.workspace import clock, opening, search
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings

OF_THE_MOMENT = {"uuid", "left", "head"}
"""A release is entered in the act, with the check sum of the journal so far."""
TINY = Size(stakeholders=12, sessions=3, notes=40, codings=90)


@pytest.fixture
def around(tmp_path):
    return Surroundings(parameters=(Parameters(memory_kib=8, time_cost=1, parallelism=1),), notes=tmp_path / "notes")


def content(path, around):
    """All rows of all areas, but for the clocks of their making and what follows from them and from the keys."""
    with opening.open_workspace(path, sample.PASSPHRASE, around=around) as workspace:
        return workspace.read(rows)


def captures(session, child):
    """The child's answers as they would have been taken down by hand."""
    query = select(ConsentReceipt).where(ConsentReceipt.person_id == child)
    names = ("language", "time", "guardian", "guardian_id", "best_interests")
    found = []
    for one in session.scalars(query):
        language, time, guardian, guardian_person, best = (getattr(one, name) for name in names)
        answers = {Purpose(one.purpose): Answer(one.answer)}
        found.append(Capture(
            (child,), answers, one.notice_version_id, language, time, Method(one.method), Capacity(one.capacity),
            guardian=guardian, guardian_person=guardian_person, best_interests=best,
        ))  # fmt: skip
    return found


def rows(session):
    def of(kind):
        new = {"clock", "device_id", "recorded"} | (
            OF_THE_MOMENT if kind.table.info["row"].topic == "releases" else set()
        )
        columns = ", ".join(name for name in kind.columns if name not in new)
        return session.execute(text(f"SELECT {columns} FROM {kind.name} ORDER BY id")).all()  # noqa: S608

    return {name: of(kind) for name, kind in entities().items()}


def test_the_same_seed_gives_the_same_workspace_and_another_seed_another(tmp_path, around):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        sample.write(tmp_path / name, TINY, seed, around=around)
    first = content(tmp_path / "a", around)
    assert content(tmp_path / "b", around) == first
    assert content(tmp_path / "c", around)["note"] != first["note"]


def test_the_small_sample_is_what_its_size_says(tmp_path, around):
    path = tmp_path / "a.gcmdesk"
    size = sample.SIZES["small"]
    sample.write(path, around=around)
    with opening.open_workspace(path, sample.PASSPHRASE, around=around) as workspace:
        found = workspace.read(rows)
        assert len(found["stakeholder"]) == size.stakeholders == 40
        assert len(found["consultation"]) == size.sessions + 1 == 7
        assert len(found["note"]) == size.notes == 200
        assert len(found["person"]) == size.people == 12
        assert len(found["consent_receipt"]) == 4 * size.people
        assert len(found["coding"]) == pytest.approx(size.codings, rel=0.1)
        assert all(one.state == "closed" for one in workspace.read(requests.all_of))
        assert {len(found[name]) for name in ("paper_record", "data_request", "incident", "identity", "contact")} == {1}
        registers = ("appointment", "notice", "person", "release", "retention_rule", "undertaking", "incident_step")
        assert all(found[name] for name in registers), "a page of Protection is empty"
        assert all(one.responsible for one in found["engagement"])
        assert {one.role.split()[0] for one in found["undertaking"]} == {"Analyst"}
        assert all(one.closed and not one.late for one in workspace.read(incidents.all_of))
        (sent,) = workspace.read(register.entries)
        assert (sent.recipient, sent.failed, sent.people) == (Recipient.MINISTRY, False, 0)
        assert workspace.read(register.opened, sent.id).withheld
        (child,) = (one for one in workspace.read(people.everybody) if one.child)
        states = workspace.read(consent.states, [child.id], clock.now())
        assert states[child.id, Purpose.SYNTHESIS] is State.GIVEN
        assert all(one.problems() == () for one in workspace.read(captures, child.id))
        by_status = [one.status for one in workspace.read(sessions.calendar)]
        assert by_status == ["closed"] * 5 + ["open", "planned"]
        assert {len(found[name]) for name in ("guide", "guide_version")} == {1}
        assert not any(
            attendance.mismatches(workspace.read(attendance.headcounts, one.id))
            for one in workspace.read(sessions.calendar)
        )
        assert workspace.verify().broken_at is None
        assert workspace.read(search.check, Progress()).sound
        for word in ("families", "familles", "семьи", "الأسر", "学校"):
            assert workspace.read(search.find, word), word


def test_notes_are_said_on_the_day_of_their_session_and_in_order(tmp_path, around):
    sample.write(tmp_path / "a", TINY, around=around)
    with opening.open_workspace(tmp_path / "a", sample.PASSPHRASE, around=around) as workspace:
        query = select(Note.said, Consultation.day).join(Consultation).order_by(Note.id)
        said = workspace.read(lambda session: session.execute(query).all())
    assert all(moment.date() == day for moment, day in said)
    assert [moment for moment, _day in said] == sorted(moment for moment, _day in said)


def test_a_cancelled_sample_leaves_nothing(tmp_path, around):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        sample.write(tmp_path / "a", TINY, progress=progress, around=around)
    assert not (tmp_path / "a").exists()


def test_the_command_writes_a_sample_and_says_how_to_open_it(tmp_path, around, capsys):
    path = tmp_path / "a.gcmdesk"
    ways = {"open_window": lambda _file: 9, "self_check": lambda: 9, "around": around}
    assert cli.main(["sample", str(path), "--seed", "3"], **ways) == 0
    assert sample.PASSPHRASE in capsys.readouterr().out
    assert len(content(path, around)["note"]) == 200
    assert cli.main(["sample", str(path)], **ways) == 1
    assert "already a file" in capsys.readouterr().err
