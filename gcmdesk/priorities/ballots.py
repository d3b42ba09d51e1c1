"""Votes as a cross-check of scores: dots, shows of hands, ranked ballots. Plain values, no session.

Sources: Borda (1781) with the mean of the tied places for what a ballot leaves out; Copeland (1951): wins minus losses
in pairs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gcmdesk.i18n import mark
from gcmdesk.priorities.ranking import Objective, ranks

Ballot = Sequence[Objective]
"""Objectives from the first choice down; a ballot may stop early."""

Problem = tuple[str, str]


def problems(ballot: Ballot, choices: Iterable[Objective]) -> tuple[Problem, ...]:
    """What keeps a ballot from counting; empty when nothing does."""
    found: list[Problem] = []
    if not ballot:
        found.append(("ballot", mark("The ballot is empty.")))
    if len(set(ballot)) < len(ballot):
        found.append(("ballot", mark("An objective stands on the ballot twice. Each can have one place.")))
    if not set(ballot) <= set(choices):
        found.append(("ballot", mark("An objective on the ballot is not up for the vote.")))
    return tuple(found)


def borda(ballots: Iterable[Ballot], choices: Sequence[Objective]) -> dict[Objective, float]:
    """Points: of n objectives the first choice gets n - 1, the next n - 2 …; what is left out shares what is left."""
    points = dict.fromkeys(choices, 0.0)
    last = len(choices) - 1
    for ballot in ballots:
        _check(ballot, choices)
        for place, objective in enumerate(ballot):
            points[objective] += last - place
        rest = [objective for objective in choices if objective not in ballot]
        for objective in rest:
            points[objective] += (len(rest) - 1) / 2
    return points


def copeland(ballots: Sequence[Ballot], choices: Sequence[Objective]) -> dict[Objective, int]:
    """Wins minus losses against every other objective; whoever stands on a ballot beats whoever does not."""
    for ballot in ballots:
        _check(ballot, choices)
    places = [{objective: place for place, objective in enumerate(ballot)} for ballot in ballots]
    points = dict.fromkeys(choices, 0)
    for at, one in enumerate(choices):
        for other in choices[at + 1 :]:
            lead = sum(_prefers(ballot, one, other) for ballot in places)
            points[one] += (lead > 0) - (lead < 0)
            points[other] -= (lead > 0) - (lead < 0)
    return points


@dataclass(frozen=True, slots=True)
class Difference:
    """An objective that vote and score put at places far apart."""

    objective: Objective
    by_score: float
    by_vote: float


def differences(
    scored: Mapping[Objective, float], voted: Mapping[Objective, float], places: float = 5
) -> tuple[Difference, ...]:
    """Where score and vote differ by at least so many places among the objectives that both know; widest first."""
    both = scored.keys() & voted.keys()
    by_score, by_vote = (ranks({key: values[key] for key in both}) for values in (scored, voted))
    found = [
        Difference(key, by_score[key], by_vote[key]) for key in both if abs(by_score[key] - by_vote[key]) >= places
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.by_score - one.by_vote), one.objective)))


def _check(ballot: Ballot, choices: Sequence[Objective]) -> None:
    if found := problems(ballot, choices):
        raise ValueError(found[0][1])


def _prefers(ballot: Mapping[Objective, int], one: Objective, other: Objective) -> int:
    last = len(ballot)
    return (ballot.get(one, last) < ballot.get(other, last)) - (ballot.get(one, last) > ballot.get(other, last))
