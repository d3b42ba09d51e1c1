"""Every count that a report's findings may state, with the notes that it was counted from.

    workspace.read(claims.of_scope, Scope(usable_at=now))[15]      each Claim: about, measure, value, notes

Sections make their tables of these and of nothing else, so whatever a sentence counts can be counted again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from gcmdesk.synthesis import findings
from gcmdesk.synthesis.findings import Heard, ObjectiveFindings
from gcmdesk.synthesis.scope import Scope

Measure = Literal["sessions", "groups", "contributions"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A count. `value` follows from `notes` alone."""

    objective: int
    about: str
    """“objective”, or “theme/7”, “kind/need”, “group/diasporas”."""
    measure: Measure
    """Different sessions, different Tool 1 groups, or the notes themselves."""
    value: int
    notes: tuple[int, ...]
    """Row ids."""


Claims = Mapping[tuple[str, Measure], Claim]
"""The claims about one objective, by what they are about and measure."""


def of_scope(session: Session, scope: Scope = Scope()) -> dict[int, tuple[Claim, ...]]:  # noqa: B008 - frozen
    """All claims by number of the objective. For `Workspace.read`."""
    return {number: tuple(of(found).values()) for number, found in findings.by_objective(session, scope).items()}


def of(found: ObjectiveFindings) -> Claims:
    """What can be counted about one objective."""
    sources = found.sources
    claims = [
        Claim(found.objective, "objective", "sessions", len(sources.sessions), sources.notes),
        Claim(found.objective, "objective", "groups", sources.named_groups, sources.notes),
        Claim(found.objective, "objective", "contributions", len(sources.notes), sources.notes),
    ]
    for about, heard in _parts(found):
        claims.append(Claim(found.objective, about, "sessions", len(heard.sessions), heard.notes))
        claims.append(Claim(found.objective, about, "groups", len(heard.groups), heard.notes))
    return {(one.about, one.measure): one for one in claims}


def _parts(found: ObjectiveFindings) -> list[tuple[str, Heard]]:
    themes = [(f"theme/{theme}", heard) for theme, heard in found.by_theme.items()]
    kinds = [(f"kind/{kind}", heard) for kind, heard in found.by_kind.items()]
    return [*themes, *kinds, *((f"group/{group}", heard) for group, heard in found.by_group.items())]
