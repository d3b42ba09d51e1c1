"""Activities that make the Compact known, by audience and channel (Guidance Step 1, Action 4)."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.stakeholders.engagement_tables import Awareness

Problem = tuple[str, str]

AUDIENCES = {
    "government": mark("People in government"),
    "stakeholders": mark("Stakeholders"),
    "public": mark("The public"),
}
CHANNELS = {
    "joint": mark("Together with civil society"),
    "briefing": mark("Briefing or session"),
    "print": mark("Print and electronic material"),
    "culture": mark("Cultural event"),
    "education": mark("Schools and other education"),
    "media-training": mark("Media training"),
    "traditional-media": mark("Radio, television, newspapers"),
    "social-media": mark("Social media"),
}


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity. `id` is 0 while it is new; `reached` is None when nobody counted."""

    id: int
    title: str
    audience: str
    channel: str = ""
    day: date | None = None
    language: str = ""
    reached: int | None = None
    result: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the activity from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.title.strip():
            found.append(("title", mark("Give the activity a name.")))
        if self.audience not in AUDIENCES:
            found.append(("audience", mark("Choose an audience from the list.")))
        if self.channel and self.channel not in CHANNELS:
            found.append(("channel", mark("Choose a channel from the list.")))
        if self.reached is not None and self.reached < 0:
            found.append(("reached", mark("Type a number of people, or leave it open.")))
        return tuple(found)


_FIELDS = tuple(one.name for one in fields(Activity) if one.name != "id")


def save(session: Session, activity: Activity) -> Activity:
    """Write a new or changed activity. Problems are a ValueError."""
    problems = activity.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    if activity.id:
        row = session.scalars(select(Awareness).where(Awareness.id == activity.id)).one()
    else:
        row = Awareness()
        session.add(row)
    for field in _FIELDS:
        setattr(row, field, getattr(activity, field))
    session.flush()
    return _activity(row)


def delete(session: Session, activity: int) -> None:
    """Delete an activity; undo brings it back."""
    session.delete(session.scalars(select(Awareness).where(Awareness.id == activity)).one())


def activities(session: Session) -> tuple[Activity, ...]:
    """All activities by day; those without a day come last."""
    query = select(Awareness).order_by(Awareness.day.is_(None), Awareness.day, Awareness.title, Awareness.id)
    return tuple(_activity(row) for row in session.scalars(query))


def by_audience(session: Session) -> dict[str, int]:
    """How many activities each audience had or will have; audiences without any are there with 0."""
    counts = dict.fromkeys(AUDIENCES, 0)
    for audience in session.scalars(select(Awareness.audience)):
        counts[audience] += 1
    return counts


def _activity(row: Awareness) -> Activity:
    return Activity(row.id, *(getattr(row, field) for field in _FIELDS))
