"""Three devices with copies of one workspace, the work people do on them, and what passes between them."""

import io
import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from gcmdesk.consultations.tables import Coding, Consultation, Note, Theme
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, changes, clock, conflicts, contents, journal, merge, opening
from gcmdesk.workspace.erasure import erase
from gcmdesk.workspace.errors import NothingToUndo, StillNeeded
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.returning import CannotComeBack
from gcmdesk.workspace.tables import Attachment

CHEAP = Parameters(memory_kib=8, time_cost=1, parallelism=1)
SAID = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
CHILDREN = {
    Consultation: [(Note, Note.consultation_id)],
    Note: [(Coding, Coding.note_id)],
    Theme: [(Coding, Coding.theme_id)],
    Stakeholder: [],
    Coding: [],
    Attachment: [],
}
LOOSE = {Stakeholder: [(Note, Note.stakeholder_id)], Theme: [(Theme, Theme.parent_id)]}
TEXTS = {Stakeholder: "name", Consultation: "title", Note: "text", Theme: "name", Attachment: "caption"}


def around(folder, name):
    return Surroundings(parameters=(CHEAP,), notes=folder / f"notes-{name}")


def opened(folder, name):
    return opening.open_workspace(folder / f"{name}.gcmdesk", "x", around=around(folder, name))


def base(folder):
    """The file all devices start from, with a little in it."""
    path = folder / "base.gcmdesk"
    with opening.create(path, "x", around(folder, "base")) as workspace:
        for step in range(3):
            workspace.run(add, step, f"first {step}", name="Added")
        workspace.run(add, 3, "first 3", name="Added")
    return path


def copies(folder, path, names):
    copies_closed(folder, path, names)
    return {name: opened(folder, name) for name in names}


def copies_closed(folder, path, names):
    for name in names:
        shutil.copy(path, folder / f"{name}.gcmdesk")


def change_set(workspace, since=0):
    stream = io.BytesIO()
    workspace.read(changes.write, stream, since)
    return stream.getvalue()


def send(sender, receiver, since=0, **options):
    return merge.take_in(receiver, io.BytesIO(change_set(sender, since)), **options)


def state(workspace):
    """All rows, clocks and tombstones, in the canonical form that is the same on every device."""
    return change_set(workspace).splitlines()[1:-1]


def content(workspace):
    """What people see: rows with their fields, what is gone, and the open conflicts about words."""
    rows = [json.loads(line) for line in state(workspace)]
    seen = {row["row"]: row.get("gone") or (row["table"], row["values"]) for row in rows if _is_content(row)}
    return seen, open_conflicts(workspace)


def _is_content(row):
    return "row" in row and row["table"] != "field_conflict"


def words(workspace):
    """The words of all rows, by table, row and field."""
    return {
        (kind.__tablename__, uuid, field): text
        for kind, field in TEXTS.items()
        for uuid, text in workspace.read(rows, f"SELECT uuid, {field} FROM {kind.__tablename__}")  # noqa: S608
    }


def open_conflicts(workspace):
    return {
        (one.table, one.field, one.kept, one.other, one.deleted)
        for one in workspace.read(conflicts.of_workspace)
        if one.field in TEXTS.values()
    }


# ------------------------------------------------------------------------------------------------ what people do


def add(session, number, text):
    """A row of one kind or another; its parents are picked among what is there."""
    notes, themes = ids(session, Note), ids(session, Theme)
    consultations, stakeholders = ids(session, Consultation), ids(session, Stakeholder)
    match number % 5:
        case 0:
            session.add(Stakeholder(name=text, kind="k"))
        case 1:
            session.add(Consultation(title=text, day=date(2026, 3, 1)))
        case 2 if consultations:
            place, by = pick(consultations, number), pick(stakeholders, number)
            session.add(Note(consultation_id=place, stakeholder_id=by, said=SAID, text=text))
        case 3:
            session.add(Theme(name=text, parent_id=pick(themes, number)))
        case 4 if notes and themes:
            code(session, pick(notes, number), pick(themes, number))


def code(session, note, theme):
    uuid = clock.joint_uuid(session.get_one(Note, note).uuid, session.get_one(Theme, theme).uuid)
    if not session.scalars(select(Coding.id).where(Coding.uuid == uuid)).all():
        bulk.insert(session, Coding, ("uuid", "note_id", "theme_id"), [(uuid, note, theme)])


def ids(session, kind):
    """Row ids in an order that is the same on every device."""
    return list(session.scalars(select(kind.id).order_by(kind.uuid)))


def pick(among, number):
    return among[number % len(among)] if among else None


def edit(session, number, text):
    kind = pick(list(TEXTS), number)
    row = pick(ids(session, kind), number // 5)
    if row:
        setattr(session.get_one(kind, row), TEXTS[kind], text)


def refer(session, number, _text):
    """A note gets another stakeholder, or none; a theme another parent."""
    note, theme = pick(ids(session, Note), number), pick(ids(session, Theme), number)
    if number % 2 and note:
        session.get_one(Note, note).stakeholder_id = pick([None, *ids(session, Stakeholder)], number // 2)
    elif theme:
        session.get_one(Theme, theme).parent_id = pick([None, *ids(session, Theme)], number // 2)


def delete(session, number, _text):
    kind = pick(list(CHILDREN), number)
    row = pick(ids(session, kind), number // 6)
    if row:
        _leave(session, kind, row, lambda one, ids: bulk.delete(session, one, ids))


def erase_one(session, number, _text):
    kind = pick(list(CHILDREN), number)
    row = pick(ids(session, kind), number // 6)
    if row:
        _leave(session, kind, row, lambda one, ids: erase(session, one, ids))


def _leave(session, kind, row, remove):
    for child, reference in CHILDREN[kind]:
        for one in session.scalars(select(child.id).where(reference == row)).all():
            _leave(session, child, one, remove)
    for child, reference in LOOSE.get(kind, []):
        rows = session.scalars(select(child.id).where(reference == row)).all()
        bulk.update(session, child, [(one, {reference.key: None}) for one in rows])
    remove(kind, [row])


def attach(session, number, text):
    """Something small to a note; two devices can attach the same."""
    note = pick(ids(session, Note), number)
    if note:
        data = f"photo {number % 3}".encode()
        digest = contents.put(journal.of(session).connection, data, None)
        what = {"content_hash": digest, "media_type": "image/png", "size": len(data), "caption": text}
        session.add(Attachment(entity="note", row_uuid=session.get_one(Note, note).uuid, **what))


def settle(session, number, _text):
    one = pick(sorted(conflicts.of_workspace(session), key=lambda one: repr((one.table, one.kept, one.other))), number)
    if one:
        with suppress(CannotComeBack):
            conflicts.settle(session, one.id, pick(list(conflicts.Choice), number // 2))


WORK = {
    "add": add,
    "edit": edit,
    "refer": refer,
    "delete": delete,
    "erase": erase_one,
    "attach": attach,
    "settle": settle,
}


@dataclass(frozen=True)
class Deed:
    """One step of a story: somebody works, turns back, or sends what is new to somebody."""

    device: str
    what: str
    number: int
    to: str

    def do(self, workspaces, text):
        workspace = workspaces[self.device]
        if self.what == "send":
            if self.to != self.device:
                send(workspace, workspaces[self.to])
        elif self.what in {"undo", "redo"}:
            try:
                getattr(workspace, self.what)()
            except (NothingToUndo, StillNeeded):
                return
        else:
            workspace.run(WORK[self.what], self.number, text, name="Worked")


def exchange(workspaces, pairs, rounds=6):
    """Everybody sends everything along these pairs until nothing is new to anybody."""
    for _round in range(rounds):
        receipts = [send(workspaces[one], workspaces[other]) for one, other in pairs]
        if all(receipt.empty and receipt.sequence is None for receipt in receipts):
            return
    raise AssertionError("the exchange does not come to rest")


def rows(session, query):
    return session.connection().exec_driver_sql(query).all()
