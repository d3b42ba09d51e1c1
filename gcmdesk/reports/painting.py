"""Painted maps for reports: the influence and interest map, and the network; PNG at 200 dpi.

Only numbers stand in the pictures; the table beside each says what they mean. So they are right in every script and
direction, and a reader who cannot see them loses nothing.
"""

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from gcmdesk import paths

_DPI = 200
_WIDTH = 1400
_INK = "#1F3864"
_LINE = "#6B7A90"
_RED = "#9C0006"
_FIELDS = ("#EEF3FA", "#DCE6F1")
_RADIUS = 22
_EDGE = 60
_TWICE = 2
"""Painted at twice the size and made smaller, for smooth lines."""
_GOLDEN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Spot:
    """A numbered point."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two numbers; `weight` 1 to 3."""

    source: int
    target: int
    directed: bool = False
    weight: int = 1
    conflict: bool = False
    """Drawn red and broken."""


def fields(spots: Iterable[Spot], lowest: float, highest: float, *, rtl: bool) -> bytes:
    """Four fields: x grows in reading direction, y upwards. Spots of one place lie around it."""
    side = _WIDTH * 3 // 4
    image, draw = _canvas(side)
    half, reach = side * _TWICE // 2, side * _TWICE
    for column in (0, 1):
        for row in (0, 1):
            box = (column * half, row * half, (column + 1) * half, (row + 1) * half)
            draw.rectangle(box, fill=_FIELDS[(column + row) % 2])
    draw.rectangle((0, 0, reach - 1, reach - 1), outline=_LINE, width=3 * _TWICE)
    room = reach - 6 * _EDGE
    for place, group in _gathered(spots).items():
        across, down = ((place[0] - lowest) / (highest - lowest), (highest - place[1]) / (highest - lowest))
        centre = (3 * _EDGE + room * (1 - across if rtl else across), 3 * _EDGE + room * down)
        for at, number in enumerate(group):
            x, y = _around(centre, at)
            _node(draw, (_inside(x, reach), _inside(y, reach)), number)
    return _png(image, side, side)


def network(spots: Sequence[Spot], ties: Iterable[Tie]) -> bytes:
    """Spots where the layout put them, with lines between them."""
    height = _WIDTH * 3 // 4
    image, draw = _canvas(_WIDTH, height)
    places = _fitted(spots, _WIDTH * _TWICE, height * _TWICE)
    for one in ties:
        _tie(draw, places[one.source], places[one.target], one)
    for number, place in places.items():
        _node(draw, place, number)
    return _png(image, _WIDTH, height)


def _canvas(width: int, height: int = 0) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width * _TWICE, (height or width) * _TWICE), "white")
    return image, ImageDraw.Draw(image)


def _gathered(spots: Iterable[Spot]) -> dict[tuple[float, float], list[int]]:
    found: dict[tuple[float, float], list[int]] = {}
    for one in spots:
        found.setdefault((one.x, one.y), []).append(one.number)
    return found


def _around(centre: tuple[float, float], at: int) -> tuple[float, float]:
    """Places on a spiral, as seeds lie in a sunflower: no two on each other."""
    distance = _RADIUS * _TWICE * 1.9 * math.sqrt(at)
    return (centre[0] + distance * math.cos(at * _GOLDEN), centre[1] + distance * math.sin(at * _GOLDEN))


def _inside(value: float, reach: int) -> float:
    edge = (_RADIUS + 6) * _TWICE
    return min(max(value, edge), reach - edge)


def _fitted(spots: Sequence[Spot], width: int, height: int) -> dict[int, tuple[float, float]]:
    across, down = [one.x for one in spots], [one.y for one in spots]
    wide, tall = max(across) - min(across) or 1.0, max(down) - min(down) or 1.0
    edge = 2 * _EDGE
    return {
        one.number: (
            edge + (one.x - min(across)) / wide * (width - 2 * edge),
            edge + (one.y - min(down)) / tall * (height - 2 * edge),
        )
        for one in spots
    }


def _node(draw: ImageDraw.ImageDraw, place: tuple[float, float], number: int) -> None:
    x, y = place
    radius = _RADIUS * _TWICE
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill="white", outline=_INK, width=3 * _TWICE)
    draw.text(place, str(number), fill=_INK, font=_font(), anchor="mm")


def _tie(draw: ImageDraw.ImageDraw, source: tuple[float, float], target: tuple[float, float], tie: Tie) -> None:
    colour, width = _RED if tie.conflict else _LINE, (1 + tie.weight) * _TWICE
    length = math.dist(source, target) or 1.0
    along = ((target[0] - source[0]) / length, (target[1] - source[1]) / length)
    pieces = max(1, int(length // (24 * _TWICE))) if tie.conflict else 1
    for at in range(0, pieces, 2):
        begin, end = (_on(source, along, length * one / pieces) for one in (at, at + 1))
        draw.line((*begin, *end), fill=colour, width=width)
    if tie.directed:
        tip = _on(target, along, -(_RADIUS + 2) * _TWICE)
        base, wing = _on(tip, along, -16 * _TWICE), 9 * _TWICE
        left, right = _on(base, (-along[1], along[0]), wing), _on(base, (along[1], -along[0]), wing)
        draw.polygon([tip, left, right], fill=colour)


def _on(start: tuple[float, float], along: tuple[float, float], distance: float) -> tuple[float, float]:
    return (start[0] + along[0] * distance, start[1] + along[1] * distance)


def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(paths.resource("fonts", "NotoSans-Bold.ttf")), 22 * _TWICE)


def _png(image: Image.Image, width: int, height: int) -> bytes:
    stream = io.BytesIO()
    smaller = image.resize((width, height), Image.Resampling.LANCZOS).quantize(32, Image.Quantize.FASTOCTREE)
    smaller.save(stream, "PNG", dpi=(_DPI, _DPI), optimize=True)
    return stream.getvalue()
