"""Guiding questions of the steps, with the team's answers. Each function is for `Workspace.run` or `.read`."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.steps.tables import Answer
from gcmdesk.workspace import clock


@dataclass(frozen=True, slots=True)
class Question:
    """A guiding question with the team's answer; the answer is empty while there is none."""

    id: str
    text: str
    """Untranslated, domain `compact`."""
    reference: str
    answer: str


def of_step(session: Session, step: int) -> tuple[Question, ...]:
    """The guiding questions of a step (1 to 6) in their order."""
    answers = dict(session.execute(select(Answer.question, Answer.text).order_by(Answer.id)).all())
    return tuple(
        Question(item.id, item.text, item.reference, answers.get(item.id, ""))
        for item in library.load().step(step).questions
    )


def answer(session: Session, question: str, text: str) -> None:
    """Write the answer to a question; an empty text takes it away. An unknown question is a KeyError."""
    known = {item.id for step in library.load().steps for item in step.questions}
    if question not in known:
        raise KeyError(question)
    row = session.scalars(select(Answer).where(Answer.question == question).order_by(Answer.id)).first()
    if row is None and text.strip():
        session.add(Answer(uuid=clock.joint_uuid(b"answer", question.encode()), question=question, text=text))
    elif row and text.strip():
        row.text = text
    elif row:
        session.delete(row)
