"""A box to tick with a text that wraps: Qt's own boxes have one line only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.choice import TickBox
from ui.widgets.text import Text


class TickLine(QWidget):
    """`box` is the control; a click on the text ticks it too."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.box = TickBox("")
        self.text = Text()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(4))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.setFocusProxy(self.box)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """What is ticked here."""
        self.text.setText(text)
        self.updateGeometry()  # a longer text wraps into more lines
        self.box.setAccessibleName(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.box.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self.box.click()
