"""Records on paper, one after the other: long texts are easier to read so than in the cells of a table."""

from typing import Any

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.material import Nothing, ReleasedRecords, Several
from gcmdesk.protection.release import Released
from ui import leaving
from ui.printing import Paper, Paragraph, Part, Title

_RULE, _LINES = "_" * 72, 3


def told(released: Released[Any]) -> Paper:
    """The first column of each record as its heading, then what the others say."""
    material = released.material
    pieces = tuple(material.parts.values()) if isinstance(material, Several) else (material,)
    if any(not isinstance(piece, (ReleasedRecords, Nothing)) for piece in pieces):
        return leaving.paper(released)
    parts: list[Part] = []
    for piece in pieces:
        if len(pieces) > 1:
            parts.append(Title(piece.title, 2))
        if isinstance(piece, ReleasedRecords):
            parts += [part for row in piece.rows for part in _record(piece.headings, row)]
    return Paper(material.title, tuple(parts))


def _record(headings: tuple[str, ...], row: tuple[Any, ...]) -> list[Part]:
    first, *others = row
    named = zip(headings[1:], others, strict=True)
    told: list[Part] = [Title("" if first is None else str(first), 3)]
    return told + [
        Paragraph(i18n.current().titled(heading, value)) for heading, value in named if value not in (None, "")
    ]


def asked(released: Released[Any]) -> Paper:
    """Questions under the numbers of the screen, with what was answered, or lines to write on."""
    material = released.material
    if not isinstance(material, ReleasedRecords):
        return leaving.paper(released)
    parts: list[Part] = []
    for number, (question, *answers) in enumerate(material.rows, 1):
        numbered = _("{number}. {text}").format(number=i18n.current().number(number), text=question)
        written = [str(answer) for answer in answers if answer not in (None, "")]
        parts += [Title(numbered, 3), *map(Paragraph, written or [_RULE] * _LINES)]
    return Paper(material.title, tuple(parts))
