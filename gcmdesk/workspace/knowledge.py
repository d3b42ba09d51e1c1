"""What each device knew when: decides whether two changes are in conflict.

Every change carries its clock and device. It saw another change when both come from one device, or when its device had
by then taken in, or found in the file, what the other device did until then. Neither saw the other: a conflict.
"""

from gcmdesk.workspace.file import Driver

Dot = tuple[str, str]
"""SQL for the clock and the device (row id) of a change."""

_LAST_DEVICE = "SELECT device_id FROM passage ORDER BY id DESC LIMIT 1"
_WRITTEN = "SELECT device_id, max(clock) FROM passage GROUP BY device_id"
_NOTE = "INSERT OR IGNORE INTO knowledge (device_id, other_id, until, clock) VALUES (?, ?, ?, ?)"
_NOTED = "SELECT other_id, max(until) FROM knowledge WHERE device_id = ? GROUP BY other_id"


def known(connection: Driver) -> dict[int, int]:
    """By device (row id), the clock up to which this file holds everything that device did."""
    clocks: dict[int, int] = dict(connection.execute("SELECT id, clock FROM device").fetchall())
    for device, clock in connection.execute(_WRITTEN):
        clocks[device] = max(clock, clocks[device])
    return clocks


def note(connection: Driver, device_id: int, clock: int) -> bool:
    """Write down what a device knows of the others from `clock` on; whether that was news."""
    noted = dict(connection.execute(_NOTED, (device_id,)).fetchall())
    news = [
        (device_id, other, until, clock)
        for other, until in known(connection).items()
        if other != device_id and until > noted.get(other, 0)
    ]
    connection.executemany(_NOTE, news)
    return bool(news)


def take_over(connection: Driver, device_id: int, clock: int) -> None:
    """A device begins, or goes on after another one, to write into this file: it knows all that is there."""
    last = connection.execute(_LAST_DEVICE).fetchone()
    if last and last[0] != device_id:
        note(connection, device_id, clock)


def saw(change: Dot, other: Dot) -> str:
    """SQL: whether `change` saw `other`, both given as SQL for their clock and device."""
    (at, by), (other_at, other_by) = change, other
    return (
        f"(({by} = {other_by} AND {at} >= {other_at}) OR EXISTS (SELECT 1 FROM knowledge k"  # noqa: S608 - our own SQL
        f" WHERE k.device_id = {by} AND k.other_id = {other_by} AND k.until >= {other_at} AND k.clock <= {at}))"
    )
