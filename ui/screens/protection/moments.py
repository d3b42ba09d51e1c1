"""When something happened, from the day (and the time) that was typed.

Something of today happened now; of an earlier day only the day is known, and noon stands for it, so that no time zone
turns it into another day.
"""

import re
import unicodedata
from datetime import date, datetime, time

from gcmdesk.i18n import mark

NOON = time(12)
MISSING = mark("Type the day.")
BEFORE = mark("This lies before the step that was entered last.")
NO_TIME = mark("Type the time as hours and minutes, for example 14:30.")

_CLOCK = re.compile(r"(\d{1,2})\s*[:.h]\s*(\d{2})")


def local_day(moment: datetime) -> date:
    """The day on this computer's calendar."""
    return moment.astimezone().date()


def of_day(day: date, present: datetime, after: datetime | None = None) -> datetime:
    """The moment for a day. On the day of the last step (`after`) it is not before that step."""
    if day == local_day(present):
        return present
    moment = datetime.combine(day, NOON).astimezone()
    return after if after and local_day(after) == day and after > moment else moment


def clock_time(text: str) -> time:
    """The time that was typed, in any digits. Raises ValueError."""
    seen = (each for each in text if unicodedata.category(each) != "Cf")
    found = _CLOCK.fullmatch("".join(seen).strip())
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))
