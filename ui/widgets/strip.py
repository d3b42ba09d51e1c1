"""The strip of a screen's pages: buttons that wrap, or a drop-down list where they would take too much room."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from ui import theme
from ui.widgets.buttons import PlaceButton
from ui.widgets.choice import ChoiceBox

_MOST_ROWS = 2
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Button(PlaceButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()  # the strip moves the focus
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Strip(QFrame):
    """The arrow keys move between the pages, Enter or Space shows one; Tab leaves."""

    chosen = Signal(str)

    def __init__(self, name: str, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {id: self._button(id, title) for id, title in pages}
        self.box = ChoiceBox(name)
        self.box.setObjectName("strip-box")
        for id, title in pages:
            self.box.addItem(title, id)
        self.box.activated.connect(self._activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeading)
        self._holder = QWidget()
        for made in self._buttons.values():
            made.setParent(self._holder)
        column.addWidget(self._holder)
        self._gap = theme.current().px(4)
        self.most_rows = _MOST_ROWS
        """Pages that need more rows of buttons are a list; 0 for a list always."""
        self._arrange(theme.current().px(900))

    def _button(self, id: str, title: str) -> QToolButton:
        made = _Button()
        made.setProperty("kind", "navigation")
        made.setObjectName(f"strip-{id}")
        made.setText(title)
        made.setAccessibleName(title)
        made.setAccessibleDescription(_("Page of this screen. The arrow keys lead to the others."))
        made.setCheckable(True)
        made.setAutoRaise(True)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.clicked.connect(lambda: self.chosen.emit(id))
        self._group.addButton(made)
        return made

    def _activated(self, row: int) -> None:
        self.chosen.emit(self.box.itemData(row))

    def show_current(self, id: str) -> None:
        """Mark the page that is shown; Tab comes to it."""
        for each, made in self._buttons.items():
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == id else Qt.FocusPolicy.ClickFocus)
            made.setChecked(each == id)
        self.box.setCurrentIndex(self.box.findData(id))

    @property
    def as_list(self) -> bool:
        """Whether the pages are in a drop-down list for want of room."""
        return not self.box.isHidden()

    def _arrange(self, width: int) -> None:
        """Lay the buttons in rows from where reading begins; too many rows become a list."""
        x = y = height = 0
        rows = 1
        places: list[tuple[QToolButton, QRect]] = []
        for made in self._buttons.values():
            made.ensurePolished()
            size = made.sizeHint()
            if x and x + size.width() > width:
                x, y, rows = 0, y + height + self._gap, rows + 1
            height = size.height()
            places.append((made, QRect(x, y, size.width(), height)))
            x += size.width() + self._gap
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for made, place in places:
            if right_to_left:
                place.moveLeft(width - place.right() - 1)
            made.setGeometry(place)
        fits = rows <= self.most_rows and not theme.current().narrow
        self._holder.setFixedHeight(y + height)
        self._holder.setVisible(fits)
        self.box.setHidden(fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        focused = self.focusWidget()
        if step is None or focused not in buttons:
            super().keyPressEvent(event)
            return
        sideways = event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left)
        if sideways and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        place = [each is focused for each in buttons].index(True)
        buttons[(place + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
