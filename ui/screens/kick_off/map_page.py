"""A page with a painted map above its table and the detail beside both."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from gcmdesk.exchange import step_sheets
from gcmdesk.i18n import gettext as _
from ui import pictures, theme
from ui.screens.held_list import HeldListPage
from ui.screens.kick_off.side_buttons import side_buttons
from ui.widgets.buttons import button, short_button
from ui.widgets.column import card
from ui.widgets.picture_view import PictureView
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Heading

_LARGE = 150
"""Text size, in per cent, from which the map and its table take turns."""


class MapPage(HeldListPage):
    """The map and the table show the same; choosing in one chooses in the other.

    Where the text is so large that they have no room beside each other, a button turns from the map, which then takes
    the whole width, to the table with its detail.
    """

    _leaving: QFrame | None = None

    def picture(self) -> PictureView:
        """The map, made once."""
        raise NotImplementedError

    def tools(self) -> list[QWidget]:
        """Buttons beside the filters; in large text they stand on the map."""
        return []

    def _build(self) -> None:
        super()._build()
        self.view = self.picture()
        self.view.chosen.connect(self.choose)
        self.view.opened.connect(self._open_detail)
        tools = self.tools()
        self._place = self.left_column.indexOf(self.table)
        self.pages: QStackedWidget | None = None
        if theme.current().text_size >= _LARGE:
            if tools:
                self.view.put_on(*tools)
            self._build_pages()
        else:
            for tool in tools:
                self.extras_row.addWidget(tool)
            self._build_both()

    def _place_release(self) -> None:
        card_layout = self._leaving.layout() if self._leaving else None
        if card_layout:
            card_layout.addWidget(side_buttons(self.release_it))  # the map needs the room below the table

    def _build_both(self) -> None:
        upright = QSplitter(Qt.Orientation.Vertical)
        upright.setChildrenCollapsible(False)
        upright.setHandleWidth(theme.current().px(8))
        upright.addWidget(self.view)
        upright.addWidget(self.table)
        self.table.setMinimumHeight(theme.current().px(90))
        upright.setSizes([3000, 1400])
        self.left_column.insertWidget(self._place, upright, 1)

    def _build_pages(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.table)
        self.turn_button = button("", self.turn)
        self.filter_row.addWidget(self.turn_button)
        self.left_column.insertWidget(self._place, self.pages, 1)
        self._show_half()

    def turn(self) -> None:
        """From the map, which then has the whole width, to table and detail, or back."""
        if self.pages:
            self.pages.setCurrentIndex(1 - self.pages.currentIndex())
            self._show_half()

    def _show_half(self) -> None:
        whole = self.whole
        self.turn_button.setText(_("Table") if whole else _("Map"))
        self.side.setHidden(whole)
        for place, extra in enumerate(self.shown_extras, start=1):
            if whole:
                self.filter_row.insertWidget(place, extra, 2)
            else:
                self.extras_row.insertWidget(place - 1, extra, 2)

    @property
    def whole(self) -> bool:
        """Whether the map stands alone."""
        return self.pages is not None and self.pages.currentWidget() is self.view

    def show_detail(self) -> None:
        """Have the detail in sight."""
        if self.whole:
            self.turn()

    def begin(self, id: int) -> None:
        self.show_detail()
        super().begin(id)

    @Slot(object)
    def _open_detail(self, id: object) -> None:
        self.show_detail()
        self._go_to_detail(id)

    def panes(self) -> list[QWidget]:
        found = super().panes()
        if self.nothing in found:
            return found
        if self.whole:
            return [self.filter, self.view]
        return [self.filter, self.table, self.side] if self.pages else [self.filter, self.view, self.table, self.side]

    # Leaving

    leaves = True

    def picture_card(self) -> QWidget:
        """Buttons that offer the map as a picture."""
        self._leaving = card(
            Heading(_("The map as a picture"), 3),
            row_of(
                short_button("PNG…", _("The map as a picture (PNG)"), partial(self._offer_picture, pictures.PNG)),
                short_button("SVG…", _("The map as a drawing (SVG)"), partial(self._offer_picture, pictures.SVG)),
            ),
        )
        return self._leaving

    def anew(self) -> PictureView:
        """The map made once more, for a picture of its own size."""
        raise NotImplementedError

    def in_words(self) -> str:
        """What the picture says, for people who cannot see it."""
        raise NotImplementedError

    def _offer_picture(self, media_type: str) -> None:
        content = pictures.painted(self.anew, media_type)
        made = step_sheets.picture(self.title, self.in_words(), media_type, content)
        self.offered.emit(Offer(self.title, lambda _session, _request, _texts: made))

    def choose(self, id: object) -> None:
        """Somebody chose a point of the map."""
        raise NotImplementedError
