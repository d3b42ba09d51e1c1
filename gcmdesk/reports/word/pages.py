"""On which page each heading stands, roughly: what the contents show until Word counts its pages itself.

Only a layout engine knows exactly. Lines are reckoned from the number of letters, so that the figures are right or one
off; Word puts the exact ones in when the reader updates the contents (F9) or prints with "update fields".
"""

from math import ceil

from gcmdesk.reports import blocks as b
from gcmdesk.reports.word import drawings

_LINE = 15.0
"""Points: 10.5 pt at a spacing of 1.15."""
_LETTER = 5.0
"""Points: the mean width of a letter of running text at 10.5 pt."""
_COVER = 400.0
_HEADING = {1: 40.0, 2: 33.0, 3: 27.0}


def estimate(blocks: tuple[b.Block, ...], width: float, height: float) -> dict[int, int]:
    """Page of each heading by its block's index. Room for text in points, upright."""
    reckoning = _Reckoning(width, height)
    found: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, b.Heading):
            reckoning.keep(_HEADING[block.level] + 3 * _LINE)
            found[index] = reckoning.page
        reckoning.add(block, blocks)
    return found


class _Reckoning:
    """Where on which page the text has got to."""

    def __init__(self, width: float, height: float) -> None:
        self._sheet = (width, height)
        self._width, self._height = width, height
        self._used = 0.0
        self.page = 1

    def keep(self, needed: float) -> None:
        """A new page where so much does not fit on this one."""
        if self._used and self._used + needed > self._height:
            self._turn()

    def _turn(self) -> None:
        self.page += 1
        self._used = 0.0

    def _flow(self, points: float) -> None:
        self._used += points
        while self._used > self._height:
            self.page += 1
            self._used -= self._height

    def _text(self, line: b.Line, *, width: float = 1.0, size: float = 1.0, after: float = 6.0) -> float:
        letters = (
            len(line)
            if isinstance(line, str)
            else sum(len(getattr(one, "text", one if isinstance(one, str) else "E-000")) for one in line)
        )
        across = letters * _LETTER * size
        lines = 1 if across <= self._width * width else ceil(across / (self._width * width))
        return lines * _LINE * size + after

    def add(self, block: b.Block, blocks: tuple[b.Block, ...]) -> None:
        """Go on by one block."""
        match block:
            case b.PageBreak():
                if self._used:
                    self._turn()
            case b.Orientation():
                width, height = self._sheet
                self._turn()
                self._width, self._height = (height, width) if block.landscape else (width, height)
            case b.Table():
                self._table(block)
            case b.Figure() | b.Chart():
                tall = self._picture(block)
                self.keep(tall)
                self._flow(tall)
            case b.Contents():
                entries = sum(isinstance(one, b.Heading) and one.level <= block.depth for one in blocks)
                self._flow(40.0 + 18.0 * entries)
            case _:
                self._flow(self._running(block))

    def _running(self, block: b.Block) -> float:
        match block:
            case b.Heading():
                return _HEADING[block.level]
            case b.Paragraph():
                return self._text(block.line)
            case b.Quote():
                return self._text(block.words, width=0.9) + 25.0
            case b.Bullets():
                return sum(self._text(item, width=0.95, after=3.0) for item in block.items)
            case b.Control():
                return 22.0 * len(block.entries)
            case _:
                return _COVER

    def _table(self, block: b.Table) -> None:
        total = sum(one.width for one in block.columns)
        shares = [max(one.width / total - 0.02, 0.02) for one in block.columns]
        self._flow(40.0 if block.caption else 17.0)
        for row in block.rows:
            tall = max(
                self._text(cell, width=share, size=0.86, after=4.0) for cell, share in zip(row, shares, strict=True)
            )
            self.keep(tall)
            self._flow(tall)

    def _picture(self, block: b.Figure | b.Chart) -> float:
        caption = 30.0 if block.caption else 8.0
        if isinstance(block, b.Chart):
            return drawings.chart_height(block, self._height * 20) / 20 + caption
        return min(0.6 * self._width * block.width, 0.7 * self._height) + caption
