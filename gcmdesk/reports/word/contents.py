"""The contents: entries that are there already, with links, so that Word need not ask to update anything."""

from typing import TYPE_CHECKING

from gcmdesk.reports import blocks as b
from gcmdesk.reports.numbering import Entry
from gcmdesk.reports.word import runs
from gcmdesk.reports.word.styles import CONTENTS, Style

if TYPE_CHECKING:
    from gcmdesk.reports.word.body import Writing

_TAB = "<w:r><w:tab/></w:r>"


def contents(writing: "Writing", block: b.Contents) -> str:
    """Heading and entries in one TOC field; the page numbers are those of `pages.estimate` until Word counts anew."""
    heading = writing.paragraph(Style.CONTENTS_HEADING, writing.line(block.title))
    entries = [one for one in writing.numbers.headings.values() if one.level <= block.depth]
    if not entries:
        return heading
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{block.depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    return heading + "".join(
        writing.paragraph(
            CONTENTS[one.level - 1],
            (begin if place == 0 else "") + _entry(writing, one) + (end if place == last else ""),
        )
        for place, one in enumerate(entries)
    )


def _entry(writing: "Writing", one: Entry) -> str:
    anchor = f"_Toc{one.index:08}"
    number = f"{runs.runs(one.number, rtl=writing.rtl)}{_TAB}" if one.number else ""
    page = writing.texts.number(writing.pages[one.index])
    inside = f"{number}{writing.line(one.text, language=one.language)}{_TAB}" + runs.field(
        f"PAGEREF {anchor} \\h", page, rtl=writing.rtl
    )
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inside}</w:hyperlink>'
