"""The way to withdrawing consent, for every page on which a person appears under a pseudonym.

row.addWidget(withdraw_button(context, (contact.person,), contact.pseudonym))
"""

from collections.abc import Iterable

from PySide6.QtWidgets import QPushButton

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
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
