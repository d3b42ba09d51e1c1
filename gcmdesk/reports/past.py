"""A report that left, as it was: what it told, and the very same file for the same recipient again.

shown = workspace.read(past.opened, entry)             # Past: report, or why there is none
again = workspace.read(past.again, entry)    # through the release gate
door.send(workspace, again, past.exporter(shown), path)
"""

from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from gcmdesk.exchange.door import Exporter
from gcmdesk.i18n import mark
from gcmdesk.protection import kept, register, release
from gcmdesk.protection.kept import State
from gcmdesk.protection.material import ReleasedCopy, SentBefore
from gcmdesk.protection.register import Opened
from gcmdesk.protection.release import Released
from gcmdesk.protection.release_records import Request, SignOff
from gcmdesk.reports import packing
from gcmdesk.reports.blocks import Report


def _write(released: Released[ReleasedCopy], stream: BinaryIO) -> None:
    stream.write(released.material.content)


AGAIN = Exporter("copy", mark("The same file again"), "", (ReleasedCopy,), _write)


@dataclass(frozen=True, slots=True)
class Past:
    """What the workspace still has of a report that left."""

    entry: Opened
    state: State
    report: Report | None
    """What it told; None unless the state is `State.HERE`."""

    @property
    def suffix(self) -> str:
        """Of the file that left."""
        return kept.SUFFIXES.get(self.entry.sent.form, "")


def opened(session: Session, entry: int) -> Past:
    """A report that left, for `Workspace.read`.

    Raises KeyError for an unknown entry, `packing.NotReadable`, and what `kept.told` raises.
    """
    known, state = register.opened(session, entry), kept.state(session, entry)
    report = packing.unpacked(kept.told(session, entry)) if state is State.HERE else None
    return Past(known, state, report)


def again(session: Session, entry: int) -> Released[ReleasedCopy]:
    """The file for the recipient who got it, once more through the gate. Raises the `ReleaseRefused`s."""
    before = register.opened(session, entry)
    sent = before.sent
    signed = SignOff(before.signed_by, before.signed_because) if before.signed_by else None
    request = Request(sent.recipient, sent.purpose, sent.organisation, before.stated, before.safeguards, signed)
    return release.release(session, SentBefore(sent.title, entry), request)


def exporter(past: Past) -> Exporter:
    """In the form in which it left."""
    return replace(AGAIN, id=past.entry.sent.form, suffix=past.suffix)


def keep(session: Session, released: Released[Any], entry: int, file: bytes, report: Report) -> None:
    """Keep what left; for `Workspace.run`, after the file is in its place."""
    kept.keep(session, released, entry, file, packing.packed(report))


def keep_again(session: Session, released: Released[ReleasedCopy], entry: int, before: int) -> None:
    """The same for a copy that left again."""
    kept.keep(session, released, entry, released.material.content, kept.told(session, before))
