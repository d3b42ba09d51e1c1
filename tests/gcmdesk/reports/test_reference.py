"""The parts of a document, letter by letter as they were reviewed: a change in them is meant, or it is found here.

When it is meant, look at the difference, open the document in Word, and put the new part into `reference`.
"""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from gcmdesk.reports.blocks import (
    Bullets,
    Caption,
    Chart,
    Column,
    Contents,
    Cover,
    CrossReference,
    Evidence,
    EvidenceEntry,
    Footnote,
    Heading,
    Orientation,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Run,
    Series,
    Table,
)

REFERENCE = Path(__file__).parent / "reference"
ENGLISH = (
    Cover("Map", "Coast", "Desk", marking="RESTRICTED"), PageBreak(), Contents("Contents"), PageBreak(),
    Heading("Findings"), Paragraph("In short.", Role.LEAD),
    Paragraph(("See ", CrossReference("groups"), Footnote("Counted on 1 March."), Run("often", bold=True))),
    Paragraph(("It was said ", Evidence("E-001"))),
    Quote("We wait.", "a teacher", "E-001"), Bullets(("one", "two"), numbered=True),
    Table(
        (Column("Group", 2), Column("Count", figures=True)), (("Migrants", "3"), ("Total", "3")),
        Caption("groups", "Groups"), total=True,
    ),
    Orientation(landscape=True), Heading("Annex", numbered=False), Paragraph((EvidenceEntry("E-001"), " 3 sessions")),
)  # fmt: skip
ARABIC = (
    Heading("ما قاله الناس"), Paragraph(("وردت كلمة GCM ", Run("مرارا", bold=True), " عام 2026.")),
    Quote("Nous attendons.", "معلمة", language="fr"), Bullets(("أولا", "second")),
    Table((Column("الفئة", 2), Column("العدد", figures=True)), (("المهاجرون", "3"),)),
    Chart(
        "الفئات", ("المهاجرون", "الجاليات"), (Series("حاضر", (3, None)), Series("مطلوب", (5, 2))), "وصف", stacked=True,
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "blocks", "name"),
    [
        ("en", ENGLISH, "word/document.xml"),
        ("en", ENGLISH, "word/footnotes.xml"),
        ("ar", ARABIC, "word/document.xml"),
        ("ar", ARABIC, "word/charts/chart1.xml"),
    ],
)
def test_parts_are_as_reviewed(write, language, blocks, name):
    with zipfile.ZipFile(write(*blocks, language=language)) as archive:
        root = etree.fromstring(archive.read(name), etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    reviewed = REFERENCE / f"{language}-{Path(name).name}"
    assert etree.tostring(root, encoding="unicode") + "\n" == reviewed.read_text(encoding="utf-8")
