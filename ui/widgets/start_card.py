"""Where work begins without a workspace: new, open, sample, recent files."""

from PySide6.QtWidgets import QFrame, QWidget

from gcmdesk.i18n import gettext as _
from ui.screens.base import Context
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.recent_files import RecentFiles
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text
from ui.workspace_commands import open_sample


def start_card(context: Context, most: int = 5) -> QFrame:
    """A card with the ways to begin."""

    def open_another() -> None:
        context.workspace.wanted = None
        context.go("workspace/open")

    rows: list[QWidget] = [
        Heading(_("Begin"), 3),
        Text(_("A workspace is one encrypted file for everything that your consultations bring together.")),
        row_of(
            button(_("New workspace…"), lambda: context.go("workspace/new"), kind="primary", icon="file-plus"),
            button(_("Open a workspace…"), open_another, icon="folder-open"),
            button(_("Sample workspace"), lambda: open_sample(context.workspace), icon="sparkles"),
        ),
    ]
    if context.settings.current.recent:
        rows += [Heading(_("Recent files"), 3), RecentFiles(context, most)]
    return card(*rows)
