"""The list that opens over a line while a name is typed; the keyboard stays in the line."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from gcmdesk.i18n import gettext as _
from ui import theme

_WIDTH = 460


class CompletionList(QListWidget):
    """Stands above its line, or below it where there is no room. It never takes the focus."""

    picked = Signal(int)
    """The row that was clicked."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(_("Suggestions"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._clicked)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether suggestions are shown."""
        return not self.isHidden()

    @property
    def marked(self) -> int:
        """The row that Enter takes; -1 for none."""
        return self.currentRow() if self.is_open else -1

    def offer(self, texts: Sequence[str], beside: QWidget, *, first: bool) -> None:
        """Show these beside a line; with `first`, Enter takes the first one."""
        self.clear()
        for text in texts:
            self.addItem(QListWidgetItem(text))
        self.setCurrentRow(0 if first else -1)
        self._place(beside)
        self.show()
        self.raise_()
        if first:
            self._say()

    def step(self, rows: int) -> None:
        """Move on by so many rows, round the ends."""
        count = self.count()
        here = self.currentRow() if self.currentRow() >= 0 else (-1 if rows > 0 else 0)
        self.setCurrentRow((here + rows) % count)
        self._say()

    def _say(self) -> None:
        """Tell a screen reader which one Enter takes."""
        if QAccessible.isActive():
            said = str(self.currentIndex().data() or "")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _place(self, beside: QWidget) -> None:
        over = self._over
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        height = rows + 2 * self.frameWidth() + theme.current().px(4)
        line = QRect(beside.mapTo(over, QPoint(0, 0)), beside.size())
        width = min(theme.current().px(_WIDTH), over.width())
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = line.right() + 1 - width if right_to_left else line.left()
        above = line.top() - height
        top = above if above >= 0 else min(line.bottom() + 1, max(0, over.height() - height))
        self.setGeometry(max(0, left), top, width, height)

    def _clicked(self, item: QListWidgetItem) -> None:
        self.picked.emit(self.row(item))
