"""A field that picks a stakeholder by name: type some letters of it, choose with the arrow keys."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import QCompleter

from gcmdesk import i18n
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from ui.widgets.form_fields import Line

_MOST_SHOWN = 12


class Pick(Line):
    """One of many; its value is the id, None when nothing is typed."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        self._names: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        super().__init__(name, label, hint=hint or _("Type some letters of the name and choose."))
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        completer.activated.connect(self._picked)
        self.edit.setCompleter(completer)

    def show_known(self, known: Sequence[tuple[int, str]]) -> None:
        """Offer these: ids and names. Of several with the same name, each shows its number."""
        often = Counter(fold(name) for _id, name in known)
        number = i18n.current().number
        self._names = {id: f"{name} ({number(id)})" if often[fold(name)] > 1 else name for id, name in known}
        self._ids = {fold(name): id for id, name in self._names.items()}
        self._model.setStringList(list(self._names.values()))

    @Slot(str)
    def _picked(self, text: str) -> None:
        self.edit.setText(text)
        self._edited()
        self._left()

    @property
    def value(self) -> Any:
        typed = fold(self.edit.text().strip())
        if not typed:
            return None
        if typed in self._ids:
            return self._ids[typed]
        near = [id for name, id in self._ids.items() if typed in name]
        if len(near) == 1:
            return near[0]
        raise ValueError(_("Choose a name from the list that opens while you type."))

    def show_value(self, value: Any) -> None:
        self.edit.setText(self._names.get(value, "") if value else "")
