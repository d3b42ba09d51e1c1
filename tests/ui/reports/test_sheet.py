"""The sheet on the screen holds what Word holds: the same texts, and the same reports in both directions."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gcmdesk.i18n import Texts
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports import assembling
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.blocks import (
    Block,
    Bullets,
    Caption,
    Chart,
    Column,
    Contents,
    Control,
    Cover,
    CrossReference,
    Evidence,
    EvidenceEntry,
    Figure,
    Footnote,
    Heading,
    Link,
    Orientation,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    Role,
    Run,
    Series,
    Table,
)
from gcmdesk.reports.outlines import OUTLINES
from gcmdesk.reports.section import Spec
from gcmdesk.reports.word import runs
from gcmdesk.reports.word.xml import SPACES
from gcmdesk.workspace.workspace import Workspace
from tests.gcmdesk.reports.conftest import mapped, picture, prepare, told, workspace, write
from ui import report_chart, report_sheet
from ui.report_sheet import Sheet
from ui.theme import Look, Theme
from ui.widgets.report_view import ReportView

__all__ = ["mapped", "prepare", "told", "workspace", "write"]
W = f"{{{SPACES['w']}}}"
CHART = Chart("Groups", ("Migrants", "Diasporas"), (Series("Present", (3, None)), Series("Wanted", (5, 2))), "Bars.")
EVERYTHING: tuple[Block, ...] = (
    Cover("Synthesis", "In short", "Planning office", "Coast", "2026", "RESTRICTED"),
    Control("Document control", (("Version", "1"), ("Status", "Draft"))),
    PageBreak(),
    Contents("Contents"),
    Heading("What was said <b>&</b>"),
    Paragraph(("See ", CrossReference("t"), ", ", Evidence("E-014"), Footnote("Counted by hand."), "."), Role.LEAD),
    Paragraph(
        (Run("Bold", bold=True), " and ", Run("aside", italic=True), " at ", Link("the site", "https://x.example"))
    ),
    Bullets(("one", "two")),
    Bullets(("first", "second"), numbered=True),
    Heading("Counts", 2),
    Table(
        (Column("Group", 3), Column("Count", figures=True)), (("Migrants", "3"), ("Total", "3")), Caption("t", "Groups")
    ),
    Quote("We want decent work", "A woman", "E-014"),
    Quote("نريد عملا لائقا", "A man", "", "ar"),
    Figure(picture(), "A map of the coast", Caption("m", "Map")),
    CHART,
    Orientation(landscape=True),
    Heading("Evidence"),
    Paragraph((EvidenceEntry("E-014"), " Session 2")),
    Orientation(landscape=False),
)


@pytest.fixture
def shown(qapp: QApplication) -> Callable[..., list[str]]:
    """The texts of a sheet, paragraph by paragraph and cell by cell."""

    def shown(made: Sheet) -> list[str]:
        return plain(report_sheet.document(made, QFont(), 0).toPlainText().splitlines())

    return shown


def plain(lines: list[str]) -> list[str]:
    """Without the numbers that Word writes by itself, without pictures and without order, which tables turn round."""
    return sorted(tidy(lines))


def tidy(lines: list[str]) -> list[str]:
    """Lines that say something, without the numbers that Word writes by itself."""
    clean = (runs.clean(line).replace("\ufffc", "").replace("\xa0", " ").strip() for line in lines)
    return [found for line in clean if (found := re.sub(r"^(\d+(\.\d+)*\u2002|\d+\. )", "", line))]


def written(path: Path) -> list[str]:
    """The texts of a Word document, footnotes at the end; numbers of pages and of notes left out."""
    found: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in ("word/document.xml", "word/footnotes.xml"):
            if name in archive.namelist():
                found += map(_words, etree.fromstring(archive.read(name)).iter(f"{W}p"))
    return plain(found)


def _words(paragraph: etree._Element) -> str:
    texts, field = [], ""
    for one in paragraph.iter(f"{W}t", f"{W}instrText", f"{W}fldChar", f"{W}footnoteReference", f"{W}tab"):
        if one.tag == f"{W}instrText":
            field = one.text or ""
        elif one.tag == f"{W}fldChar" and one.get(f"{W}fldCharType") == "end":
            field = ""
        elif one.tag == f"{W}tab":
            texts.append("\u2002")
        elif one.tag == f"{W}t" and "PAGEREF" not in field:
            texts.append(one.text or "")
    return "".join(texts)


def without_notes(lines: list[str]) -> list[str]:
    """The signs of footnotes: Word numbers them by itself."""
    return [line.replace("E-0141.", "E-014.") for line in lines]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_word_and_screen_hold_the_same_texts(
    shown: Callable[..., list[str]], write: Callable[..., Path], language: str
) -> None:
    made = report_sheet.sheet(Report("Synthesis", language, EVERYTHING), Theme())
    assert without_notes(shown(made)) == written(write(*EVERYTHING, language=language, title="Synthesis"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_whole_stakeholder_map_is_the_same_in_word_and_on_the_screen(
    prepare: Callable[..., Prepared], shown: Callable[..., list[str]], write: Callable[..., Path], language: str
) -> None:
    report = prepare(language=language).report
    made = report_sheet.sheet(report, Theme())
    assert shown(made) == written(write(*report.blocks, language=language, title=report.title))


def in_order(path: Path, *, mirrored: bool) -> list[str]:
    """The texts of a Word document as they follow each other; the screen turns the cells of a mirrored row round."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    found: list[str] = []
    for block in body:
        if block.tag != f"{W}tbl":
            found.append(_words(block))
            continue
        for row in block.iter(f"{W}tr"):
            cells = [_words(one) for one in row.iter(f"{W}p")]
            found += reversed(cells) if mirrored else cells
    return tidy(found)


@pytest.mark.parametrize("outline", [one.id for one in OUTLINES])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_outline_says_the_same_in_the_same_order_in_word_and_on_the_screen(
    told: Workspace, write: Callable[..., Path], qapp: QApplication, outline: str, language: str
) -> None:
    chosen = Spec(outline, language=language, recipient=Recipient.MINISTRY, organisation="Ministry of Labour")
    report = told.read(assembling.prepare, chosen, FileState()).report
    laid = report_sheet.document(report_sheet.sheet(report, Theme()), QFont(), 0)
    word = in_order(write(*report.blocks, language=language, title=report.title), mirrored=language == "ar")
    assert len(word) > 15
    assert tidy(laid.toPlainText().splitlines()) == word


def test_markup_that_somebody_typed_is_text(shown: Callable[..., list[str]]) -> None:
    typed = '<img src="file:///etc/passwd"><script>x</script> & "quotes" <a href="https://x">here</a>'
    made = report_sheet.sheet(Report("R", "en", (Heading(typed), Paragraph(typed))), Theme())
    assert shown(made) == plain([typed, typed])
    assert made.pictures == {}


def test_the_first_column_stands_where_lines_begin(shown: Callable[..., list[str]]) -> None:
    table = Table((Column("Group", 3), Column("Count", figures=True)), (("Migrants", "3"),))
    for language, first in (("en", "Group"), ("ar", "Count")):
        html = report_sheet.sheet(Report("R", language, (table,)), Theme()).pieces[0]
        assert html.index(first) == min(html.index("Group"), html.index("Count"))


def test_a_piece_begins_with_the_look_of_its_first_block(qapp: QApplication) -> None:
    blocks = (
        *(Paragraph(f"line {n}") for n in range(30)),
        Heading("Counts", 2),
        *(Paragraph(f"{n}") for n in range(30)),
    )
    made = report_sheet.sheet(Report("R", "ar", blocks), Theme())
    assert len(made.pieces) > 3
    laid = report_sheet.document(made, QFont(), 0)
    assert laid.blockCount() == 61
    assert [laid.findBlockByNumber(n).blockFormat().headingLevel() for n in (29, 30, 31)] == [0, 2, 0]
    assert {laid.findBlockByNumber(n).textDirection() for n in range(61)} == {Qt.LayoutDirection.RightToLeft}


def test_pictures_say_what_they_show(qapp: QApplication) -> None:
    made = report_sheet.sheet(Report("R", "en", EVERYTHING), Theme())
    assert 'alt="A map of the coast"' in made.pieces[0]
    assert 'alt="Bars."' in made.pieces[0]
    assert len(made.pictures) == 2
    assert not any(image.isNull() for image in made.pictures.values())


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("stacked", [False, True])
def test_every_series_of_a_chart_has_a_look_of_its_own(qapp: QApplication, look: Look, stacked: bool) -> None:
    series = tuple(Series(f"Series {n}", (n + 1, 2)) for n in range(5))
    chart = Chart("Many", ("Migrants", "Diasporas"), series, "Bars.", stacked=stacked)
    painted = report_chart.painted(chart, Texts("en"), Theme(look), 600, rtl=False)
    colours = {
        painted.pixelColor(x, y).rgb() for x in range(0, painted.width(), 3) for y in range(0, painted.height(), 3)
    }
    assert len(colours) >= 4


def test_the_view_shows_what_was_made_and_goes_to_headings(qtbot: QtBot) -> None:
    view = ReportView()
    made = report_sheet.sheet(Report("R", "en", EVERYTHING), Theme())
    view.show_sheet(made)
    qtbot.waitUntil(lambda: not view.at_work)
    assert [view.headings.item(row).toolTip() for row in range(view.headings.count())][1:] == [
        "\u20681.1 Counts\u2069",
        "\u20682 Evidence\u2069",
    ]
