"""For the reviewer: quotes of one person that are to leave together, side by side. Never part of what leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.protection import gate_quotes, people
from gcmdesk.protection.material import Quotes, ReleasedQuotes
from ui import theme
from ui.screens.base import Context
from ui.widgets.column import card
from ui.widgets.facts import Facts
from ui.widgets.text import Caption, Heading, Text
from ui.widgets.withdraw_button import WithdrawButton


@dataclass(frozen=True, slots=True)
class Together:
    """Several quotes of one person: evidence id and words of each."""

    person: int
    pseudonym: str
    quotes: tuple[tuple[str, str], ...]


def together(session: Any, wanted: Any, released: Any) -> tuple[Together, ...]:
    """Of the quotes that are about to leave, those of people who have several; nothing for anything but quotes."""
    if not isinstance(wanted, Quotes) or not isinstance(released, ReleasedQuotes):
        return ()
    leaving = {one.reference for one in released.quotes}
    kept = Quotes(wanted.title, tuple(one for one in wanted.quotes if one.reference in leaving))
    found = gate_quotes.side_by_side(kept)
    return tuple(
        Together(one.id, one.pseudonym, tuple((quote.reference, quote.words) for quote in found[one.id]))
        for one in people.of(session, list(found))
    )


class QuotesTogether(QWidget):
    """A card for each person, with the way to withdrawing their consent."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.shown: tuple[Together, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(12))
        self._column.addWidget(Heading(_("Several quotes of one person"), 2))
        self._column.addWidget(
            Caption(
                _(
                    "Only you see this. Nothing that leaves says that these belong together, but readers may guess it. "
                    "Take a quote out of its set if together they tell too much."
                )
            )
        )
        self._cards: list[QWidget] = []
        self.hide()

    def show_together(self, found: Sequence[Together]) -> None:
        """Show these and nothing else."""
        self.shown = tuple(found)
        for old in self._cards:
            old.hide()
            old.deleteLater()
        self._cards = [self._card(one) for one in found]
        for made in self._cards:
            self._column.addWidget(made)
        self.setVisible(bool(found))

    def _card(self, one: Together) -> QWidget:
        quotes, withdraw = Facts(), WithdrawButton(self.context)
        quotes.show_facts([(reference, isolate(words)) for reference, words in one.quotes])
        made = card(withdraw.beside(Text(isolate(one.pseudonym), bold=True)), quotes)
        withdraw.show_people((one.person,))
        return made
