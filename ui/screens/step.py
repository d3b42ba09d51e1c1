"""The first page of a step: what it is for, what to ask and what to tick off."""

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.compact.references import shown
from gcmdesk.i18n import gettext as _
from ui.screens.base import Context, PrimaryAction
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.library_page import LibraryPage


class GuidancePage(Page):
    """Purpose, guiding questions, actions and checklist of the step whose room this is."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._page = context.pages.at(entry.reads)
        self._column = LibraryPage(context, self._page, with_head=False)
        self._layout.addWidget(self._column)

    @property
    def title(self) -> str:
        number = i18n.current().number(int(self.entry.reads.rpartition("/")[2]))
        return _("Step {number}: {name}").format(number=number, name=self._page.title)

    @property
    def subtitle(self) -> str:
        return shown(self._page.reference, i18n.current())

    @property
    def primary_action(self) -> PrimaryAction | None:
        place = f"library/{self._page.place}"
        return PrimaryAction(_("Open in the library"), lambda: self.context.go(place), "book-open")

    def panes(self) -> list[QWidget]:
        return [self._column]
