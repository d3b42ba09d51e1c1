"""The bundled fonts: the program renders all its languages on a machine without any font."""

from PySide6.QtGui import QFontDatabase

from gcmdesk import log, paths

FIRST = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf")
LATER = ("NotoSansSC-Regular.ttf",)
"""Chinese is large and only needed for what people typed, so it is loaded after the first paint; Qt makes it bold."""


def load(names: tuple[str, ...]) -> list[str]:
    """Make fonts known to Qt and return the names of those that could not be loaded (also logged)."""
    failed = []
    for name in names:
        path = paths.resource("fonts", name)
        if not path.is_file() or QFontDatabase.addApplicationFont(str(path)) < 0:
            failed.append(name)
    if failed:
        log.problem("font.missing", count=len(failed))
    return failed
