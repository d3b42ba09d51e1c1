"""A step of the six: what it is for, what to ask and what to tick off, until its own screens arrive."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact.references import shown
from gcmdesk.i18n import gettext as _
from ui.screens import ScreenEntry
from ui.screens.base import Context, PrimaryAction, Screen
from ui.widgets.library_page import LibraryPage


class StepScreen(Screen):
    """Purpose, guiding questions, actions and checklist of one step."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__(context, entry)
        self._page = context.pages.at(f"step/{entry.number}")
        self._column = LibraryPage(context, self._page, with_head=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)

    @property
    def title(self) -> str:
        return _("Step {number}: {name}").format(number=i18n.current().number(self.entry.number), name=self._page.title)

    @property
    def subtitle(self) -> str:
        return shown(self._page.reference, i18n.current())

    @property
    def primary_action(self) -> PrimaryAction | None:
        place = f"library/{self._page.place}"
        return PrimaryAction(_("Open in the library"), lambda: self.context.go(place), "book-open")

    def panes(self) -> list[QWidget]:
        return [self._column]
