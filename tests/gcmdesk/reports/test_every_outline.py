"""Every outline there is, and every one that is added: valid, whole, in its language, and never half a file."""

import gettext
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from gcmdesk import i18n
from gcmdesk.errors import Cancelled, KnownError
from gcmdesk.exchange import door
from gcmdesk.jobs import Progress
from gcmdesk.protection import register
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import ConsentChanged
from gcmdesk.reports import assembling, outlines, sending
from gcmdesk.reports.assembling import EmptyScope, Prepared
from gcmdesk.reports.blocks import Block, Heading, Orientation, PageBreak
from gcmdesk.reports.choices import Marking
from gcmdesk.reports.section import Scope, Spec
from gcmdesk.reports.sending import NotWritten
from gcmdesk.reports.word import letterheads, writing
from gcmdesk.reports.word.letterheads import Letterhead
from gcmdesk.workspace import errors
from tests.gcmdesk.release import world
from tests.gcmdesk.reports import test_synthesis
from tests.gcmdesk.reports.conftest import findings
from tests.gcmdesk.reports.test_letterheads import HOSTILE, changed, member
from tests.gcmdesk.reports.test_word import W, lint

EVERY = [one.id for one in outlines.OUTLINES]
MINISTRY = {"recipient": Recipient.MINISTRY, "organisation": "Ministry of Labour"}
LANGUAGES = [one.code for one in i18n.LANGUAGES]

every_outline = pytest.mark.parametrize("outline", EVERY)


@pytest.fixture
def report(told) -> Callable[..., Prepared]:
    """A report of everything there is to tell, with a quote that somebody consents to."""
    people = told.run(test_synthesis.quoted, name="Quoted")

    def report(outline: str, **chosen: object) -> Prepared:
        return told.read(assembling.prepare, Spec(outline, **{**MINISTRY, **chosen}), FileState())

    report.people = people
    return report


def nothing_left(workspace, folder: Path) -> bool:
    """No file, no half of one under another name, and nothing in the register that says it left."""
    return not list(folder.glob("*r.docx*")) and all(one.failed for one in workspace.read(register.entries))


# --------------------------------------------------------------------------------------------------------- as it should


@every_outline
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_recipient_gets_a_document_without_a_fault(report, told, tmp_path, outline, language):
    for recipient in Recipient:
        signed = world.FOCAL_POINT if recipient is Recipient.PUBLIC else None
        one = report(outline, language=language, recipient=recipient, organisation="Somebody", sign_off=signed)
        target = tmp_path / f"{recipient.name}.docx"
        sending.send(told, one, writing.exporter(one), target)
        assert findings(target) == []
        assert language != "ar" or list(lint(target)) == []
        assert language != "ar" or all(b'orientation val="maxMin"/><c:min' in chart for chart in charts(target))


def charts(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(one) for one in archive.namelist() if re.match(r"word/charts/chart\d", one)]


def hollow(blocks: tuple[Block, ...]) -> list[str]:
    """Headings with nothing under them."""
    shown = [one for one in blocks if not isinstance(one, PageBreak | Orientation)]
    return [
        one.text
        for one, following in zip(shown, (*shown[1:], None), strict=True)
        if isinstance(one, Heading)
        and (following is None or (isinstance(following, Heading) and following.level <= one.level))
    ]


@every_outline
@pytest.mark.parametrize("recipient", [Recipient.TEAM, Recipient.MINISTRY, Recipient.PARTICIPANTS])
def test_no_section_is_empty_and_none_says_a_thing_twice(report, outline, recipient):
    made = report(outline, recipient=recipient)
    assert hollow(made.report.blocks) == []
    for blocks in made.built.values():
        doubled = [one for one, two in pairwise(blocks) if one == two]
        assert doubled == []


# ------------------------------------------------------------------------------------------------------ in its language


class Pseudo(gettext.NullTranslations):
    """A language whose letters are Georgian: what is still in Latin letters was never given to a translator."""

    def gettext(self, message: str) -> str:
        pieces = re.split(r"(\{\w+\})", message)
        return "".join(one if one.startswith("{") else re.sub("[A-Za-z]", _georgian, one) for one in pieces)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)


def _georgian(letter: re.Match[str]) -> str:
    return chr(0x10D0 + ord(letter[0].lower()) - ord("a"))


OWN_WORDS = (
    "Port authority", "Youth council", "the desk officer", "School places are short", "School places",
    "Papers at the counter", "First scores", "Objectives to begin with", "Named in every session.", "North", "teacher",
    "Ministry of Labour", "gcmdesk 0.1.0", "Session", "Harbour desk",
)  # fmt: skip
"""What the workspace and the author say themselves."""


@every_outline
def test_no_word_of_english_is_left_in_another_language(report, told, tmp_path, outline, monkeypatch):
    """Dates and numbers are those of Arabic, texts those of `Pseudo`; names, codes and own words stay."""
    monkeypatch.setattr(i18n.Texts, "_catalogue", lambda _texts, _domain: Pseudo())
    for recipient in (Recipient.TEAM, Recipient.MINISTRY):
        made = report(outline, language="ar", recipient=recipient, author="Harbour desk", marking=Marking.RESTRICTED)
        target = tmp_path / "r.docx"
        sending.send(told, made, writing.exporter(made), target)
        english = {word for line in shown(target) for word in latin(line)}
        assert english == set()


def latin(line: str) -> list[str]:
    """Words in Latin letters that are nobody's own; codes such as E-001 and hexadecimal sums are none."""
    for known in OWN_WORDS:
        line = line.replace(known, "")
    line = re.sub(r"\b[0-9a-f]{64}\b|words \d+|\bE-\d+(/\d+)?|\b\d+\.[a-z]\b", "", line)
    return re.findall("[A-Za-z]{2,}", line)


def shown(path: Path) -> Iterator[str]:
    """Every text that a reader of the document meets: paragraphs, headers, charts, words for those who cannot see."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not re.match(r"word/(document|footnotes|header\d|footer\d|charts/chart\d+)\.xml", name):
                continue
            root = etree.fromstring(archive.read(name))
            for one in root.iter(f"{W}p"):
                yield "".join(one.itertext(f"{W}t"))
            for one in root.iter("{*}docPr"):
                yield f"{one.get('descr', '')} {one.get('title', '')}"
            for one in root.iter(f"{W}tblCaption"):
                yield one.get(f"{W}val")
            yield from (one.text for one in root.iter("{*}v"))


@pytest.mark.parametrize(
    ("language", "day", "share", "mean"),
    [
        ("fr", "20 février 2026", "20\u202f%", "5,0"),
        ("ar", "20 فبراير 2026", "20%", "5.0"),
        ("en", "20 February 2026", "20%", "5.0"),
    ],
)
def test_numbers_and_dates_have_the_form_of_the_language(report, language, day, share, mean):
    told = repr(report("prioritisation", language=language).report.blocks).replace("\\xa0", "\u202f")
    assert day in told
    assert share in re.sub("[\u200e\u200f\u061c]", "", told.replace("\\u200e", ""))
    assert f"'{mean}'" in told


# ------------------------------------------------------------------------------------------------------------ bad input


@every_outline
def test_a_letterhead_that_is_refused_leaves_no_file_and_says_why(report, told, tmp_path, outline):
    for what in ("macros", "template from outside", "an entity", "other styles", "not XML"):
        path = changed(tmp_path / "letterhead.docx", **HOSTILE[what])
        one = report(outline)
        with pytest.raises(KnownError) as refused:
            sending.send(told, one, writing.exporter(one, letterheads.read(path)), tmp_path / "r.docx")
        assert refused.value.sentence
        assert refused.value.way_out
    assert nothing_left(told, tmp_path)


def unusual(folder: Path) -> Iterator[Letterhead]:
    """Letterheads that are strange, and yet keep the contract."""
    body, relations = member("word/document.xml"), member("word/_rels/document.xml.rels")
    yield letterheads.read(
        changed(
            folder / "wide.docx",
            **{"word/document.xml": body.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')},
        )
    )
    headless = re.sub(r"<w:(header|footer)Reference[^>]*/>|<w:titlePg/>", "", body)
    none = re.sub(r'<Relationship [^>]*(header|footer)\d\.xml"[^>]*/>', "", relations)
    yield letterheads.read(
        changed(folder / "headless.docx", **{"word/document.xml": headless, "word/_rels/document.xml.rels": none})
    )
    yield letterheads.read(
        changed(
            folder / "own.docx",
            **{"word/document.xml": body.replace("<w:p/>", "<w:p><w:r><w:t>x &amp; y</w:t></w:r></w:p>" * 500)},
        )
    )


@every_outline
def test_a_strange_letterhead_gives_a_document_without_a_fault(report, told, tmp_path, outline):
    for language in ("en", "ar"):
        one = report(outline, language=language, marking=Marking.CONFIDENTIAL)
        for letterhead in unusual(tmp_path):
            sending.send(told, one, writing.exporter(one, letterhead), tmp_path / "r.docx")
            assert findings(tmp_path / "r.docx") == []
            assert one.report.marking in " ".join(shown(tmp_path / "r.docx"))


@every_outline
def test_an_empty_workspace_is_said_or_makes_a_whole_report(workspace, outline):
    """Only the statement on data protection has something to tell of a workspace in which nothing stands."""
    if outline == "data-protection":
        assert hollow(workspace.read(assembling.prepare, Spec(outline), FileState()).report.blocks) == []
        return
    with pytest.raises(EmptyScope) as empty:
        workspace.read(assembling.prepare, Spec(outline), FileState())
    assert empty.value.sentence
    assert empty.value.way_out


@every_outline
def test_days_on_which_nothing_was_leave_out_what_was_said(report, outline):
    nowhere = Scope(since=date(2030, 1, 1), until=date(2030, 1, 2))
    with suppress(EmptyScope):
        made = report(outline, scope=nowhere)
        assert not {"summary", "participation", "findings", "heard", "sessions", "evidence"} & made.built.keys()
        assert hollow(made.report.blocks) == []


@every_outline
def test_consent_that_is_withdrawn_while_the_file_is_written_keeps_the_words_back(report, told, tmp_path, outline):
    one, target = report(outline), tmp_path / "r.docx"

    def withdraw(step):
        if step.done * 2 == step.total:
            told.run(test_synthesis.withdrawn, *report.people, name="Withdrawn")

    exporter = writing.exporter(one, progress=Progress(withdraw, interval=0))
    with suppress(ConsentChanged):
        sending.send(told, one, exporter, target)
        assert not any("words 0" in line for line in shown(target))
        return
    assert nothing_left(told, tmp_path)
    assert not any("words 0" in repr(blocks) for blocks in report(outline).built.values())


@every_outline
def test_a_file_that_is_open_in_word_stays_as_it_is(report, told, tmp_path, outline, monkeypatch):
    target, one = tmp_path / "r.docx", report(outline)
    target.write_bytes(b"open in Word")

    def refuse(_unfinished, _target):
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotWritten, match="open in another program"):
        sending.send(told, one, writing.exporter(one), target)
    assert target.read_bytes() == b"open in Word"
    assert [found.name for found in tmp_path.glob("*r.docx*")] == ["r.docx"]


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a disk that is nearly full."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.skipif(os.name != "posix", reason="limits as POSIX knows them")
@every_outline
def test_a_disk_that_fills_up_leaves_no_half_file(report, told, tmp_path, outline):
    one, target = report(outline), tmp_path / "r.docx"
    whole = door.send(told, one.released, writing.exporter(one), tmp_path / "whole.docx").size
    one = report(outline)
    for part in (0.02, 0.5, 0.98):
        with files_of_at_most(round(whole * part)), pytest.raises(errors.WorkspaceError) as full:
            sending.send(told, one, writing.exporter(one), target)
        assert full.value.sentence
        assert not list(tmp_path.glob("*r.docx*"))
    sending.send(told, one, writing.exporter(one), target)
    assert findings(target) == []


@every_outline
def test_stopped_half_way_there_is_no_file_and_a_sentence(report, told, tmp_path, outline):
    one = report(outline)
    progress = Progress(lambda step: progress.cancel() if step.done * 2 >= step.total else None, interval=0)
    with pytest.raises(Cancelled) as stopped:
        sending.send(told, one, writing.exporter(one, progress=progress), tmp_path / "r.docx")
    assert stopped.value.sentence
    assert nothing_left(told, tmp_path)
