"""Text on a screen: headings, paragraphs, captions."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui import theme

Tone = Literal["", "muted", "accent", "danger", "warning", "success"]
_SCALES = {0: 1.0, 1: 1.6, 2: 1.35, 3: 1.2}


def leading() -> Qt.AlignmentFlag:
    """Alignment to the side where reading begins on this screen, also for text in another script."""
    right_to_left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


class Text(QLabel):
    """Plain text that wraps, never rich text (so that nothing a user typed is taken for markup)."""

    def __init__(self, text: str = "", *, tone: Tone = "", scale: float = 1.0, bold: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(theme.font(scale, bold=bold))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        if tone:
            self.setProperty("tone", tone)


class Heading(Text):
    """A heading of level 1–3."""

    def __init__(self, text: str, level: int = 1) -> None:
        super().__init__(text, scale=_SCALES[level], bold=True)
        self.level = level


class Caption(Text):
    """Small, quiet text: references, hints, times."""

    def __init__(self, text: str = "", *, tone: Tone = "muted") -> None:
        super().__init__(text, tone=tone, scale=0.9)


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin dividing line."""
    line = QFrame(parent)
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
