"""The statement on data protection: how the workspace stands with the twelve principles (guidance Tool 5)."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from gcmdesk.i18n import mark
from gcmdesk.protection import compliance, limits, statement
from gcmdesk.protection.material import Text
from gcmdesk.reports.blocks import Block, Bullets, Heading, Paragraph, Role
from gcmdesk.reports.section import Given, Section, Sources

_KINDS = {"heading": "heading", "text": "text", "point": "points", "open point": "open", "signature": "signature"}


def gather(sources: Sources) -> Mapping[str, Any]:
    """The statement, cut where its headings stand; the kind of each piece is in its name."""
    page = compliance.page(sources.session, sources.moment, sources.state)
    bounds = limits.of(sources.session)
    found = statement.paragraphs(page, sources.spec.recipient, sources.texts, bounds)
    parts: dict[str, Text] = {}
    title, _day, *told = found  # day and recipient stand on the cover, and change though nothing else does
    for number, (kind, group) in enumerate(groupby(told, key=lambda one: one.kind)):
        lines = tuple(one.text for one in group)
        parts[f"{number:03}-{_KINDS[kind]}"] = Text(lines[-1] if kind == "heading" else title.text, lines)
    return parts


def build(given: Given) -> tuple[Block, ...]:
    """A heading for each principle, what is done as a list, what is open as a list under its own words."""
    blocks: list[Block] = []
    for name in sorted(name for name in given.parts if name[:1].isdigit()):
        piece = given.part(name, Text)
        if piece is None:
            continue
        match name.split("-")[1]:
            case "heading":
                blocks += [Heading(one, 2) for one in piece.paragraphs]
            case "points":
                blocks.append(Bullets(piece.paragraphs))
            case "open":
                blocks += [Paragraph(given.say(mark("Still open:")), Role.NOTE), Bullets(piece.paragraphs)]
            case "signature":
                blocks += [Paragraph(f"{one}: {'_' * 40}") for one in piece.paragraphs]
            case _:
                blocks += [Paragraph(one) for one in piece.paragraphs]
    return tuple(blocks)


_TITLE = mark("The twelve principles, and the data of children")

SECTION = Section("data-protection", _TITLE, gather, build, new_page=True, heeds=frozenset())
