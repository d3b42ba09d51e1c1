"""Narrowing the register: one facet after the other, each value with how many have it."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.stakeholders.filtering import Value
from ui import theme
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import ChoiceBox, TickBox
from ui.widgets.text import Caption

Word = Callable[[str, Value], str]
"""A facet's value in the language of the screen."""
_LEAST = 8


def titles() -> dict[str, str]:
    """What each facet is called."""
    return {
        "kind": _("Stakeholder group"),
        "level": _("Level"),
        "sphere": _("Government or not"),
        "underheard": _("Under-heard groups it speaks for"),
        "territory": _("Territory"),
        "tags": _("Tags"),
        "languages": _("Languages"),
        "sector": _("Sector"),
        "form": _("Type"),
    }


def _box(name: str) -> ChoiceBox:
    box = ChoiceBox(name)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST)
    return box


class Facets(QWidget):
    """Two boxes, facet and value; what was chosen of other facets stays and is said below."""

    changed = Signal()

    def __init__(self, word: Word) -> None:
        super().__init__()
        self._word = word
        self.chosen: dict[str, Value] = {}
        self.facet = _box(_("Narrow by"))
        for facet, title in titles().items():
            self.facet.addItem(title, facet)
        self.value = _box(_("Show only"))
        self.archived = TickBox(_("Archived"))
        self.said = Caption()
        self.all = quiet_button(_("Show all again"), "x", self._show_all)
        row, more = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.facet, 1)
        row.addWidget(self.value, 1)
        row.addWidget(self.archived)
        more.addWidget(self.said, 1)
        more.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        column.addLayout(row)
        column.addLayout(more)
        self.said.hide()
        self.all.hide()
        self._counts: dict[str, Counter[Value]] = {}
        self.facet.activated.connect(self._fill)
        self.value.activated.connect(self._choose)
        self.archived.toggled.connect(self.changed)

    @property
    def narrowing(self) -> bool:
        """Whether less is shown than there is."""
        return bool(self.chosen) or self.archived.isChecked()

    def reset(self) -> None:
        """Narrow by nothing."""
        self.chosen.clear()
        with QSignalBlocker(self.archived):
            self.archived.setChecked(False)

    def show_counts(self, counts: dict[str, Counter[Value]]) -> None:
        """How many have each value (`filtering.Roll.facets`)."""
        self._counts = counts
        self._fill()

    @Slot()
    def _fill(self) -> None:
        facet = self.facet.currentData()
        counts, number = self._counts.get(facet, Counter()), i18n.current().number
        wanted = set(counts) | ({self.chosen[facet]} if facet in self.chosen else set())
        self.value.clear()
        self.value.addItem(_("All"))
        for text, value in sorted((self._word(facet, value), value) for value in wanted if value is not None):
            self.value.addItem(f"{isolate(text)} ({number(counts[value])})", (value,))
        if None in wanted:
            self.value.addItem(_("Not recorded") + f" ({number(counts[None])})", (None,))
        if facet in self.chosen:
            values = [self.value.itemData(place) for place in range(self.value.count())]
            self.value.setCurrentIndex(values.index((self.chosen[facet],)))
        self._say()

    def _say(self) -> None:
        lines = [
            _("{field}: {value}").format(field=title, value=isolate(self._word(facet, self.chosen[facet])))
            for facet, title in titles().items()
            if facet in self.chosen
        ]
        self.said.setText(" · ".join(lines))
        self.said.setVisible(bool(lines))
        self.all.setVisible(bool(lines))

    @Slot()
    def _choose(self) -> None:
        facet, value = self.facet.currentData(), self.value.currentData()
        if value is None:
            self.chosen.pop(facet, None)
        else:
            self.chosen[facet] = value[0]
        self.changed.emit()

    def _show_all(self) -> None:
        self.reset()
        self.changed.emit()
        self.facet.setFocus()
