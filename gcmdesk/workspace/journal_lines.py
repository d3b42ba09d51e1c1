"""The journal as JSON lines, for people who check it with other programs: one line per change, oldest first."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.workspace import clock
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import connection_of

_PASSAGES = """
    SELECT p.id, p.made, p.name, p.count, p.kind, p.target, a.name, d.name, d.uuid, p.link
    FROM passage p JOIN actor a ON a.id = p.actor_id JOIN device d ON d.id = p.device_id ORDER BY p.id
"""
_CHANGES = "SELECT entity, kind, first, last, content FROM change WHERE passage_id = ? ORDER BY id"


def lines(session: Session, progress: Progress, *, contents: bool = False) -> Iterator[str]:
    """Each passage as a JSON object, while the session lasts.

    `sequence`, `when` (UTC), `what` (English), `count` rows, `kind`, `of` (what undo and redo turned), `who`, `device`
    with `device_id`, `link` of the audit chain. With `contents` also `changes`: the old and new values themselves,
    which are personal data.
    """
    connection = connection_of(session)
    total: int = connection.execute("SELECT count(*) FROM passage").fetchone()[0]
    for done, row in enumerate(connection.execute(_PASSAGES), 1):
        passage = _passage(row)
        if contents:
            passage["changes"] = _changes(connection, row[0])
        progress.report(done, total)
        yield json.dumps(passage, ensure_ascii=False)


def _passage(row: tuple[Any, ...]) -> dict[str, Any]:
    sequence, made, name, count, kind, target, person, device, device_uuid, link = row
    return {
        "sequence": sequence,
        "when": clock.moment(made).isoformat(),
        "what": name.format(count=count),
        "count": count,
        "kind": kind,
        "of": target,
        "who": person,
        "device": device,
        "device_id": device_uuid.hex(),
        "link": link.hex(),
    }


def _changes(connection: Driver, sequence: int) -> list[dict[str, Any]]:
    return [
        {"table": table, "did": did, "first": first, "last": last, "values": json.loads(content) if content else None}
        for table, did, first, last, content in connection.execute(_CHANGES, (sequence,))
    ]
