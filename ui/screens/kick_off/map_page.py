"""A page with a painted map above its table and the detail beside both."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk.exchange import step_sheets
from gcmdesk.i18n import gettext as _
from ui import pictures, theme
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.list_detail import ListDetailPage
from ui.widgets.buttons import button, short_button
from ui.widgets.column import card
from ui.widgets.picture_view import PictureView
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Heading

_LARGE = 150
"""Text size, in per cent, from which map and table take turns."""


class MapPage(ListDetailPage):
    """The map and the table show the same; choosing in one chooses in the other.

    Where the text is so large that both have no room below each other, a button turns from one to the other.
    """

    _leaving: QFrame | None = None

    def picture(self) -> PictureView:
        """The map, made once."""
        raise NotImplementedError

    def tools(self) -> list[QWidget]:
        """Buttons that stand on the map."""
        return []

    def _build(self) -> None:
        super()._build()
        self.view = self.picture()
        self.view.chosen.connect(self.choose)
        self.view.opened.connect(self._go_to_detail)
        tools = self.tools()
        large = theme.current().text_size >= _LARGE
        if tools and large and self._leaving:
            self._on_card(*tools)  # they would cover half of the map
        elif tools:
            over = QVBoxLayout(self.view)
            over.setContentsMargins(*[theme.current().px(6)] * 4)
            over.addWidget(row_of(*tools), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            over.addStretch(1)
        self._place = self.left_column.indexOf(self.table)
        self.pages: QStackedWidget | None = None
        if large:
            self._build_pages()
        else:
            self._build_both()

    def _place_release(self) -> None:
        self._on_card(self.release_it)  # the map needs the room below the table

    def _on_card(self, *buttons: QWidget) -> None:
        card_layout = self._leaving.layout() if self._leaving else None
        if card_layout:
            card_layout.addWidget(side_buttons(*buttons))

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
        self.turn_button = button(_("Table"), self.turn)
        first = self.left_column.itemAt(0)
        beside_filter = first.layout() if first else None
        if beside_filter:
            beside_filter.addWidget(self.turn_button)
        self.left_column.insertWidget(self._place, self.pages, 1)

    def turn(self) -> None:
        """From the map to the table, or back."""
        if self.pages:
            self.pages.setCurrentIndex(1 - self.pages.currentIndex())
            names = (_("Table"), _("Map"))
            self.turn_button.setText(names[self.pages.currentIndex()])

    def panes(self) -> list[QWidget]:
        found = super().panes()
        if self.nothing in found:
            return found
        shown = [self.view, self.table] if self.pages is None else [self.pages.currentWidget()]
        return [self.filter, *shown, self.side]

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

    @Slot(object)
    def choose(self, id: object) -> None:
        """Somebody chose a point of the map."""
        raise NotImplementedError
