"""Short forms of `damage`, and the one page that SQLCipher passes over in silence."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from gcmdesk.consultations.tables import Note
from gcmdesk.workspace import errors, opening
from gcmdesk.workspace.file import PAGE_BYTES
from tests.faults import damage, foretold, keeping

SAID = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def long_note(tmp_path):
    """A workspace whose one note is so long that its end lies on a page of its own; that page is damaged."""
    path = foretold.begin(tmp_path)
    with opening.open_workspace(path, foretold.PASSPHRASE, around=foretold.around(tmp_path)) as workspace:
        note = Note(consultation_id=1, said=SAID, text="x" * 3 * PAGE_BYTES)
        workspace.run(lambda session: session.add(note), name="Note added")
        key = workspace.key
    pages = list(keeping.plain_pages(path, key))
    last = next(number for number, page in enumerate(pages) if page.startswith(bytes(4) + b"xxx"))
    keeping.flip(path, last * PAGE_BYTES + 100, 1)
    with opening.open_workspace(path, foretold.PASSPHRASE, around=foretold.around(tmp_path)) as workspace:
        yield workspace


def text(session):
    return session.scalars(select(Note.text)).one()


def change(session):
    session.scalars(select(Note)).one().kind = "need"


def test_a_damaged_end_of_a_long_text_is_not_read_as_nothing(long_note):
    with pytest.raises(errors.Damaged):
        long_note.read(text)
    assert long_note.read(lambda session: session.scalar(select(Note.id))) == 1
    with pytest.raises(errors.Damaged):
        long_note.run(change, name="Note changed")
    assert long_note.read(lambda session: session.scalar(select(Note.kind))) == ""


def test_damage_is_not_copied_into_a_sound_file(long_note, tmp_path):
    target = tmp_path / "copy.gcmdesk"
    target.touch()
    with pytest.raises(errors.Damaged):
        long_note.copy_to(target)
    with pytest.raises(errors.Damaged):
        opening.change_passphrase(long_note, "another", parameters=foretold.around(tmp_path).parameters[0])
    assert long_note.read(lambda session: session.scalar(select(Note.id))) == 1


def test_flipped_bytes(tmp_path):
    damage.flips(150, tmp_path).assert_kept(150)


def test_flipped_bytes_of_a_larger_file(tmp_path):
    damage.large_flips(200, tmp_path, size=4_000_000).assert_kept(200)


def test_lost_ends(tmp_path):
    damage.truncations(60, tmp_path).assert_kept(60)


def test_old_pages_and_files_and_lost_logs(tmp_path):
    damage.old_ones(20, tmp_path).assert_kept(20)
