"""What a page shows that needs a workspace while none is open."""

from PySide6.QtWidgets import QWidget

from gcmdesk.i18n import gettext as _
from ui.screens.base import Context
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.column import Column
from ui.widgets.start_card import start_card
from ui.widgets.text import Text


class NoWorkspacePage(Page):
    """Says what is missing, with the ways to begin."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._column = Column(self.title, most_width=1160)
        self._column.add(Text(_("This page belongs to a workspace. Open one, or make a new one, to work on it.")))
        self._column.add(start_card(context))
        self._column.end()
        self._layout.addWidget(self._column)

    def panes(self) -> list[QWidget]:
        return [self._column]
