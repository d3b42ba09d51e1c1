"""The program's picture in the forms that the systems want, painted from one SVG."""

import os
from pathlib import Path

SIZES = (16, 32, 48, 64, 128, 256, 512)


def write(source: Path, folder: Path) -> None:
    """``gcmdesk-<size>.png`` and the SVG for Linux, ``gcmdesk.ico`` for Windows, ``gcmdesk.icns`` for macOS."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication(["gcmdesk"])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(source))
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        picture.save(str(folder / f"gcmdesk-{size}.png"))
    with Image.open(folder / f"gcmdesk-{SIZES[-1]}.png") as largest:
        largest.save(folder / "gcmdesk.ico", sizes=[(size, size) for size in SIZES if size <= 256])
        largest.save(folder / "gcmdesk.icns")
    (folder / "gcmdesk.svg").write_bytes(source.read_bytes())
