"""The words of a note, with lines below its coded passages. Passages are chosen with the mouse, or Shift and arrows.

    self.words.show_text(note.text, (Stretch(4, 21, "#1f78b4"),), strong=(4, 21))
    self.words.chosen                                   (start, stop) in code points, or None

Passages that overlap get lines below each other, each drawn in another way, so that colour is not all that tells them
apart. Nothing can be copied from here: what leaves the workspace goes through the release panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from ui import code_points, theme

_LANES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_LANE = 3
"""Pixels from one line to the next."""
_ROOM = 10
"""Pixels below a line of text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage in code points, with the colour of its line (``#rrggbb``, or empty)."""

    start: int
    stop: int
    colour: str = ""


class NoteText(QTextEdit):
    """Only to be read and to choose in."""

    def __init__(self, name: str, description: str = "", *, rows: int = 5) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setAcceptRichText(False)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setFixedHeight((self.fontMetrics().lineSpacing() + theme.current().px(_ROOM)) * rows)
        self._text = ""
        self._painted: tuple[tuple[int, int, int, str], ...] = ()

    # What is shown

    def show_text(self, text: str, stretches: Sequence[Stretch] = (), strong: Sequence[tuple[int, int]] = ()) -> None:
        """Show a text, lines below the stretches, and the strong passages on a ground of their own."""
        if text != self._text or not self.document().characterCount():
            self._text = text
            self.setPlainText(text.replace("\r", " ").replace("\0", " "))  # Qt would count them otherwise
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            below = QTextBlockFormat()
            kind = QTextBlockFormat.LineHeightTypes.LineDistanceHeight
            below.setLineHeight(theme.current().px(_ROOM), kind.value)
            cursor.mergeBlockFormat(below)
        self._painted = tuple(
            (code_points.units(text, one.start), code_points.units(text, one.stop), lane, one.colour)
            for one, lane in _in_lanes(stretches)
        )
        self.setExtraSelections([self._strong(start, stop) for start, stop in strong])
        self.viewport().update()

    def _strong(self, start: int, stop: int) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(code_points.units(self._text, start))
        cursor.setPosition(code_points.units(self._text, stop), QTextCursor.MoveMode.KeepAnchor)
        found.cursor = cursor
        ground = QTextCharFormat()
        ground.setBackground(QColor(theme.current().tokens.accent_soft))
        ground.setFontUnderline(True)
        found.format = ground
        return found

    def show_place(self, start: int) -> None:
        """Scroll to a place, without choosing anything."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(code_points.units(self._text, start))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The passage that is selected, without blanks at its edges."""
        cursor = self.textCursor()
        start, stop = (code_points.point(self._text, at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        while start < stop and self._text[start].isspace():
            start += 1
        while stop > start and self._text[stop - 1].isspace():
            stop -= 1
        return (start, stop) if start < stop else None

    def choose(self, start: int, stop: int) -> None:
        """Select a passage."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(code_points.units(self._text, start))
        cursor.setPosition(code_points.units(self._text, stop), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            return
        painter = QPainter(self.viewport())
        painter.translate(QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value()))
        seen = QRectF(event.rect()).translated(0, self.verticalScrollBar().value())
        block = self.document().begin()
        while block.isValid():
            area = self.document().documentLayout().blockBoundingRect(block)
            if area.top() > seen.bottom():
                break
            if area.bottom() >= seen.top():
                for one in self._painted:
                    self._underline(painter, block, area.topLeft(), one, seen)
            block = block.next()
        painter.end()

    def _underline(
        self, painter: QPainter, block: QTextBlock, at: QPointF, one: tuple[int, int, int, str], seen: QRectF
    ) -> None:
        start, stop, lane, colour = one
        first, last = start - block.position(), stop - block.position()
        if last <= 0 or first >= block.length():
            return
        pen = QPen(QColor(colour) if colour else self.palette().text().color(), max(2, theme.current().px(2)))
        pen.setStyle(_LANES[lane])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            begin, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            top = at.y() + line.y() + line.ascent() + line.descent()
            if begin >= end or not seen.top() - line.height() <= top <= seen.bottom() + line.height():
                continue
            y = top + theme.current().px(1 + lane * _LANE)
            for run in line.glyphRuns(begin, end - begin):
                box = run.boundingRect()
                painter.drawLine(QPointF(at.x() + box.left(), y), QPointF(at.x() + box.right(), y))

    # Nothing leaves

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    def createMimeDataFromSelection(self) -> QMimeData:
        return QMimeData()


def _in_lanes(stretches: Sequence[Stretch]) -> list[tuple[Stretch, int]]:
    """Each stretch in the first lane that is free where it begins; where there are too many, in the last."""
    ends = [0] * len(_LANES)
    found = []
    for one in sorted(stretches, key=lambda each: (each.start, -each.stop)):
        lane = next((n for n, end in enumerate(ends) if end <= one.start), len(ends) - 1)
        ends[lane] = max(ends[lane], one.stop)
        found.append((one, lane))
    return found
