"""A page with a painted map above its table and the detail beside both."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui import theme
from ui.screens.list_detail import ListDetailPage
from ui.widgets.picture_view import PictureView


class MapPage(ListDetailPage):
    """The map and the table show the same; choosing in one chooses in the other."""

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
        over = QVBoxLayout(self.view)
        over.setContentsMargins(*[theme.current().px(6)] * 4)
        for tool in self.tools():
            over.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        over.addStretch(1)
        self.upright = QSplitter(Qt.Orientation.Vertical)
        self.upright.setChildrenCollapsible(False)
        self.upright.setHandleWidth(theme.current().px(8))
        self.upright.addWidget(self.view)
        self.upright.addWidget(self.table)
        self.table.setMinimumHeight(theme.current().px(90))
        self.upright.setSizes([3000, 1400])
        self.left_column.addWidget(self.upright, 1)

    def panes(self) -> list[QWidget]:
        found = super().panes()
        return found if self.nothing in found else [self.filter, self.view, self.table, self.side]

    @Slot(object)
    def choose(self, id: object) -> None:
        """Somebody chose a point of the map."""
        raise NotImplementedError
