"""Choosing the point of the agenda that notes belong under: a menu, so that the keyboard is enough."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, ngettext

_LONGEST = 90
"""Characters of a point in the menu: a question of a guide can be long."""


def point_menu(
    parent: QWidget, points: Sequence[tuple[int, str]], here: int | None, chosen: Callable[[int | None], object]
) -> QMenu:
    """The points (row id, title) but for the one where the notes are; `chosen` is told one of them, None for none."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for point, title in points:
        if point != here:
            _offer(menu, isolate(title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"), point, chosen)
    menu.addSeparator()
    _offer(menu, _("No agenda point"), None, chosen)
    menu.setActiveAction(menu.actions()[0])
    return menu


def _offer(menu: QMenu, text: str, point: int | None, chosen: Callable[[int | None], object]) -> None:
    action = menu.addAction(text.replace("&", "&&"))
    action.triggered.connect(lambda _checked: chosen(point))


def moved(count: int, title: str) -> str:
    """What is told after notes were moved; `title` is empty for no point."""
    if not title:
        sentence = ngettext(
            "{n} note now belongs to no agenda point.", "{n} notes now belong to no agenda point.", count
        )
        return sentence.format(n=i18n.current().number(count))
    sentence = ngettext("{n} note is now under “{point}”.", "{n} notes are now under “{point}”.", count)
    return sentence.format(n=i18n.current().number(count), point=isolate(title))
