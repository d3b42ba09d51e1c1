"""The message area: one message at a time, inside the layout, announced to screen readers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.widgets.buttons import button, icon_size, quiet_button
from ui.widgets.text import Text

MessageKind = Literal["info", "success", "warning", "error"]
_ICONS: dict[MessageKind, tuple[str, str]] = {
    "info": ("info", "accent"),
    "success": ("circle-check", "success"),
    "warning": ("triangle-alert", "text"),
    "error": ("circle-alert", "danger"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """What is being said."""

    kind: MessageKind
    text: str
    action: tuple[str, Callable[[], object]] | None = None
    language: str = ""
    """The one it is said in."""


class MessageArea(QWidget):
    """Shows what the program has to say, until it is dismissed or replaced."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._shown: QFrame | None = None
        self.message: Message | None = None
        self.hide()

    def show_message(
        self, kind: MessageKind, text: str, *, way_out: str = "", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say something. `action` offers one button with what to do about it."""
        said = " ".join(filter(None, (text, way_out)))
        self.show_again(Message(kind, said, action, i18n.current().language.code))

    def show_again(self, message: Message) -> None:
        """Say what was said before (after the window has been built anew).

        In another language only warnings and errors are worth it, in the words in which they were said.
        """
        self.clear()
        if message.kind in ("info", "success") and message.language != i18n.current().language.code:
            return
        self.message = message
        frame = QFrame()
        frame.setObjectName("message")
        frame.setProperty("kind", message.kind)
        row = QHBoxLayout(frame)
        row.setContentsMargins(*[theme.current().px(8)] * 4)
        row.setSpacing(theme.current().px(8))
        picture = QLabel()
        picture.setPixmap(icons.icon(*_ICONS[message.kind]).pixmap(icon_size()))
        row.addWidget(picture)
        row.addWidget(Text(message.text), 1)
        if message.action:
            row.addWidget(button(*message.action))
        row.addWidget(quiet_button(_("Dismiss message"), "x", self.clear))
        self._layout.addWidget(frame)
        self._shown = frame
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))

    def show_error(self, error: KnownError) -> None:
        """Say what went wrong and what to do."""
        self.show_message("error", error.sentence, way_out=error.way_out)

    def clear(self) -> None:
        """Take the message away."""
        self.message = None
        if self._shown:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        self.hide()
