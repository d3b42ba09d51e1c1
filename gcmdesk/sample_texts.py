"""Notes, stakeholders and sessions for the sample workspace: invented, the same for the same seed, and quickly made.

Every function is a series of its own: asking for more of one never changes another. The sentence patterns were written
for this purpose and lie in ``resources/sample``, one file per language.
"""

import itertools
import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gcmdesk import paths

CODES = ("en", "fr", "es", "ru", "ar", "zh")
"""The languages of the sample, in four scripts. More than the screens have, so that search is tried on all scripts."""

SHORTEST, LONGEST = 60, 400
"""Words in a note. In Chinese, where nothing separates words, one and a half characters count as a word."""

_VARIANTS = 64
"""How often each pattern is filled in before notes are put together from the sentences."""


@dataclass(frozen=True, slots=True)
class Language:
    """The patterns of one language. In inflected languages each field stands in the one form that all patterns need."""

    share: int
    """Of a hundred notes, how many are in this language."""
    words_apart: bool
    """False where words are written without spaces."""
    who: list[str]
    """People, in the plural; may open a sentence."""
    what: list[str]
    """A service or a paper that people need."""
    when: list[str]
    """A time; may open a sentence."""
    place_parts: list[list[str]]
    """What the names of invented places are made of: one from each list."""
    sentences: list[str]
    """With the fields `who`, `what`, `when`, `place` and `n` (a number above one)."""
    organisations: list[str]
    sessions: list[str]


@dataclass(frozen=True, slots=True)
class SampleText:
    """A text and the code of its language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class SampleName:
    """The name of an organisation or a session, the invented place it belongs to, and the code of the language."""

    language: str
    name: str
    place: str


def notes(seed: int, count: int) -> Iterator[SampleText]:
    """So many consultation notes of 60 to 400 words, in six languages and four scripts."""
    rng = random.Random(f"{seed} notes")  # noqa: S311 - a repeatable series, nothing secret
    pools = {code: _Pool(code, rng) for code in CODES}
    shares = [language(code).share for code in CODES]
    for _note in range(count):
        code = rng.choices(CODES, shares)[0]
        yield SampleText(code, pools[code].note(rng))


def stakeholders(seed: int, count: int) -> Iterator[SampleName]:
    """So many different organisations, the languages taking turns. Raises ValueError beyond some ten thousand."""
    return _names(seed, count, {code: language(code).organisations for code in CODES}, "stakeholders")


def sessions(seed: int, count: int) -> Iterator[SampleName]:
    """So many different consultation sessions, the languages taking turns. Raises ValueError beyond some thousands."""
    return _names(seed, count, {code: language(code).sessions for code in CODES}, "sessions")


@cache
def language(code: str) -> Language:
    """The patterns of the language with this code, one of `CODES`."""
    return Language(**json.loads(paths.resource("sample", f"{code}.json").read_text("utf-8")))


@cache
def places(code: str) -> list[str]:
    """All invented places of this language."""
    return ["".join(parts) for parts in itertools.product(*language(code).place_parts)]


def length(text: str, code: str) -> float:
    """Words in the text, as `SHORTEST` and `LONGEST` count them."""
    return len(text.split()) if language(code).words_apart else len(text) / 1.5


def _names(seed: int, count: int, patterns: dict[str, list[str]], series: str) -> Iterator[SampleName]:
    rng = random.Random(f"{seed} {series}")  # noqa: S311 - a repeatable series, nothing secret
    columns = []
    for code in CODES:
        pairs = rng.sample(list(itertools.product(patterns[code], places(code))), math.ceil(count / len(CODES)))
        columns.append([SampleName(code, pattern.format(place=place), place) for pattern, place in pairs])
    return itertools.islice(itertools.chain.from_iterable(zip(*columns, strict=True)), count)


class _Pool:
    """The sentences of one language, filled in once, so that a note costs no more than picking some of them."""

    def __init__(self, code: str, rng: random.Random) -> None:
        self._joint = " " if language(code).words_apart else ""
        self._variants = [
            [_filled(pattern, code, rng) for _variant in range(_VARIANTS)] for pattern in language(code).sentences
        ]
        self._lengths = {sentence: length(sentence, code) for variants in self._variants for sentence in variants}

    def note(self, rng: random.Random) -> str:
        """Different sentences in any order until a length is reached that is short more often than long."""
        wanted = SHORTEST + (LONGEST - 40 - SHORTEST) * rng.random() ** 1.5
        picked: dict[str, None] = {}
        words = 0.0
        for variants in rng.sample(self._variants, len(self._variants)) * 2:
            sentence = rng.choice(variants)
            if words >= wanted:
                break
            if sentence not in picked:
                picked[sentence] = None
                words += self._lengths[sentence]
        return self._joint.join(picked)


def _filled(pattern: str, code: str, rng: random.Random) -> str:
    fields = language(code)
    sentence = pattern.format(
        who=rng.choice(fields.who),
        what=rng.choice(fields.what),
        when=rng.choice(fields.when),
        place=rng.choice(places(code)),
        n=rng.randint(2, 48),
    )
    return sentence[0].upper() + sentence[1:]
