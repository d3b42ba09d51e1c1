"""What is attached is clean, whole, stored once, undone like anything else, and gone when erased."""

import io
import random
import tracemalloc
import wave

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from gcmdesk.errors import Cancelled
from gcmdesk.jobs import Progress, Step
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import attachments, bulk, contents, journal
from gcmdesk.workspace.attachable import AttachmentRefused
from gcmdesk.workspace.attachments import Owner
from gcmdesk.workspace.file import Access, connect
from gcmdesk.workspace.tables import Attachment, Conflict
from gcmdesk.workspace.workspace import Workspace
from tests.faults import keeping

CAMERA = "Kodachrome 9000"


def photo(color: str = "teal") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    out = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(out, "JPEG", exif=exif)
    return out.getvalue()


def recording(megabytes: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16000)
        sound.writeframes(random.Random(7).randbytes(megabytes << 20))  # noqa: S311 - noise, no secret
    return out.getvalue()


def stakeholder(session: Session) -> Owner:
    row = Stakeholder(name="Youth council", kind="x")
    session.add(row)
    session.flush()
    return attachments.owner(row)


def counts(session: Session) -> tuple[int, int, int]:
    execute = journal.connection_of(session).execute
    rows, whole, pieces = (
        execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in ("attachment", "content", "chunk")
    )
    return rows, whole, pieces


@pytest.fixture
def owner(workspace: Workspace) -> Owner:
    return workspace.run(stakeholder, name="Added")


def attach(workspace: Workspace, owner: Owner, data: bytes, caption: str = "") -> int:
    return workspace.job(Progress(), attachments.add, owner, data, caption, name="Attached")


def test_a_photo_is_cleaned_stored_and_small(workspace: Workspace, owner: Owner) -> None:
    assert CAMERA.encode() in photo()
    number = attach(workspace, owner, photo(), "Flip chart")
    (shown,) = workspace.read(attachments.of, owner)
    assert (shown.id, shown.media_type, shown.width, shown.height) == (number, "image/jpeg", 640, 480)
    assert (shown.caption, shown.seconds) == ("Flip chart", None)
    stored = workspace.read(attachments.content, number)
    assert CAMERA.encode() not in stored
    assert len(stored) == shown.size
    small = workspace.read(attachments.thumbnail, number)
    assert small
    assert max(Image.open(io.BytesIO(small)).size) == attachments.THUMBNAIL_PIXELS


def test_sound_has_a_length_and_no_thumbnail(workspace: Workspace, owner: Owner) -> None:
    number = attach(workspace, owner, recording(1))
    (shown,) = workspace.read(attachments.of, owner)
    assert shown.seconds == pytest.approx((1 << 20) / 32000)
    assert workspace.read(attachments.thumbnail, number) is None


def test_what_cannot_be_attached_leaves_nothing(workspace: Workspace, owner: Owner) -> None:
    with pytest.raises(AttachmentRefused):
        attach(workspace, owner, b"MZ, a program")
    with pytest.raises(KeyError):
        attach(workspace, Owner("stakeholder", bytes(16)), photo())
    assert workspace.read(counts) == (0, 0, 0)


def test_the_same_content_is_stored_once(workspace: Workspace, owner: Owner) -> None:
    first, second = attach(workspace, owner, photo()), attach(workspace, owner, photo())
    assert workspace.read(counts)[:2] == (2, 1)
    workspace.erase(Attachment, first, name="Erased")
    assert workspace.read(attachments.content, second)
    workspace.erase(Attachment, second, name="Erased")
    assert workspace.read(counts) == (0, 0, 0)


def test_adding_and_removing_can_be_undone_without_copies(workspace: Workspace, owner: Owner) -> None:
    number = attach(workspace, owner, recording(1))
    stored = workspace.read(attachments.content, number)
    workspace.undo()
    assert workspace.read(attachments.of, owner) == ()
    workspace.redo()
    assert workspace.read(attachments.content, number) == stored
    workspace.run(attachments.remove, number, name="Removed")
    assert workspace.read(attachments.of, owner) == ()
    workspace.undo()
    assert workspace.read(attachments.content, number) == stored
    assert workspace.read(journal_bytes) < 10_000
    assert workspace.verify().broken_at is None


def journal_bytes(session: Session) -> int:
    query = "SELECT sum(length(content)) FROM change"
    count: int = journal.connection_of(session).execute(query).fetchone()[0]
    return count


def test_a_caption_is_changed_and_found(workspace: Workspace, owner: Owner) -> None:
    number = attach(workspace, owner, photo(), "Flip chart")
    workspace.run(attachments.caption, number, "Signed list", name="Changed")
    assert workspace.read(attachments.of, owner)[0].caption == "Signed list"


@pytest.mark.parametrize("removed_before", [False, True])
def test_erasing_the_row_erases_what_is_attached_to_it(
    removed_before: bool, workspace: Workspace, owner: Owner
) -> None:
    number = attach(workspace, owner, photo(), "Zanzibarquartz")
    if removed_before:
        workspace.run(attachments.remove, number, name="Removed")
    workspace.erase(Stakeholder, 1, name="Erased")
    assert workspace.read(counts) == (0, 0, 0)
    assert workspace.read(journal_words).count("Zanzibarquartz") == 0
    assert workspace.verify().broken_at is None


def test_no_byte_of_an_erased_recording_is_left_in_the_file(workspace: Workspace, owner: Owner) -> None:
    number = attach(workspace, owner, recording(1))
    sample = workspace.read(attachments.content, number)[500_000:500_016]
    assert sample in whole_file(workspace)
    workspace.erase(Attachment, number, name="Erased")
    assert sample not in whole_file(workspace)


def whole_file(workspace: Workspace) -> bytes:
    """Every page of the settled file without its encryption, free pages included."""
    assert workspace.settle()
    return b"".join(keeping.plain_pages(workspace.path, workspace.key))


def test_conflicts_about_a_caption_go_with_the_attachment(workspace: Workspace, owner: Owner) -> None:
    number = attach(workspace, owner, photo())

    def disagree(session: Session) -> None:
        uuid = session.get_one(Attachment, number).uuid
        made = {"other_clock": 2, "other_device_id": 1}
        session.add(Conflict(entity="attachment", row_uuid=uuid, field="caption", other='"Zanzibarquartz"', **made))

    workspace.run(disagree, name="Merged")
    workspace.erase(Attachment, number, name="Erased")
    assert workspace.read(lambda session: session.query(Conflict).count()) == 0


def journal_words(session: Session) -> str:
    return repr(journal.connection_of(session).execute("SELECT content FROM change").fetchall())


def test_a_content_that_undo_may_need_stays(workspace: Workspace, owner: Owner) -> None:
    kept, other = attach(workspace, owner, photo()), attach(workspace, owner, photo("red"))
    workspace.run(attachments.remove, kept, name="Removed")
    workspace.erase(Attachment, other, name="Erased")
    workspace.undo()
    assert workspace.read(attachments.content, kept)


DAMAGES = {
    "a byte": "UPDATE chunk SET piece = zeroblob(length(piece)) WHERE number = 2",
    "shorter": "UPDATE chunk SET piece = substr(piece, 1, 10) WHERE number = 4",
    "a piece gone": "DELETE FROM chunk WHERE number = 1",
    "the last gone": "DELETE FROM chunk WHERE number = (SELECT max(number) FROM chunk)",
    "exchanged": "UPDATE chunk SET number = -number WHERE number > 0",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_detected(damage: str, workspace: Workspace, owner: Owner) -> None:
    number = attach(workspace, owner, recording(1))
    connection = connect(workspace.path, workspace.key, Access.WRITE)
    connection.execute(damage)
    connection.close()
    with pytest.raises(contents.ContentDamaged):
        workspace.read(attachments.content, number)
    assert len(workspace.read(lambda session: contents.damaged(journal.connection_of(session), Progress()))) == 1


def test_a_content_that_has_not_arrived_is_told(workspace: Workspace, owner: Owner) -> None:
    def without_content(session: Session) -> int:
        names = ("entity", "row_uuid", "content_hash", "media_type", "size", "caption")
        return bulk.insert(session, Attachment, names, [(owner.entity, owner.uuid, bytes(32), "image/png", 9, "")])[0]

    number = workspace.run(without_content, name="Merged")
    with pytest.raises(contents.ContentMissing):
        workspace.read(attachments.content, number)
    assert workspace.read(attachments.thumbnail, number) is None
    assert workspace.read(lambda session: contents.missing(journal.connection_of(session))) == 1


def test_twenty_megabytes_are_read_in_little_memory_and_stored_with_progress(
    workspace: Workspace, owner: Owner
) -> None:
    steps: list[Step] = []
    data = recording(20)
    number = workspace.job(Progress(steps.append, 0), attachments.add, owner, data, name="Attached")
    assert steps[-1].done == steps[-1].total == len(workspace.read(attachments.content, number))
    assert len(steps) >= 80

    def length(session: Session) -> int:
        return sum(len(piece) for piece in attachments.stream(session, number))

    tracemalloc.start()
    try:
        assert workspace.read(length) == steps[-1].total
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_cancelling_stores_nothing(workspace: Workspace, owner: Owner) -> None:
    progress = Progress()

    def cancel(_step: Step) -> None:
        progress.cancel()

    progress = Progress(cancel, 0)
    with pytest.raises(Cancelled):
        workspace.job(progress, attachments.add, owner, recording(1), name="Attached")
    assert workspace.read(counts) == (0, 0, 0)
