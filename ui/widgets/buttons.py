"""Buttons with an icon, a name for screen readers, and a size that fingers find."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QToolButton

from gcmdesk.i18n import gettext as _
from ui import icons, theme

Kind = Literal["", "primary", "link", "search"]


class PlaceButton(QToolButton):
    """Leads to a place; keeps room for its text in bold, as it is written while its place is shown."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        plain, bold = (QFontMetrics(theme.font(bold=bold)).horizontalAdvance(self.text()) for bold in (False, True))
        return QSize(hint.width() + max(0, bold - plain), hint.height())


def icon_size() -> QSize:
    """The size of an icon that stands alone, growing with the text."""
    return QSize(theme.current().px(18), theme.current().px(18))


def icon_size_beside_text() -> QSize:
    """The size of an icon before text, with the space between the two."""
    return QSize(theme.current().px(24), theme.current().px(18))


def button(text: str, clicked: Callable[[], object], *, kind: Kind = "", icon: str = "") -> QPushButton:
    """A push button; Enter and Space both press it."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        made.setIcon(icons.icon(icon, {"primary": "on-accent", "link": "accent", "search": "muted"}.get(kind, "text")))
        made.setIconSize(icon_size_beside_text())
    made.clicked.connect(lambda _checked: clicked())
    return made


def quiet_button(name: str, icon: str, clicked: Callable[[], object], *, tone: str = "muted") -> QToolButton:
    """A button that shows only an icon; `name` is what the tool tip shows and a screen reader says."""
    made = QToolButton()
    made.setProperty("kind", "quiet")
    made.setIcon(icons.icon(icon, tone))
    made.setIconSize(icon_size())
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setMinimumWidth(theme.current().px(theme.CONTROL_HEIGHT))
    made.clicked.connect(lambda _checked: clicked())
    return made


def short_button(text: str, name: str, clicked: Callable[[], object], *, kind: Kind = "") -> QPushButton:
    """A button with a word or two, so that it fits everywhere; `name` says all, to screen readers and as a tool tip."""
    made = button(text, clicked, kind=kind)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def delete_button(name: str, clicked: Callable[[], object]) -> QPushButton:
    """A button that says only "Delete"; `name` says what."""
    return short_button(_("Delete"), name, clicked)
