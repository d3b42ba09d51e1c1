"""From scores to an honest order: means, ranks under changed weights, agreement. Plain values, no session.

A blank is no answer: it enters no mean, and a rater without any answer changes nothing. Results never come as one
number: each objective has a rank range beside its rank.

Sources: additive weighting as in Belton and Stewart (2002); weights drawn evenly from the band as in Lahdelma's SMAA
(1998); Kendall and Babington Smith (1939) for W, with the correction for ties; Friedman (1937) for its test.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul, sub
from statistics import fmean, pstdev
from typing import Literal

Objective = int
Criterion = int
Rater = int
Scores = Mapping[tuple[Rater, Objective, Criterion], float]
"""Answers that were given, 0 to 5; what was left blank is not in it."""

OwnMeans = Mapping[Objective, Mapping[Rater, float]]
"""Per objective the weighted mean of each rater, as `own_means` gives it."""

LOWEST, HIGHEST = 0, 5
_FEW = 2
_SAME = 1e-9
"""Values nearer than this are equal: they differ by rounding only."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one objective comes out."""

    objective: Objective
    mean: float
    """Weighted mean of the criteria, 0 to 5."""
    rank: float
    """1 is first; objectives that are equal share the mean of their places."""
    best: float
    """The best rank within the band of weights, and the worst."""
    worst: float
    top: float
    """In what share of the weightings it is among the first k."""
    spread: float
    """Standard deviation of the raters' own weighted means: how far they are apart about this objective."""
    raters: int
    """How many scored it at all."""


def weighted_mean(means: Mapping[Criterion, float], weights: Mapping[Criterion, float]) -> float | None:
    """The mean of criteria by weight, over those that have a value; None when no weight is left.

    Weights are only compared with each other: 20/80 says the same as 1/4. Negative ones are a ValueError.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight below zero")
    given = [(value, weights.get(criterion, 0.0)) for criterion, value in means.items()]
    total = sum(weight for _value, weight in given)
    return sum(value * weight for value, weight in given) / total if total > 0 else None


def means(scores: Scores) -> dict[Objective, dict[Criterion, float]]:
    """Per objective and criterion the mean over the raters who answered; every rater counts the same."""
    given: dict[Objective, dict[Criterion, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (_rater, objective, criterion), value in scores.items():
        given[objective][criterion].append(value)
    return {
        objective: {criterion: fmean(values) for criterion, values in by_criterion.items()}
        for objective, by_criterion in given.items()
    }


def own_means(scores: Scores, weights: Mapping[Criterion, float]) -> dict[Objective, dict[Rater, float]]:
    """Per objective the weighted mean of each rater who scored it."""
    given: dict[Objective, dict[Rater, dict[Criterion, float]]] = defaultdict(lambda: defaultdict(dict))
    for (rater, objective, criterion), value in scores.items():
        given[objective][rater][criterion] = value
    return {
        objective: {
            rater: mean for rater, values in by_rater.items() if (mean := weighted_mean(values, weights)) is not None
        }
        for objective, by_rater in given.items()
    }


def ranks(values: Mapping[Objective, float]) -> dict[Objective, float]:
    """Ranks from the highest value down; equal values share the mean of their places."""
    found: dict[Objective, float] = {}
    ordered = sorted(values, key=lambda objective: (-values[objective], objective))
    place = 0
    while place < len(ordered):
        end = place + 1
        while end < len(ordered) and values[ordered[place]] - values[ordered[end]] <= _SAME:
            end += 1
        found.update(dict.fromkeys(ordered[place:end], (place + 1 + end) / 2))
        place = end
    return found


def standings(
    scores: Scores,
    weights: Mapping[Criterion, float],
    *,
    band: float = 0.25,
    first: int = 5,
    weightings: int = 10_000,
    seed: int = 1,
    own: OwnMeans | None = None,
) -> tuple[Standing, ...]:
    """All scored objectives in order, with the ranks they can have when every weight moves within the band.

    `band` 0.25 lets each weight be a quarter lower or higher than chosen. The same input gives the same result. An
    objective without a value (weights of zero, all blank) is not in it. `own` spares working out `own_means` again.
    """
    table = means(scores)
    middle = {key: mean for key, values in table.items() if (mean := weighted_mean(values, weights)) is not None}
    if not middle:
        return ()
    rank = ranks(middle)
    varied = _varied({key: table[key] for key in middle}, weights, band, first, weightings, seed)
    apart = own_means(scores, weights) if own is None else own
    return tuple(
        Standing(
            objective=key,
            mean=middle[key],
            rank=rank[key],
            best=min(varied[key].best, rank[key]),
            worst=max(varied[key].worst, rank[key]),
            top=varied[key].top / weightings if weightings else 0.0,
            spread=pstdev(apart[key].values()) if len(apart[key]) >= _FEW else 0.0,
            raters=len(apart[key]),
        )
        for key in sorted(middle, key=lambda key: (rank[key], key))
    )


@dataclass(slots=True)
class _Varied:
    best: float
    worst: float
    top: int


def _varied(
    table: Mapping[Objective, Mapping[Criterion, float]],
    weights: Mapping[Criterion, float],
    band: float,
    first: int,
    weightings: int,
    seed: int,
) -> dict[Objective, _Varied]:
    """Ranks under many weightings. Objectives without blanks share one divisor, which does not change their order."""
    criteria = sorted(criterion for criterion, weight in weights.items() if weight > 0)
    chance = random.Random(seed).uniform  # noqa: S311 - the same result each time, nothing secret
    low = [weights[criterion] * (1 - band) for criterion in criteria]
    high = [weights[criterion] * (1 + band) for criterion in criteria]
    keys = sorted(table)
    rows = [[table[key].get(criterion, 0.0) for criterion in criteria] for key in keys]
    answered = [[1.0 if criterion in table[key] else 0.0 for criterion in criteria] for key in keys]
    whole = all(all(row) for row in answered)
    found = [_Varied(float(len(keys)), 1.0, 0) for _key in keys]
    orders: list[tuple[int, ...]] = []
    places = range(len(keys))
    for _weighting in range(weightings):
        drawn = list(map(chance, low, high))
        values = [sum(map(mul, row, drawn)) for row in rows]
        if not whole:
            values = [value / sum(map(mul, have, drawn)) for value, have in zip(values, answered, strict=True)]
        order = sorted(places, key=values.__getitem__, reverse=True)
        falling = [values[at] for at in order]
        if len(keys) > 1 and min(map(sub, falling, falling[1:])) <= _SAME:
            _count_tied(order, values, found, first)
        else:
            orders.append(tuple(order))
    _count(orders, found, first)
    return dict(zip(keys, found, strict=True))


def _count(orders: Sequence[tuple[int, ...]], found: Sequence[_Varied], first: int) -> None:
    """Ranks of orders without ties, place by place."""
    for rank, column in enumerate(zip(*orders, strict=True), 1):
        for at, times in Counter(column).items():
            one = found[at]
            one.best = min(one.best, rank)
            one.worst = max(one.worst, rank)
            one.top += times if rank <= first else 0


def _count_tied(order: Sequence[int], values: Sequence[float], found: Sequence[_Varied], first: int) -> None:
    place = 0
    while place < len(order):
        end = place + 1
        while end < len(order) and values[order[place]] - values[order[end]] <= _SAME:
            end += 1
        rank = (place + 1 + end) / 2
        for at in order[place:end]:
            one = found[at]
            one.best = min(one.best, rank)
            one.worst = max(one.worst, rank)
            one.top += rank <= first
        place = end


Label = Literal["none", "weak", "moderate", "strong"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much raters agree about the order."""

    w: float
    """Kendall's coefficient of concordance, 0 to 1, corrected for ties."""
    raters: int
    objectives: int
    chi_squared: float
    """Friedman's test value, with `objectives` - 1 degrees of freedom."""

    @property
    def label(self) -> Label:
        """In plain words, after the usual steps of 0.3, 0.5 and 0.7."""
        if self.w < 0.3:
            return "none"
        if self.w < 0.5:
            return "weak"
        return "moderate" if self.w < 0.7 else "strong"


def agreement(scores: Scores, weights: Mapping[Criterion, float], own: OwnMeans | None = None) -> Agreement | None:
    """Kendall's W of rows without gaps: raters who scored every objective, or what all raters scored.

    Of the two the one with more answers in it counts; `raters` and `objectives` of the result say what it stands on.
    None with fewer than two raters or objectives, or when every rater ties everything.
    """
    by_rater: dict[Rater, dict[Objective, float]] = defaultdict(dict)
    for objective, of_raters in (own_means(scores, weights) if own is None else own).items():
        for rater, mean in of_raters.items():
            by_rater[rater][objective] = mean
    rows = list(by_rater.values())
    if not rows:
        return None
    everything = frozenset[Objective]().union(*rows)
    common = everything.intersection(*rows)
    full = [row for row in rows if len(row) == len(everything)]
    shared = [{objective: row[objective] for objective in common} for row in rows]
    found = [concordance(one) for one in (full, shared)]
    return max((one for one in found if one), key=lambda one: one.raters * one.objectives, default=None)


def concordance(values: Sequence[Mapping[Objective, float]]) -> Agreement | None:
    """Kendall's W of complete rows, one a rater, corrected for ties. None where there is nothing to agree about."""
    if len(values) < _FEW or len(values[0]) < _FEW:
        return None
    objectives, raters = len(values[0]), len(values)
    sums: Counter[Objective] = Counter()
    ties = 0.0
    for row in values:
        rank = ranks(row)
        for objective, place in rank.items():
            sums[objective] += place  # type: ignore[assignment]
        ties += sum(size**3 - size for size in Counter(rank.values()).values())
    middle = raters * (objectives + 1) / 2
    deviation = sum((total - middle) ** 2 for total in sums.values())
    most = raters**2 * (objectives**3 - objectives) - raters * ties
    if most <= 0:
        return None
    w = min(1.0, 12 * deviation / most)
    return Agreement(w, raters, objectives, raters * (objectives - 1) * w)


def movement(before: Iterable[Standing], after: Iterable[Standing]) -> dict[Objective, float]:
    """How many places each objective rose (positive) or fell from one round to the next."""
    then = {one.objective: one.rank for one in before}
    return {one.objective: then[one.objective] - one.rank for one in after if one.objective in then}


@dataclass(frozen=True, slots=True)
class Turn:
    """Two objectives whose order a subgroup turns around."""

    group: str
    higher: Objective
    """First for all raters together, second for the group."""
    lower: Objective
    gap: float
    """How far apart the group sees them, in steps of the scale."""


def turns(
    scores: Scores,
    weights: Mapping[Criterion, float],
    groups: Mapping[str, frozenset[Rater]],
    *,
    least: int,
    first: int = 5,
    gap: float = 0.5,
) -> tuple[Turn, ...]:
    """Where a group of at least `least` raters turns the order of the first k around by at least `gap`.

    The largest gap comes first. Smaller groups are left out, so that nobody can be told from the result.
    """
    everybody = {
        key: mean for key, values in means(scores).items() if (mean := weighted_mean(values, weights)) is not None
    }
    order = sorted(everybody, key=lambda key: (-everybody[key], key))
    of_group: dict[str, dict[tuple[Rater, Objective, Criterion], float]] = {name: {} for name in groups}
    belongs: dict[Rater, list[str]] = defaultdict(list)
    for name, members in groups.items():
        for rater in members:
            belongs[rater].append(name)
    for key, value in scores.items():
        for name in belongs.get(key[0], ()):
            of_group[name][key] = value
    found: list[Turn] = []
    for name, own in of_group.items():
        if len({rater for rater, _objective, _criterion in own}) < least:
            continue
        seen = {key: mean for key, values in means(own).items() if (mean := weighted_mean(values, weights)) is not None}
        found += [
            Turn(name, higher, lower, seen[lower] - seen[higher])
            for place, higher in enumerate(order[:first])
            for lower in order[place + 1 :]
            if higher in seen and lower in seen and seen[lower] - seen[higher] >= gap
        ]
    return tuple(sorted(found, key=lambda turn: (-turn.gap, turn.group, turn.higher, turn.lower)))
