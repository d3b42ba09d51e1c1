"""The workspace on the desk: open or not, locked or not, saved or not. Every screen saves through it.

    outcome = context.workspace.run(notes.save, draft, name=mark("Note added"))
    if outcome.ok:
        self.line.clear()

An error has by then been shown to the user. Nothing here imports the database before a workspace is opened, because the
window paints first.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gcmdesk import i18n, log
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Outcome
from gcmdesk.settings import MOST_RECENT, SettingsStore
from ui import workspace_work
from ui.tasks import Lane, Tasks, is_there
from ui.workspace_work import Secret

if TYPE_CHECKING:
    from gcmdesk.workspace.opening import Surroundings
    from gcmdesk.workspace.pages import Displaced
    from gcmdesk.workspace.undo import Step
    from gcmdesk.workspace.workspace import Topics, Workspace

T = TypeVar("T")
Failed = Callable[[KnownError], None]

_MUCH = 2000
"""Rows from which undoing is a job with progress."""
_LOCK_AGAIN = 500
"""Milliseconds until locking is tried again that other work was in the way of."""


def named(step: "Step") -> str:
    """What a step of the journal is called on the screen."""
    return _(step.name).format(count=i18n.current().number(step.count))


class DeskWorkspace(QObject):
    """One workspace at a time. Signals arrive on the screen's thread."""

    turned = Signal()
    """Opened, closed, locked, unlocked, saved or not saved: the header and the window look again."""
    changed = Signal(object)
    """Topics (a frozenset of names) of a commit: screens read theirs anew. Silent while the workspace is locked."""
    leaving = Signal()
    """The workspace is about to be closed: what is typed is saved now."""
    refused = Signal(object)
    """A `KnownError` that is no failure of saving, for the message area."""
    told = Signal(str)
    """A sentence about what has just been done, for the message area."""
    displaced = Signal(object)
    """`pages.Displaced`: the file is not quite the one that was last saved here. Told once, after opening."""
    _committed = Signal(object)

    def __init__(
        self, settings: SettingsStore, tasks: Tasks, around: "Callable[[], Surroundings]", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.tasks = tasks
        self.around = around
        self.workspace: Workspace | None = None
        self.unfinished: Workspace | None = None
        """A new workspace whose recovery sheet has not been retyped yet."""
        self.sheet_due = False
        """The passphrase was changed, and the new recovery sheet has not been retyped yet."""
        self.locked = False
        """Whether the window is covered: a workspace is open, or a recovery sheet on display, and nobody may see it."""
        self._unlocking = False
        self.saved: datetime | None = None
        self.failure: KnownError | None = None
        """Why the last change is not on the disk; None when it is."""
        self.undo_step: Step | None = None
        self.redo_step: Step | None = None
        self.edition = 0
        """Changes when another workspace, or another state of its file, is open: everything shown is out of date."""
        self.wanted: Path | None = None
        """The file that the page for opening asks the passphrase of."""
        self._closing: set[Workspace] = set()
        self._missed: frozenset[str] = frozenset()
        self._committed.connect(self._on_commit)

    @property
    def is_open(self) -> bool:
        """Whether there is a workspace, locked or not."""
        return self.workspace is not None

    @property
    def present(self) -> "Workspace":
        """The open workspace; only for screens that are shown while there is one."""
        if self.workspace is None:
            raise RuntimeError("no workspace is open")
        return self.workspace

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.present.path.stem

    # ------------------------------------------------------------------ work

    def run(self, work: Callable[..., T], *args: object, name: str = "") -> Outcome[T]:
        """`Workspace.run` with the user told: the saved time on success, the red bar when saving failed."""
        try:
            return Outcome(result=self.present.run(work, *args, name=name))
        except KnownError as error:
            self.not_saved(error)
            return Outcome(error=error)

    def not_saved(self, error: KnownError) -> None:
        """Tell the user that a change was not saved (also by a job of a screen)."""
        from gcmdesk.workspace import errors

        told_only = (errors.OpenedForReading, errors.NothingToUndo, errors.StillNeeded)
        if isinstance(error, errors.WorkspaceError) and not isinstance(error, told_only):
            self.failure = error
            self.turned.emit()
        else:
            self.refused.emit(error)

    def read(self, work: Callable[..., T], *args: object) -> T:
        """`Workspace.read`. Raises its errors; `Locked` also when the workspace was closed while a job went on."""
        from gcmdesk.workspace import errors

        workspace = self.workspace
        if workspace is None:
            raise errors.Locked
        return workspace.read(work, *args)

    def undo(self) -> None:
        """Take back the newest work."""
        self._turn(self.undo_step, self.present.undo, _("Undone: {name}"))

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._turn(self.redo_step, self.present.redo, _("Done again: {name}"))

    def _turn(self, step: "Step | None", turn: "Callable[[], Step]", sentence: str) -> None:
        def done(turned: "Step") -> None:
            self.told.emit(sentence.format(name=named(turned)))

        if step is not None and step.count > _MUCH:
            self.tasks.start(named(step), lambda _progress: turn(), done, failed=self.not_saved)
            return
        try:
            done(turn())
        except KnownError as error:
            self.not_saved(error)

    # ------------------------------------------------- opening and creating

    def create(self, path: Path, passphrase: str, done: Callable[[], None], failed: Failed) -> None:
        """Make a new workspace; it waits as `unfinished` until `finish` is called."""

        def keep(workspace: "Workspace") -> None:
            self.unfinished = workspace
            done()
            self.turned.emit()

        work = partial(workspace_work.create, path, passphrase, self.around)
        self.tasks.start(_("Making the workspace"), work, keep, failed=failed)

    def change_passphrase(self, passphrase: str, done: Callable[[], None], failed: Failed) -> None:
        """Give the workspace a new passphrase; its new sheet is then `sheet_due`."""

        def changed(left_behind: KnownError | None) -> None:
            self.sheet_due = True
            done()
            if left_behind:
                self.refused.emit(left_behind)

        work = partial(workspace_work.change_passphrase, self.present, passphrase, self.around)
        self.tasks.start(_("Changing the passphrase"), work, changed, failed=failed)

    def finish(self) -> None:
        """The recovery sheet is on paper: a new workspace opens now."""
        self.sheet_due = False
        workspace, self.unfinished = self.unfinished, None
        if workspace:
            self._adopt(workspace)

    def discard(self) -> None:
        """Give up the new workspace: its file, which holds nothing yet, goes away."""
        self._drop_unfinished()
        if self.locked and self.workspace is None:
            self.locked = False
            self.edition += 1
        self.turned.emit()
        if not self.locked:
            self.tasks.release()

    def _drop_unfinished(self) -> None:
        workspace, self.unfinished = self.unfinished, None
        if workspace:
            workspace_work.close(workspace)
            workspace.path.unlink(missing_ok=True)

    def open_sample(self, path: Path, failed: Failed) -> None:
        """Open the sample workspace at `path`; it is written first where there is none."""
        work = partial(workspace_work.open_sample, path, self.around)
        self.tasks.start(_("Making the sample workspace"), work, self._adopt, failed=failed)

    def open(self, path: Path, secret: Secret, *, reading: bool, failed: Failed) -> None:
        """Open a workspace in place of the one that is open now."""
        work = partial(workspace_work.open_file, path, secret, reading, self.around)
        self.tasks.start(_("Opening the workspace"), work, self._adopt, failed=failed)

    def _adopt(self, workspace: "Workspace") -> None:
        self.close()
        self.workspace = workspace
        self.wanted = None
        self.locked = False
        self.saved = self.failure = None
        workspace.listen(self._committed.emit)
        path = str(workspace.path)
        others = [each for each in self.settings.current.recent if each != path]
        self.settings.change(recent=(path, *others)[:MOST_RECENT])
        self._look_at_steps()
        self.edition += 1
        log.event("workspace.opened", sequence=workspace.head.sequence, reading=workspace.read_only)
        self.turned.emit()
        self._compare_pages()
        if not workspace.read_only:
            self.tasks.start(_("Making a backup"), partial(workspace_work.back_up_daily, workspace), quiet=True)

    def _compare_pages(self) -> None:
        workspace = self.workspace
        if workspace is None:  # unlocked was one whose recovery sheet is not yet retyped
            return

        def compared(found: "Displaced | None") -> None:
            if found and self.workspace is workspace and not self.locked:
                self.displaced.emit(found)
                workspace.accept_pages()  # told; the next opening has nothing new to tell

        work = partial(workspace_work.compare_pages, workspace)
        self.tasks.start(_("Reading the file"), work, compared, quiet=True)

    def restore(self, path: Path, backup: Path, passphrase: str, done: Callable[[], None], failed: Failed) -> None:
        """Put a backup in the place of the open workspace, or of a file that cannot be opened.

        `passphrase` is that of the backup; empty where the open workspace's own key opens it.
        """

        def restored(aside: Path | None) -> None:
            if self.workspace:
                self.edition += 1
                self._look_at_steps()
                self.turned.emit()
            done()
            kept = _("The backup is restored. The file as it was before is kept as {name}.") if aside else ""
            name = i18n.isolate(aside.name) if aside else ""
            self.told.emit(kept.format(name=name) or _("The backup is restored."))

        work = partial(workspace_work.restore, self.workspace, path, backup, passphrase, self.around)
        self.tasks.start(_("Restoring the backup"), work, restored, failed=failed)

    def back_up(self, done: Callable[[object], None], failed: Failed) -> None:
        """Make a backup now."""
        self.tasks.start(_("Making a backup"), partial(workspace_work.back_up, self.present), done, failed=failed)

    def close(self) -> None:
        """Close the workspace; running work is waited for."""
        if self.workspace and not self.locked:
            self.leaving.emit()
        workspace, self.workspace = self.workspace, None
        if workspace is None:
            return
        self.edition += 1
        self.locked = self.sheet_due = False
        self.failure = self.undo_step = self.redo_step = None
        self._closing.add(workspace)

        def closed(_result: None) -> None:
            self._closing.discard(workspace)

        self.tasks.start(
            _("Closing the workspace"), lambda _progress: workspace_work.close(workspace), closed, quiet=True
        )
        self.turned.emit()
        self.tasks.release()

    def shut(self) -> None:
        """Close at once, at the end of the program, when no job runs any more."""
        workspace, self.workspace = self.workspace, None
        for one in (*self._closing, *([workspace] if workspace else [])):
            workspace_work.close(one)
        self._closing.clear()
        self._drop_unfinished()

    def forget(self, path: str) -> None:
        """Take a file off the list of recent ones."""
        self.settings.change(recent=tuple(each for each in self.settings.current.recent if each != path))

    # ---------------------------------------------------------------- locking

    def lock(self) -> None:
        """Cover the window at once, then forget the key as soon as running work is done.

        A new workspace on whose recovery sheet the user sits is only covered: it holds nothing yet, and its key is the
        sheet itself.
        """
        if self.locked or not (self.workspace or self.unfinished):
            return
        self.locked = True
        self.tasks.hold()
        self.turned.emit()
        self._lock_file()

    def _lock_file(self) -> None:
        workspace = self.workspace
        if self.locked and workspace and not self._unlocking and not workspace.locked:
            work = partial(workspace_work.lock, workspace)
            self.tasks.start("", work, self._lock_again, quiet=True, lane=Lane.AT_ONCE)

    def _lock_again(self, done: bool) -> None:
        if not done:  # the window is covered; the key is forgotten when the other work is done
            QTimer.singleShot(_LOCK_AGAIN, self._lock_file)

    def unlock(self, secret: Secret, failed: Failed) -> None:
        """Go on where the window was left; other work that is going on is not waited for.

        Locking and unlocking share one lane, and the key is not forgotten while `_unlocking`: otherwise the window
        could be uncovered over a file that has just been locked.
        """
        workspace = self.workspace or self.unfinished
        if workspace is None or self._unlocking:
            return
        self._unlocking = True

        def refused(error: KnownError) -> None:
            self._unlocking = False
            if is_there(failed):
                failed(error)
            self._lock_file()

        work = partial(workspace_work.unlock, workspace, secret, self.around)
        title = _("Opening the workspace")
        self.tasks.start(title, work, self._unlocked, failed=refused, quiet=True, lane=Lane.AT_ONCE)

    def _unlocked(self, _result: None) -> None:
        self._unlocking = self.locked = False
        self.turned.emit()
        self._compare_pages()
        missed, self._missed = self._missed, frozenset()
        if missed:
            self._on_commit(missed)
        self.tasks.release()

    # ---------------------------------------------------------------- inside

    @Slot(object)
    def _on_commit(self, topics: "Topics") -> None:
        if self.workspace is None:
            return
        self.saved = datetime.now().astimezone()
        self.failure = None
        if self.locked:
            self._missed |= topics
            return
        self._look_at_steps()
        self.turned.emit()
        self.changed.emit(topics)

    def _look_at_steps(self) -> None:
        from gcmdesk.workspace import undo

        if self.present.read_only:
            self.undo_step = self.redo_step = None
            return
        self.undo_step = self.present.read(undo.next_undo)
        self.redo_step = self.present.read(undo.next_redo)
