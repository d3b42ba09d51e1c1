"""Two entries side by side, what differs first, and what to do about them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.stakeholders import joining
from ui import theme
from ui.screens.kick_off import register_fields
from ui.screens.kick_off.side_buttons import side_buttons
from ui.widgets.buttons import button
from ui.widgets.choice import ChoiceBox
from ui.widgets.text import Caption, Heading, Text

FIRST, SECOND = "first", "second"


class PairBox(QWidget):
    """The detail of a pair."""

    def __init__(
        self, keep_first: Callable[[], object], keep_second: Callable[[], object], part: Callable[[], object]
    ) -> None:
        super().__init__()
        self.why = Heading("", 3)
        self.first = button(_("Keep the first"), keep_first, kind="primary")
        self.second = button(_("Keep the second"), keep_second)
        self.apart = button(_("Not the same"), part)
        self.choices = side_buttons(self.first, self.second, self.apart)
        self.what = Caption(
            _(
                "Merging keeps one entry: what it does not say is taken from the other, lists are united, and longer"
                " texts follow each other. Notes, ratings and relations of both stay with it. Undo brings both back."
                " Where the two differ, you can choose below what is kept."
            )
        )
        self.chosen: dict[str, str] = {}
        """Fields of which the words of one end are kept: FIRST or SECOND."""
        self._pair = 0
        self._read_only = False
        self._holder: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(12))
        for widget in (self.why, self.choices, self.what):
            self._column.addWidget(widget)
        self.setFocusProxy(self.first)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed."""
        self._read_only = read_only
        if read_only:
            self.choices.hide()
            self.what.hide()

    def show_pair(self, pair: int, why: str, first: Mapping[str, str], second: Mapping[str, str]) -> None:
        """Show two entries, given as texts by field; what was chosen stays while the same pair is shown."""
        if pair != self._pair:
            self._pair, self.chosen = pair, {}
        self.why.setText(why)
        if self._holder:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(16))
        narrow, ends = theme.current().narrow, (_("First"), _("Second"))
        for place, end in enumerate(() if narrow else ends):
            grid.addWidget(Text(end, bold=True, tone="accent"), 0, place)
            grid.setColumnStretch(place, 1)
        told = [field for field in register_fields.titles() if first[field] or second[field]]
        for field in sorted(told, key=lambda field: first[field] == second[field]):
            row = grid.rowCount()
            same = first[field] == second[field]
            grid.addWidget(Caption(register_fields.titles()[field]), row, 0, 1, 2)
            for place, value in enumerate((first[field], second[field])):
                told_value = isolate(value) if value else "–"
                if narrow:
                    told_value = _("{field}: {value}").format(field=ends[place], value=told_value)
                text = Text(told_value, bold=not same and bool(value))
                below, beside = (place, 0) if narrow else (0, place)
                grid.addWidget(text, row + 1 + below, beside, Qt.AlignmentFlag.AlignTop)
            if not same and first[field] and second[field] and not self._read_only:
                grid.addWidget(self._choice(field), row + 3, 0, 1, 2)
        self._column.addWidget(self._holder)

    def _choice(self, field: str) -> ChoiceBox:
        """Whose words are kept."""
        title = register_fields.titles()[field]
        box = ChoiceBox(_("Keep of “{field}”").format(field=title))
        box.stay_narrow()
        unchosen = _("Keep both") if field in joining.KEEPS_BOTH else _("Keep that of the entry that stays")
        for end, text in (("", unchosen), (FIRST, _("Keep that of the first")), (SECOND, _("Keep that of the second"))):
            box.addItem(text, end)
        box.setCurrentIndex(box.findData(self.chosen.get(field, "")))
        box.activated.connect(lambda _row: self._choose(field, box.currentData()))
        return box

    def _choose(self, field: str, end: str) -> None:
        self.chosen.pop(field, None)
        if end:
            self.chosen[field] = end
