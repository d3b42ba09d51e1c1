"""Painted views as pictures in memory, for the release gate: always on light ground, whatever the screen looks like.

    content = pictures.painted(lambda: MyView(…), pictures.SVG)

The view is made anew at the size of the picture, so that names find room that the screen did not have.
"""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from ui import theme

PNG, SVG = "image/png", "image/svg+xml"
_SIZE = QSize(1400, 1000)
_FINE = 2
"""Points of the picture to one of the view."""


def painted(make: Callable[[], QWidget], media_type: str) -> bytes:
    """The view that `make` makes, as a picture of this media type."""
    with theme.on_paper():
        view = make()
        view.resize(_SIZE)
        view.ensurePolished()
        try:
            return _svg(view) if media_type == SVG else _png(view)
        finally:
            view.deleteLater()


def _png(view: QWidget) -> bytes:
    image = QImage(_SIZE * _FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINE)
    painter = QPainter(image)
    _render(view, painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _svg(view: QWidget) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(_SIZE)
    drawing.setViewBox(QRect(QPoint(), _SIZE))
    painter = QPainter(drawing)
    _render(view, painter)
    painter.end()
    return bytes(buffer.data().data())


def _render(view: QWidget, painter: QPainter) -> None:
    view.render(painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
