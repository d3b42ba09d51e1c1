"""Journal and audit entries edited, deleted, reordered and invented with raw SQL and the right key: `verify` tells."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.workspace import audit, file, journal, opening
from gcmdesk.workspace.file import Access, Driver
from tests.faults import foretold, keeping
from tests.faults.foretold import PASSPHRASE, Story
from tests.faults.tally import Tally

_COMMITS = 60
_PASSAGE = ("clock", "device_id", "actor_id", "made", "name", "count", "kind", "target", "link")
_CHANGE = ("passage_id", "entity", "kind", "first", "last", "content", "salt", "commitment")


class _Undone(Exception):
    """Ends a transaction without keeping anything."""


def _row(connection: Driver, chance: random.Random, table: str) -> int:
    return chance.choice(connection.execute(f"SELECT id FROM {table}").fetchall())[0]


def _other(chance: random.Random, value: object) -> object:
    """Another value of the same kind."""
    if value is None or isinstance(value, int):
        return (value or 0) + chance.choice((-1, 1, 1000))
    if isinstance(value, bytes):
        place = chance.randrange(len(value))
        return value[:place] + bytes([value[place] ^ chance.randint(1, 255)]) + value[place + 1 :]
    place = chance.randrange(len(value) + 1)
    return value[:place] + chance.choice("aé移 0") + value[place:]


def _edit(connection: Driver, chance: random.Random, table: str, columns: tuple[str, ...]) -> str:
    column, row = chance.choice(columns), _row(connection, chance, table)
    (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row,)).fetchone()
    other = _other(chance, value)
    if column == "kind":
        kinds = {"passage": ("do", "undo", "redo", "fixed"), "change": ("insert", "update", "delete", "erase")}[table]
        other = chance.choice([kind for kind in kinds if kind != value])
    elif value is None and column in {"content", "salt"}:
        other = "{}" if column == "content" else b"0123456789abcdef"
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (other, row))
    return f"{table}.{column} edited"


def _edit_passage(connection: Driver, chance: random.Random) -> str:
    return _edit(connection, chance, "passage", _PASSAGE)


def _edit_change(connection: Driver, chance: random.Random) -> str:
    return _edit(connection, chance, "change", _CHANGE)


def _delete(connection: Driver, chance: random.Random) -> str:
    table = chance.choice(("passage", "change"))
    row = _row(connection, chance, table)
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
    return f"{table} deleted"


def _cut_the_end(connection: Driver, chance: random.Random) -> str:
    row = _row(connection, chance, "passage")
    connection.execute("DELETE FROM change WHERE passage_id >= ?", (row,))
    connection.execute("DELETE FROM passage WHERE id >= ?", (row,))
    return "the newest passages cut off"


def _exchange(connection: Driver, chance: random.Random) -> str:
    table = chance.choice(("passage", "change"))
    one, other = chance.sample(connection.execute(f"SELECT id FROM {table}").fetchall(), 2)
    if table == "change":
        of = "SELECT passage_id FROM change WHERE id = ?"
        passages = [connection.execute(of, row).fetchone() for row in (one, other)]
        if passages[0] != passages[1]:
            for passage, row in zip(reversed(passages), (one, other), strict=True):
                connection.execute("UPDATE change SET passage_id = ? WHERE id = ?", (*passage, *row))
            return "two changes exchanged"
    for new, old in ((-1, one[0]), (one[0], other[0]), (other[0], -1)):
        connection.execute(f"UPDATE {table} SET id = ? WHERE id = ?", (new, old))
    return f"two {table}s exchanged"


def _invent_passage(connection: Driver, chance: random.Random) -> str:
    row = _row(connection, chance, "passage")
    columns = ", ".join(column for column in _PASSAGE if column != "link")
    connection.execute(
        f"INSERT INTO passage (id, {columns}, link) SELECT (SELECT max(id) + 1 FROM passage), {columns}, ?"
        " FROM passage WHERE id = ?",
        (chance.randbytes(32), row),
    )
    return "passage invented"


def _invent_change(connection: Driver, chance: random.Random) -> str:
    row, columns = _row(connection, chance, "change"), ", ".join(_CHANGE)
    connection.execute(f"INSERT INTO change ({columns}) SELECT {columns} FROM change WHERE id = ?", (row,))
    return "change invented"


def _feign_erasure(connection: Driver, chance: random.Random) -> str:
    """Scrub a record as an erasure does, with or without an invented record of an erasure."""
    rows = connection.execute("SELECT id, entity, first FROM change WHERE content IS NOT NULL").fetchall()
    row, entity, first = chance.choice(rows)
    connection.execute("UPDATE change SET content = NULL, salt = NULL WHERE id = ?", (row,))
    if chance.random() < 0.5:
        connection.execute(
            "INSERT INTO change (passage_id, entity, kind, first, last, salt, commitment)"
            " SELECT max(id), ?, 'erase', ?, ?, ?, ? FROM passage",
            (entity, first, first, chance.randbytes(16), chance.randbytes(32)),
        )
    return "erasure feigned"


def _edit_who(connection: Driver, chance: random.Random) -> str:
    table = chance.choice(("device", "actor"))
    row = connection.execute(f"SELECT id, uuid FROM {table} WHERE id = (SELECT {table}_id FROM passage)").fetchone()
    connection.execute(f"UPDATE {table} SET uuid = ? WHERE id = ?", (_other(chance, row[1]), row[0]))
    return f"{table} replaced"


def _edit_name(connection: Driver, chance: random.Random) -> str:
    connection.execute("UPDATE actor SET name = ? WHERE id = (SELECT actor_id FROM passage)", (f"{chance.random()}",))
    return "name of an actor edited"


def _edit_key(connection: Driver, chance: random.Random) -> str:
    connection.execute("UPDATE meta SET value = ? WHERE name = 'audit_key'", (chance.randbytes(32),))
    return "audit key replaced"


WAYS: tuple[Callable[[Driver, random.Random], str], ...] = (
    _edit_passage,
    _edit_change,
    _delete,
    _cut_the_end,
    _exchange,
    _invent_passage,
    _invent_change,
    _feign_erasure,
    _edit_who,
    _edit_name,
    _edit_key,
)


def rows(count: int, folder: Path, seed: int = 1) -> Tally:
    """Values of rows changed behind the journal's back, with raw SQL and the right key, in a closed file."""
    tally = Tally("rows changed past the history (raw SQL, right key)", "told to the user")
    chance, place = random.Random(seed), folder / "rows"
    path = foretold.begin(place)
    with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
        foretold.tell(workspace, Story(seed), _COMMITS)
        key = workspace.key
    kept = keeping.keep(place)
    for _run in range(count):
        keeping.put_back(place, kept)
        connection = file.connect(path, key, Access.WRITE)
        what = _change_row(connection, chance)
        connection.close()
        access = chance.choice(tuple(Access))
        with opening.open_workspace(path, PASSPHRASE, access, foretold.around(place)) as workspace:
            displaced = workspace.displaced(Progress())
        tally.judge(f"{what}: pages of another time", *([] if displaced else ["not noticed"]))
    shutil.rmtree(place)
    return tally


def _change_row(connection: Driver, chance: random.Random) -> str:
    table, column = chance.choice((("note", "text"), ("note", "said"), ("consultation", "title"), ("search", "")))
    if table == "search":
        connection.execute("INSERT INTO search (rowid, words) VALUES (?, 'invented')", (chance.randint(1, 10_000),))
        return "word put into the index"
    if table == "note" and chance.random() < 0.2:
        connection.execute("DELETE FROM note WHERE id = ?", (_row(connection, chance, table),))
        return "note deleted"
    row = _row(connection, chance, table)
    (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row,)).fetchone()
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (_other(chance, value), row))
    return f"{table}.{column} edited"


def faults(count: int, folder: Path, seed: int = 1) -> Tally:
    """Tamper `count` times, each time with the same sound workspace."""
    tally = Tally("journal or audit tampering (raw SQL, right key)", "detected by verify or by the remembered head")
    chance = random.Random(seed)
    path = foretold.begin(folder / "tampering")
    with opening.open_workspace(path, PASSPHRASE, around=foretold.around(path.parent)) as workspace:
        foretold.tell(workspace, Story(seed), _COMMITS)
        head = workspace.head

        def tamper(session: Session, way: Callable[[Driver, random.Random], str]) -> None:
            connection = journal.connection_of(session)
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute("PRAGMA ignore_check_constraints = ON")
            what = way(connection, chance)
            verdict = audit.verify(session)
            link = connection.execute("SELECT link FROM passage WHERE id = ?", (head.sequence,)).fetchone()
            if verdict.broken_at is not None:
                tally.judge(f"{what}: broken link named")
            elif link != (head.link,):
                tally.judge(f"{what}: told by the remembered head")
            else:
                tally.judge(what, "not noticed")
            raise _Undone

        for number in range(count):
            try:
                workspace.run(tamper, WAYS[number % len(WAYS)])
            except _Undone:
                continue
        if workspace.verify().broken_at is not None:
            tally.judge("the sound workspace", "is called broken")
    return tally
