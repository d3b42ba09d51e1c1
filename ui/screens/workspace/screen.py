"""The workspace's screen: an overview, and pages that do one thing each."""

from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.screens.room import Room
from ui.screens.workspace.overview import OverviewPage


class WorkspaceScreen(Room):
    """Leaving a page forgets what was typed into it, passphrases above all."""

    def allowed(self, page: PageEntry) -> bool:
        workspace = self.context.workspace
        writing = workspace.is_open and not workspace.present.read_only
        if page.id == "history":
            return workspace.is_open
        if page.id == "passphrase":
            return writing
        if page.id == "restore":
            return writing or (not workspace.is_open and workspace.wanted is not None)
        return page.id != "sheet" or self._must_finish()

    def _must_finish(self) -> bool:
        return self.context.workspace.unfinished is not None or self.context.workspace.sheet_due

    def _turn_to(self, entry: PageEntry) -> Page:
        for old in self._kept.values():
            old.hide()
            old.deleteLater()
        self._kept = {}
        self._page = None
        return super()._turn_to(entry)

    def show_place(self, place: str) -> None:
        super().show_place("sheet" if not place and self._must_finish() else place or "/")
        if isinstance(self.page, OverviewPage) and place == "check":
            self.page.check()
        elif isinstance(self.page, OverviewPage) and place == "back-up":
            self.page.back_up()
