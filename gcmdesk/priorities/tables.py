"""Criteria, raters, rounds, scores and votes, and what stands beside them, as it lies in the file (guidance Step 2).

Scores say what somebody holds of objectives, never anything about a person. A blank is a row without a value or no row.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from gcmdesk.i18n import Texts, mark
from gcmdesk.priorities import decision_tables  # noqa: F401 - this module declares all tables of the area
from gcmdesk.protection import fields, reach
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace.base import SEARCHED, Row


def told(session: Session, raters: Sequence[int], texts: Texts) -> list[str]:
    """What a person is told of the scores that are held under their pseudonym, a paragraph each (`reach`)."""
    return [_told(session, rater, texts) for rater in raters]


def _told(session: Session, rater: int, texts: Texts) -> str:
    query = (
        select(Round.title, Score.objective, Score.value, Score.reason)
        .join(Round, Score.round_id == Round.id)
        .where(Score.rater_id == rater, or_(Score.value.is_not(None), Score.reason != ""))
        .order_by(Round.day, Round.id, Score.objective, Score.criterion_id)
    )
    given: dict[tuple[str, int], list[str]] = {}
    for title, objective, value, reason in session.execute(query).all():
        said = "–" if value is None else texts.number(value)
        given.setdefault((title, objective), []).append(f"{said} ({reason})" if reason else said)
    lines = [
        texts.gettext("{round}, objective {number}: {scores}").format(
            round=title, number=texts.number(objective), scores=", ".join(scores)
        )
        for (title, objective), scores in given.items()
    ]
    experts = select(Expertise.percent, Expertise.reason).where(Expertise.rater_id == rater).order_by(Expertise.id)
    for percent, reason in session.execute(experts).all():
        answer = "–" if percent is None else texts.percent(percent / 100)
        said = f"{answer} ({reason})" if reason else answer
        lines.append(texts.gettext("Benchmark: {exists}").format(exists=said))
    return "; ".join(lines) or texts.gettext("No scores yet")


class Criterion(Row):
    """What objectives are assessed by: one of the five principles of Tool 4, or one of the workspace's own."""

    __tablename__ = "criterion"
    topic = "criteria"

    preset: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of the principle of Tool 4, whose words are the program's; empty for an own criterion."""
    name: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    question: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    anchors: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """What 0 to 5 mean, a line each; lines may be empty."""
    points: Mapped[float] = mapped_column(default=0.0)
    """Its weight: points of 100, or its swing from 0 to 100. Weights are only compared with each other."""
    place: Mapped[int] = mapped_column(default=0)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """It has a name, its own or the guidance's, and no weight below zero."""
        return (
            CheckConstraint("preset <> '' OR trim(name) <> ''", name="name"),
            CheckConstraint("points >= 0", name="points"),
        )


class PrioritySetting(Row):
    """How weights were asked for, how far they move, and how many objectives "the first" are."""

    __tablename__ = "priority_setting"
    topic = "criteria"

    weighing: Mapped[str] = mapped_column(default="points", info=fields.OPEN)
    band: Mapped[float] = mapped_column(default=0.25)
    top: Mapped[int] = mapped_column(default=5)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """The band is a share of each weight."""
        return (
            CheckConstraint("weighing IN ('points', 'swing')", name="weighing"),
            CheckConstraint("band BETWEEN 0 AND 0.9", name="band"),
            CheckConstraint("top BETWEEN 1 AND 23", name="top"),
        )


class Rater(Row):
    """Who scores: a person under a pseudonym, an organisation, or a group that scores together."""

    __tablename__ = "rater"
    topic = "raters"

    kind: Mapped[str] = mapped_column(info=fields.OPEN)
    name: Mapped[str] = mapped_column(info=SEARCHED | fields.TEAM)
    belongs: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of the stakeholder group of Tool 1; empty where nobody recorded it."""
    people: Mapped[int] = mapped_column(default=1)
    """How many people stand behind the scores."""
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"),
        info=reach.personal(
            mark("Scores of objectives"),
            reach.Effect.ERASE,
            withdrawal={Purpose.TAKE_PART: reach.ERASE, Purpose.SYNTHESIS: reach.WITHHOLD},
            describe=told,
        ),
    )
    stakeholder_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder.id"))

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Only a person can be a person; somebody stands behind each."""
        return (
            Index(None, "person_id"),
            Index(None, "stakeholder_id"),
            CheckConstraint("kind IN ('person', 'organisation', 'group')", name="kind"),
            CheckConstraint("trim(name) <> ''", name="name"),
            CheckConstraint("people >= 1", name="people"),
            CheckConstraint("person_id IS NULL OR kind = 'person'", name="person"),
        )


class Round(Row):
    """One time of asking: scores, dots, ranked ballots, or a show of hands. All rounds are kept."""

    __tablename__ = "priority_round"
    topic = "rounds"

    kind: Mapped[str] = mapped_column(info=fields.OPEN)
    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    day: Mapped[date] = mapped_column(info=fields.OPEN)
    discussion: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)
    """What was said about the differences after it."""
    present: Mapped[int | None]
    """How many could vote; None where nobody counted."""
    places: Mapped[int] = mapped_column(default=5)
    """Dots for each person, or places on a ballot."""
    closed: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A round has a name and a kind."""
        return (
            CheckConstraint("kind IN ('scores', 'dots', 'ballots', 'hands')", name="kind"),
            CheckConstraint("trim(title) <> ''", name="title"),
            CheckConstraint("present >= 0", name="present"),
            CheckConstraint("places BETWEEN 1 AND 23", name="places"),
        )


class Score(Row):
    """How one rater scores one objective by one criterion in one round."""

    __tablename__ = "score"
    topic = "scores"

    round_id: Mapped[int] = mapped_column(ForeignKey("priority_round.id"))
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id"))
    objective: Mapped[int]
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    value: Mapped[int | None]
    """0 to 5; None is a blank, never a zero."""
    reason: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by round and rater, by rater, by criterion."""
        return (
            Index(None, "round_id", "rater_id"),
            Index(None, "rater_id"),
            Index(None, "criterion_id"),
            CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),
            CheckConstraint("value BETWEEN 0 AND 5", name="value"),
        )


class ScoreEvidence(Row):
    """What a score rests on: a record of the workspace, or a source outside it."""

    __tablename__ = "score_evidence"
    topic = "scores"

    score_id: Mapped[int] = mapped_column(ForeignKey("score.id"))
    title: Mapped[str] = mapped_column(info=SEARCHED | fields.TEAM)
    """Its evidence id or name, such as E-014."""
    entity: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    row_uuid: Mapped[bytes | None]

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by its score; names what it is."""
        return (
            Index(None, "score_id"),
            CheckConstraint("trim(title) <> ''", name="title"),
            CheckConstraint("(entity = '') = (row_uuid IS NULL)", name="record"),
        )


class SetAside(Row):
    """An objective that is not assessed this time, with the reason."""

    __tablename__ = "set_aside"
    topic = "scores"

    objective: Mapped[int]
    reason: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Nothing is set aside without a reason."""
        return (
            CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),
            CheckConstraint("trim(reason) <> ''", name="reason"),
        )


class Tally(Row):
    """How many dots or hands an objective got in a round."""

    __tablename__ = "tally"
    topic = "votes"

    round_id: Mapped[int] = mapped_column(ForeignKey("priority_round.id"), index=True)
    objective: Mapped[int]
    votes: Mapped[int] = mapped_column(default=0)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Counts do not go below zero."""
        return (
            CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),
            CheckConstraint("votes >= 0", name="votes"),
        )


class RankedBallot(Row):
    """One ballot of a round, nobody's name on it."""

    __tablename__ = "ranked_ballot"
    topic = "votes"

    round_id: Mapped[int] = mapped_column(ForeignKey("priority_round.id"), index=True)
    choices: Mapped[str] = mapped_column(info=fields.TEAM)
    """Numbers of objectives from the first choice down, with commas between them."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """An empty ballot is none."""
        return (CheckConstraint("choices <> ''", name="choices"),)


class Benchmark(Row):
    """Whether policy or practice exists for an objective or a principle (as the observatory of Box 12 asks)."""

    __tablename__ = "benchmark"
    topic = "benchmark"

    subject: Mapped[str] = mapped_column(info=fields.OPEN)
    """Number of the objective, or id of the guiding principle."""
    present: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    source: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    note: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by its subject; what exists has a source."""
        return (
            Index(None, "subject"),
            CheckConstraint("present IN ('', 'yes', 'partly', 'no')", name="present"),
        )


class Expertise(Row):
    """How well one expert says that a policy or practice is carried out, in percent."""

    __tablename__ = "expertise"
    topic = "benchmark"

    benchmark_id: Mapped[int] = mapped_column(ForeignKey("benchmark.id"))
    rater_id: Mapped[int] = mapped_column(ForeignKey("rater.id"))
    percent: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="", info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A percentage."""
        return (
            Index(None, "benchmark_id"),
            Index(None, "rater_id"),
            CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        )
