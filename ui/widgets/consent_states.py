"""Where somebody stands for each purpose, in words: a line each, the purpose and its state.

Sharing has a line for each third party that was named: a withdrawal from one says nothing of another.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.protection.people_records import STATE_TITLES, State
from gcmdesk.protection.purposes import TITLES, Purpose
from ui import theme
from ui.widgets.text import Text, Tone

_TONES: dict[State, Tone] = {
    State.GIVEN: "success",
    State.EXPIRED: "warning",
    State.REFUSED: "danger",
    State.WITHDRAWN: "danger",
    State.NEVER_ASKED: "muted",
}


def sharing_with(party: str) -> str:
    """The purpose, with the third party that it is about."""
    return _("Sharing with {party}").format(party=isolate(party))


class ConsentStates(QWidget):
    """Only to be read."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.current().px(16))
        self._grid.setVerticalSpacing(theme.current().px(4))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.shown: dict[str, State] = {}
        self._lines: list[QWidget] = []

    def show_states(self, states: Mapping[Purpose, State], parties: Mapping[str, State]) -> None:
        """Show these and nothing else: the state for each purpose, and for sharing with each third party."""
        wanted: dict[str, State] = {}
        for purpose, state in states.items():
            if purpose is Purpose.SHARING and parties:
                wanted |= {sharing_with(party): one for party, one in parties.items()}
            else:
                wanted[_(TITLES[purpose])] = state
        if wanted == self.shown:
            return
        self.shown = wanted
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = []
        for row, (text, state) in enumerate(wanted.items()):
            title, told = Text(text), Text(_(STATE_TITLES[state]), tone=_TONES[state], bold=True)
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(told, row, 1)
            self._lines += [title, told]
