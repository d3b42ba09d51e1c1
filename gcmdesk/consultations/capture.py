"""Taking notes while people speak: one line, Enter, next.

known = workspace.read(capture.known, consultation)                     once, and again when names were added
line = lines.parse_line(typed, known)
taken = workspace.run(capture.save, Taking(consultation, line, clock.now(), state.speaker), stubs.ensure,
                      name=mark("Note added"))
workspace.run(capture.keep, consultation, unfinished)                   while typing; leaves no trace in the history
state = workspace.read(capture.state, consultation)                     after a crash: the line that was never sent
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import lines, notes, subjects
from gcmdesk.consultations.lines import Known, Line, Name, Names
from gcmdesk.consultations.neighbours import STAKEHOLDER
from gcmdesk.consultations.records import LONGEST_TEXT, NoteDraft, Problem, SavedNote, broken
from gcmdesk.consultations.session_tables import Invitation, UnfinishedLine
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.protection import consent, reach
from gcmdesk.protection.people_records import State
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import clock, journal

MakeStub = Callable[[Session, str], int]
"""Enters an unknown name into the register and gives its row id: `stakeholders.stubs.ensure`."""

_KEEP = (
    "INSERT INTO unfinished_line (consultation_id, text, speaker_id, agenda_item_id, saved) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (consultation_id) DO UPDATE SET text = excluded.text, speaker_id = excluded.speaker_id,"
    " agenda_item_id = excluded.agenda_item_id, saved = excluded.saved"
)
_FORGET = "DELETE FROM unfinished_line WHERE consultation_id = ?"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What is being typed, and what sticks from note to note."""

    text: str = ""
    speaker: int | None = None
    agenda_item: int | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """A line that is sent, with what stands around it. `speaker` sticks: it counts where the line names nobody."""

    consultation: int
    line: Line
    said: datetime
    speaker: int | None = None
    agenda_item: int | None = None
    person: int | None = None
    flagged: bool = False
    confidential: bool = False
    language: str = ""
    translation: str = ""
    question: int | None = None

    def draft(self, stakeholder: int | None = None) -> NoteDraft:
        """The note as it will be saved."""
        return NoteDraft(
            self.consultation,
            self.line.text.replace("\r\n", "\n").replace("\r", "\n"),
            self.said,
            self.line.kind,
            stakeholder or self.line.speaker or self.speaker,
            self.person,
            self.line.verbatim,
            self.language,
            self.translation,
            self.flagged,
            self.confidential,
            self.agenda_item,
            self.question,
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the line from being sent; empty when nothing does."""
        return self.draft().problems()


@dataclass(frozen=True, slots=True)
class Taken:
    """A note as it was taken. `stub` is the row id of a stakeholder that was made for it."""

    note: SavedNote
    subjects: tuple[str, ...]
    stub: int | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A note in the list: who spoke (empty for nobody), and the keys of its subjects."""

    note: SavedNote
    speaker: str
    subjects: tuple[str, ...]


def known(session: Session, consultation: int) -> Known:
    """What the signs can stand for: who spoke last first, then who came or is invited, then all of the register."""
    return Known(_speakers(session, consultation), subjects.names(session))


def _speakers(session: Session, consultation: int) -> Names:
    spoke = select(Note.stakeholder_id, func.max(Note.id)).where(Note.consultation_id == consultation)
    recent = {row: 1 + last for row, last in session.execute(spoke.group_by(Note.stakeholder_id)) if row}
    invited = select(Invitation.stakeholder_id).where(Invitation.consultation_id == consultation)
    for row in session.scalars(invited):
        recent.setdefault(row, 1)
    columns = STAKEHOLDER.c
    query = select(columns.id, columns.name, columns.abbreviation, columns.kind)
    query = query.where(or_(columns.archived == 0, columns.id.in_(recent.keys())))
    return Names(
        tuple(
            Name(str(row), name, (short,) if short and short.strip() else (), recent.get(row, 0), kind)
            for row, name, short, kind in session.execute(query.order_by(columns.id))
        )
    )


def save(session: Session, taking: Taking, make_stub: MakeStub) -> Taken:
    """Save a line as a note, with its subjects; an unknown @name becomes a stakeholder to be looked at later.

    The unfinished line is forgotten, speaker and agenda item stick. Raises what `notes.save` raises.
    """
    notes.refuse(taking.draft())
    stub = make_stub(session, taking.line.new_speaker) if taking.line.new_speaker else None
    note = notes.save(session, taking.draft(stub))
    if taking.line.subjects:
        subjects.give(session, note.id, taking.line.subjects)
    _keep(session, taking.consultation, Unfinished("", note.stakeholder, taking.agenda_item))
    return Taken(note, taking.line.subjects, stub)


def edit(session: Session, note: int, line: Line, make_stub: MakeStub) -> Taken:
    """Change text, speaker, subjects, kind and quote of a note to what the line says. Raises what `notes.change` does.

    A line without speaker leaves nobody as speaker.
    """
    before = notes.get(session, note)
    stub = make_stub(session, line.new_speaker) if line.new_speaker else None
    draft = replace(
        _draft(before), text=line.text, kind=line.kind, stakeholder=stub or line.speaker, verbatim=line.verbatim
    )
    after = notes.change(session, note, draft)
    subjects.give(session, note, line.subjects)
    return Taken(after, line.subjects, stub)


def _draft(note: SavedNote) -> NoteDraft:
    return NoteDraft(**{field: getattr(note, field) for field in notes.COLUMNS})


def as_line(session: Session, note: int) -> Line:
    """A note as the line that `edit` takes; `lines.written` shows it as it can be typed."""
    found = notes.get(session, note)
    keys = subjects.of_notes(session, [note]).get(note, ())
    return Line(found.text.strip(), found.stakeholder, "", keys, found.kind, found.verbatim)


def noted(session: Session, consultation: int, note: int | None = None) -> tuple[Noted, ...]:
    """The notes of a session as the list beside the line shows them, in the order they were said; or one of them."""
    found = notes.of_consultation(session, consultation) if note is None else (notes.get(session, note),)
    columns = STAKEHOLDER.c
    wanted = {one.stakeholder for one in found if one.stakeholder is not None}
    names = dict(session.execute(select(columns.id, columns.name).where(columns.id.in_(wanted))).all())
    keys = subjects.of_notes(session, [one.id for one in found])
    return tuple(Noted(one, names.get(one.stakeholder, ""), keys.get(one.id, ())) for one in found)


def last(session: Session, consultation: int) -> int | None:
    """The note of a session that was entered last (↑ edits it); None before the first."""
    return session.scalars(select(func.max(Note.id)).where(Note.consultation_id == consultation)).one()


def state(session: Session, consultation: int) -> Unfinished:
    """The line that was not sent, and what sticks."""
    query = select(UnfinishedLine.text, UnfinishedLine.speaker_id, UnfinishedLine.agenda_item_id)
    found = session.execute(query.where(UnfinishedLine.consultation_id == consultation)).first()
    return Unfinished(*found) if found else Unfinished()


def keep(session: Session, consultation: int, unfinished: Unfinished) -> None:
    """Put away what is being typed. For `Workspace.run` without a name: it is no work, and nothing to undo.

    A session that is closed takes nothing more, and so nothing is put away for it.
    """
    if session.scalars(select(Consultation.status).where(Consultation.id == consultation)).one_or_none() == "closed":
        return
    _keep(session, consultation, replace(unfinished, text=unfinished.text[:LONGEST_TEXT]))


def forget(session: Session, consultation: int) -> None:
    """The line was thrown away, and nothing sticks any longer."""
    recorder = journal.of(session)
    recorder.connection.execute(_FORGET, (consultation,))
    recorder.learned = True


def _keep(session: Session, consultation: int, one: Unfinished) -> None:
    text = one.text.encode(errors="ignore").decode() if broken(one.text) else one.text
    recorder = journal.of(session)
    moment = clock.microseconds(clock.now())
    recorder.connection.execute(_KEEP, (consultation, text, one.speaker, one.agenda_item, moment))
    recorder.learned = True


def half_typed(session: Session, people: Sequence[int], names: reach.Names) -> list[int]:
    """The sessions (row ids) whose unfinished line is a quote of these people, or names them."""
    rows = session.execute(select(UnfinishedLine.consultation_id, UnfinishedLine.text, UnfinishedLine.speaker_id))
    return [row for row, text, sticky in rows if names(text) or _speaks(session, people, row, text, sticky)]


def _speaks(session: Session, people: Sequence[int], consultation: int, text: str, sticky: int | None) -> bool:
    """Whether an unfinished line is a quote of the one whose words the last quote of the same speaker was."""
    if not set(text) & set(lines.QUOTE_SIGNS):
        return False
    line = lines.parse_line(text, known(session, consultation))
    speaker = None if line.new_speaker else line.speaker or sticky
    if not line.verbatim or speaker is None:
        return False
    quotes = select(Note.person_id).where(Note.consultation_id == consultation, Note.stakeholder_id == speaker)
    last = quotes.where(Note.person_id.is_not(None)).order_by(Note.id.desc()).limit(1)
    return session.scalars(last).first() in people


def quote_consent(session: Session, person: int, at: datetime) -> State:
    """Where a person stands for being quoted; ask when it is `State.NEVER_ASKED`, with `protection.receipts.record`."""
    return consent.states(session, [person], at)[person, Purpose.QUOTE]
