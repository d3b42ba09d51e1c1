"""The named styles: the contract between the writer and every template, ours or a ministry's letterhead."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from gcmdesk.reports.word.xml import attribute_of, named


class Style(StrEnum):
    """A style by the name that stands in the template; Word shows the built-in ones in its own language."""

    NORMAL = "Normal"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    PLAIN_1 = "Unnumbered Heading 1"
    PLAIN_2 = "Unnumbered Heading 2"
    PLAIN_3 = "Unnumbered Heading 3"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    COVER_LINE = "Cover Line"
    MARKING = "Marking"
    CONTENTS_HEADING = "TOC Heading"
    CONTENTS_1 = "toc 1"
    CONTENTS_2 = "toc 2"
    CONTENTS_3 = "toc 3"
    LEAD = "Report Lead"
    NOTE = "Report Note"
    SOURCE = "Report Source"
    QUOTE = "Quote"
    QUOTE_SOURCE = "Quote Source"
    BULLET = "List Bullet"
    NUMBER = "List Number"
    CAPTION = "caption"
    FIGURE = "Report Figure"
    TABLE_TEXT = "Table Text"
    TABLE_FIGURES = "Table Figures"
    TABLE_HEADING = "Table Heading"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE_TEXT = "footnote text"
    FOOTNOTE_REFERENCE = "footnote reference"
    HYPERLINK = "Hyperlink"
    TABLE = "Report Table"


HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3)
UNNUMBERED = (Style.PLAIN_1, Style.PLAIN_2, Style.PLAIN_3)
CONTENTS = (Style.CONTENTS_1, Style.CONTENTS_2, Style.CONTENTS_3)

Styles = Mapping[Style, str]
"""The ids that a template gives them."""


def of_template(root: Any) -> tuple[dict[Style, str], tuple[str, ...]]:
    """The ids of our styles in a template's `w:styles`, and the names of those that are missing there."""
    ids = {
        attribute_of(one.find(named("name")), "val").casefold(): attribute_of(one, "styleId")
        for one in root.findall(named("style"))
        if one.find(named("name")) is not None
    }
    found = {style: ids[style.casefold()] for style in Style if style.casefold() in ids}
    return found, tuple(style.value for style in Style if style not in found)
