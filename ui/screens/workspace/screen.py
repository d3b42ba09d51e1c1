"""The workspace's screen: an overview, and pages that do one thing each."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from ui.screens import ScreenEntry
from ui.screens.base import Context, PrimaryAction, Screen
from ui.screens.workspace.page import Page


@dataclass(frozen=True, slots=True)
class _PageEntry:
    """A page before it is opened."""

    title: str
    source: str
    allowed: Callable[[Context], bool]
    """Whether the page makes sense as things are; else the overview is shown."""
    passing: bool = True


def _always(_context: Context) -> bool:
    return True


def _with_workspace(context: Context) -> bool:
    return context.workspace.is_open


def _with_file(context: Context) -> bool:
    return _with_writing(context) or (not context.workspace.is_open and context.workspace.wanted is not None)


def _with_writing(context: Context) -> bool:
    return context.workspace.is_open and not context.workspace.present.read_only


def _with_new_key(context: Context) -> bool:
    return context.workspace.unfinished is not None or context.workspace.sheet_due


_HERE = "ui.screens.workspace"
_PAGES = {
    "": _PageEntry(mark("Workspace"), f"{_HERE}.overview:OverviewPage", _always, passing=False),
    "new": _PageEntry(mark("New workspace"), f"{_HERE}.new:NewPage", _always),
    "open": _PageEntry(mark("Open a workspace"), f"{_HERE}.open:OpenPage", _always),
    "sheet": _PageEntry(mark("Recovery sheet"), f"{_HERE}.sheet:SheetPage", _with_new_key),
    "restore": _PageEntry(mark("Restore a backup"), f"{_HERE}.restore:RestorePage", _with_file),
    "passphrase": _PageEntry(mark("Change the passphrase"), f"{_HERE}.passphrase:PassphrasePage", _with_writing),
    "history": _PageEntry(mark("History"), f"{_HERE}.history:HistoryPage", _with_workspace, passing=False),
}


class WorkspaceScreen(Screen):
    """Shows one page at a time; leaving a page forgets what was typed into it, passphrases above all."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__(context, entry)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._id = ""
        self._page = self._opened("")
        self._layout.addWidget(self._page)

    def _opened(self, id: str) -> Page:
        module, name = _PAGES[id].source.split(":")
        page: Page = getattr(import_module(module), name)(self.context)
        return page

    def show_place(self, place: str) -> None:
        if not place and self._must_finish():
            place = "sheet"
        known = place in _PAGES and _PAGES[place].allowed(self.context)
        old, self._id = self._page, place if known else ""
        self._page = self._opened(self._id)
        self._layout.replaceWidget(old, self._page)
        old.hide()
        old.deleteLater()
        if place == "check":
            self._page.check()
        elif place == "back-up":
            self._page.back_up()

    def _must_finish(self) -> bool:
        return self.context.workspace.unfinished is not None or self.context.workspace.sheet_due

    @property
    def title(self) -> str:
        return _(_PAGES[self._id].title)

    @property
    def subtitle(self) -> str:
        return self._page.subtitle

    @property
    def primary_action(self) -> PrimaryAction | None:
        return self._page.primary_action

    @property
    def place(self) -> str:
        return self._id

    @property
    def passing(self) -> bool:
        return _PAGES[self._id].passing

    def panes(self) -> list[QWidget]:
        return self._page.panes()
