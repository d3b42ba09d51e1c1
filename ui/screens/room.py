"""A screen with several pages and a strip to choose among them.

A room is one line in `ui.screens.SCREENS` with `pages=pages.KICK_OFF`; its pages are lines in `ui.screens.pages`.
Places are ``kick-off/register/12``: the room, the page, and what the page makes of the rest. What a page lets out
(`Page.offered`) is shown in the page's place, in the release panel, until it has left or the user goes back.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from ui import theme
from ui.commands import PageCommand
from ui.screens import ScreenEntry
from ui.screens.base import Context, PrimaryAction, Screen
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.strip import Strip

if TYPE_CHECKING:
    from ui.widgets.release_panel import Offer, ReleasePanel

_LARGE = 150
"""Per cent of text size from which parts and pages are lists side by side."""


class Room(Screen):
    """Shows one page at a time and keeps the others as they were left; a room comes back at the page it was left at."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__(context, entry)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().px(8))
        self.parts: Strip | None = None
        """The parts of a large screen; the strip below it has the pages of one part."""
        self._strips: dict[str, Strip] = {}
        self._make_strips(_("Pages of {screen}").format(screen=_(entry.title)))
        self._kept: dict[str, Page] = {}
        self._last: dict[str, str] = {}
        """Of each part, the page that was shown last."""
        self._page: Page | None = None
        self.panel: ReleasePanel | None = None

    def _make_strips(self, name: str) -> None:
        titles = dict.fromkeys(page.part for page in self.entry.listed)
        large = len(titles) > 1 and theme.current().text_size >= _LARGE
        beside = QBoxLayout(QBoxLayout.Direction.LeftToRight if large else QBoxLayout.Direction.TopToBottom)
        beside.setSpacing(theme.current().px(4))
        self._layout.addLayout(beside)
        if len(titles) > 1:
            self.parts = Strip(name, [(title, _(title)) for title in titles])
            self.parts.most_rows = 0 if large else 1
            self.parts.chosen.connect(self._part_chosen)
            beside.addWidget(self.parts)
        for title in titles:
            pages = [(page.id, _(page.title)) for page in self.entry.listed if page.part == title]
            if len(pages) > 1:
                strip = self._strips[title] = Strip(f"{name}: {_(title)}" if title else name, pages)
                strip.most_rows = 0 if large else 2
                strip.chosen.connect(self._chosen)
                strip.hide()
                beside.addWidget(strip)

    @property
    def strip(self) -> Strip | None:
        """The pages of the part that is shown; None where there is but one."""
        return self._strips.get(self.page.entry.part)

    @Slot(str)
    def _part_chosen(self, part: str) -> None:
        """Come back to the page of that part that was shown last, or to its first."""
        pages = [page for page in self.entry.listed if page.part == part]
        seen = [page for page in pages if page.id == self._last.get(part)]
        self._chosen((seen or pages)[0].id)

    def allowed(self, page: PageEntry) -> bool:
        """Whether a page makes sense as things are; else the first one is shown."""
        del page
        return True

    def _opened(self, entry: PageEntry) -> Page:
        from ui.screens.no_workspace import NoWorkspacePage

        if entry.needs_workspace and not self.context.workspace.is_open:
            return NoWorkspacePage(self.context, entry)
        return entry.open(self.context)

    @property
    def made(self) -> Mapping[str, QWidget]:
        return self._kept

    @property
    def page(self) -> Page:
        """The page that is shown."""
        if self._page is None:
            self._turn_to(self.entry.pages[0])
        if self._page is None:
            raise RuntimeError("a room has at least one page")
        return self._page

    def _turn_to(self, entry: PageEntry) -> Page:
        page = self._kept.get(entry.id)
        if page is None:
            page = self._kept[entry.id] = self._opened(entry)
            page.hide()
            page.head_changed.connect(self._page_head_changed)
            page.offered.connect(self._cover)
            self._layout.addWidget(page, 1)
        if self._page and self._page is not page:
            self._page.hide()
        self._page = page
        page.be_fresh()
        return page

    @Slot()
    def _page_head_changed(self) -> None:
        if self.sender() is self._page:
            self.head_changed.emit()

    @Slot(str)
    def _chosen(self, id: str) -> None:
        self.context.go(f"{self.entry.id}/{id}")

    def show_place(self, place: str) -> None:
        id, _slash, inside = place.partition("/")
        if not place and self._page:
            id, inside = self._page.entry.id, self._page.place
        wanted = next((page for page in self.entry.pages if page.id == id), None)
        if wanted is None or not self.allowed(wanted):
            wanted, inside = self.entry.pages[0], ""
        if self.panel:
            self.panel.hide()
        page = self._turn_to(wanted)
        page.show_place(inside)
        page.show()
        self._last[wanted.part] = wanted.id
        if self.parts:
            self.parts.show_current(wanted.part)
        for part, strip in self._strips.items():
            strip.setVisible(part == wanted.part)
        if self.strip:
            self.strip.show_current(wanted.id)

    @property
    def covered(self) -> bool:
        """Whether the release panel stands in the place of the page."""
        return self.panel is not None and not self.panel.isHidden()

    @Slot(object)
    def _cover(self, offer: "Offer") -> None:
        from ui.widgets.release_panel import ReleasePanel

        if self.page.read_only:
            told = _("This workspace is open for reading only. Nothing leaves it, because nothing can be entered.")
            self.context.messages.show_message("info", told)
            return
        if self.panel is None:
            self.panel = ReleasePanel(self.context)
            self.panel.closed.connect(self._uncover)
            self._layout.addWidget(self.panel, 1)
        self.page.hide()
        self.panel.show_offer(offer)
        self.panel.show()
        self.panel.setFocus(Qt.FocusReason.TabFocusReason)
        self.head_changed.emit()

    @Slot()
    def _uncover(self) -> None:
        if self.panel:
            self.panel.hide()
        self.page.show()
        self.beginning.setFocus(Qt.FocusReason.OtherFocusReason)
        self.head_changed.emit()

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def titled_below(self) -> bool:
        return self.strip is not None and theme.current().narrow and self.title == _(self.page.entry.title)

    @property
    def subtitle(self) -> str:
        return self.page.subtitle

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.covered else self.page.primary_action

    @property
    def commands(self) -> tuple[PageCommand, ...]:
        return () if self.covered else self.page.commands

    @property
    def page_id(self) -> str:
        return self.page.entry.id

    @property
    def place(self) -> str:
        inside = self.page.place
        return f"{self.page_id}/{inside}" if inside else self.page_id

    @property
    def passing(self) -> bool:
        return self.page.entry.passing

    @property
    def beginning(self) -> QWidget:
        return self._panes_below()[0]

    def panes(self) -> list[QWidget]:
        strips = [one for one in (self.parts, self.strip) if one]
        return [*strips, *self._panes_below()]

    def _panes_below(self) -> list[QWidget]:
        return self.panel.panes() if self.panel and self.covered else self.page.panes()
