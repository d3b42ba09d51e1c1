"""Records on paper, one after the other: long texts are easier to read so than in the cells of a table."""

from typing import Any

from gcmdesk.protection.material import Nothing, ReleasedRecords, Several
from gcmdesk.protection.release import Released
from ui import leaving
from ui.printing import Paper, Paragraph, Part, Title


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
    return told + [Paragraph(f"{heading}: {value}") for heading, value in named if value not in (None, "")]
