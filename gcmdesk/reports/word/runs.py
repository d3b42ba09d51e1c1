"""Text as WordprocessingML: runs by script, so that `w:rtl` stands on right-to-left runs only.

Word decides by run, not by character, whether text is right-to-left, bold (`w:bCs`) and in which font. A line is cut
where the script changes; spaces, digits and signs go with the text around them.
"""

import re
from functools import cache
from xml.sax.saxutils import escape

from gcmdesk.reports.blocks import right_to_left

_INVALID = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Marks of direction: Word goes by runs and shows some of them as boxes."""
_R = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U0001e800-\U0001efff"
_STRONG_R = re.compile(f"[{_R}]")
_L = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0370-\u0589\u0900-\u1fff\u2c00-\ud7ff"
_LEFT = re.compile(f"[{_L}]")
_PIECES = re.compile(f"[{_L}](?:[^{_R}]*[{_L}])?|[{_R}](?:[^{_L}]*[{_R}])?|[^{_L}{_R}]+")

_LOOSE = re.compile(f"[^{_L}{_R}]*[0-9]")
"""A piece that has a digit before its first letter: programs other than Word let it go with the piece before it."""
_LRM, _RLM = "\u200e", "\u200f"

LOCALES = {"en": "en-GB", "fr": "fr-FR", "ar": "ar-SA", "zh": "zh-CN", "es": "es-ES", "fa": "fa-IR"}
"""What Word calls the languages (for its spelling check)."""


def clean(text: str) -> str:
    """Text that XML and Word can hold, still unescaped."""
    if text.isascii() and text.isprintable():
        return text
    return _DIRECTIONS.sub("", _INVALID.sub("", text))


def attribute(text: str) -> str:
    """For an attribute in double quotes."""
    return escape(clean(text), {'"': "&quot;", "\n": " ", "\t": " "})


def locale(language: str) -> str:
    """The tag that Word knows."""
    return LOCALES.get(language, language)


def pieces(text: str, *, rtl: bool) -> list[tuple[str, bool]]:
    """Cut the text where its script changes: (piece, whether it is right-to-left).

    `rtl` is the direction of the paragraph: what has no direction between two scripts goes with it.
    """
    if text.isascii() or not _STRONG_R.search(text):
        return [(text, False)]
    if not _LEFT.search(text):
        return [(text, True)]
    found: list[tuple[str, bool]] = []
    for match in _PIECES.finditer(text):
        piece = match.group()
        strong = bool(_STRONG_R.match(piece))
        neutral = not strong and not _LEFT.match(piece)
        direction = rtl if neutral else strong
        if found and found[-1][1] is direction:
            found[-1] = (found[-1][0] + piece, direction)
        else:
            found.append((piece, direction))
    return found


@cache
def properties(*, bold: bool, italic: bool, rtl: bool, language: str, style: str = "") -> str:
    """`w:rPr` in the order of the schema; nothing where nothing is said."""
    parts = [f'<w:rStyle w:val="{style}"/>' if style else ""]
    parts += ["<w:b/><w:bCs/>" if bold else "", "<w:i/><w:iCs/>" if italic else ""]
    parts.append("<w:rtl/>" if rtl else "")
    if language:
        name = "bidi" if right_to_left(language) else "eastAsia" if language.startswith(("zh", "ja", "ko")) else "val"
        parts.append(f'<w:lang w:{name}="{attribute(locale(language))}"/>')
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def text_elements(text: str) -> str:
    """`w:t`, with tabs and line breaks as Word wants them."""
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    out = []
    for piece in re.split("([\n\t])", text):
        if piece == "\n":
            out.append("<w:br/>")
        elif piece == "\t":
            out.append("<w:tab/>")
        elif piece:
            out.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(out)


def runs(text: str, *, rtl: bool, bold: bool = False, italic: bool = False, language: str = "", style: str = "") -> str:
    """The runs of a stretch of text in a paragraph whose direction is `rtl`."""
    if text.isascii() and text.isprintable():  # most cells of most tables
        around = ""
        if bold or italic or language or style:
            own = "" if right_to_left(language) else language
            around = properties(bold=bold, italic=italic, rtl=False, language=own, style=style)
        return f'<w:r>{around}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    text = clean(text)
    if not text:
        return ""
    out = []
    before = rtl
    for piece, direction in pieces(text, rtl=rtl):
        own = language if right_to_left(language) == direction else ""
        around = properties(bold=bold, italic=italic, rtl=direction, language=own, style=style)
        bound = before != direction == rtl and _LOOSE.match(piece)
        marked = (_RLM if rtl else _LRM) + piece if bound else piece
        out.append(f"<w:r>{around}{text_elements(marked)}</w:r>")
        before = direction
    return "".join(out)


def field(instruction: str, shown: str, *, rtl: bool, style: str = "") -> str:
    """A field with the result that is shown until somebody updates it: begin, instruction, separate, result, end."""
    around = properties(bold=False, italic=False, rtl=False, language="", style=style)
    return (
        f'<w:r>{around}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{around}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{around}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{runs(shown, rtl=rtl, style=style)}"
        f'<w:r>{around}<w:fldChar w:fldCharType="end"/></w:r>'
    )
