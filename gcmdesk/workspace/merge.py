"""Taking in another's change set: one named transaction that can be undone, the same result in whatever order.

    receipt = merge.take_in(workspace, stream)                    also with `progress`
    receipt = merge.take_in(workspace, stream, dry_run=True)      what would happen; nothing is written

What decides is written in `workspace.journal`; beyond that:

- Two devices changed a field, neither knowing of the other: the later change stands, the other value is kept as a
  conflict. Equal values are no conflict. A deletion stands against a change that did not know of it, and what was
  changed is kept in the same way (`workspace.losses`, `workspace.conflicts`); of what was erased nothing is kept.
- A row whose parent was deleted goes too (its tombstone is as late as the parent's, or as the row itself) and is kept
  for review; where the reference may be empty it is emptied. A row whose parent was erased is erased. The receipt
  counts them as `orphaned`.
- Two rows that may not both be there (UNIQUE) are one too many: the one with the greater uuid goes.
- A change set must join on to what is known here; one since 0 always does. One that comes too early waits in the file
  (`workspace.waiting`) and is taken in by itself, as a passage of its own, after the merge that closes the gap.
- What is attached comes along with the row that attaches it.
- What an area does with what came (`Row.after_merge`: codings go to the theme that theirs was merged into) is a passage
  of its own too, and leaves no trace where there is nothing to do.
- Undoing a merge is work of its own, later than all of it: at the next exchange the others get the old values back.
  What was erased stays erased. Make a backup before, and refresh the backups when `Receipt.erased` is not 0.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import BinaryIO

from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.workspace import carrying, intake, journal, knowledge, losses, registers, waiting
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.intake import Source
from gcmdesk.workspace.journal import Recorder
from gcmdesk.workspace.orphans import erase_belongings, prune
from gcmdesk.workspace.refusals import ChangesRefused, EarlierMissing
from gcmdesk.workspace.registers import TableCounts
from gcmdesk.workspace.workspace import Workspace

NAME = mark("Changes of another device taken in ({count})")
FITTED = mark("Changes of another device fitted in ({count})")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a merge did, or would do."""

    device: str
    """Name of the device the change set came from."""
    since: int
    until: int
    """The sequence numbers of that device's journal between which the changes lie."""
    sha256: str
    """Of the change set."""
    tables: tuple[TableCounts, ...]
    """Tables in which something happened, in the order of the schema."""
    against_deletions: int
    """How many of the conflicts are values written into a row that was deleted elsewhere."""
    contents: int
    """How many pictures, sounds and scans came that were not here."""
    sequence: int | None
    """The passage of this journal; None when nothing was new, and of a dry run."""
    waiting: bool = False
    """It came too early: nothing was merged, it is kept in the file until the earlier changes are there."""
    followed: tuple["Receipt", ...] = ()
    """What had waited for this and was taken in right after it, each a passage of its own."""
    erased_after: int = 0
    """Rows that an area erased here because of what came: copies of words that somebody took back elsewhere."""

    @property
    def conflicts(self) -> int:
        """How many conflicts wait for review because of this merge, and of what followed."""
        return sum(table.conflicts for table in self.tables) + sum(one.conflicts for one in self.followed)

    @property
    def erased(self) -> int:
        """How many rows were erased, also by what followed; backups hold them until they are refreshed."""
        return sum(table.erased for table in self.tables) + sum(one.erased for one in self.followed) + self.erased_after

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self.tables and not self.contents and all(one.empty for one in self.followed)


class _OnlyTried(Exception):
    """Ends a dry run, so that the transaction is rolled back."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


def take_in(
    workspace: Workspace, stream: BinaryIO, *, progress: Progress | None = None, dry_run: bool = False
) -> Receipt:
    """Take in a change set (see above). Raises `refusals.ChangesRefused` and what `Workspace.job` raises.

    The stream must be seekable. After erasures the file is written anew.
    """
    progress = progress or Progress()
    start = stream.tell()
    try:
        receipt = workspace.job(progress, _merge, stream, workspace.id, dry_run, name=NAME)
    except _OnlyTried as tried:
        return tried.receipt
    except EarlierMissing:
        stream.seek(start)
        return _kept(workspace, progress, stream, dry_run=dry_run)
    receipt = replace(receipt, followed=_follow(workspace, progress))
    if not receipt.empty:
        receipt = replace(receipt, erased_after=_fit_in(workspace))
    if receipt.erased:
        workspace.rewrite()
    return receipt


def _kept(workspace: Workspace, progress: Progress, stream: BinaryIO, *, dry_run: bool) -> Receipt:
    try:
        return workspace.job(progress, _keep, stream, dry_run)
    except _OnlyTried as tried:
        return tried.receipt


def _keep(session: Session, progress: Progress, stream: BinaryIO, dry_run: bool) -> Receipt:  # noqa: FBT001 - as below
    kept, sha256 = waiting.keep(session, progress, stream)
    receipt = Receipt(kept.device, kept.since, kept.until, sha256, (), 0, 0, None, waiting=True)
    if dry_run:
        raise _OnlyTried(receipt)
    return receipt


def _follow(workspace: Workspace, progress: Progress) -> tuple[Receipt, ...]:
    """Take in what has waited for this; what still does, and what turns out not to fit, stays where it is."""
    followed: list[Receipt] = []
    found = True
    while found:
        found = False
        for one in workspace.read(waiting.of_workspace):
            with suppress(ChangesRefused):
                followed.append(workspace.job(progress, _merge_stored, one.id, workspace.id, name=NAME))
                found = True
    return tuple(followed)


def _fit_in(workspace: Workspace) -> int:
    """Let the areas see to what came; returns how many rows they erased."""
    before = workspace.read(_buried)
    for one in entities().values():
        if one.after_merge:
            module, function = one.after_merge.split(":")
            workspace.run(getattr(import_module(module), function), name=FITTED)
    return workspace.read(_buried) - before


def _buried(session: Session) -> int:
    count: int = journal.connection_of(session).execute("SELECT count(*) FROM tombstone WHERE erased = 1").fetchone()[0]
    return count


def _merge_stored(session: Session, progress: Progress, waiting_id: int, workspace: bytes) -> Receipt:
    recorder = journal.of(session)
    stored = waiting.Stored(recorder.connection, waiting_id)
    receipt = _merge(session, progress, stored, workspace, dry_run=False)
    waiting.remove(recorder.connection, waiting_id)
    recorder.learned = True
    return receipt


def _merge(session: Session, progress: Progress, stream: Source, workspace: bytes, dry_run: bool) -> Receipt:  # noqa: FBT001 - handed through `Workspace.job`
    session.flush()
    recorder = journal.of(session)
    connection = recorder.connection
    connection.execute("PRAGMA defer_foreign_keys = ON")
    staged = intake.stage(connection, stream, workspace, progress)
    counts = {name: registers.Tally(name) for name in entities()}
    with intake.checked():
        lost = registers.take(recorder, staged.tables, counts, progress)
        lost += prune(recorder, counts)
        kept = losses.keep(recorder, lost)
        for one in kept:
            counts[one.table].conflicts += 1
        erase_belongings(recorder, counts)
    waiting.scrub(connection)
    recorder.write()
    arrived = carrying.settled(connection, staged.contents)
    recorder.learned = _learn(recorder, staged) or bool(arrived)
    _drop(connection)
    session.expire_all()
    tables = tuple(counts[name].counts() for name in entities() if counts[name].counts().any)
    sequence = None if recorder.empty or dry_run else recorder.sequence
    receipt = Receipt(
        staged.device,
        staged.since,
        staged.until,
        staged.sha256,
        tables,
        sum(one.row_gone for one in kept),
        arrived,
        sequence,
    )
    if dry_run:
        raise _OnlyTried(receipt)
    return receipt


def _learn(recorder: Recorder, staged: intake.Staged) -> bool:
    """From now on this file knows what the other knew; whether that was news."""
    connection = recorder.connection
    before = knowledge.known(connection)
    connection.executemany(
        "UPDATE device SET clock = max(clock, ?) WHERE id = ?",
        list(zip(staged.clocks, staged.people["device"], strict=True)),
    )
    recorder.saw(max(staged.clocks, default=0))
    knowledge.note(connection, recorder.scribe.device_id, recorder.clock)
    return knowledge.known(connection) != before


def _drop(connection: Driver) -> None:
    for table in intake.TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    for name in entities():
        connection.execute(f"DROP TABLE temp.in_{name}")


__all__ = ["Receipt", "TableCounts", "take_in"]
