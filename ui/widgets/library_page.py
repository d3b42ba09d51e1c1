"""A page of the Compact library, drawn: its summary, then its blocks, each point with a way to cite it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact.pages import Block, Line, Page
from gcmdesk.compact.references import shown
from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.screens.base import Context
from ui.widgets.buttons import button, icon_size, quiet_button
from ui.widgets.column import Column, card
from ui.widgets.text import Caption, Heading, Text


def copy_citation(context: Context, page: Page, line: Line | None = None) -> None:
    """Put a citation on the clipboard and say so."""
    QGuiApplication.clipboard().setText(context.pages.citation(page, line))
    context.messages.show_message("success", _("Citation copied. Paste it into a letter or report."))


class LibraryPage(Column):
    """One page. `with_head` also shows label, title and reference, for screens that do not show them otherwise."""

    def __init__(self, context: Context, page: Page, *, with_head: bool) -> None:
        super().__init__(page.title)
        if with_head:
            self.add(self._head(context, page))
        self.add(Text(page.summary, scale=1.1))
        for block in page.blocks:
            self.add(_block(block, context.go, lambda line: copy_citation(context, page, line)))
        self.end()

    @staticmethod
    def _head(context: Context, page: Page) -> QWidget:
        holder = QWidget()
        narrow = theme.current().narrow
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight, holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        label = " · ".join(filter(None, (page.label, shown(page.reference, i18n.current()))))
        words.addWidget(Caption(label, tone="accent"))
        words.addWidget(Heading(page.title, 2))
        row.addLayout(words, 1)
        copy = button(_("Copy citation"), lambda: copy_citation(context, page), icon="copy")
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        return holder


def _block(block: Block, go: Callable[[str], None], copy: Callable[[Line], None]) -> QFrame:
    rows = QWidget()
    grid = QGridLayout(rows)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.current().px(8))
    grid.setVerticalSpacing(theme.current().px(8))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, line in enumerate(block.lines):
        mark = _mark(block, line)
        if mark:
            grid.addWidget(mark, row, 0, top)
        grid.addWidget(_point(line), row, 1 if mark else 0, 1, 1 if mark else 2)
        text = line.title or line.text
        if line.place:
            end = quiet_button(_("Open: {text}").format(text=text), "arrow-right", _opener(go, line), tone="accent")
        else:
            end = quiet_button(_("Copy citation: {text}").format(text=text), "copy", _copier(copy, line))
        grid.addWidget(end, row, 2, top)
    return card(Heading(block.heading, 3), rows)


def _opener(go: Callable[[str], None], line: Line) -> Callable[[], None]:
    return lambda: go(f"library/{line.place}")


def _copier(copy: Callable[[Line], None], line: Line) -> Callable[[], None]:
    return lambda: copy(line)


_MARKS = {"checklist": ("square", "muted"), "questions": ("circle-help", "accent")}


def _mark(block: Block, line: Line) -> QLabel | None:
    """What stands before a point: its label, or a sign of what kind of point it is; nothing in plain text."""
    if block.style == "plain" and not line.label:
        return None
    if block.style in _MARKS:
        sign = QLabel()
        sign.setPixmap(icons.icon(*_MARKS[block.style]).pixmap(icon_size()))
        return sign
    label = Text(line.label or "•", tone="accent", bold=True)
    label.setWordWrap(False)
    return label


def _point(line: Line) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.current().px(2))
    if line.title:
        layout.addWidget(Text(line.title, bold=True))
    layout.addWidget(Text(line.text))
    if line.reference:
        layout.addWidget(Caption(shown(line.reference, i18n.current())))
    return holder
