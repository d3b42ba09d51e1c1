"""Protection: the data-protection principles of the guidance, until the registers and the release gate arrive."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact.references import shown
from ui.screens import ScreenEntry
from ui.screens.base import Context, Screen
from ui.widgets.library_page import LibraryPage

DATA_PROTECTION = "tool/5"


class ProtectionScreen(Screen):
    """The principles that everything else in gcmdesk obeys."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__(context, entry)
        self._page = context.pages.at(DATA_PROTECTION)
        self._column = LibraryPage(context, self._page, with_head=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)

    @property
    def subtitle(self) -> str:
        return shown(self._page.reference, i18n.current())

    def panes(self) -> list[QWidget]:
        return [self._column]
