"""The letterhead that was chosen stays with the workspace: for the next report, and on another computer."""

import shutil
import zipfile

import docx
import pytest

from gcmdesk.protection import retention
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.duty_lists import Category
from gcmdesk.reports import assembling, letterhead, sending
from gcmdesk.reports.section import Spec
from gcmdesk.reports.word import letterheads, writing
from gcmdesk.reports.word.letterheads import Letterhead, LetterheadRefused
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from tests.gcmdesk.workspace.devices import exchange


@pytest.fixture
def ministry(tmp_path):
    """Our own template with the header of a ministry."""
    path = tmp_path / "ministry.docx"
    path.write_bytes(letterheads.ours().content)
    template = docx.Document(str(path))
    template.sections[-1].header.paragraphs[0].text = "Ministry of the Coast"
    template.save(str(path))
    return letterheads.read(path)


def chosen(workspace):
    return workspace.read(letterhead.name), workspace.read(letterhead.present)


def test_it_is_there_for_the_next_report(mapped, ministry, tmp_path):
    assert chosen(mapped) == ("", None)
    mapped.run(letterhead.choose, ministry, "ministry.docx", name="Letterhead chosen")
    assert chosen(mapped) == ("ministry.docx", ministry)
    prepared = mapped.read(assembling.prepare, Spec("stakeholder-map"), FileState())
    look = mapped.read(letterhead.present)
    sending.send(mapped, prepared, writing.exporter(prepared, look), tmp_path / "r.docx")
    with zipfile.ZipFile(tmp_path / "r.docx") as archive:
        headers = [archive.read(name) for name in archive.namelist() if "header" in name]
    assert any(b"Ministry of the Coast" in one for one in headers)


def test_the_plain_one_is_taken_again_and_undo_goes_back(mapped, ministry):
    mapped.run(letterhead.choose, ministry, "ministry.docx", name="Letterhead chosen")
    mapped.run(letterhead.use_ours, name="Letterhead chosen")
    assert chosen(mapped) == ("", None)
    mapped.undo()
    assert chosen(mapped) == ("ministry.docx", ministry)
    mapped.undo()
    assert chosen(mapped) == ("", None)


def test_another_computer_uses_it_too(mapped, ministry, tmp_path):
    mapped.settle()
    shutil.copy(mapped.path, tmp_path / "b.gcmdesk")
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes-b")
    with opening.open_workspace(tmp_path / "b.gcmdesk", "open sesame", around=around) as other:
        mapped.run(letterhead.choose, ministry, "ministry.docx", name="Letterhead chosen")
        exchange({"a": mapped, "b": other}, [("a", "b")])
        assert chosen(other) == ("ministry.docx", ministry)


def test_what_came_with_a_merge_is_looked_through_again(mapped):
    hostile = Letterhead(b"no Word document")
    mapped.run(letterhead.choose, hostile, "ministry.docx", name="Letterhead chosen")
    with pytest.raises(LetterheadRefused):
        mapped.read(letterhead.present)


def test_a_letterhead_is_no_record_of_a_person(mapped, ministry):
    mapped.run(letterhead.choose, ministry, "ministry.docx", name="Letterhead chosen")
    assert Category.SHEETS not in mapped.read(retention.held)
