"""Objectives, principles, groups and days, as the pages of step 2 show them."""

from datetime import UTC, date, datetime

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.i18n import compact
from gcmdesk.i18n import gettext as _
from gcmdesk.priorities import raters
from gcmdesk.priorities.interplay import LEVELS, Effect


def objective(number: int) -> str:
    """An objective with its number and official title."""
    title = compact(library.load().objective(number).title)
    return _("{number}. {title}").format(number=i18n.current().number(number), title=title)


def short(number: int) -> str:
    """An objective in running text: "objective 7"."""
    return _("objective {number}").format(number=i18n.current().number(number))


def influence(one: Effect) -> str:
    """What progress on an objective does to another, and why: "Objective 1 on objective 15: …"."""
    line = _("{acting} on {affected}: {effect}. {reason}").format(
        acting=short(one.acting),
        affected=short(one.affected),
        effect=_(LEVELS[one.effect]),
        reason=i18n.isolate(one.reason),
    )
    return line[:1].upper() + line[1:]


def listed(numbers: tuple[int, ...]) -> str:
    """Numbers of objectives in running text: "1, 7 and 15"."""
    return i18n.current().joined([i18n.current().number(one) for one in numbers])


def principles() -> list[tuple[str, str]]:
    """The ten guiding principles as choices."""
    return [(one.id, compact(one.name)) for one in library.load().principles]


def groups() -> list[tuple[str, str]]:
    """The stakeholder groups of Tool 1 as choices."""
    return [(id, compact(title)) for id, title in raters.groups().items()]


def group(id: str) -> str:
    """The name of a stakeholder group; empty where it is not recorded."""
    title = raters.groups().get(id, "")
    return compact(title) if title else ""


def one_decimal(value: float) -> str:
    """A mean or spread with one decimal."""
    return i18n.current().number(value, "0.0")


def rank(value: float) -> str:
    """A rank; objectives that are equal share a half one."""
    return i18n.current().number(value, "0.#")


def span(best: float, worst: float) -> str:
    """A range of ranks, or one rank where weights change nothing."""
    if best == worst:
        return rank(best)
    return _("{best} to {worst}").format(best=rank(best), worst=rank(worst))


def today() -> date:
    """The day of this computer."""
    return date.today()  # noqa: DTZ011 - the day where the user is


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
