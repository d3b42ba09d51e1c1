"""A Word file from a report and a template: the body, and all that lies beside it in the package."""

import copy
import re
from datetime import UTC, datetime
from typing import Any, BinaryIO

from gcmdesk.i18n import Texts
from gcmdesk.jobs import Progress
from gcmdesk.reports import blocks as b
from gcmdesk.reports import numbering, wording
from gcmdesk.reports.blocks import Report, right_to_left
from gcmdesk.reports.word import body, charts, headers, pages, runs, saving, styles
from gcmdesk.reports.word.body import Page, Writing
from gcmdesk.reports.word.letterheads import Letterhead
from gcmdesk.reports.word.styles import Style, Styles
from gcmdesk.reports.word.xml import attribute_of, named, parsed, undeclared, wrapped, written

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_KEPT = frozenset(
    _OFFICE + kind
    for kind in (
        *("styles", "numbering", "settings", "fontTable", "theme", "webSettings", "header", "footer", "footnotes"),
        *("chart", "image", "hyperlink"),
    )
)
"""Relationships of the document that stay; the template's body, and what belonged to it, does not."""
_RELATED = re.compile(r' r:\w+="([^"]+)"')
"""Relationships that a piece of XML names."""
_TWIP = 635
_LARGE = 1.35
"""Brings body text of 10.5 to 11 points to 14 or more."""
_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap"),
        *("jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr"),
        *("sectPr", "pPrChange"),
    )
)
_SECTION_ORDER = ("bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")


def write(
    report: Report,
    letterhead: Letterhead,
    stream: BinaryIO,
    *,
    moment: datetime,
    progress: Progress | None = None,
) -> None:
    """Write the report as .docx. `moment` is when it was released; the file bears it as its date."""
    progress = progress or Progress()
    progress.report(0, 4)
    document = letterhead.opened()
    texts = wording.of(report.language)
    ids, _missing = styles.of_template(document.styles.element)
    package = _Package(document, ids, texts)
    section = document.sections[-1]
    page = _page(section)
    final = copy.deepcopy(document.element.body.sectPr)
    blocks = numbering.orderly(report.blocks)
    numbers = numbering.numbers(blocks)
    writing = Writing(texts, numbers, ids, package, page, report.language, _Sections(final))
    writing.pages = pages.estimate(blocks, page.width / 20, page.height / 20)
    _direct(document, report, final)
    if report.large:
        _enlarge(document)
    _head(document, report, texts, ids)
    progress.report(1, 4)
    inside = body.body(writing, blocks)
    progress.report(2, 4)
    content = _content(document, inside, writing.section_end(writing.landscape))
    package.footnotes(writing)
    package.drop_unused(content)
    _properties(document, report, moment)
    progress.report(3, 4)
    saving.save(document.part.package, {document.part.partname: content}, stream, moment)
    progress.report(4, 4)


class _Package:
    """The `body.Parts` of a python-docx document."""

    def __init__(self, document: Any, ids: Styles, texts: Texts) -> None:
        self._part = document.part
        self._ids = ids
        self._texts = texts
        self._charts = 0
        self._pictures: dict[bytes, tuple[str, int, int]] = {}

    def picture(self, content: bytes) -> tuple[str, int, int]:
        known = self._pictures.get(content)
        if known is None:
            known = self._pictures[content] = self._new_picture(content, len(self._pictures) + 1)
        return known

    def _new_picture(self, content: bytes, number: int) -> tuple[str, int, int]:
        from docx.image.image import Image
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        image = Image.from_blob(content)
        part = Part(PackURI(f"/word/media/figure{number}.{image.ext}"), image.content_type, content, self._part.package)
        return str(self._part.relate_to(part, _OFFICE + "image")), image.px_width, image.px_height

    def chart(self, chart: b.Chart, *, rtl: bool) -> str:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        self._charts += 1
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Worksheet{self._charts}.xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            charts.workbook(chart),
            self._part.package,
        )
        drawn = Part(
            PackURI(f"/word/charts/chart{self._charts}.xml"),
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            b"",
            self._part.package,
        )
        relation = drawn.relate_to(book, _OFFICE + "package")
        language = runs.locale(chart.language or self._texts.language.code)
        drawn._blob = charts.part(chart, rtl=rtl, language=language, workbook_relation=relation)  # noqa: SLF001 - no API
        return str(self._part.relate_to(drawn, _OFFICE + "chart"))

    def link(self, address: str) -> str:
        return str(self._part.relate_to(address, _OFFICE + "hyperlink", is_external=True))

    def list_number(self) -> int:
        """A `w:num` of its own, of the same look as the template's numbered list."""
        root = self._part.numbering_part.element
        look = _list_look(self._part.styles.element, self._ids[Style.NUMBER], root)
        number = 1 + max((int(attribute_of(one, "numId")) for one in root.findall(named("num"))), default=0)
        root.append(
            parsed(
                wrapped(
                    f'w:num w:numId="{number}"',
                    f'<w:abstractNumId w:val="{look}"/>'
                    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>',
                ).replace(f'</w:num w:numId="{number}">', "</w:num>")
            )
        )
        return number

    def footnotes(self, writing: Writing) -> None:
        """Put the footnotes into their part."""
        separators = (
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote>"
        )
        notes = "".join(
            self._footnote(writing, number, inside, rtl=rtl)
            for number, (inside, rtl) in enumerate(writing.footnotes, 1)
        )
        content = wrapped("w:footnotes", separators + notes)
        blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content.encode()
        there = [one for one in self._part.rels.values() if one.reltype == _OFFICE + "footnotes"]
        if there:
            there[0].target_part._blob = blob  # noqa: SLF001 - python-docx has no footnotes
            there[0].target_part.rels.clear()
            return
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, blob, self._part.package)
        self._part.relate_to(part, _OFFICE + "footnotes")

    def _footnote(self, writing: Writing, number: int, inside: str, *, rtl: bool) -> str:
        style = self._ids[Style.FOOTNOTE_REFERENCE]
        sign = f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteRef/></w:r>'
        space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
        language = "" if rtl == writing.rtl else ("ar" if rtl else "en")
        line = writing.paragraph(Style.FOOTNOTE_TEXT, sign + space + inside, language=language)
        return f'<w:footnote w:id="{number}">{line}</w:footnote>'

    def drop_unused(self, content: str) -> None:
        """What belonged to the template's own body goes with it; `content` is the document's new XML."""
        related = set(_RELATED.findall(content))
        for id, relation in list(self._part.rels.items()):
            own = relation.reltype.removeprefix(_OFFICE) in {"image", "hyperlink", "chart", "header", "footer"}
            if relation.reltype not in _KEPT or (own and id not in related):
                del self._part.rels[id]


def _list_look(styles_root: Any, style_id: str, numbering_root: Any) -> str:
    """The abstract numbering that a list style points to; the first there is where it points to none."""
    for style in styles_root.findall(named("style")):
        number = style.find(f"{named('pPr')}/{named('numPr')}/{named('numId')}")
        if attribute_of(style, "styleId") == style_id and number is not None:
            for one in numbering_root.findall(named("num")):
                if attribute_of(one, "numId") == attribute_of(number, "val"):
                    return attribute_of(one.find(named("abstractNumId")), "val")
    return attribute_of(numbering_root.find(named("abstractNum")), "abstractNumId")


def _page(section: Any) -> Page:
    """The room that the template's section leaves for text."""
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    return Page(int(width) // _TWIP, int(height) // _TWIP)


class _Sections:
    """Gives `w:sectPr` after the template's: only the very first page of the report has a header of its own."""

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern
        self._begun = False

    def __call__(self, landscape: bool) -> str:  # noqa: FBT001 - the one question there is
        section = copy.deepcopy(self._pattern)
        for title in section.findall(named("titlePg")) if self._begun else ():
            section.remove(title)
        self._begun = True
        size = section.find(named("pgSz"))
        if landscape:
            width, height = size.get(named("w")), size.get(named("h"))
            size.set(named("w"), height)
            size.set(named("h"), width)
            size.set(named("orient"), "landscape")
        return undeclared(written(section))


def _content(document: Any, inside: str, section: str) -> str:
    """The document's XML with the new body; what the template says beside its body, such as a background, stays."""
    beside = "".join(written(one) for one in document.element if one.tag != named("body"))
    return wrapped("w:document", f"{undeclared(beside)}<w:body>{inside}{section}</w:body>")


def _direct(document: Any, report: Report, final: Any) -> None:
    """The direction and the language of everything that does not say otherwise."""
    rtl = right_to_left(report.language)
    root = document.styles.element
    for style in root.findall(named("style")):
        if attribute_of(style, "type") == "paragraph" and attribute_of(style, "default") in {"1", "true", "on"}:
            properties = style.get_or_add_pPr()
            for old in properties.findall(named("bidi")):
                properties.remove(old)
            if rtl:
                properties.insert_element_before(properties.makeelement(named("bidi")), *_AFTER_BIDI)
    for language in root.iter(named("lang")):
        language.set(named("bidi" if rtl else "val"), runs.locale(report.language))
    for name in ("bidi", "rtlGutter"):
        for old in final.findall(named(name)):
            final.remove(old)
        if rtl:
            _put(final, name)


def _enlarge(document: Any) -> None:
    """Every size of the styles, so that the steps between them stay."""
    for name in ("sz", "szCs"):
        for size in document.styles.element.iter(named(name)):
            size.set(named("val"), str(round(int(attribute_of(size, "val")) * _LARGE)))


def _put(section: Any, name: str) -> None:
    later = {named(one) for one in _SECTION_ORDER[_SECTION_ORDER.index(name) + 1 :]}
    element = section.makeelement(named(name))
    following = next((one for one in section if one.tag in later), None)
    if following is None:
        section.append(element)
    else:
        following.addprevious(element)


def _head(document: Any, report: Report, texts: Texts, ids: Styles) -> None:
    """All headers and footers of the template."""
    marked = False
    found = []
    for relation in document.part.rels.values():
        kind = relation.reltype.removeprefix(_OFFICE)
        if kind in {"header", "footer"}:
            element = relation.target_part.element
            marked = headers.fill(element, report, texts) or marked
            if kind == "header":
                found.append(element)
    if not found and report.marking:
        header = document.sections[-1].header
        header.is_linked_to_previous = False
        found.append(header._element)  # noqa: SLF001 - python-docx gives no public way to it
    if not marked and report.marking:
        for element in found:
            headers.add_marking(element, report, ids)


def _properties(document: Any, report: Report, moment: datetime) -> None:
    when = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    core = document.core_properties
    author = _property(report.organisation)
    core.title, core.subject, core.author = _property(report.title), _property(report.subject), author
    core.language, core.version = runs.locale(report.language), _property(report.version)
    core.category = _property(report.marking)
    core.created = core.modified = when
    core.last_modified_by = author
    core.comments = core.keywords = ""
    core.revision = 1


def _property(text: str) -> str:
    """What Word takes as a property: one line of at most 255 characters."""
    return " ".join(runs.clean(text).split())[:255]
