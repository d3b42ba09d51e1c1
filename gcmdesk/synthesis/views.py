"""By rules that a report can name: which themes are widely shared, seen differently, or the view of few.

Nothing here weighs what was said. A view that one group alone holds is kept beside what all say, not behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gcmdesk.synthesis.findings import Heard, ObjectiveFindings

TROUBLES = frozenset({"need", "challenge"})
CHANCES = frozenset({"opportunity", "good practice"})
"""Kinds of contributions that see a theme from one side or the other."""
FEWEST_TO_SHARE = 3
"""Groups; fewer are no broad agreement, whoever they are."""
FEWEST_SESSIONS = 3
"""Sessions that spoke of the objective, before one of them is said to stand alone."""


@dataclass(frozen=True, slots=True)
class Views:
    """Themes (row ids) of an objective, most widely heard first. A theme can be in several."""

    shared: tuple[int, ...]
    """At least three groups speak of it, and more than half of those that speak of the objective."""
    differing: tuple[int, ...]
    """Some groups see only needs and challenges in it, others only opportunities and good practice."""
    only_group: Mapping[int, str]
    """One Tool 1 group alone speaks of it."""
    only_session: tuple[int, ...]
    """It was heard in one session, and the objective in three or more."""


def of(found: ObjectiveFindings, themes: frozenset[int]) -> Views:
    """The views about an objective; `themes` are those that say more than its number."""
    heard = {theme: one for theme, one in found.by_theme.items() if theme in themes}
    order = ranked(heard)
    groups = found.sources.named_groups
    alone = {theme: next(iter(heard[theme].groups)) for theme in order if groups > 1 and _of_one_group(heard[theme])}
    return Views(
        tuple(theme for theme in order if FEWEST_TO_SHARE <= len(heard[theme].groups) > groups / 2),
        tuple(theme for theme in order if _differ(heard[theme])),
        alone,
        tuple(
            theme
            for theme in order
            if theme not in alone and len(heard[theme].sessions) == 1 and len(found.sources.sessions) >= FEWEST_SESSIONS
        ),
    )


def ranked(heard: Mapping[int, Heard]) -> list[int]:
    """Themes by sessions, then by groups."""
    return sorted(heard, key=lambda theme: (-len(heard[theme].sessions), -len(heard[theme].groups), theme))


def _of_one_group(heard: Heard) -> bool:
    return len(heard.groups) == 1 and not heard.nameless


def _differ(heard: Heard) -> bool:
    sides = [(kinds & TROUBLES, kinds & CHANCES) for kinds in heard.groups.values()]
    return any(bad and not good for bad, good in sides) and any(good and not bad for bad, good in sides)
