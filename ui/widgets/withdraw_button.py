"""The way to withdrawing consent, for every page on which a person appears: their pseudonym, words or attachments.

row.addWidget(withdraw_button(context, (contact.person,), contact.pseudonym))

self.withdraw_it = WithdrawButton(context)                     # where whose words they are changes
self.withdraw_it.show_people((note.person,) if note.person else ())

table.offers = lambda: withdraw_offers(context, people)        # in the menu of a list
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.protection import people as register
from ui import theme
from ui.screens.base import Context
from ui.widgets.buttons import short_button

_SEPARATOR = "-"


def withdraw_place(people: Iterable[int]) -> str:
    """Where consent of these people (row ids) is withdrawn; the consequences stand there before anything is done."""
    return f"protection/people/{_SEPARATOR.join(map(str, people))}/withdraw"


def withdraw_button(context: Context, people: tuple[int, ...], pseudonym: str) -> QPushButton:
    """A button that goes there. `pseudonym` says to a screen reader whose consent it is."""
    name = _("Withdraw consent of {name}").format(name=isolate(pseudonym))
    return short_button(_("Withdraw consent"), name, lambda: context.go(withdraw_place(people)), kind="link")


def withdraw_offers(context: Context, people: Sequence[int]) -> Sequence[tuple[str, Callable[[], object]]]:
    """The same as a line of a menu; none where nobody is recorded, or nothing may be written."""
    if not people or context.workspace.present.read_only:
        return ()
    return ((_("Withdraw consent…"), partial(context.go, withdraw_place(people))),)


class WithdrawButton(QWidget):
    """The button for whoever is shown; with nobody, and in a workspace for reading only, it is not there."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.people: tuple[int, ...] = ()
        self.press = short_button(_("Withdraw consent"), _("Withdraw consent"), self._go, kind="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.press)
        self.hide()

    def show_people(self, people: Sequence[int]) -> None:
        """Whose consent it is (row ids); the button says it to a screen reader and as a tool tip."""
        self.people = () if self.context.workspace.present.read_only else tuple(people)
        known = self.context.workspace.read(register.of, self.people) if self.people else ()
        names = i18n.current().joined([isolate(one.pseudonym) for one in known])
        self.press.setAccessibleName(_("Withdraw consent of {name}").format(name=names))
        self.press.setToolTip(names)
        self.setVisible(bool(known))

    def beside(self, text: QWidget) -> QWidget:
        """A line with a text about whose words it is, and this button at its end; below it in large text."""
        way = QBoxLayout.Direction
        holder = QWidget()
        row = QBoxLayout(way.TopToBottom if theme.current().narrow else way.LeftToRight, holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text, 1)
        row.addWidget(self)
        return holder

    def _go(self) -> None:
        self.context.go(withdraw_place(self.people))
