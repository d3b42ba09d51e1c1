"""What this computer remembers outside the file: an old copy put back, or a lost log, is told to the user."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap

import pytest
from sqlalchemy import select

from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import opening
from gcmdesk.workspace.file import Access
from gcmdesk.workspace.tables import Device


def add(session, name):
    session.add(Stakeholder(name=name, kind="youth"))


def devices(session):
    return len(session.scalars(select(Device.uuid)).all())


def reopened(path, around, access=Access.WRITE):
    return opening.open_workspace(path, "open sesame", access, around)


def test_going_on_working_is_no_regress_and_stays_one_device(workspace, around):
    for _round in range(3):
        workspace.run(add, "Youth council", name="Stakeholder added")
        workspace.close()
        workspace = reopened(workspace.path, around)
        assert workspace.regress is None
    assert workspace.read(devices) == 1
    workspace.close()


@pytest.mark.parametrize("access", Access)
def test_an_old_file_put_back_is_told(workspace, around, access):
    workspace.run(add, "First", name="Stakeholder added")
    workspace.settle()
    old = workspace.path.read_bytes()
    workspace.run(add, "Second", name="Stakeholder added")
    workspace.close()
    workspace.path.write_bytes(old)
    with reopened(workspace.path, around, access) as again:
        assert (again.regress.remembered, again.regress.found) == (2, 1)


def test_after_an_old_file_was_put_back_work_goes_on_as_another_device(workspace, around):
    workspace.run(add, "First", name="Stakeholder added")
    workspace.settle()
    old = workspace.path.read_bytes()
    workspace.run(add, "Second", name="Stakeholder added")
    workspace.close()
    workspace.path.write_bytes(old)
    with reopened(workspace.path, around) as again:
        again.run(add, "Other second", name="Stakeholder added")
        assert again.read(devices) == 2
    with reopened(workspace.path, around) as again:
        assert again.regress is None


def test_a_copy_is_another_device(workspace, around):
    workspace.run(add, "First", name="Stakeholder added")
    workspace.close()
    copied = workspace.path.with_name("copy.gcmdesk")
    shutil.copy(workspace.path, copied)
    with reopened(copied, around) as copy:
        copy.run(add, "Second", name="Stakeholder added")
        assert copy.regress is None
        assert copy.read(devices) == 2


KILLED_AFTER_SAVING = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    import gcmdesk.areas
    from gcmdesk.stakeholders.tables import Stakeholder
    from gcmdesk.workspace import opening
    from gcmdesk.workspace.keys import Parameters

    around = opening.Surroundings((Parameters(8, 1, 1),), Path(sys.argv[2]))
    workspace = opening.open_workspace(Path(sys.argv[1]), "open sesame", around=around)
    workspace.run(lambda session: session.add(Stakeholder(name="Last", kind="youth")), name="Stakeholder added")
    os.kill(os.getpid(), signal.SIGKILL)
    """
)


def test_a_log_lost_after_a_crash_is_told(workspace, around):
    workspace.close()
    killed = subprocess.run([sys.executable, "-c", KILLED_AFTER_SAVING, workspace.path, around.notes], check=False)
    assert killed.returncode == -signal.SIGKILL
    log = workspace.path.with_name("a.gcmdesk-wal")
    kept = log.read_bytes()
    assert kept
    log.unlink()
    with reopened(workspace.path, around, Access.READ) as again:
        assert (again.regress.remembered, again.regress.found) == (1, 0)


def test_a_crash_loses_nothing(workspace, around):
    workspace.close()
    subprocess.run([sys.executable, "-c", KILLED_AFTER_SAVING, workspace.path, around.notes], check=False)
    with reopened(workspace.path, around) as again:
        assert again.regress is None
        assert again.read(lambda session: session.scalars(select(Stakeholder.name)).all()) == ["Last"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"device": "zz"}', b'{"device": 1}', b"\xff"])
def test_a_damaged_note_is_as_good_as_none(workspace, around, content):
    workspace.run(add, "First", name="Stakeholder added")
    workspace.close()
    (note,) = around.notes.glob("*.json")
    note.write_bytes(content)
    with reopened(workspace.path, around) as again:
        assert again.regress is None


def test_the_note_names_neither_people_nor_places(workspace, around):
    workspace.run(add, "Youth council", name="Stakeholder added")
    (note,) = around.notes.glob("*.json")
    assert "gcmdesk" not in note.name
    assert set(os.fsdecode(note.read_bytes())) <= set('0123456789abcdef{}",: \ndeviceqnsulkavt')
