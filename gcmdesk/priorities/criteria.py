"""Criteria and their weights, and the settings of the result. Each function is for `Workspace.run` or `.read`."""

from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.errors import KnownError
from gcmdesk.i18n import compact, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.priorities.anchors import ANCHORS, PLAIN, QUESTIONS
from gcmdesk.priorities.tables import Criterion, PrioritySetting, Score
from gcmdesk.workspace import clock

Weighing = Literal["points", "swing"]
WEIGHINGS: dict[Weighing, tuple[str, str]] = {
    "points": (mark("100 points"), mark("Share out 100 points among the criteria.")),
    "swing": (
        mark("Swing"),
        mark(
            "Picture every criterion at its worst. Give 100 to the one that you would first lift to its best, and less "
            "to the others, compared with it."
        ),
    ),
}
"""Title and instruction of the two ways to ask for weights, untranslated."""
ALL_POINTS = 100
_LEVELS = 6
Problem = tuple[str, str]


class CriterionInUse(KnownError):
    """A criterion with scores is not deleted, because its scores would go with it."""


@dataclass(frozen=True, slots=True)
class SavedCriterion:
    """A criterion with its words in the reader's language."""

    id: int
    preset: str
    """Id of the principle of Tool 4; empty for an own criterion."""
    title: str
    question: str
    anchors: tuple[str, ...]
    """What 0 to 5 mean."""
    points: float


@dataclass(frozen=True, slots=True)
class Settings:
    """How weights were asked for, how far each moves (a share of itself), and how many are "the first"."""

    weighing: Weighing = "points"
    band: float = 0.25
    first: int = 5

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the settings from being saved; empty when nothing does."""
        found: list[Problem] = []
        if self.weighing not in get_args(Weighing):
            found.append(("weighing", mark("Choose one of the two ways to weigh.")))
        if not 0 <= self.band <= 0.9:
            found.append(("band", mark("Weights can move by 0 to 90 percent.")))
        if not 1 <= self.first <= 23:
            found.append(("first", mark("Choose a number from 1 to 23.")))
        return tuple(found)


def install(session: Session) -> tuple[SavedCriterion, ...]:
    """Begin with the five principles of Tool 4, 20 points each; nothing happens where there are criteria."""
    if not session.scalar(select(func.count()).select_from(Criterion)):
        for place, preset in enumerate(QUESTIONS):
            uuid = clock.joint_uuid(b"criterion", preset.encode())
            session.add(Criterion(uuid=uuid, preset=preset, points=ALL_POINTS / len(QUESTIONS), place=place))
        session.flush()
    return all_of(session)


def all_of(session: Session) -> tuple[SavedCriterion, ...]:
    """All criteria in their order."""
    return tuple(map(_saved, session.scalars(select(Criterion).order_by(Criterion.place, Criterion.id))))


def add(session: Session, name: str, question: str = "", anchors: tuple[str, ...] = ()) -> SavedCriterion:
    """Add an own criterion, without weight at first. An empty name or more than six anchors are a ValueError."""
    _check(name, anchors)
    place = session.scalar(select(func.max(Criterion.place)))
    row = Criterion(name=name.strip(), question=question.strip(), anchors="\n".join(anchors))
    row.place = 0 if place is None else place + 1
    session.add(row)
    session.flush()
    return _saved(row)


def change(session: Session, criterion: int, name: str, question: str, anchors: tuple[str, ...]) -> SavedCriterion:
    """Change the words of an own criterion; those of the guidance stay (ValueError)."""
    _check(name, anchors)
    row = _row(session, criterion)
    if row.preset:
        raise ValueError("preset")
    row.name, row.question, row.anchors = name.strip(), question.strip(), "\n".join(anchors)
    session.flush()
    return _saved(row)


def weigh(session: Session, criterion: int, points: float) -> None:
    """Set a criterion's points (0 to 100). 0 leaves it out of the result; its scores stay."""
    if not 0 <= points <= ALL_POINTS:
        raise ValueError("points")
    _row(session, criterion).points = points


def remove(session: Session, criterion: int) -> None:
    """Delete a criterion without scores; raises `CriterionInUse`. Undo brings it back."""
    if session.scalar(select(Score.id).where(Score.criterion_id == criterion).limit(1)):
        raise CriterionInUse(
            _("There are scores by this criterion, so it cannot be removed."),
            _("Give it 0 points: it then has no part in the result."),
        )
    session.delete(_row(session, criterion))


def weights(session: Session) -> dict[int, float]:
    """Points by criterion, as `ranking` takes them; those without weight are not in it."""
    query = select(Criterion.id, Criterion.points).where(Criterion.points > 0).order_by(Criterion.place, Criterion.id)
    return dict(session.execute(query).all())


def settings(session: Session) -> Settings:
    """The settings of the result."""
    row = _settings_row(session)
    if row is None:
        return Settings()
    return Settings("swing" if row.weighing == "swing" else "points", row.band, row.top)


def put_settings(session: Session, wanted: Settings) -> None:
    """Save the settings; problems are a ValueError."""
    if wanted.problems():
        raise ValueError(", ".join(field for field, _message in wanted.problems()))
    row = _settings_row(session)
    if row is None:
        row = PrioritySetting(uuid=clock.joint_uuid(b"priority setting"))
        session.add(row)
    row.weighing, row.band, row.top = wanted.weighing, wanted.band, wanted.first


def _settings_row(session: Session) -> PrioritySetting | None:
    return session.scalars(select(PrioritySetting).order_by(PrioritySetting.id)).first()


def _row(session: Session, criterion: int) -> Criterion:
    return session.scalars(select(Criterion).where(Criterion.id == criterion)).one()


def _check(name: str, anchors: tuple[str, ...]) -> None:
    if not name.strip():
        raise ValueError("name")
    if len(anchors) > _LEVELS or any("\n" in one for one in anchors):
        raise ValueError("anchors")


def _saved(row: Criterion) -> SavedCriterion:
    if row.preset:
        titles = {item.id: item.title or "" for section in library.load().tool(4).sections for item in section.items}
        words = tuple(_(one) for one in ANCHORS[row.preset])
        return SavedCriterion(
            row.id, row.preset, compact(titles[row.preset]), _(QUESTIONS[row.preset]), words, row.points
        )
    own = row.anchors.split("\n") if row.anchors else []
    anchors = tuple(
        (own[level] if level < len(own) and own[level].strip() else _(PLAIN[level])) for level in range(_LEVELS)
    )
    return SavedCriterion(row.id, "", row.name, row.question, anchors, row.points)
