"""Entries of the register that may be the same: compared by name, abbreviation, spelling, and sound across scripts.

Only entries that share a seldom word, a beginning or a sound are compared, so that 5,000 names take a moment and not
twelve million comparisons. Each pair says why it is shown; whether it is one organisation, people decide.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.i18n import mark
from gcmdesk.stakeholders.tables import DistinctPair, Stakeholder
from gcmdesk.workspace import bulk, clock

REASONS = {
    "same": mark("The names are the same."),
    "words": mark("The names have the same words in another order."),
    "abbreviation": mark("One may be the abbreviation of the other."),
    "part": mark("One name contains the other."),
    "spelling": mark("The names are spelt nearly alike."),
    "sound": mark("The names sound alike in two scripts."),
}
"""Untranslated sentences, the surest first."""

_SURE = {"same": 1.0, "words": 0.97, "abbreviation": 0.9, "part": 0.8, "spelling": 0.0, "sound": 0.75}
_ALIKE = 0.9  # share of equal letters from which names count as spelt alike
_CROWD = 40  # entries that share a key; more of them share a common word, not a name
_SMALL_WORDS = frozenset(
    re.findall(r"\w+", "the of for and in on a an de la le les du des d l et pour en au aux el los")
)
_SMALL_WORDS |= {"las", "y", "del", "da", "do", "dos", "para", "و", "في", "من", "على", "ال"}
_LEGAL = frozenset(re.findall(r"\w+", "ngo ong asbl inc ltd llc gmbh association assoc organisation organization"))
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\(([^()]{2,15})\)")

_SOUNDS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "ح": "h", "ه": "h", "خ": "k", "د": "d", "ض": "d",
    "ذ": "d", "ر": "r", "ز": "z", "ظ": "z", "س": "s", "ص": "s", "ش": "s", "غ": "g", "ف": "f", "ق": "k", "ك": "k",
    "ل": "l", "م": "m", "ن": "n",
    "p": "b", "b": "b", "t": "t", "j": "j", "h": "h", "d": "d", "r": "r", "z": "z", "s": "s", "g": "g", "f": "f",
    "v": "f", "c": "k", "k": "k", "q": "k", "l": "l", "m": "m", "n": "n", "x": "ks",
}  # fmt: skip
"""Letters that sound the same; vowels, and the letters that stand for long ones, are left out."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stakeholders (row ids, the older one first) that may be the same. `likeness` runs up to 1."""

    first: int
    second: int
    reason: str
    """One of `REASONS`."""
    likeness: float


@dataclass(frozen=True, slots=True)
class _Name:
    id: int
    words: tuple[str, ...]
    bare: str
    short: frozenset[str]
    """Abbreviations that are written with it."""
    initials: str
    sound: str
    arabic: bool


def find(session: Session, limit: int = 200, among: Iterable[int] | None = None) -> list[Pair]:
    """Pairs that may be the same, the likeliest first; only pairs with one of `among`, if given. Archived ones too.

    Pairs that somebody found not to be the same (`part`) are left out.
    """
    rows = session.execute(select(Stakeholder.id, Stakeholder.name, Stakeholder.abbreviation).order_by(Stakeholder.id))
    names = {row: _name(row, name, abbreviation) for row, name, abbreviation in rows}
    wanted = None if among is None else set(among)
    settled = {frozenset(pair) for pair in session.execute(select(DistinctPair.first_id, DistinctPair.second_id))}
    pairs = {}
    for first, second in _candidates(names):
        if frozenset((first, second)) in settled:
            continue
        if wanted is not None and first not in wanted and second not in wanted:
            continue
        found = _compared(names[first], names[second])
        if found:
            pairs[first, second] = found
    return sorted(pairs.values(), key=lambda pair: (-pair.likeness, pair.first, pair.second))[:limit]


def part(session: Session, first: int, second: int) -> None:
    """The two (row ids) are not the same; saying it again, here or on another device, changes nothing."""
    rows = session.execute(select(Stakeholder.uuid, Stakeholder.id).where(Stakeholder.id.in_([first, second])))
    (low, first), (high, second) = sorted((uuid, row) for uuid, row in rows)
    uuid = clock.joint_uuid(b"distinct", low, high)
    if not session.scalars(select(DistinctPair.id).where(DistinctPair.uuid == uuid)).all():
        bulk.insert(session, DistinctPair, ("uuid", "first_id", "second_id"), [(uuid, first, second)])


def _name(row: int, name: str, abbreviation: str | None) -> _Name:
    brackets = _BRACKETS.findall(name)
    words = tuple(word for word in _WORD.findall(fold(_BRACKETS.sub(" ", name))) if word not in _SMALL_WORDS)
    core = tuple(word for word in words if word not in _LEGAL) or words
    folded = fold(name)
    short = {"".join(_WORD.findall(fold(one))) for one in (*brackets, abbreviation or "")}
    if len(core) == 1 and len(core[0]) <= 8:
        short.add(core[0])
    initials = "".join(word[0] for word in words) if len(words) > 2 else ""
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in folded)
    return _Name(row, core, " ".join(core), frozenset(short - {""}), initials, " ".join(map(_sound, core)), arabic)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    """Consonants only, doubled ones once; without the article of Arabic and a silent h at the end."""
    word = word.removeprefix("ال")
    heard = [_SOUNDS.get(letter, "") for letter in word.replace("sh", "s").replace("ch", "s").replace("kh", "k")]
    return re.sub(r"(.)\1+", r"\1", "".join(heard)).removesuffix("h")


def _candidates(names: Mapping[int, _Name]) -> Iterator[tuple[int, int]]:
    """Pairs that share something which few others share."""
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in names.values():
        shared["bare", one.bare].append(one.id)
        shared["words", " ".join(sorted(one.words))].append(one.id)
        shared["sound", one.sound].append(one.id)
        for word in set(one.words):
            shared["word", word].append(one.id)
        for short in one.short | ({one.initials} if one.initials else set()):
            shared["short", short].append(one.id)
    done: set[tuple[int, int]] = set()
    for (_what, key), ids in shared.items():
        if not key or len(ids) > _CROWD:
            continue
        for pair in combinations(ids, 2):
            if pair not in done:
                done.add(pair)
                yield pair


def _compared(one: _Name, other: _Name) -> Pair | None:
    reason, likeness = _reason(one, other)
    return Pair(one.id, other.id, reason, round(likeness or _SURE[reason], 3)) if reason else None


def _reason(one: _Name, other: _Name) -> tuple[str, float]:
    """Why the two may be the same, and how sure that is where the reason alone does not say; empty when they differ."""
    if one.bare == other.bare:
        return "same", 0.0
    if sorted(one.words) == sorted(other.words):
        return "words", 0.0
    if _abbreviates(one, other) or _abbreviates(other, one):
        return "abbreviation", 0.0
    if one.arabic != other.arabic:
        return ("sound", 0.0) if len(one.sound) > 4 and one.sound == other.sound else ("", 0.0)
    fewer, more = sorted((set(one.words), set(other.words)), key=len)
    if len(fewer) > 1 and fewer < more:
        return "part", 0.0
    return max(
        _spelling(one.bare, other.bare),
        _spelling(" ".join(sorted(one.words)), " ".join(sorted(other.words))),
        key=lambda found: found[1],
    )


def _spelling(one: str, other: str) -> tuple[str, float]:
    letters = SequenceMatcher(None, one, other, autojunk=False)
    if letters.real_quick_ratio() < _ALIKE or letters.quick_ratio() < _ALIKE or letters.ratio() < _ALIKE:
        return "", 0.0
    return "spelling", letters.ratio() * 0.95


def _abbreviates(short: _Name, long: _Name) -> bool:
    return bool(short.short & long.short) or (len(long.initials) > 2 and long.initials in short.short)
