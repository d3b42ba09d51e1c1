"""`gcmdesk --self-check`: opens every screen out of sight, and checks fonts, catalogues and reference data."""

import gettext
import os
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gcmdesk import i18n, paths
from gcmdesk.compact import library
from gcmdesk.errors import KnownError
from gcmdesk.i18n import DOMAINS, ENGLISH, LANGUAGES
from gcmdesk.i18n import gettext as _


def _missing_catalogues() -> Iterator[str]:
    for language in LANGUAGES:
        if language is ENGLISH:
            continue
        for domain in DOMAINS:
            try:
                gettext.translation(domain, paths.translations(), [language.code])
            except (OSError, ValueError, LookupError, struct.error):
                yield _("Missing catalogue: {name}").format(name=f"{language.code}/{domain}")


def _damaged_reference_data() -> Iterator[str]:
    try:
        library.load().read_all()
    except KnownError as error:
        yield str(error)


def _screens() -> Iterator[str]:
    """Open every screen in every language, with preferences of its own, and close it again."""
    from ui import fonts
    from ui.app import Desk, application
    from ui.screens import SCREENS

    app = application()
    desk = Desk(app)
    yield from (_("Missing font: {name}").format(name=name) for name in desk.missing_fonts + fonts.load(fonts.LATER))
    for language in LANGUAGES:
        desk.settings.change(language=language.code)
        desk.display.apply()
        desk.window.leave_first_run()
        for screen in SCREENS:
            desk.window.go(screen.id)
            desk.window.show()
            app.processEvents()
            if desk.window.grab().toImage().isNull():
                yield _("Screen does not open: {name}").format(name=screen.id)
    desk.window.close()


def run() -> int:
    """Check everything; 0 when all is well, else 1 and a line for each fault."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    texts = i18n.current()
    faults = [*_missing_catalogues(), *_damaged_reference_data()]
    if not faults:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["GCMDESK_CONFIG"] = str(Path(folder))
            faults += _screens()
    i18n.use(texts)
    print("\n".join(faults) if faults else _("gcmdesk is in order."))
    return 1 if faults else 0
