"""What a careful user would notice on a window: nameless controls, cut text, faint text, keys that lead nowhere.

Each function gives the faults it sees as one line each, so that a test asserts on an empty list.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenuBar,
    QScrollArea,
    QWidget,
)

LEAST_HEIGHT = 32
LEAST_CONTRAST = 4.5
LEAST_OUTLINE = 3.0
"""Of what is seen and not read, such as the border of a box to tick (WCAG 2.2, 1.4.11)."""
_ENOUGH_TABS = 400
_LEAST_PADDING = 12
_BREAKS = re.compile(r"(?<=[/–\u3000-\u9fff\uff00-\uffef-])|\s")
"""Where Qt may begin a new line."""


def widgets(window: QWidget) -> list[QWidget]:
    """Everything that is visible in a window, without the inner workings of Qt's own controls."""
    found = [each for each in window.findChildren(QWidget) if each.isVisible() and each.window() is window.window()]
    return [each for each in found if not isinstance(each.parent(), (QLineEdit, QComboBox, QMenuBar))]


def shown_text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, (QLabel, QAbstractButton)):
        return widget.text()
    return ""


def told(widget: QWidget) -> str:
    """How a fault names a widget."""
    name = widget.objectName() or shown_text(widget)[:40] or widget.accessibleName()
    return f"{type(widget).__name__} “{name}”"


# Keyboard and screen readers


def tab_stops(window: QWidget) -> list[QWidget]:
    return [each for each in widgets(window) if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def nameless(window: QWidget) -> list[str]:
    """Controls for which a screen reader has no name."""
    focusable = [each for each in widgets(window) if each.focusPolicy() != Qt.FocusPolicy.NoFocus]
    return [
        f"{told(each)} has no name"
        for each in focusable
        if not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name).strip()
    ]


def walked(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """The widgets that a key leads through, from the one with the focus until it is reached again."""
    visited: list[QWidget] = []
    while len(visited) < _ENOUGH_TABS:
        focused = QApplication.focusWidget()
        assert focused, f"the focus is lost after {told(visited[-1]) if visited else 'the start'}"
        if focused in visited:
            break
        visited.append(focused)
        QTest.keyClick(focused, key)
    return visited


def _same_stop(widget: QWidget) -> set[QWidget]:
    """A widget, with the others of its group when the arrow keys choose among them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return {widget, *group.buttons()} if group and group.exclusive() else {widget}


def unreachable(window: QWidget) -> list[str]:
    """Controls that Tab does not lead to, and places from which it does not come back."""
    stops = tab_stops(window)
    if not stops:
        return ["nothing takes the focus"]
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    visited = set(walked(window))
    faults = [f"Tab does not reach {told(each)}" for each in stops if not visited & _same_stop(each)]
    back = QApplication.focusWidget()
    if back is not stops[0]:
        faults.append(f"Tab ends at {told(back) if back else 'nothing'}, not where it began")
    return faults


# Room


def _text_width(text: str, font: QFont) -> int:
    return max((QFontMetrics(font).horizontalAdvance(line) for line in text.splitlines()), default=0)


def _text_height(text: str, font: QFont) -> int:
    return max(QFontMetrics(font).boundingRect(text).height(), QFontMetrics(font).height()) if text else 0


def _cramped_label(label: QLabel) -> bool:
    room = label.contentsRect()
    if not label.wordWrap():
        return room.width() < _text_width(label.text(), label.font()) or room.height() < _text_height(
            label.text(), label.font()
        )
    longest_word = max((_text_width(word, label.font()) for word in _BREAKS.split(label.text())), default=0)
    return label.height() < label.heightForWidth(label.width()) or room.width() < longest_word


def _cramped_control(control: QAbstractButton | QComboBox) -> bool:
    text, font, wanted = shown_text(control), QFont(control.font()), control.sizeHint().width()
    if isinstance(control, QAbstractButton) and control.isChecked():
        font.setBold(True)
        icon = 0 if control.icon().isNull() else control.iconSize().width()
        wanted = max(wanted, _text_width(text, font) + icon + _LEAST_PADDING)
    return control.width() < wanted or control.height() < _text_height(text, font)


def cramped(window: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    faults = []
    for each in widgets(window):
        if isinstance(each, QLabel):
            bad = bool(each.text()) and _cramped_label(each)
        elif isinstance(each, (QAbstractButton, QComboBox)):
            bad = _cramped_control(each)
        elif isinstance(each, QLineEdit):
            bad = each.width() < _text_width(each.placeholderText(), each.font()) + each.height() // 2
        elif isinstance(each, QMenuBar):
            bad = any(
                not each.rect().contains(each.actionGeometry(action)) for action in each.actions() if action.isVisible()
            )
        else:
            continue
        if bad:
            hint = each.sizeHint()
            faults.append(f"{told(each)} is cut: {each.width()}×{each.height()}, wants {hint.width()}×{hint.height()}")
    return faults


def _viewports(window: QWidget) -> Iterator[QWidget]:
    for area in window.findChildren(QAbstractScrollArea):
        yield area.viewport()


def overflowing(window: QWidget) -> list[str]:
    """Widgets that stick out of what they lie in; only the content of a scrolling area may, and only downwards."""
    viewports = set(_viewports(window))
    faults = []
    for each in widgets(window):
        parent = each.parentWidget()
        outer = parent.rect()
        inner = each.geometry()
        if parent in viewports:
            outer.setHeight(max(outer.height(), inner.bottom() + 1))
            outer.setTop(min(outer.top(), inner.top()))
        if not outer.adjusted(-1, -1, 1, 1).contains(inner) and not inner.isEmpty():
            faults.append(f"{told(each)} sticks out of {told(parent)}: {inner.getRect()} in {outer.getRect()}")
        if isinstance(each, QScrollArea) and each.horizontalScrollBar().maximum() > 0:
            faults.append(f"{told(each)} scrolls sideways")
    return faults


def too_low(window: QWidget) -> list[str]:
    """Controls that fingers miss."""
    controls = [each for each in widgets(window) if isinstance(each, (QAbstractButton, QComboBox, QLineEdit))]
    return [f"{told(each)} is {each.height()} px high" for each in controls if each.height() < LEAST_HEIGHT]


# Contrast


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(picture: QImage, area: QRect) -> float:
    """Between the lightest and the darkest point of an area: text against its ground, whatever smooths its edges."""
    part = picture.copy(area & picture.rect())
    grey = part.convertToFormat(QImage.Format.Format_Grayscale8)
    bits, line, width = bytes(grey.constBits()), grey.bytesPerLine(), grey.width()
    levels = b"".join(bits[start : start + width] for start in range(0, len(bits), line))
    points = (divmod(levels.index(pick(levels)), width) for pick in (min, max))
    dark, light = sorted(_luminance(part.pixelColor(x, y)) for y, x in points)
    return (light + 0.05) / (dark + 0.05)


def _text_area(widget: QWidget) -> QRect:
    """Where the text of a widget is, without its border and icon."""
    area = widget.contentsRect()
    if isinstance(widget, QLabel):
        return area
    area = area.adjusted(4, 4, -4, -4)
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull() and widget.text():
        icon = widget.iconSize().width() + widget.height() // 2
        right_to_left = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area.adjust(0 if right_to_left else icon, 0, -icon if right_to_left else 0, 0)
    return area


def _empty(field: QWidget) -> bool:
    return isinstance(field, QLineEdit) and not field.displayText() and not field.placeholderText()


def _readable_areas(window: QWidget) -> Iterator[tuple[str, QRect]]:
    for each in widgets(window):
        if isinstance(each, (QLabel, QAbstractButton, QComboBox, QLineEdit)) and each.isEnabled():
            area = _text_area(each)
            whole = QRegion(area).subtracted(each.visibleRegion()).isEmpty()
            blank = not each.text() if isinstance(each, (QLabel, QCheckBox)) else _empty(each)
            if whole and not blank:
                yield told(each), QRect(each.mapTo(window, area.topLeft()), area.size())
        if isinstance(each, QListView):
            yield from _rows(window, each)


def _rows(window: QWidget, view: QListView) -> Iterator[tuple[str, QRect]]:
    corner = view.viewport().mapTo(window, QPoint())
    model = view.model()
    for index in (model.index(row, 0) for row in range(model.rowCount())):
        area = view.visualRect(index)
        if QRegion(area).subtracted(view.viewport().visibleRegion()).isEmpty():
            yield f"row “{index.data()}”", area.translated(corner)


def faint(window: QWidget) -> list[str]:
    """Texts that stand out too little from their ground; a window without any is at fault as a whole."""
    picture = window.grab().toImage()
    areas = [] if picture.isNull() else list(_readable_areas(window))
    if not areas:
        return ["nothing is shown"]
    read = [(name, contrast(picture, area), LEAST_CONTRAST) for name, area in areas]
    seen = [(name, contrast(picture, area), LEAST_OUTLINE) for name, area in _boxes(window)]
    return [f"{name} has a contrast of {ratio:.1f}" for name, ratio, least in (*read, *seen) if ratio < least]


def _boxes(window: QWidget) -> Iterator[tuple[str, QRect]]:
    """Boxes to tick whose text stands beside them."""
    for each in widgets(window):
        whole = QRegion(each.rect()).subtracted(each.visibleRegion()).isEmpty()
        if isinstance(each, QCheckBox) and not each.text() and each.isEnabled() and whole:
            yield told(each), QRect(each.mapTo(window, QPoint()), each.size())
