"""What is attached travels with the changes: whole or not at all, once, and never more than there should be."""

import base64
import hashlib
import io
import json
import random
import tracemalloc

import pytest
from sqlalchemy import select

from gcmdesk.consultations.tables import Note
from gcmdesk.jobs import Progress
from gcmdesk.workspace import attachments, changes, contents, journal, merge, refusals
from gcmdesk.workspace.tables import Attachment
from tests.gcmdesk.workspace import devices
from tests.gcmdesk.workspace.devices import send
from tests.gcmdesk.workspace.test_attachments import photo, recording


@pytest.fixture
def pair(tmp_path):
    """Two devices with the same workspace."""
    workspaces = devices.copies(tmp_path, devices.base(tmp_path), "ab")
    yield workspaces["a"], workspaces["b"]
    for workspace in workspaces.values():
        workspace.close()


def attach(workspace, data, text="Flip chart"):
    def work(session):
        note = session.scalars(select(Note)).first()
        return attachments.add(session, Progress(), attachments.owner(note), data, text)

    return workspace.run(work, name="Attached")


def attached(workspace):
    """The contents of all attachments, by caption."""

    def work(session):
        return {row.caption: attachments.content(session, row.id) for row in session.scalars(select(Attachment))}

    return workspace.read(work)


def counts(workspace):
    return workspace.read(devices.rows, "SELECT (SELECT count(*) FROM content), (SELECT count(*) FROM chunk)")[0]


def test_a_photo_and_a_recording_arrive_whole_and_with_their_thumbnail(pair):
    a, b = pair
    number = attach(a, photo())
    attach(a, recording(1), "Opening words")
    small = a.read(attachments.thumbnail, number)
    receipt = send(a, b)
    assert (receipt.contents, receipt.empty) == (2, False)
    assert attached(b) == attached(a)
    assert b.read(attachments.thumbnail, number) == small
    again = send(a, b)
    assert (again.contents, again.empty, again.sequence) == (0, True, None)


def test_a_dry_run_counts_contents_and_stores_none(pair):
    a, b = pair
    attach(a, photo())
    assert send(a, b, dry_run=True).contents == 1
    assert counts(b) == (0, 0)


def test_changes_since_a_point_carry_only_what_was_attached_since(pair):
    a, b = pair
    first = attach(a, photo("teal"), "first")
    send(a, b)
    since = a.head.sequence
    attach(a, photo("red"), "second")
    a.run(attachments.caption, first, "the first", name="Renamed")
    extent = a.read(changes.write, io.BytesIO(), since)
    assert (extent.rows, extent.contents) == (2, 1)
    assert send(a, b, since).contents == 1
    assert attached(b) == attached(a)


def test_undoing_the_merge_takes_what_was_attached_away_and_redoing_brings_it_back(pair):
    a, b = pair
    attach(a, photo())
    send(a, b)
    b.undo()
    assert attached(b) == {}
    b.redo()
    assert attached(b) == attached(a)


def test_a_content_that_was_missing_is_made_good_by_a_full_set(pair):
    a, b = pair
    attach(a, photo())
    lines = devices.change_set(a).splitlines(keepends=True)
    merge.take_in(b, io.BytesIO(sealed([one for one in map(json.loads, lines[:-1]) if "content" not in one])))
    assert b.read(lambda session: contents.missing(journal.connection_of(session))) == 1
    assert (send(a, b).contents, send(a, b).contents) == (1, 0)
    assert attached(b) == attached(a)


def test_what_was_erased_here_does_not_come_back_with_its_content(pair):
    a, b = pair
    number = attach(a, photo())
    send(a, b)
    b.erase(Attachment, number, name="Erased")
    assert counts(b) == (0, 0)
    assert send(a, b).contents == 0
    assert counts(b) == (0, 0)
    send(b, a)
    assert counts(a) == (0, 0)


def test_a_damaged_content_stays_behind_and_the_rest_goes(pair):
    a, b = pair
    attach(a, photo("teal"), "damaged")
    attach(a, photo("red"), "whole")
    digest = a.read(lambda s: s.scalar(select(Attachment.content_hash).where(Attachment.caption == "damaged")))
    a.run(
        lambda s: (
            journal.connection_of(s).execute("UPDATE chunk SET piece = zeroblob(9) WHERE content_hash = ?", (digest,)),
            setattr(s.get_one(Note, 1), "text", "also changed"),
        ),
        name="Damaged",
    )
    assert send(a, b).contents == 1


def sealed(contents):
    lines = [changes.line(content) for content in contents]
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    return b"".join([*lines, changes.line({"lines": len(lines), "sha256": digest})])


def _other_byte(contents):
    piece = base64.b64decode(contents[-1]["piece"])
    contents[-1]["piece"] = base64.b64encode(bytes([piece[0] ^ 1]) + piece[1:]).decode()


def _row_after_contents(contents):
    contents.append(next(contents.pop(at) for at, one in enumerate(contents) if one.get("table") == "theme"))


def _twice(contents):
    contents += [one for one in contents if "content" in one]


def _not_attached(contents):
    contents[:] = [one for one in contents if one.get("table") != "attachment"]


def _head(contents):
    return next(one for one in contents if "size" in one)


@pytest.mark.parametrize(
    "spoil",
    [
        _other_byte,
        _row_after_contents,
        _twice,
        _not_attached,
        lambda contents: contents.pop(),
        lambda contents: contents.pop(-2),
        lambda contents: contents.append(contents[-1]),
        lambda contents: contents[-1].update(number=7),
        lambda contents: contents[-1].update(piece=""),
        lambda contents: contents[-1].update(piece="?"),
        lambda contents: contents[-1].update(content="00" * 32),
        lambda contents: contents[-1].update(more=1),
        lambda contents: _head(contents).update(content="zz"),
        lambda contents: _head(contents).update(size=1 << 40),
        lambda contents: _head(contents).update(size=-1),
        lambda contents: _head(contents).update(thumbnail=base64.b64encode(b"<svg/>").decode()),
        lambda contents: _head(contents).update(thumbnail=base64.b64encode(b"\xff\xd8\xff" * 100_000).decode()),
    ],
)
def test_contents_that_no_gcmdesk_writes_are_refused_as_a_whole(pair, spoil):
    a, b = pair
    attach(a, recording(1))
    lines = [json.loads(line) for line in devices.change_set(a).splitlines()[:-1]]
    assert len([one for one in lines if "piece" in one]) > 1
    spoil(lines)
    before = devices.state(b)
    with pytest.raises(refusals.ChangesUnfit):
        merge.take_in(b, io.BytesIO(sealed(lines)))
    assert (devices.state(b), counts(b)) == (before, (0, 0))


def test_large_contents_pass_through_little_memory(pair, tmp_path):
    a, b = pair
    for number in range(3):
        data = random.Random(number).randbytes(8 << 20)  # noqa: S311 - noise, no secret

        def work(session, data=data):
            note = session.scalars(select(Note)).first()
            digest = contents.put(journal.of(session).connection, data, None)
            what = {"content_hash": digest, "media_type": "audio/mpeg", "size": len(data)}
            session.add(Attachment(entity="note", row_uuid=note.uuid, caption=str(len(data)), **what))

        a.run(work, name="Attached")
    del data
    tracemalloc.start()
    with (tmp_path / "out").open("w+b") as stream:
        a.read(changes.write, stream)
        stream.seek(0)
        assert merge.take_in(b, stream).contents == 3
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20
