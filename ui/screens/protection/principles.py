"""The data-protection principles of the guidance, word for word."""

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.compact.references import shown
from gcmdesk.i18n import gettext as _
from ui.screens.base import Context
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.library_page import LibraryPage


class PrinciplesPage(Page):
    """The principles that everything else in gcmdesk obeys."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._page = context.pages.at(entry.reads)
        self._column = LibraryPage(context, self._page, with_head=False)
        self._layout.addWidget(self._column)

    @property
    def title(self) -> str:
        return _("Protection")

    @property
    def subtitle(self) -> str:
        return shown(self._page.reference, i18n.current())

    def panes(self) -> list[QWidget]:
        return [self._column]
