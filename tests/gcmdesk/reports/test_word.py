"""Blocks become a Word document: what a reader finds in it, in both directions, whatever the content."""

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gcmdesk.reports import numbering
from gcmdesk.reports.blocks import (
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
from gcmdesk.reports.word import letterheads, package, runs
from gcmdesk.reports.word.xml import SPACES
from tests.gcmdesk.reports.conftest import MOMENT, findings, picture

W = f"{{{SPACES['w']}}}"
CHART = Chart("Groups", ("Migrants", "Diasporas"), (Series("Present", (3, None)), Series("Wanted", (5, 2))), "Bars.")
TABLE = Table((Column("Group", 3), Column("Count", figures=True)), (("Migrants", "3"), ("Total", "3")), total=True)


def part(path, name="word/document.xml"):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def texts(path, name="word/document.xml"):
    return ["".join(one.itertext(f"{W}t")) for one in part(path, name).iter(f"{W}p")]


def test_headings_are_numbered_by_their_styles_and_stand_in_the_contents_with_links(write):
    path = write(
        Contents("Contents"),
        PageBreak(),
        Heading("Findings"),
        Heading("On papers", 2),
        Heading("Thanks", numbered=False),
    )
    assert texts(path)[:4] == ["Contents", "1Findings2", "1.1On papers2", "Thanks2"]
    root = part(path)
    anchors = [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")]
    assert anchors == [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    styles = [one.style.name for one in docx.Document(str(path)).paragraphs]
    assert styles[-3:] == ["Heading 1", "Heading 2", "Unnumbered Heading 1"]


def test_fields_are_balanced_and_ask_for_nothing(write):
    path = write(
        Contents("Contents"), Heading("A"), TABLE.__class__(TABLE.columns, TABLE.rows, Caption("t", "Groups")),
        Paragraph(("See ", CrossReference("t"), ".")),
    )  # fmt: skip
    kinds = [one.get(f"{W}fldCharType") for one in part(path).iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 3
    with zipfile.ZipFile(path) as archive:
        assert not any(
            b"updateFields" in archive.read(name) or b"w:dirty" in archive.read(name) for name in archive.namelist()
        )


def test_captions_are_counted_by_kind_and_cited_by_name(write):
    path = write(
        Paragraph((CrossReference("second"), Footnote("Counted on 1 March."))),
        Table((Column("A"),), (("1",),), Caption("first", "One")),
        Figure(picture(), "A blue field", Caption("blue", "Blue")),
        Table((Column("A"),), (("2",),), Caption("second", "Two")),
    )
    shown = texts(path)
    assert shown[0] == "Table 2"
    assert [one for one in shown if ". " in one] == ["Table 1. One", "Figure 1. Blue", "Table 2. Two"]
    assert texts(path, "word/footnotes.xml")[-1].strip() == "Counted on 1 March."


def test_heading_rows_repeat_and_no_row_is_torn(write):
    root = part(write(TABLE))
    rows = list(root.iter(f"{W}tr"))
    assert [one.find(f"{W}trPr/{W}tblHeader") is not None for one in rows] == [True, False, False]
    assert all(one.find(f"{W}trPr/{W}cantSplit") is not None for one in rows)
    grid = [int(one.get(f"{W}w")) for one in root.iter(f"{W}gridCol")]
    assert grid == [int(one.get(f"{W}w")) for one in rows[0].iter(f"{W}tcW")]


def test_charts_can_be_edited_and_are_described(write):
    path = write(CHART)
    with zipfile.ZipFile(path) as archive:
        book = archive.read("word/embeddings/Microsoft_Excel_Worksheet1.xlsx")
        chart = archive.read("word/charts/chart1.xml").decode()
    with zipfile.ZipFile(io.BytesIO(book)) as workbook:
        assert b"Migrants" in workbook.read("xl/sharedStrings.xml")
    assert chart.count("<c:pt ") == 2 * (1 + 2) + 3, "a figure that may not be shown is no bar of 0"
    described = [one.get("descr") for one in part(path).iter(f"{{{SPACES['wp']}}}docPr")]
    assert described == ["Bars."]


def test_landscape_pages_are_sections_and_none_stays_empty(write):
    path = write(
        Paragraph("a"), Orientation(True), TABLE, Orientation(False), Orientation(True), TABLE, Orientation(False),
        Paragraph("b"), Orientation(True), Orientation(False),
    )  # fmt: skip
    sections = docx.Document(str(path)).sections
    assert [one.page_width > one.page_height for one in sections] == [False, True, False]
    assert [one.different_first_page_header_footer for one in sections] == [True, False, False]


def test_the_marking_stands_on_every_page_and_pages_are_counted(write):
    path = write(Paragraph("a"), marking="RESTRICTED", organisation="Desk")
    assert texts(path, "word/header1.xml") == ["RESTRICTED", "Report"]
    assert texts(path, "word/header2.xml") == ["RESTRICTED"]
    assert texts(path, "word/footer1.xml") == ["Page 1 of 1"]


def test_properties_say_what_it_is_and_when_it_was_released(write):
    properties = docx.Document(
        str(write(Paragraph("a"), title="Map", subject="Step 1", organisation="Desk"))
    ).core_properties
    assert (properties.title, properties.subject, properties.author) == ("Map", "Step 1", "Desk")
    assert properties.created == properties.modified == MOMENT


def test_evidence_leads_to_its_entry(write):
    root = part(
        write(Paragraph(("It was said often.", Evidence("E-014"))), Paragraph((EvidenceEntry("E-014"), " 3 sessions")))
    )
    (link,) = [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")]
    assert [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")] == [link]
    assert not list(part(write(Paragraph((Evidence("E-015"),)))).iter(f"{W}hyperlink")), "without an entry it is text"


def test_numbered_lists_begin_at_one_each(write):
    root = part(write(Bullets(("a", "b"), numbered=True), Bullets(("c",), numbered=True)))
    numbers = [one.get(f"{W}val") for one in root.iter(f"{W}numId")]
    assert len(set(numbers)) == 2
    assert numbers[0] == numbers[1]


# -------------------------------------------------------------------------------------------------- where pages may end


def kept(path):
    """The texts of the paragraphs that stay on one page with what follows."""
    return [
        "".join(one.itertext(f"{W}t"))
        for one in part(path).iter(f"{W}p")
        if (keep := one.find(f"{W}pPr/{W}keepNext")) is not None and keep.get(f"{W}val") != "0"
    ]


def test_what_introduces_a_list_or_a_picture_stays_with_it(write):
    path = write(
        Paragraph("These were raised:"), Bullets(("one", "two")), Paragraph("Alone."), Paragraph("A map:"),
        Figure(picture(), "A map", Caption("m", "Map")), Paragraph("How to read it.", Role.SOURCE),
    )  # fmt: skip
    assert kept(path) == ["These were raised:", "A map:", "Figure 1. Map"]


def test_a_short_table_is_not_cut_and_no_row_of_a_long_one_stands_alone(write):
    def rows(count):
        return tuple((f"row {n}",) for n in range(count))

    short = write(Table((Column("A"),), rows(4)), Paragraph("After."))
    assert kept(short) == ["row 0", "row 1", "row 2"]
    long = write(Table((Column("A"),), rows(40)), Paragraph("Where it comes from.", Role.SOURCE))
    assert kept(long) == ["row 0", "row 38", "row 39"]


def test_nothing_after_the_last_table_makes_an_empty_page(write):
    *_before, last = part(write(Paragraph("a"), TABLE)).iter(f"{W}p")
    assert last.find(f"{W}pPr/{W}spacing").attrib == {
        f"{W}before": "0", f"{W}after": "0", f"{W}line": "20", f"{W}lineRule": "exact",
    }  # fmt: skip


def test_a_long_quote_may_be_cut_by_the_end_of_a_page(write):
    short, long = (part(write(Quote("We wait. " * count))).find(f".//{W}p/{W}pPr/{W}keepLines") for count in (3, 200))
    assert short is None, "as its style says"
    assert long.get(f"{W}val") == "0"


def test_the_same_report_gives_the_same_bytes_and_holds_a_picture_once(write):
    map_of = Figure(picture(), "A map")
    content = (Paragraph("a"), map_of, CHART, map_of)
    first = write(*content).read_bytes()
    path = write(*content)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        assert len([one for one in archive.namelist() if one.startswith("word/media/")]) == 1
        assert archive.getinfo("word/media/figure1.png").compress_type == zipfile.ZIP_STORED


# -------------------------------------------------------------------------------------------------------- right to left


def lint(path):
    """The rules for right-to-left documents, one finding a line."""
    root, styles = part(path), part(path, "word/styles.xml")
    default = next(
        one for one in styles.iter(f"{W}style") if one.get(f"{W}default") and one.get(f"{W}type") == "paragraph"
    )
    if default.find(f"{W}pPr/{W}bidi") is None:
        yield "paragraphs are not right-to-left by themselves"
    for one in root.iter(f"{W}sectPr"):
        if one.find(f"{W}bidi") is None or one.find(f"{W}rtlGutter") is None:
            yield "a section is left-to-right"
    for one in root.iter(f"{W}tblPr"):
        if [child.tag for child in one][:2] != [f"{W}tblStyle", f"{W}bidiVisual"]:
            yield "a table is not mirrored"
    for one in root.iter(f"{W}jc"):
        if one.get(f"{W}val") in {"left", "right"}:
            yield "left or right is said, where start or end is meant"
    yield from (wrong for one in root.iter(f"{W}r") for wrong in lint_run(one))


def lint_run(run):
    shown = "".join(run.itertext(f"{W}t"))
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in shown)
    latin = any("a" <= letter.lower() <= "z" for letter in shown)
    marked = run.find(f"{W}rPr/{W}rtl") is not None
    if arabic and latin:
        yield f"two directions in one run: {shown}"
    if (arabic and not marked) or (latin and marked):
        yield f"wrong direction: {shown}"
    if (run.find(f"{W}rPr/{W}b") is None) != (run.find(f"{W}rPr/{W}bCs") is None):
        yield f"bold in one script only: {shown}"


def test_an_arabic_report_is_right_to_left_throughout(write):
    path = write(
        Cover("خلاصة", "المنطقة (Pilot)", marking="سري"), Control("ضبط", (("الإصدار", "1"),)), Contents("المحتويات"),
        Heading("ما قاله الناس"), Paragraph(("وردت كلمة GCM مرارا ", Run("مهم", bold=True), CrossReference("t"))),
        Table((Column("الفئة"), Column("العدد", figures=True)), (("المهاجرون", "3"),), Caption("t", "الفئات")),
        Orientation(True), CHART, Bullets(("أ", "b")),
        language="ar", marking="سري",
    )  # fmt: skip
    assert list(lint(path)) == []


def test_words_in_another_language_keep_their_direction(write):
    root = part(write(Quote("مرحبا بكم", "a participant", "E-1", "ar"), Quote("Bonjour", language="fr")))
    quotes = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Quote"]
    assert [one.find(f"{W}pPr/{W}bidi") is not None for one in quotes] == [True, False]
    assert ["".join(one.itertext(f"{W}t")) for one in quotes] == ["«مرحبا بكم»", "«\u00a0Bonjour\u00a0»"]


def test_a_number_after_a_name_in_another_script_stays_where_it_was_said():
    """Without a mark, programs that go by the letters before it draw it on the name's other side."""
    assert "\u200f: 17 " in runs.runs("جولة Scores: 17 فبراير", rtl=True)
    assert "\u200e (2 sessions)" in runs.runs("سند (2 sessions)", rtl=False)
    assert not set(runs.runs("Scores: 17 February", rtl=False)) & {"\u200e", "\u200f"}


@given(st.text())
def test_text_is_cut_by_script_and_nothing_is_lost(text):
    text = runs.clean(text)
    assert "".join(piece for piece, _rtl in runs.pieces(text, rtl=True)) == text


# ------------------------------------------------------------------------------------------------------ whatever comes

words = st.text(max_size=40)
filled = st.text(min_size=1, max_size=20).filter(str.strip)
inline = st.one_of(
    words,
    st.builds(Run, words, st.booleans(), st.booleans(), st.sampled_from(["", "ar", "fr", "zh"])),
    st.builds(Footnote, words),
    st.builds(Evidence, words),
    st.builds(Link, words, st.just("https://example.org/?a=1&b=2")),
)
lines = st.one_of(words, st.lists(inline, max_size=4).map(tuple))
languages = st.sampled_from(["", "en", "ar"])
tables = st.integers(1, 4).flatmap(
    lambda n: st.builds(
        Table,
        st.lists(st.builds(Column, words, st.floats(0.1, 9), st.booleans()), min_size=n, max_size=n).map(tuple),
        st.lists(st.lists(lines, min_size=n, max_size=n).map(tuple), max_size=3).map(tuple),
        total=st.booleans(),
    )
)
charts = st.integers(1, 3).flatmap(
    lambda n: st.builds(
        Chart,
        words,
        st.lists(words, min_size=n, max_size=n).map(tuple),
        st.lists(
            st.builds(Series, words, st.lists(st.none() | st.integers(0, 10**6), min_size=n, max_size=n).map(tuple)),
            min_size=1,
            max_size=9,
        ).map(tuple),
        filled,
        stacked=st.booleans(),
    )
)
some_blocks = st.one_of(
    st.builds(Heading, words, st.integers(1, 3), st.booleans(), languages),
    st.builds(Paragraph, lines, st.sampled_from(Role), languages),
    st.builds(Quote, words, words, words, languages),
    st.builds(Bullets, st.lists(lines, min_size=1, max_size=3).map(tuple), st.booleans(), languages),
    st.builds(Cover, words, words, words, words, words, words),
    st.builds(Control, words, st.lists(st.tuples(words, words), max_size=3).map(tuple)),
    st.builds(Contents, words, st.integers(1, 3)),
    st.builds(Orientation, st.booleans()),
    st.just(PageBreak()),
    st.just(Figure(picture(), "A field")),
    tables,
    charts,
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(some_blocks, max_size=8).map(tuple), st.sampled_from(["en", "fr", "ar"]), words, words)
def test_whatever_the_blocks_the_document_is_valid(tmp_path_factory, content, language, title, marking):
    path = tmp_path_factory.mktemp("any") / "any.docx"
    with path.open("w+b") as stream:
        package.write(Report(title, language, content, marking), letterheads.ours(), stream, moment=MOMENT)
    assert findings(path) == []


@given(st.lists(some_blocks, max_size=8).map(tuple))
def test_tidying_turns_of_the_page_loses_nothing(content):
    turns = (PageBreak, Orientation)
    tidy = numbering.orderly(content)
    assert [one for one in tidy if not isinstance(one, turns)] == [one for one in content if not isinstance(one, turns)]
    assert not any(isinstance(one, turns) and isinstance(two, turns) for one, two in pairwise(tidy))


def test_a_name_is_given_to_one_caption_only():
    table = Table((Column("A"),), (), Caption("same", "x"))
    with pytest.raises(ValueError, match="same"):
        numbering.numbers((table, table))
