"""Native charts: horizontal bars that Word draws, with the workbook behind them, so that the reader can edit them."""

import io
from datetime import datetime
from xml.sax.saxutils import escape

from gcmdesk.reports.blocks import Chart
from gcmdesk.reports.word.runs import clean
from gcmdesk.reports.word.xml import wrapped

_COLOURS = ("1F4E79", "9DC3E6", "F4B183", "A9D18E", "FFD966", "C9C9C9", "B4A7D6", "E6A5B8")
"""Told apart in print too: they differ in lightness."""
_WHITE_ON = {"1F4E79"}
_WIDEST_GAP = 60
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed day, so that the same figures give the same bytes; Excel knows no zones


def workbook(chart: Chart) -> bytes:
    """The figures as a workbook: categories in the first column, a column a series."""
    import xlsxwriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("1")
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, clean(series.title))
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, clean(category))
    return stream.getvalue()


def part(chart: Chart, *, rtl: bool, language: str, workbook_relation: str) -> bytes:
    """The chart's own part."""
    grouping = "stacked" if chart.stacked else "clustered"
    overlap = '<c:overlap val="100"/>' if chart.stacked else ""
    series = "".join(_series(chart, place) for place in range(len(chart.series)))
    several = len(chart.series) > 1
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if several else ""
    direction = "maxMin" if rtl else "minMax"
    inside = (
        f'<c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{_WIDEST_GAP}"/>{overlap}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"r" if rtl else "l"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{_LINE}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="{direction}"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        '<c:crosses val="autoZero"/></c:valAx></c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="262626"/>'
        f'</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="{language}"/></a:p></c:txPr>'
        f'<c:externalData r:id="{workbook_relation}"><c:autoUpdate val="0"/></c:externalData>'
    )
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + wrapped("c:chartSpace", inside).encode()


_LINE = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="8496B0"/></a:solidFill></a:ln></c:spPr>'


def _series(chart: Chart, place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

    column, rows = xl_col_to_name(1 + place), len(chart.categories)
    colour = _COLOURS[place % len(_COLOURS)]
    series = chart.series[place]
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{_number(value)}</c:v></c:pt>'
        for at, value in enumerate(series.values)
        if value is not None
    )
    categories = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(clean(one))}</c:v></c:pt>' for at, one in enumerate(chart.categories)
    )
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>\'1\'!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(clean(series.title))}</c:v></c:pt></c:strCache></c:strRef>'
        f'</c:tx><c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/>{_labels(chart, colour)}'
        f"<c:cat><c:strRef><c:f>'1'!$A$2:$A${rows + 1}</c:f><c:strCache><c:ptCount val=\"{rows}\"/>{categories}"
        "</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>'1'!${column}$2:${column}${rows + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{rows}"/>{values}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _labels(chart: Chart, colour: str) -> str:
    ink = "FFFFFF" if chart.stacked and colour in _WHITE_ON else "262626"
    shown = "General;-General;" if chart.stacked else "General"  # a 0 has no place within a stack
    position = "ctr" if chart.stacked else "outEnd"
    return (
        f'<c:dLbls><c:numFmt formatCode="{shown}" sourceLinked="0"/>'
        f'<c:spPr><a:noFill/></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill>'
        f'<a:srgbClr val="{ink}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
