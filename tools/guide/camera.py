"""Pictures of the window for the guide: small files, a few colours, always the same size of window."""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.app import Desk

SIZE = (1366, 728)
"""Of the window, in pixels: a small laptop without its task bar."""
_COLOURS = 48
_REST = 400
"""Milliseconds until what follows a pause in typing, such as the count of who has spoken, is shown as well."""


def take(desk: Desk, file: Path) -> None:
    """Write what the window shows, or the dialog over it, as a PNG with a palette."""
    QTest.qWait(_REST)
    dialog = QApplication.activeModalWidget()
    shown = dialog.grab() if dialog else desk.window.grab()
    with Image.open(io.BytesIO(_png(shown))) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(file, optimize=True)


def _png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())
