"""Find a theme by typing, and give it with Enter; those given last come first and have a key each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.models.records import TableColumn
from ui.screens.needs.themes import Themes
from ui.widgets.filter_field import FilterField
from ui.widgets.record_table import RecordTable

KEYS = "123456789ABCDEFGH"
"""Of the themes at the top of the list. Not every keyboard has digits without Shift, hence the letters."""


@dataclass(frozen=True, slots=True)
class _Offered:
    id: int
    key: str
    title: str
    colour: str


class ThemePicker(QWidget):
    """A field and the list of themes below it."""

    picked = Signal(int)
    """A theme is to be given."""

    def __init__(self) -> None:
        super().__init__()
        self._themes = Themes({}, {}, {})
        self._first: list[int] = []
        self._offered: dict[int, _Offered] = {}
        self.field = FilterField(_("Find a theme to give"))
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._pick)
        columns = (
            TableColumn("theme", _("Theme"), lambda one: one.title, 5, sorts=False, swatch=lambda one: one.colour),
            TableColumn("key", _("Key"), lambda one: one.key, sorts=False),
        )
        self.table = RecordTable(_("Themes to give"), columns, empty=_("No theme has this name."))
        self.table.setMinimumHeight(theme.current().px(150))
        self.table.opened.connect(self._pick)
        self.table.doubleClicked.connect(self._pick)
        self.field.moved.connect(self.table.step_rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        column.addWidget(self.field)
        column.addWidget(self.table)
        self.setFocusProxy(self.field)

    def show_themes(self, themes: Themes, first: Sequence[int]) -> None:
        """Offer these; `first` are those that have a key."""
        self._themes = themes
        self._first = [one for one in first if one in themes.depths][: len(KEYS)]
        self._fill()

    def of_key(self, key: str) -> int | None:
        """The theme that a key stands for."""
        place = KEYS.find(key)
        return self._first[place] if 0 <= place < len(self._first) else None

    @Slot()
    def _fill(self) -> None:
        wanted = fold(self.field.text()).split()
        keys = dict(zip(self._first, KEYS, strict=False))
        order = [*self._first, *(one for one in self._themes.depths if one not in keys)]
        self._offered = {
            one: _Offered(one, keys.get(one, ""), self._shown(one, keys), self._themes.colour(one))
            for one in order
            if all(word in fold(self._themes.title(one)) for word in wanted)
        }
        self.table.show_rows(tuple(self._offered), self._records)
        if wanted or not self.table.hasFocus():
            self.table.select_row(0)

    def _shown(self, one: int, keys: dict[int, str]) -> str:
        return isolate(self._themes.title(one)) if one in keys else self._themes.indented(one)

    def _records(self, ids: Sequence[int]) -> Sequence[_Offered]:
        return [self._offered[id] for id in ids if id in self._offered]

    @Slot()
    def _pick(self) -> None:
        theme_id = self.table.current_id
        if theme_id:
            self.field.clear()
            self.picked.emit(theme_id)
