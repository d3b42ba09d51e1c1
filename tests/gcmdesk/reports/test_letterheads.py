"""A ministry's letterhead: used as it is, or refused in one sentence."""

import io
import os
import zipfile

import docx
import pytest

from gcmdesk.reports.blocks import Heading, Paragraph, Report
from gcmdesk.reports.word import letterheads, package
from gcmdesk.reports.word.letterheads import LetterheadRefused
from tests.gcmdesk.reports.conftest import MOMENT, findings


def changed(path, **members):
    """Our own template as a letterhead of somebody else, with members replaced, added, or (None) left out."""
    names = {one.replace("__", "/"): content for one, content in members.items()}
    with zipfile.ZipFile(io.BytesIO(letterheads.ours().content)) as ours, zipfile.ZipFile(path, "w") as own:
        for name in ours.namelist():
            if name not in names:
                own.writestr(name, ours.read(name))
        for name, content in names.items():
            if content is not None:
                own.writestr(name, content)
    return path


def member(name):
    with zipfile.ZipFile(io.BytesIO(letterheads.ours().content)) as ours:
        return ours.read(name).decode()


def test_header_footer_and_margins_are_the_letterheads_own(tmp_path):
    header = member("word/header1.xml").replace("{title}", "Ministry of the Sea — {organisation}, {date}")
    body = member("word/document.xml").replace("<w:p/>", "<w:p><w:r><w:t>sample text</w:t></w:r></w:p>")
    path = changed(
        tmp_path / "l.docx",
        **{"word/header1.xml": header, "word/document.xml": body.replace('w:left="1304"', 'w:left="2000"')},
    )
    report = Report("Map", "en", (Heading("A"), Paragraph("b")), "RESTRICTED", organisation="Desk", date="1 March")
    target = tmp_path / "r.docx"
    with target.open("w+b") as stream:
        package.write(report, letterheads.read(path), stream, moment=MOMENT)
    assert findings(target) == []
    written = docx.Document(str(target))
    assert [one.text for one in written.sections[0].header.paragraphs] == [
        "RESTRICTED",
        "Ministry of the Sea — Desk, 1 March",
    ]
    assert written.sections[0].left_margin.twips == 2000
    assert [one.text for one in written.paragraphs] == ["A", "b"], "its own text is left out"


def test_the_marking_is_there_even_where_the_letterhead_has_no_place_for_it(tmp_path):
    headers = {f"word/header{n}.xml": member("word/header1.xml").replace("{marking}", "Coat of arms") for n in (1, 2)}
    letterhead = letterheads.read(changed(tmp_path / "l.docx", **headers))
    target = tmp_path / "r.docx"
    with target.open("w+b") as stream:
        package.write(Report("Map", "ar", (Paragraph("b"),), "سري"), letterhead, stream, moment=MOMENT)
    assert findings(target) == []
    shown = [one.text for one in docx.Document(str(target)).sections[0].header.paragraphs]
    assert shown[:2] == ["سري", "Coat of arms"]


RELATIONS = "word/_rels/document.xml.rels"
ATTACHED = (
    '<Relationship Id="rId99" Target="http://example.org/t.dotm" TargetMode="External"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)
HOSTILE = {
    "macros": {"word/vbaProject.bin": b"x"},
    "macro type": {"[Content_Types].xml": member("[Content_Types].xml").replace("document.main", "macroEnabled.main")},
    "embedded object": {"word/embeddings/oleObject1.bin": b"x"},
    "template from outside": {RELATIONS: member(RELATIONS).replace("</Relationships>", ATTACHED)},
    "a field that fetches": {
        "word/header1.xml": member("word/header1.xml").replace(
            "<w:r>", "<w:r><w:instrText> INCLUDEPICTURE http://example.org/x </w:instrText></w:r><w:r>", 1
        )
    },
    "a picture from outside": {
        "word/_rels/header1.xml.rels": '<?xml version="1.0"?><Relationships'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + ATTACHED.replace("attachedTemplate", "image")
    },
    "an entity in another encoding": {
        "word/styles.xml": ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>').encode(
            "utf-16"
        )
    },
    "an entity": {"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]>' + member("word/styles.xml")},
    "no types": {"[Content_Types].xml": None},
    "no styles": {"word/styles.xml": None, RELATIONS: member(RELATIONS).replace("styles", "nothing")},
    "not XML": {"word/document.xml": "this is no XML"},
    "no section": {"word/document.xml": member("word/document.xml").replace("pgSz", "pgXy")},
    "a name that leads out": {"../../evil.xml": "x"},
    "other styles": {"word/styles.xml": member("word/styles.xml").replace("Report Table", "Table of ours")},
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_bad_letterhead_is_refused_in_one_sentence(tmp_path, what):
    path = changed(tmp_path / "l.docx", **HOSTILE[what])
    with pytest.raises(LetterheadRefused) as refused:
        letterheads.read(path)
    assert refused.value.sentence
    assert refused.value.way_out


def test_missing_styles_are_named(tmp_path):
    path = changed(tmp_path / "l.docx", **HOSTILE["other styles"])
    with pytest.raises(LetterheadRefused, match="Report Table"):
        letterheads.read(path)


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 1000, b"\xd0\xcf\x11\xe0" * 100, os.urandom(5000)])
def test_what_is_no_word_file_is_refused(tmp_path, content):
    path = tmp_path / "l.docx"
    path.write_bytes(content)
    with pytest.raises(LetterheadRefused):
        letterheads.read(path)


def test_a_letterhead_that_unpacks_to_gigabytes_is_refused(tmp_path):
    path = tmp_path / "l.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"0" * 30_000_000)
    with pytest.raises(LetterheadRefused):
        letterheads.read(path)


def test_a_letterhead_that_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "l.docx"
    with path.open("wb") as stream:
        stream.truncate(letterheads.LARGEST + 1)
    with pytest.raises(LetterheadRefused, match="too large"):
        letterheads.read(path)


def test_a_plain_word_file_lacks_our_styles(tmp_path):
    path = tmp_path / "plain.docx"
    docx.Document().save(str(path))
    with pytest.raises(LetterheadRefused, match="styles"):
        letterheads.read(path)
