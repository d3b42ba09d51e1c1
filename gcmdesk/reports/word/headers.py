"""Headers and footers of the template: placeholders filled in, and the marking there in any case."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import Texts, mark
from gcmdesk.reports.blocks import Report, right_to_left
from gcmdesk.reports.word import runs
from gcmdesk.reports.word.styles import Style, Styles
from gcmdesk.reports.word.xml import named, parsed, wrapped

_PLACEHOLDER = re.compile(r"\{(title|organisation|territory|dates|date|version|status|marking|page)\}")
_PAGE = mark("Page {page} of {pages}")


def fill(part: Any, report: Report, texts: Texts) -> bool:
    """Fill in one header or footer; says whether it has a place for the marking."""
    values = {
        "title": report.title,
        "organisation": report.organisation,
        "territory": report.territory,
        "dates": report.dates,
        "date": report.date,
        "version": report.version,
        "status": report.status,
        "marking": report.marking,
    }
    rtl = right_to_left(report.language)
    marking = False
    for paragraph in part.iter(named("p")):
        text = "".join(one.text or "" for one in paragraph.iter(named("t")))
        if _PLACEHOLDER.search(text):
            marking = marking or "{marking}" in text
            _fill_paragraph(paragraph, text, values, texts, rtl=rtl)
    return marking


def add_marking(part: Any, report: Report, styles: Styles) -> None:
    """A line with the marking above everything else."""
    inside = runs.runs(report.marking, rtl=right_to_left(report.language))
    line = f'<w:p><w:pPr><w:pStyle w:val="{styles[Style.MARKING]}"/></w:pPr>{inside}</w:p>'
    part.insert(0, parsed(wrapped("w:hdr", line))[0])


def _fill_paragraph(paragraph: Any, text: str, values: Mapping[str, str], texts: Texts, *, rtl: bool) -> None:
    """The look of the first run counts for the whole line."""
    lines = [one for one in paragraph.iter(named("r")) if one.find(named("t")) is not None]
    look = lines[0].find(named("rPr"))
    look = None if look is None else copy.deepcopy(look)
    for one in lines[1:]:
        one.getparent().remove(one)
    first = lines[0]
    written = "".join(_piece(one, values, texts, rtl=rtl) for one in re.split(r"(\{\w+\})", text))
    for run in list(parsed(wrapped("w:p", written))):
        if look is not None:
            _dress(run, look)
        first.addprevious(run)
    first.getparent().remove(first)


def _piece(piece: str, values: Mapping[str, str], texts: Texts, *, rtl: bool) -> str:
    if piece == "{page}":
        return page_of_pages(texts, rtl=rtl)
    name = piece[1:-1] if _PLACEHOLDER.fullmatch(piece) else ""
    return runs.runs(values[name] if name else piece, rtl=rtl)


def page_of_pages(texts: Texts, *, rtl: bool) -> str:
    """“Page 3 of 12”, which Word counts."""
    fields = {"{page}": runs.field("PAGE", texts.number(1), rtl=rtl)}
    fields["{pages}"] = runs.field("NUMPAGES", texts.number(1), rtl=rtl)
    pieces = re.split(r"(\{pages?\})", texts.gettext(_PAGE))
    return "".join(fields[one] if one in fields else runs.runs(one, rtl=rtl) for one in pieces)


_LATE = ("rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")


def _dress(run: Any, look: Any) -> None:
    """The template's look, with the direction that the text needs."""
    properties = copy.deepcopy(look)
    own = run.find(named("rPr"))
    rtl = own is not None and own.find(named("rtl")) is not None
    for old in properties.findall(named("rtl")):
        properties.remove(old)
    if rtl:
        late = [one for one in properties if one.tag in {named(name) for name in _LATE}]
        marked = properties.makeelement(named("rtl"))
        if late:
            late[0].addprevious(marked)
        else:
            properties.append(marked)
    if own is not None:
        run.remove(own)
    run.insert(0, properties)
