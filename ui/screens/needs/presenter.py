"""The presenter window: exactly one thing, large, for the room. Nothing private is ever handed to it.

    present(self, self.context, Slide(_("Show of hands"), big="17", lines=(title,)))

B makes it blank and back, Esc closes it, F11 fills the screen. While the workspace is locked it is blank.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from ui import theme
from ui.desk_workspace import DeskWorkspace
from ui.screens.base import Context
from ui.widgets.bars import Bar, Bars
from ui.widgets.text import Text

_TITLE, _BIG, _LINE, _BARS = 2.6, 9.0, 1.9, 1.3
_SHARES = [1 - step / 20 for step in range(15)]
"""Of these sizes, from all of them to less than a third: the largest at which the slide fits its window."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What the room sees."""

    title: str
    big: str = ""
    """A number that is read from the last row."""
    lines: Sequence[str] = ()
    bars: Sequence[Bar] = ()
    heads: tuple[str, str, str, str] = ("", "", "", "")


class Presenter(QWidget):
    """A window of its own, on the second screen where there is one."""

    def __init__(self, window: QWidget, workspace: DeskWorkspace) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        self.setWindowTitle(_("Presentation"))
        self.setAccessibleName(_("Presentation"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._workspace = workspace
        workspace.turned.connect(self._look_again)
        self.blank = False
        self.slide: Slide | None = None
        self.title, self.big = Text(scale=_TITLE, bold=True), Text(scale=_BIG, bold=True)
        self.lines = Text(scale=_LINE)
        if self.isRightToLeft():  # Qt hangs the space at a line's end on the wrong side of a foreign sentence
            self.lines.setMargin(self.lines.fontMetrics().horizontalAdvance(" "))
        self.bars = Bars(_("Chart"), scale=_BARS, lines=2)
        content = QWidget()
        self._column = column = QVBoxLayout(content)
        for widget in (self.title, self.big, self.lines, self.bars):
            column.addWidget(widget)
        column.addStretch(1)
        self._faces = QStackedWidget()
        self._faces.addWidget(content)
        self._faces.addWidget(QWidget())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the slide grows with its window
        layout.addWidget(self._faces)
        self._find_place()

    def _find_place(self) -> None:
        """The second screen, if there is one; beside the main window otherwise."""
        beside = self.parentWidget()
        others = [one for one in QApplication.screens() if beside and one is not beside.screen()]
        if others:
            self.setGeometry(others[0].geometry())
            self.setWindowState(Qt.WindowState.WindowFullScreen)
        else:
            self.resize(1024, 700)

    def show_slide(self, slide: Slide) -> None:
        """Show one thing, and nothing else."""
        self.slide = slide
        self.title.setText(slide.title)
        self.big.setText(slide.big)
        self.lines.setText("\n".join(slide.lines))
        self.bars.show_bars(slide.bars, slide.heads)
        for widget, there in ((self.big, slide.big), (self.lines, slide.lines), (self.bars, slide.bars)):
            widget.setVisible(bool(there))
        self._fit()
        self._look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As large as there is room for: nothing of a slide may lie below the end of a small projector."""
        for share in _SHARES:
            edge = round(theme.current().px(40) * share)
            self._column.setContentsMargins(edge, edge, edge, edge)
            self._column.setSpacing(round(theme.current().px(24) * share))
            self.title.setFont(theme.font(_TITLE * share, bold=True))
            self.big.setFont(theme.font(_BIG * share, bold=True))
            self.lines.setFont(theme.font(_LINE * share))
            self.bars.draw_at(_BARS * share)
            self._column.invalidate()
            if self._column.totalHeightForWidth(self.width()) <= self.height():
                return

    @Slot()
    def _look_again(self) -> None:
        hidden = self.blank or self._workspace.locked or not self._workspace.is_open
        self._faces.setCurrentIndex(1 if hidden else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_B:
            self.blank = not self.blank
            self._look_again()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)


def shown(page: QWidget) -> Presenter | None:
    """The presenter window, if it is open."""
    found: Presenter | None = page.window().findChild(Presenter)
    return found


def present(page: QWidget, context: Context, slide: Slide) -> Presenter:
    """Show a slide; the window opens if it is not open yet, and the keyboard stays where it is."""
    window = shown(page)
    if window is None:
        window = Presenter(page.window(), context.workspace)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.show_slide(slide)
    window.show()
    page.window().activateWindow()  # counting goes on with the keyboard
    return window
