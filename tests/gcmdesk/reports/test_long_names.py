"""The longest names, in two directions at once, in a report."""

import docx
import pytest

from gcmdesk.exchange import door
from gcmdesk.reports.word import writing
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import LONGEST_NAME
from tests.gcmdesk.reports.conftest import findings

MIXED = ("رابطة Dockers-47 (ميناء بيلاسو) – Union of the Harbour; " * 9)[:LONGEST_NAME].strip()
UNSEEN = dict.fromkeys((0x200E, 0x200F, 0x2068, 0x2069))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_longest_name_stands_whole_in_a_valid_report(prepare, mapped, tmp_path, language):
    mapped.run(register.change, [1], {"name": MIXED}, name="Stakeholder changed")
    prepared, path = prepare(language=language), tmp_path / "map.docx"
    door.send(mapped, prepared.released, writing.exporter(prepared), path)
    assert findings(path) == []
    cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert any(MIXED in cell.translate(UNSEEN) for cell in cells)
