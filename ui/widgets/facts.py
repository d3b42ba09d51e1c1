"""What is known about something: a quiet label and a text below it, line after line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.text import Caption, Text, Tone

Fact = tuple[str, str] | tuple[str, str, Tone]
"""Label, text, and how the text is meant."""


class Facts(QWidget):
    """Only to be read; `show_facts` again when something has changed."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(2))
        self.shown: tuple[Fact, ...] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these and nothing else; a fact without text is left out."""
        wanted = tuple(fact for fact in facts if fact[1])
        if wanted == self.shown:
            return
        self.shown = wanted
        while item := self._column.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        for label, text, *tone in wanted:
            if label:
                if self._column.count():
                    self._column.addSpacing(theme.current().px(8))
                self._column.addWidget(Caption(label))
            self._column.addWidget(Text(text, tone=tone[0] if tone else ""))
