"""The list of 5,000 stakeholders while somebody types, against the plain query for the same rows."""

from collections.abc import Iterator

from gcmdesk import sample
from gcmdesk.sample import Size
from gcmdesk.stakeholders import duplicates, filtering, register
from gcmdesk.stakeholders.filtering import Filter
from gcmdesk.workspace import opening
from gcmdesk.workspace.file import Access, Driver
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, compare

STAKEHOLDERS = 5_000
TYPED = ("t", "te", "tea", "teac", "teach", "teache", "teacher", "teachers", "teachers ", "teachers z", "teachers za")

_PLAIN = "SELECT * FROM stakeholder WHERE NOT archived AND name LIKE ? ORDER BY name LIMIT 50"
_ALL = "SELECT * FROM stakeholder"


def plain(connection: Driver) -> None:
    """What a program without folding, facets and other fields would run for each keystroke."""
    for typed in TYPED:
        connection.execute(_PLAIN, (f"%{typed}%",)).fetchall()


def measurements() -> Iterator[Measurement]:
    """Reading the list, filtering it, counting its facets, finding duplicates."""
    path = large.folder() / "register.gcmdesk"
    sample.write(path, Size(STAKEHOLDERS, 5, 50, 50), around=large.around())
    key = large.key_of(path)
    with opening.open_workspace(path, sample.PASSPHRASE, around=large.around()) as workspace:
        connection = large.bare(path, key, Access.READ)
        try:
            roll = workspace.read(filtering.read)
            size, strokes = f"{STAKEHOLDERS:,} stakeholders", f"{len(TYPED)} keystrokes"
            yield compare(
                f"{strokes} over {size}, first page read",
                lambda: [workspace.read(register.page, roll.ids(Filter(typed))[:50]) for typed in TYPED],
                "LIKE on the name, bare driver",
                lambda: plain(connection),
            )
            yield compare(
                f"{strokes} over {size}, all facets counted",
                lambda: [roll.facets(Filter(typed)) for typed in TYPED],
                "LIKE on the name, bare driver",
                lambda: plain(connection),
            )
            yield compare(
                f"{size} read for filtering",
                lambda: workspace.read(filtering.read),
                "SELECT *, bare driver",
                lambda: connection.execute(_ALL).fetchall(),
            )
            yield compare(
                f"duplicates among {size}",
                lambda: workspace.read(duplicates.find),
                "SELECT *, bare driver",
                lambda: connection.execute(_ALL).fetchall(),
                rounds=3,
            )
        finally:
            connection.close()
