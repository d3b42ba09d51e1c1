"""How far two or more people who code the same notes agree: Cohen's kappa and Krippendorff's alpha.

    result = workspace.read(agreement.of_coders, "Ada", "Ben")

The unit is a note, the question whether it has a theme. A coder has dealt with a note who gave it any theme, or said
that none fits; other notes are missing values, not "no". Kappa follows Cohen's "A coefficient of agreement for nominal
scales" (1960); alpha Krippendorff's "Computing Krippendorff's Alpha-Reliability" (2011), nominal metric.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations.coding_records import Coders, ThemeAgreement
from gcmdesk.consultations.coding_tables import NoteReview
from gcmdesk.consultations.tables import Coding, Note


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two coders agree on, overall and theme by theme."""

    overall: Coders
    """Over all pairs of a note and a theme that either of them used."""
    themes: tuple[ThemeAgreement, ...]
    """The least agreed on first."""
    disputed: tuple[int, ...]
    """Notes that both have dealt with and do not see alike, in the order of their ids."""


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Cohen's kappa of two equally long lists of answers; None for no answers, or where chance alone explains all."""
    if len(first) != len(second):
        raise ValueError("both coders answer for the same units")
    n = len(first)
    ones, others = Counter(first), Counter(second)
    agreed = sum(one == other for one, other in zip(first, second, strict=True)) * n
    expected = sum(count * others[value] for value, count in ones.items())
    return (agreed - expected) / (n * n - expected) if n * n != expected else None


def alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha, nominal: one sequence of answers a unit, None where a coder gave none.

    Units with fewer than two answers say nothing. None where nobody could have disagreed.
    """
    observed, values, total = 0.0, Counter[Hashable](), 0
    for unit in units:
        answers = Counter(answer for answer in unit if answer is not None)
        size = answers.total()
        if size < 2:
            continue
        observed += sum(count * (size - count) for count in answers.values()) / (size - 1)
        values.update(answers)
        total += size
    expected = sum(count * (total - count) for count in values.values())
    return 1 - (total - 1) * observed / expected if expected else None


def of_coders(session: Session, first: str, second: str, consultation: int | None = None) -> Agreement:
    """What two coders agree on, in one session or in all. Passages count for their note."""
    given = {coder: _given(session, coder, consultation) for coder in (first, second)}
    both = sorted(given[first].keys() & given[second].keys())
    used = sorted({theme for coder in given.values() for themes in coder.values() for theme in themes})
    ones, others = ([given[coder][note] for note in both] for coder in (first, second))
    themes = tuple(sorted((_theme(theme, ones, others) for theme in used), key=_least_first))
    answers = [[theme in themes for theme in used for themes in side] for side in (ones, others)]
    disputed = tuple(note for note, one, other in zip(both, ones, others, strict=True) if one != other)
    return Agreement(_coders(len(both), len(both) - len(disputed), *answers), themes, disputed)


def _given(session: Session, coder: str, consultation: int | None) -> Mapping[int, frozenset[int]]:
    coded = select(Coding.note_id, Coding.theme_id).where(Coding.coder == coder)
    seen = select(NoteReview.note_id).where(NoteReview.coder == coder)
    if consultation is not None:
        inside = select(Note.id).where(Note.consultation_id == consultation)
        coded, seen = coded.where(Coding.note_id.in_(inside)), seen.where(NoteReview.note_id.in_(inside))
    found: dict[int, set[int]] = {note: set() for note in session.scalars(seen)}
    for note, theme in session.execute(coded):
        found.setdefault(note, set()).add(theme)
    return {note: frozenset(themes) for note, themes in found.items()}


def _theme(theme: int, ones: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> ThemeAgreement:
    first, second = ([theme in themes for themes in side] for side in (ones, others))
    pairs = Counter(zip(first, second, strict=True))
    agreed = pairs[True, True] + pairs[False, False]
    return ThemeAgreement(
        theme, pairs[True, False], pairs[False, True], pairs[True, True], _coders(len(first), agreed, first, second)
    )


def _coders(notes: int, agreed: int, first: Sequence[bool], second: Sequence[bool]) -> Coders:
    return Coders(notes, agreed, kappa(first, second), alpha(zip(first, second, strict=True)))


def _least_first(one: ThemeAgreement) -> tuple[float, int]:
    return (2.0 if one.coders.kappa is None else one.coders.kappa), one.theme
