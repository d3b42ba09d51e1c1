"""A whole synthesis over the large sample, from the notes to blocks, against reading what it is made of."""

from collections.abc import Iterator

from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.section import Spec
from gcmdesk.workspace.file import Access
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, compare

_PAIRS = "SELECT DISTINCT theme_id, note_id FROM coding ORDER BY theme_id, note_id"
_ORIGINS = """
    SELECT n.id, n.consultation_id, n.stakeholder_id, coalesce(s.kind, ''), n.kind, n.language
    FROM note n LEFT JOIN stakeholder s ON s.id = n.stakeholder_id ORDER BY n.said, n.id
"""


def measurements() -> Iterator[Measurement]:
    """The outline for ministries, without its Word file."""
    path = large.sample_file()
    key = large.key_of(path)
    with large.opened(path) as workspace:
        connection = large.bare(path, key, Access.READ)

        def ours() -> None:
            prepared: Prepared = workspace.read(assembling.prepare, Spec("synthesis"), FileState())
            if not prepared.report.blocks:
                raise ValueError("nothing was told")

        def bare() -> None:
            connection.execute(_PAIRS).fetchall()
            connection.execute(_ORIGINS).fetchall()

        try:
            yield compare(
                f"synthesis over {large.NOTES:,} notes", ours, "bare rows it is made of", bare, rounds=3, target=8.0
            )
        finally:
            connection.close()
