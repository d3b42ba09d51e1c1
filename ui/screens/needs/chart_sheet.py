"""The order of the objectives as a picture for paper and slides: title, chart, and how solid it is."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.priorities.result import Result
from ui import theme
from ui.screens.needs import result_words
from ui.widgets.bars import Bars
from ui.widgets.text import leading

_EDGE, _GAP, _SCALE = 28, 12, 1.0


class ChartSheet(QWidget):
    """Painted in one go on the ground of paper, because a picture has neither a ground nor child widgets."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self._title, self._lines = result.round.title, "\n".join(result_words.solidity(result))
        self._chart = Bars(_("Order of the objectives"), scale=_SCALE)
        self._chart.show_bars(result_words.bars(result), result_words.heads(result))
        for widget in (self, self._chart):
            widget.setPalette(theme.palette(theme.current().tokens))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        edge, gap = theme.current().px(_EDGE), theme.current().px(_GAP)
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        room = self._write(painter, room, self._title, 1.6, bold=True).adjusted(0, gap, 0, 0)
        self._chart.draw(painter, room)
        room = room.adjusted(0, self._chart.sizeHint().height() + gap, 0, 0)
        self._write(painter, room, self._lines, _SCALE, bold=False)
        painter.end()

    def _write(self, painter: QPainter, room: QRect, text: str, scale: float, *, bold: bool) -> QRect:
        """Write at the top of the room; gives what is left of it."""
        painter.setFont(theme.font(scale, bold=bold))
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        flags = int(leading() | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        used = painter.boundingRect(room, flags, text)
        painter.drawText(room, flags, text)
        return room.adjusted(0, used.height(), 0, 0)


def in_words(result: Result) -> str:
    """What the picture says, for people who cannot see it."""
    return " ".join(f"{bar.name}: {bar.figure} ({bar.ranks})." for bar in result_words.bars(result))
