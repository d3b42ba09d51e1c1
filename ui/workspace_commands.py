"""The commands of the workspace: file, lock, undo. Their names and states follow what is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, ngettext
from ui.commands import Commands
from ui.desk_workspace import DeskWorkspace, named
from ui.widgets.message import MessageArea

if TYPE_CHECKING:
    from gcmdesk.workspace.pages import Displaced

_NEED_A_WORKSPACE = ("save", "lock", "close-workspace", "history", "check-workspace")
_NEED_WRITING = ("back-up", "restore", "passphrase")


def add_file_commands(commands: Commands, workspace: DeskWorkspace, go: Callable[[str], None]) -> None:
    """New, open, close and everything else about the file."""

    def open_another() -> None:
        workspace.wanted = None
        go("workspace/open")

    add = commands.add
    add("new", _("New workspace…"), lambda: go("workspace/new"), menu="file", shortcut="Ctrl+N", icon="file-plus")
    add("open", _("Open a workspace…"), open_another, menu="file", shortcut="Ctrl+O", icon="folder-open")
    add("sample", _("Sample workspace"), lambda: open_sample(workspace), menu="file", icon="sparkles")
    add("history", _("History"), lambda: go("workspace/history"), menu="file", icon="history")
    add("check-workspace", _("Check the workspace"), lambda: go("workspace/check"), menu="file", icon="shield-check")
    add("back-up", _("Make a backup now"), lambda: go("workspace/back-up"), menu="file")
    add("restore", _("Restore a backup…"), lambda: go("workspace/restore"), menu="file")
    add("passphrase", _("Change the passphrase…"), lambda: go("workspace/passphrase"), menu="file")
    add("lock", _("Lock"), workspace.lock, menu="file", shortcut="Ctrl+L", icon="lock")
    add("close-workspace", _("Close the workspace"), workspace.close, menu="file", shortcut="Ctrl+W")


def open_sample(workspace: DeskWorkspace) -> None:
    """Open the sample in the folder of documents, made there at the first time."""
    from gcmdesk import paths

    path = paths.documents_folder() / (_("Sample") + ".gcmdesk")
    if not (workspace.is_open and workspace.present.path == path):
        workspace.open_sample(path, workspace.refused.emit)


def add_edit_commands(commands: Commands, workspace: DeskWorkspace, messages: MessageArea) -> None:
    """Undo, redo, and the key that people press to be sure."""

    def reassure() -> None:
        if workspace.failure:
            messages.show_error(workspace.failure)
        elif workspace.present.read_only:
            messages.show_message("info", _("This workspace is open for reading only, so there is nothing to save."))
        elif workspace.saved:
            time = isolate(i18n.current().time(workspace.saved))
            messages.show_message(
                "success",
                _("Everything is saved, the last change at {time}. You never need to save.").format(time=time),
            )
        else:
            messages.show_message("success", _("Everything is saved. You never need to save."))

    add = commands.add
    add("undo", _("Undo"), workspace.undo, menu="edit", shortcut="Ctrl+Z", icon="undo-2")
    add("redo", _("Redo"), workspace.redo, menu="edit", shortcut="Ctrl+Shift+Z", icon="redo-2")
    add("save", _("Is everything saved?"), reassure, menu="edit", shortcut="Ctrl+S")


def show_state(commands: Commands, workspace: DeskWorkspace) -> None:
    """Name what undo and redo would do, and enable what can be done now."""
    undo, redo = commands["undo"], commands["redo"]
    undo.setEnabled(workspace.undo_step is not None)
    redo.setEnabled(workspace.redo_step is not None)
    undo.setText(_("Undo: {name}").format(name=named(workspace.undo_step)) if workspace.undo_step else _("Undo"))
    redo.setText(_("Redo: {name}").format(name=named(workspace.redo_step)) if workspace.redo_step else _("Redo"))
    for id in _NEED_A_WORKSPACE:
        commands[id].setEnabled(workspace.is_open)
    for id in _NEED_WRITING:
        commands[id].setEnabled(workspace.is_open and not workspace.present.read_only)


def tell_regress(workspace: DeskWorkspace, messages: MessageArea, go: Callable[[str], None]) -> None:
    """The file is older than what this computer saved: say so before anybody goes on in it."""
    regress = workspace.present.regress if workspace.is_open else None
    if regress is None:
        return
    saved, texts = regress.saved.astimezone(), i18n.current()
    messages.show_message(
        "warning",
        _("This file lacks work that was saved on this computer on {date} at {time}.").format(
            date=isolate(texts.date(saved.date())), time=isolate(texts.time(saved))
        ),
        way_out=_("An older copy may have been put in its place. Look for the newer file, or restore a newer backup."),
        action=None if workspace.present.read_only else (_("Restore a backup…"), lambda: go("workspace/restore")),
    )


def tell_displaced(
    found: "Displaced", workspace: DeskWorkspace, messages: MessageArea, go: Callable[[str], None]
) -> None:
    """Some pages are of another time, though nothing is missing from the history: say so, once."""
    messages.show_message(
        "warning",
        ngettext(
            "{count} page of this file is not the one that was last saved on this computer.",
            "{count} pages of this file are not the ones that were last saved on this computer.",
            found.pages,
        ).format(count=i18n.current().number(found.pages)),
        way_out=_(
            "An older part may have been put back, or another program has changed the file. Restore the newest backup, "
            "or go on with the file as it is."
        ),
        action=None if workspace.present.read_only else (_("Restore a backup…"), lambda: go("workspace/restore")),
    )
