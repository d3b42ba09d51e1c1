"""Boxes to choose with, whose signs follow the palette (a style sheet could only show pictures in one colour)."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyle, QStyleOptionButton, QStyleOptionComboBox, QStylePainter

from ui import icons, theme

_FEW = 8


class ChoiceBox(QComboBox):
    """A drop-down list with an arrow. A choice too long for the box ends in “…”, not in half a letter."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

    def stay_narrow(self) -> None:
        """Ask for the room of a few letters, however long the choices are; the open list shows them whole."""
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_FEW)

    def sizeHint(self) -> QSize:
        return self._wider(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._wider(super().minimumSizeHint())

    def _wider(self, hint: QSize) -> QSize:
        """Qt asks for a pixel or two less than it paints in, and the longest choice would end in dots."""
        few = self.sizeAdjustPolicy() is ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        return hint if few else hint + QSize(theme.current().px(2), 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page changes no answer on the way

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, part = self.style(), QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - 2
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = theme.current().px(16)
        gap = theme.current().px(6)
        left = gap if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - side - gap
        icons.icon("chevron-down").paint(painter, QRect(left, (self.height() - side) // 2, side, side))
        painter.end()


class TickBox(QCheckBox):
    """A box to tick, with a tick."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        icons.icon("check", "on-accent").paint(painter, box.adjusted(1, 1, -1, -1))
        painter.end()
