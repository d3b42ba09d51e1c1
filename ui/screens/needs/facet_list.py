"""What a search can be narrowed to: values with how many hits each would leave, ticked with Space."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.synthesis.everywhere import FacetCounts, Facets
from ui import theme
from ui.places import TABLES
from ui.screens.needs.choices import group_title, kind_title, language_title
from ui.widgets.choice import TickBox
from ui.widgets.column import Column
from ui.widgets.text import Text

_MOST = 8
"""Values of a facet that are shown; those that leave most."""
_LEAST, _BESIDE = 20, 84
"""Pixels: of a title, and at 100 % of all that stands beside it."""
_Key = tuple[str, Hashable]


class FacetList(Column):
    """Ticks below the name of each facet."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Narrow the search"))
        self.chosen = Facets()
        self.boxes: dict[_Key, TickBox] = {}
        self._sessions: Mapping[int, str] = {}

    def show_counts(self, counts: FacetCounts, sessions: Mapping[int, str]) -> None:
        """Show how many hits each value would leave; what is ticked stays in sight."""
        self._sessions = sessions
        wanted: dict[_Key, int] = {}
        for facet in ("tables", "groups", "objectives", "kinds", "languages", "sessions"):
            values: Mapping[Hashable, int] = getattr(counts, facet)
            ticked = set(getattr(self.chosen, facet))
            most = sorted(values, key=lambda value: -values[value])[:_MOST]
            for value in [*most, *(one for one in ticked if one not in most)]:
                wanted[facet, value] = values.get(value, 0)
        if list(wanted) != list(self.boxes):
            self._build(list(wanted))
        metrics = QFontMetrics(theme.font())
        for key, count in wanted.items():
            box = self.boxes[key]
            title, number = self._title(*key), f" ({i18n.current().number(count)})"
            room = max(_LEAST, self.width() - theme.current().px(_BESIDE) - metrics.horizontalAdvance(number))
            box.setText(isolate(metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)) + number)
            box.setAccessibleName(f"{self._heading(key[0])}: {title} ({i18n.current().number(count)})")
            box.setToolTip(title)
            box.setChecked(key[1] in getattr(self.chosen, key[0]))

    def _build(self, keys: Sequence[_Key]) -> None:
        focused = QApplication.focusWidget()
        here = next((key for key, box in self.boxes.items() if box is focused), None)
        while item := self.content.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        self.boxes = {}
        shown = ""
        for key in keys:
            if key[0] != shown:
                shown = key[0]
                self.add(Text(self._heading(shown), bold=True))
            box = self.boxes[key] = TickBox()
            box.clicked.connect(partial(self._ticked, key))
            self.add(box)
        self.end()
        if here in self.boxes:
            self.boxes[here].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ticked(self, key: _Key) -> None:
        facet, value = key
        present = getattr(self.chosen, facet)
        values = (*present, value) if self.boxes[key].isChecked() else tuple(one for one in present if one != value)
        self.chosen = replace(self.chosen, **{facet: tuple(dict.fromkeys(values))})
        self.changed.emit()

    @staticmethod
    def _heading(facet: str) -> str:
        return {
            "tables": _("What it is"),
            "groups": _("Groups"),
            "objectives": _("Objectives"),
            "kinds": _("Kinds of notes"),
            "languages": _("Languages"),
            "sessions": _("Sessions"),
        }[facet]

    def _title(self, facet: str, value: Hashable) -> str:
        if facet == "sessions":
            return self._sessions.get(int(str(value)), str(value))
        if facet == "objectives":
            found = library.load().objective(int(str(value)))
            return f"{i18n.current().digits(str(value))} {i18n.compact(found.title)}"
        if facet == "tables":
            return _(TABLES[str(value)]) if value in TABLES else str(value)
        titles = {"groups": group_title, "kinds": kind_title, "languages": language_title}
        return titles[facet](str(value))
