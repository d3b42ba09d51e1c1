"""`report`: a Word file on the command line, or one sentence why not."""

import docx
import pytest

from gcmdesk.protection import register
from gcmdesk.reports import letterhead, saved
from gcmdesk.reports.section import Spec
from gcmdesk.reports.word import letterheads
from gcmdesk.workspace import opening


def test_outlines_are_listed_without_a_workspace(call, capsys):
    with pytest.raises(SystemExit) as stopped:
        call("report", "--list-outlines")
    assert stopped.value.code == 0
    assert "stakeholder-map  Stakeholder map" in capsys.readouterr().out


def test_a_report_is_written_and_its_check_sum_told(call, path, phrase, tmp_path, capsys):
    out = tmp_path / "map.docx"
    command = ("report", path, "--passphrase-file", phrase, "--outline", "stakeholder-map", "--out", out)
    assert call(*command, "--title", "Map", "--recipient", "ministry", "--organisation", "Ministry of Labour") == 0
    assert docx.Document(str(out)).core_properties.title == "Map"
    assert "SHA-256" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--outline", "nonsense"), "no such kind of report"),
        (("--outline", "stakeholder-map", "--section", "nonsense"), "no such kind of report"),
        (("--outline", "stakeholder-map", "--recipient", "ministry"), "who receives this"),
        (("--outline", "stakeholder-map", "--recipient", "public"), "focal point has to agree"),
        (("--outline", "stakeholder-map", "--since", "2026-02-01", "--until", "2026-01-01"), "last day"),
        (("--outline", "stakeholder-map", "--letterhead", "/dev/null"), "letterhead"),
        (("--saved", "7"), "no saved report"),
    ],
)
def test_a_refusal_is_one_sentence_and_nothing_is_written(call, path, phrase, tmp_path, capsys, options, sentence):
    out = tmp_path / "map.docx"
    assert call("report", path, "--passphrase-file", phrase, "--out", out, *options) == 1
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_a_saved_report_counts_its_versions(call, path, phrase, tmp_path, around):
    def opened():
        return opening.open_workspace(path, "correct horse battery staple", around=around)

    with opened() as workspace:
        report = workspace.run(saved.save, Spec("stakeholder-map"), name="Report saved")
    for name in ("one.docx", "two.docx"):
        assert call("report", path, "--passphrase-file", phrase, "--saved", report, "--out", tmp_path / name) == 0
    with opened() as workspace:
        assert [one.version for one in workspace.read(saved.sent, report)] == [2, 1]
        assert len(workspace.read(register.entries)) == 2
    assert docx.Document(str(tmp_path / "two.docx")).core_properties.version == "2"


def test_an_e_mail_comes_where_the_file_is_called_so(call, path, phrase, tmp_path):
    out = tmp_path / "map.eml"
    command = ("report", path, "--passphrase-file", phrase, "--outline", "stakeholder-map", "--out", out)
    assert call(*command, "--to", "unit@ministry.example") == 0
    assert b"X-Unsent: 1" in out.read_bytes()


def test_the_template_of_the_house_is_a_letterhead_to_begin_with(call, path, phrase, tmp_path):
    ours, out = tmp_path / "letterhead.docx", tmp_path / "map.docx"
    assert call("letterhead", ours) == 0
    command = ("report", path, "--passphrase-file", phrase, "--outline", "stakeholder-map", "--out", out)
    assert call(*command, "--letterhead", ours) == 0
    assert docx.Document(str(out)).paragraphs[0].style.name == "Title"


def test_the_letterhead_of_the_workspace_is_used(call, path, phrase, tmp_path, around):
    template = tmp_path / "ministry.docx"
    template.write_bytes(letterheads.ours().content)
    document = docx.Document(str(template))
    document.sections[-1].footer.paragraphs[0].text = "Ministry of the Coast"
    document.save(str(template))
    with opening.open_workspace(path, "correct horse battery staple", around=around) as workspace:
        workspace.run(letterhead.choose, letterheads.read(template), template.name, name="Letterhead chosen")
    out = tmp_path / "map.docx"
    assert call("report", path, "--passphrase-file", phrase, "--outline", "stakeholder-map", "--out", out) == 0
    footers = [one.text for one in docx.Document(str(out)).sections[-1].footer.paragraphs]
    assert "Ministry of the Coast" in footers
