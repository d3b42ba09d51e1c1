"""The user guide inside the program: one chapter a page, with the pictures of the language of the screen."""

from PySide6.QtWidgets import QGridLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from ui import guide, theme
from ui.guide import CHAPTERS, Step
from ui.screens.base import Context, PrimaryAction
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.illustration import Illustration
from ui.widgets.row import row_of
from ui.widgets.text import Text


class ChapterPage(Page):
    """The steps of one chapter, and the way to the next."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.chapter = guide.chapter(entry.id)
        self.column = Column(self.title)
        self.column.add(Text(_(self.chapter.why), scale=1.1), card(self._steps(), spacing=12))
        place = CHAPTERS.index(self.chapter)
        if place + 1 < len(CHAPTERS):
            following = CHAPTERS[place + 1]
            told = _("Next: {title}").format(title=i18n.isolate(_(following.title)))
            self.column.add(row_of(button(told, lambda: context.go(f"guide/{following.id}"), icon="arrow-right")))
        self.column.end()
        self._layout.addWidget(self.column)

    def _steps(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(12))
        grid.setVerticalSpacing(theme.current().px(12))
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(self.chapter.steps, 1):
            self._add_step(grid, number, step)
        return holder

    @staticmethod
    def _add_step(grid: QGridLayout, number: int, step: Step) -> None:
        texts, row = i18n.current(), grid.rowCount()
        count = Text(texts.number(number), tone="accent", bold=True)
        count.setWordWrap(False)
        grid.addWidget(count, row, 0)
        grid.addWidget(Text(step.said(texts)), row, 1)
        if step.picture:
            shown = Illustration(guide.file(step.picture, texts.language.code), _(step.picture.told))
            grid.addWidget(shown, row + 1, 0, 1, 2)

    @property
    def primary_action(self) -> PrimaryAction:
        return PrimaryAction(_("Back to the work"), self.context.go_on, "undo-2")

    def panes(self) -> list[QWidget]:
        return [self.column]
