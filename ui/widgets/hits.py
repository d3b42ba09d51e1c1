"""A list of places: a small label, a title, and a line that says why it is there."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gcmdesk.compact.pages import Hit
from ui import theme

Index = QModelIndex | QPersistentModelIndex
LABEL, TITLE, REASON = (int(Qt.ItemDataRole.UserRole) + n for n in range(3))
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class HitModel(QAbstractListModel):
    """Hits of the library; holds ready strings, so that painting computes nothing."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self._hits: list[Hit] = []
        self._rows: list[tuple[str, str, str]] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these and nothing else."""
        self.beginResetModel()
        self._hits = list(hits)
        self._rows = [(hit.page.label, hit.page.title, hit.line.text if hit.line else "") for hit in hits]
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        """The hit in a row."""
        return self._hits[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> str | None:
        if not index.isValid():
            return None
        label, title, reason = self._rows[index.row()]
        if role in (_DISPLAY, _ACCESSIBLE):
            return f"{label}: {title}"
        return {LABEL: label, TITLE: title, REASON: reason}.get(role)


class HitDelegate(QStyledItemDelegate):
    """Paints a hit: label in small type, title, and one line of the reason."""

    _PADDING = 8

    def _title_rect(self, width: int, text: str) -> QRect:
        metrics = QFontMetrics(theme.font())
        flags = Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(QRect(0, 0, max(width, 1), 10_000), int(flags), text)

    @staticmethod
    def _caption_height(label: str) -> int:
        """Of a line in small type; letters of other scripts than the font's first need more."""
        return QFontMetrics(theme.font(0.9)).boundingRect(QRect(0, 0, 10_000, 10_000), 0, label).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        pad = theme.current().px(self._PADDING)
        width = option.widget.viewport().width() - 2 * pad  # type: ignore[attr-defined]
        caption = self._caption_height(index.data(LABEL))
        height = caption + self._title_rect(width, index.data(TITLE)).height() + 2 * pad
        if index.data(REASON):
            height += caption
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        role = QPalette.ColorRole
        painter.save()
        if selected:
            painter.fillRect(option.rect, palette.color(role.Highlight))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, palette.color(role.AlternateBase))
        pad = theme.current().px(self._PADDING)
        area = option.rect.adjusted(pad, pad, -pad, -pad)
        quiet = palette.color(role.HighlightedText if selected else role.PlaceholderText)
        caption = theme.font(0.9)
        line = self._caption_height(index.data(LABEL))
        painter.setFont(caption)
        painter.setPen(palette.color(role.HighlightedText if selected else role.Link))
        self._draw(painter, QRect(area.left(), area.top(), area.width(), line), index.data(LABEL), option)
        painter.setFont(theme.font())
        painter.setPen(palette.color(role.HighlightedText if selected else role.Text))
        height = self._title_rect(area.width(), index.data(TITLE)).height()
        self._draw(
            painter, QRect(area.left(), area.top() + line, area.width(), height), index.data(TITLE), option, wrap=True
        )
        if index.data(REASON):
            painter.setFont(caption)
            painter.setPen(quiet)
            text = QFontMetrics(caption).elidedText(index.data(REASON), Qt.TextElideMode.ElideRight, area.width())
            self._draw(painter, QRect(area.left(), area.top() + line + height, area.width(), line), text, option)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, rect: QRect, text: str, option: QStyleOptionViewItem, *, wrap: bool = False) -> None:
        right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
        layout = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
        layout.setTextDirection(option.direction)
        layout.setWrapMode(QTextOption.WrapMode.WordWrap if wrap else QTextOption.WrapMode.NoWrap)
        if right_to_left:
            # In a right-to-left text, Qt takes "left" for the leading edge.
            layout.setAlignment(Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect.toRectF(), text, layout)


class HitList(QListView):
    """The list itself: rows are as high as their text needs at the present width."""

    def __init__(self, model: HitModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
