"""Withdrawing consent in one step: what will happen, and carrying it through everywhere.

    plan = workspace.read(withdrawal.consequences, people, purposes, texts, third_party)
    done = withdrawal.withdraw(workspace, people, purposes, Said(…))

Withdrawing "take part" withdraws everything. What happens to a row is declared by its reference to the person
(`reach`). Backups are made anew, so that no old one brings the consent back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import consent, receipts, tied
from gcmdesk.protection.people_records import Answer, Method, State
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.reach import Effect
from gcmdesk.protection.receipts import Capture
from gcmdesk.workspace import clock, erasure, journal
from gcmdesk.workspace.workspace import Workspace

NAME = mark("Consent withdrawn")
ATTACHMENTS = mark("Attachment")


@dataclass(frozen=True, slots=True)
class Consequence:
    """What happens to rows of one kind."""

    label: str
    """Untranslated; what one row is called."""
    effect: Effect
    count: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that a withdrawal does, listed before it is confirmed."""

    purposes: tuple[Purpose, ...]
    """All that are withdrawn, "take part" bringing the others with it."""
    reached: tuple[Consequence, ...]
    """Only kinds of which there is at least one row. Backups are always made anew."""
    sent: tuple[str, ...]
    """What left the workspace before, and to whom: a line each, for the checklist."""
    people: tuple[int, ...] = ()
    """Whose consent it is: of those who are asked about, the ones who ever agreed to share with the third party."""
    third_party: str = ""
    """Only sharing with this party is withdrawn; with all where it is empty."""
    still_shared: tuple[str, ...] = ()
    """The third parties with whom sharing stays agreed to."""


@dataclass(frozen=True, slots=True)
class Said:
    """How and when the withdrawal was said. Nothing else is asked for."""

    time: datetime
    """Aware."""
    method: Method = Method.SPOKEN
    place: str = ""
    witness: str = ""
    third_party: str = ""
    """Only sharing with this party is withdrawn; with all where it is empty."""


@dataclass(frozen=True, slots=True)
class _Reached:
    tie: tied.Tie
    effect: Effect
    rows: list[int]


def withdrawn_with(purposes: Iterable[Purpose]) -> tuple[Purpose, ...]:
    """The purposes that go when these are withdrawn."""
    wanted = set(purposes)
    return tuple(one for one in Purpose if one in wanted or Purpose.TAKE_PART in wanted)


def consequences(
    session: Session, people: Sequence[int], purposes: Iterable[Purpose], texts: Texts, third_party: str = ""
) -> Consequences:
    """What withdrawing these purposes would do; for `Workspace.read`. `texts` is the language of the lines.

    With `third_party`, sharing with that party only.
    """
    counts: dict[tuple[str, Effect], int] = {}
    sent: list[str] = []
    wanted = withdrawn_with(purposes)
    those, staying = _concerned(session, people, third_party)
    for one in _reached(session, those, wanted, third_party):
        if one.effect is Effect.SENT:
            describe = one.tie.personal.describe
            sent += describe(session, one.rows, texts) if describe else [texts.gettext(one.tie.personal.label)]
            continue
        attachments = tied.attached(session, one.tie, one.rows) if _erases(one.effect) else []
        found = {(one.tie.personal.label, one.effect): len(one.rows), (ATTACHMENTS, Effect.ERASE): len(attachments)}
        if one.effect is Effect.ERASE_ATTACHMENTS:
            del found[one.tie.personal.label, one.effect]
        if one.tie.personal.holder:
            found = {(one.tie.personal.label, Effect.ERASE): tied.holders(session, attachments)}
        for key, count in found.items():
            counts[key] = counts.get(key, 0) + count
    reached = tuple(Consequence(label, effect, count) for (label, effect), count in counts.items() if count)
    return Consequences(wanted, reached, tuple(sent), those, third_party, staying)


def withdraw(workspace: Workspace, people: Sequence[int], purposes: Iterable[Purpose], said: Said) -> int:
    """Withdraw these purposes for people and carry it through, backups included; returns how many rows were erased.

    It cannot be undone; a new consent needs a new answer. Raises ValueError for a time in the future and for a third
    party with anything but sharing, and what `Workspace.run_erasing` raises: the withdrawal stands also when seeing to
    the backups fails.
    """
    return workspace.run_erasing(carry_out, tuple(people), tuple(purposes), said, name=NAME)


def carry_out(session: Session, people: Sequence[int], purposes: Sequence[Purpose], said: Said) -> int:
    """`withdraw` inside work that goes on; whoever calls it sees to `Workspace.run_erasing`."""
    if said.third_party and set(purposes) != {Purpose.SHARING}:
        raise ValueError("third_party")
    journal.never_undone(session)
    wanted = withdrawn_with(purposes)
    people, _staying = _concerned(session, people, said.third_party)
    for person in people:
        receipts.record(session, _capture(session, person, wanted, said))
    if Purpose.TAKE_PART in wanted:
        tied.empty_typed(session, people)  # while it is known whose words are being typed
    erased = 0
    for one in _reached(session, people, wanted, said.third_party):
        if not one.rows:
            continue
        if one.effect is Effect.ERASE:
            erased += erasure.erase_with_dependants(session, one.tie.kind, one.rows)
        elif one.effect is Effect.ERASE_ATTACHMENTS:
            erased += tied.erase_attached(session, one.tie, one.rows)
    if Purpose.TAKE_PART in wanted:
        erased += _erase_deleted(session, people)
    return erased


def _concerned(session: Session, people: Sequence[int], party: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Whom the withdrawal concerns, and with whom it stays agreed that is shared."""
    if not party:
        return tuple(people), ()
    known = consent.parties(session, people, clock.now())
    those = tuple(one for one in people if party in known[one])
    given = {name for one in those for name, state in known[one].items() if state is State.GIVEN}
    return those, tuple(sorted(given - {party}))


def _erase_deleted(session: Session, people: Sequence[int]) -> int:
    """What was deleted before still has its words in the journal."""
    erased = 0
    for tie in tied.ties():
        reached = tie.personal.withdrawal.get(Purpose.TAKE_PART)
        if reached and reached.effect is Effect.ERASE:
            rows = [row for person in people for row in tie.deleted(session, person)]
            erased += erasure.erase(session, tie.kind, rows)
    return erased


def _capture(session: Session, person: int, purposes: Sequence[Purpose], said: Said) -> Capture:
    version, language = receipts.last_notice(session, person)
    return Capture(
        (person,),
        dict.fromkeys(purposes, Answer.WITHDRAWN),
        version,
        language,
        said.time,
        method=said.method,
        place=said.place,
        witness=said.witness,
        third_party=said.third_party,
    )


def _reached(session: Session, people: Sequence[int], purposes: Sequence[Purpose], party: str) -> list[_Reached]:
    """Each row once for each kind of effect; what is erased is named as nothing else."""
    found: list[_Reached] = []
    for tie in tied.ties():
        rows: dict[Effect, set[int]] = {}
        for purpose in purposes:
            by = tie.personal.withdrawal.get(purpose)
            if by:
                rows.setdefault(by.effect, set()).update(tie.reached(session, people, by, party))
        erased = rows.get(Effect.ERASE, set())
        found += [
            _Reached(tie, effect, sorted(ids if effect is Effect.ERASE else ids - erased))
            for effect, ids in rows.items()
        ]
    return found


def _erases(effect: Effect) -> bool:
    return effect in (Effect.ERASE, Effect.ERASE_ATTACHMENTS)
