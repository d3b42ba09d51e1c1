"""Keying in paper forms: many answers of one session in one go, by their field numbers.

fields = workspace.read(paper_entry.fields, session)                   what the numbers stand for
workspace.run(paper_entry.key_in, answers, stubs.ensure, name=mark("{count} notes keyed in"))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from gcmdesk.consultations import guides, notes, subjects
from gcmdesk.consultations.capture import MakeStub, Taken, Taking
from gcmdesk.consultations.guide_records import Question
from gcmdesk.consultations.records import Problem
from gcmdesk.consultations.tables import Consultation

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form of a session can answer, and when it counts as said."""

    questions: tuple[Question, ...]
    said: datetime
    """The session's day at its beginning, or at noon: nobody knows the minute of an answer on paper."""

    def question(self, number: int) -> Question | None:
        """The question of a field number; None where the form has none."""
        return next((one for one in self.questions if one.number == number), None)


def fields(session: Session, consultation: int) -> Fields:
    """The fields of the guide's version that the session uses; none where it uses none."""
    row = session.get_one(Consultation, consultation)
    questions = guides.version(session, row.guide_version_id).draft.questions if row.guide_version_id else ()
    return Fields(questions, begins(row))


def begins(row: Consultation) -> datetime:
    """When notes of a session count as said that have no time of their own, by the clock of this computer."""
    hour = time.fromisoformat(row.starts) if row.starts else _NOON
    return datetime.combine(row.day, hour).astimezone(UTC)


def problems(answers: Sequence[Taking]) -> dict[int, tuple[Problem, ...]]:
    """What keeps answers from being saved, by their place in the list; empty when nothing does."""
    return {at: found for at, one in enumerate(answers) if (found := one.problems())}


def key_in(session: Session, answers: Sequence[Taking], make_stub: MakeStub) -> tuple[Taken, ...]:
    """Save all answers as notes, or none. Subjects of an answer's question count as those of the note too.

    Answers with problems are a ValueError. Raises `notes.SessionClosed`.
    """
    wrong = problems(answers)
    if wrong:
        raise ValueError(", ".join(f"{at}: {field}" for at, found in wrong.items() for field, _message in found))
    about: dict[int, tuple[str, ...]] = {}
    return tuple(_key_in(session, one, make_stub, about) for one in answers)


def _key_in(session: Session, one: Taking, make_stub: MakeStub, about: dict[int, tuple[str, ...]]) -> Taken:
    stub = make_stub(session, one.line.new_speaker) if one.line.new_speaker else None
    note = notes.save(session, one.draft(stub))
    if one.question is not None and one.question not in about:
        about[one.question] = guides.subjects_of(session, one.question)
    keys = tuple(dict.fromkeys((*one.line.subjects, *about.get(one.question or 0, ()))))
    if keys:
        subjects.give(session, note.id, keys)
    return Taken(note, keys, stub)
