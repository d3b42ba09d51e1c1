"""Pictures and charts in their places, each with words for people who cannot see it."""

from typing import TYPE_CHECKING

from gcmdesk.reports import blocks as b
from gcmdesk.reports.word.runs import attribute
from gcmdesk.reports.word.styles import Style

if TYPE_CHECKING:
    from gcmdesk.reports.word.body import Writing

_TWIP = 635
"""EMU."""
_TALLEST = 0.7
"""Of the page: what is taller leaves no room for its caption."""
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_BAR = 340
_TWO_LINES = 460
"""For labels that take two."""
_LONG = 26
"""Letters of a label that takes one."""
_TALLEST_CHART = 0.6
"""So that a heading and what explains the chart fit above it."""
_FRAME = 1100
"""Height of a bar and of what is around them, in twentieths of a point."""


def figure(writing: "Writing", block: b.Figure) -> str:
    """A picture with its caption below."""
    relation, across, down = writing.parts.picture(block.content)
    width = writing.room.width * _TWIP * min(max(block.width, 0.1), 1.0)
    height = width * down / across
    tallest = writing.room.height * _TWIP * _TALLEST
    if height > tallest:
        width, height = width * tallest / height, tallest
    number = writing.next_mark()
    size = f'cx="{round(width)}" cy="{round(height)}"'
    inside = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return _placed(writing, block, size, number, _PICTURE, inside)


def chart(writing: "Writing", block: b.Chart) -> str:
    """A chart that the reader can edit in Word, with its caption below."""
    relation = writing.parts.chart(block, rtl=b.right_to_left(block.language or writing.language))
    height = chart_height(block, writing.room.height)
    size = f'cx="{writing.room.width * _TWIP}" cy="{height * _TWIP}"'
    return _placed(writing, block, size, writing.next_mark(), _CHART, f'<c:chart r:id="{relation}"/>')


def chart_height(block: b.Chart, room: float) -> int:
    """In twentieths of a point, as `room` for text on the page is."""
    bars = len(block.categories) * (1 if block.stacked else len(block.series))
    bar = _TWO_LINES if max(map(len, block.categories)) > _LONG else _BAR
    return min(_FRAME + bar * bars, round(room * _TALLEST_CHART))


def _placed(writing: "Writing", block: b.Figure | b.Chart, size: str, number: int, kind: str, inside: str) -> str:
    title = block.caption.text if block.caption else ""
    described = f'descr="{attribute(block.description)}"' + (f' title="{attribute(title)}"' if title else "")
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{number}" {described}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{kind}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    keep = "" if block.caption else '<w:keepNext w:val="0"/>'
    upright = (
        "en" if kind == _CHART else ""
    )  # LibreOffice turns the digits of a chart round in a paragraph from the right
    placed = writing.paragraph(Style.FIGURE, drawing, extra=keep, language=upright)
    return placed + (writing.caption(b.Kind.FIGURE, block.caption, above=False) if block.caption else "")
