"""What is due about people: who oversees, whose record is to be looked at, who was told a notice that no longer holds.

Persons are counted, never listed: the list of what is due stands on the start screen.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.protection import oversight, wording
from gcmdesk.protection.duty_records import Due, Horizon
from gcmdesk.protection.people_records import Office
from gcmdesk.protection.people_tables import NoticeVersion, Person
from gcmdesk.protection.wording import Persons

_MISSING = {
    Office.OVERSIGHT: mark("Name an independent oversight body."),
    Office.FOCAL_POINT: mark("Name a data protection focal point."),
}


def offices(session: Session, horizon: Horizon) -> list[Due]:
    """Offices that nobody holds."""
    held = oversight.in_office(session, horizon.today)
    return [
        horizon.due("oversight", wording.line(message), horizon.now, "protection/oversight")
        for office, message in _MISSING.items()
        if office not in held
    ]


def people(session: Session, horizon: Horizon) -> list[Due]:
    """Records of persons whose review date has come or comes soon: one entry for all of them, by the first date."""
    message = mark("Records of persons to be reviewed by {day} or soon after: {persons}.")
    count, first = session.execute(
        select(func.count(), func.min(Person.review_by)).where(Person.review_by <= horizon.last_day)
    ).one()
    if not count:
        return []
    return [horizon.due("person", wording.line(message, day=first, persons=Persons(count)), first, "protection/people")]


def notices(session: Session, horizon: Horizon) -> list[Due]:
    """People who were told a version of the notice that has been withdrawn since."""
    message = mark("Persons to be told the notice anew, because theirs was withdrawn: {persons}.")
    count = session.scalar(
        select(func.count())
        .select_from(Person)
        .join(NoticeVersion, Person.notice_version_id == NoticeVersion.id)
        .where(NoticeVersion.withdrawn.is_(True))
    )
    if not count:
        return []
    line = wording.line(message, persons=Persons(count))
    return [horizon.due("notice", line, horizon.now, "protection/notices")]
