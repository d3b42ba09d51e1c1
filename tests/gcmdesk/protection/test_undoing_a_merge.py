"""A withdrawal that came from another device stays, also when taking it in is undone."""

import shutil

from gcmdesk.protection import consent, receipts
from gcmdesk.protection.people_records import Answer, State
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from tests.gcmdesk.protection.conftest import NOW
from tests.gcmdesk.workspace.devices import send


def test_undoing_a_merge_does_not_bring_consent_back(hall, tmp_path):
    person = hall.person()
    hall.workspace.run(receipts.record, hall.capture(person), name="Recorded")
    hall.workspace.settle()
    shutil.copy(hall.workspace.path, tmp_path / "b.gcmdesk")
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes-b")
    with opening.open_workspace(tmp_path / "b.gcmdesk", "open sesame", around=around) as other:
        no = hall.capture(person, answer=Answer.WITHDRAWN, time=NOW)
        other.run(receipts.record, no, name="Withdrawn")
        send(other, hall.workspace)
    hall.workspace.undo()
    states = hall.workspace.read(consent.states, [person], NOW)
    assert states[person, Purpose.QUOTE] is State.WITHDRAWN
    assert hall.workspace.verify().broken_at is None
