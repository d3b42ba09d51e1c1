"""Everything that the result page shows, as one frozen record; the list never comes as one number.

For `Workspace.read`. People whose consent does not stand are left out, and counted. Subgroups are shown only when
enough people stand behind them and behind the rest (`protection.limits`), so that nobody's scores can be told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.priorities import criteria, ranking, raters, rounds, scores, votes
from gcmdesk.priorities.ballots import Difference, differences
from gcmdesk.priorities.criteria import Settings
from gcmdesk.priorities.ranking import Agreement, Label, Scores, Standing, Turn
from gcmdesk.priorities.raters import SavedRater
from gcmdesk.priorities.rounds import SavedRound
from gcmdesk.priorities.scores import Completeness
from gcmdesk.protection import limits

WEIGHTINGS = 10_000
LABELS: dict[Label, str] = {
    "none": mark("Raters hardly agree about the order."),
    "weak": mark("Raters agree a little about the order."),
    "moderate": mark("Raters agree fairly well about the order."),
    "strong": mark("Raters agree strongly about the order."),
}
"""How much raters agree, in plain words, untranslated."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote beside the scores."""

    round: SavedRound
    points: Mapping[int, float]
    """Dots, hands or Borda points by objective."""
    pairs: Mapping[int, int]
    """Copeland: wins minus losses in pairs; only for ranked ballots."""
    ranks: Mapping[int, float]
    differences: tuple[Difference, ...]
    """Where vote and score differ by five places or more."""


@dataclass(frozen=True, slots=True)
class Result:
    """How the objectives come out, and how solid that is."""

    round: SavedRound
    before: SavedRound | None
    """The scoring round before, if there is one."""
    settings: Settings
    standings: tuple[Standing, ...]
    """In order, best first; empty while nothing is scored or all weights are 0."""
    agreement: Agreement | None
    agreement_before: Agreement | None
    movement: Mapping[int, float]
    """Places up (positive) or down since the round before."""
    spread_before: Mapping[int, float]
    """How far raters were apart about each objective in the round before."""
    turns: tuple[Turn, ...]
    """Where a subgroup (Tool 1 id) turns the order around."""
    groups: tuple[str, ...]
    """Subgroups that were looked at."""
    groups_too_small: int
    """Subgroups that are not shown, because too few people stand behind them or behind the rest."""
    smallest_group: int
    votes: tuple[Vote, ...]
    completeness: Completeness
    raters: int
    """How many scored and count."""
    without_consent: int
    """How many scored and do not count, because their consent does not stand."""

    @property
    def solid(self) -> tuple[int, ...]:
        """Objectives that are among the first in at least 95 of 100 weightings."""
        return tuple(one.objective for one in self.standings if one.top >= 0.95)

    @property
    def open(self) -> tuple[int, ...]:
        """Objectives for which the weights decide whether they are among the first."""
        return tuple(one.objective for one in self.standings if 0.05 < one.top < 0.95)


def of_round(session: Session, number: int, at: datetime, weightings: int = WEIGHTINGS) -> Result:
    """The result of a scoring round (row id) at the aware moment `at`; ValueError for a round of another kind."""
    asked = rounds.all_of(session, "scores")
    place = next((at for at, one in enumerate(asked) if one.id == number), None)
    if place is None:
        raise ValueError("kind")
    counting = raters.counting(session, at)
    chosen, weights = criteria.settings(session), criteria.weights(session)
    given = _weighted(scores.read(session, number, counting), weights)
    own = ranking.own_means(given, weights)
    standings = ranking.standings(given, weights, band=chosen.band, first=chosen.first, weightings=weightings, own=own)
    before = asked[place - 1] if place else None
    earlier = _weighted(scores.read(session, before.id, counting), weights) if before else {}
    own_before = ranking.own_means(earlier, weights)
    then = ranking.standings(earlier, weights, weightings=0, own=own_before)
    scored = {rater for rater, _objective, _criterion in given}
    least = limits.of(session).group
    groups, small = _groups({key: counting[key] for key in scored}, least)
    complete = scores.completeness(session, number)
    return Result(
        asked[place],
        before,
        chosen,
        standings,
        ranking.agreement(given, weights, own),
        ranking.agreement(earlier, weights, own_before),
        ranking.movement(then, standings),
        {one.objective: one.spread for one in then},
        ranking.turns(given, weights, groups, least=1, first=chosen.first),
        tuple(groups),
        small,
        least,
        _votes(session, standings),
        complete,
        len(scored),
        len(complete.answers.keys() - counting.keys()),
    )


def _weighted(given: Scores, weights: Mapping[int, float]) -> Scores:
    """Scores by criteria that have a weight; somebody who scored by others only has not scored."""
    if {key[2] for key in given} <= weights.keys():
        return given
    return {key: value for key, value in given.items() if key[2] in weights}


def _groups(scored: Mapping[int, SavedRater], least: int) -> tuple[dict[str, frozenset[int]], int]:
    """Subgroups that may be shown, and how many may not. The rest must be large enough too, or show nobody at all."""
    members: dict[str, set[int]] = {}
    for rater in scored.values():
        if rater.belongs:
            members.setdefault(rater.belongs, set()).add(rater.id)
    everybody = sum(rater.people for rater in scored.values())
    shown = {}
    for name, ids in members.items():
        inside = sum(scored[rater].people for rater in ids)
        if inside >= least and (everybody - inside >= least or everybody == inside):
            shown[name] = frozenset(ids)
    return shown, len(members) - len(shown)


def _votes(session: Session, standings: tuple[Standing, ...]) -> tuple[Vote, ...]:
    scored = {one.objective: one.mean for one in standings}
    found = []
    for one in rounds.all_of(session):
        points = votes.points(session, one.id) if one.kind != "scores" else {}
        if points:
            pairs = votes.pairs(session, one.id) if one.kind == "ballots" else {}
            found.append(Vote(one, points, pairs, ranking.ranks(points), differences(scored, points)))
    return tuple(found)
