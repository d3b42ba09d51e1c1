"""The words that notes use most, language by language.

    found = workspace.read(word_list.of_notes, progress, "fr", Scope())

Words are one whatever their case, accents and hamza (`folding`), and shown as they are written most often. Very common
words that say nothing (``resources/words``) are left out where a list for the language is known. Chinese, which sets no
spaces, is counted by pairs of characters.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from operator import add

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk import paths
from gcmdesk.consultations.tables import Note
from gcmdesk.folding import fold
from gcmdesk.jobs import Progress
from gcmdesk.synthesis.scope import Scope

_WORD = re.compile(r"[^\W\d_]+(?:[\u0610-\u061a\u064b-\u065f\u200c\u200d'’-][^\W\d_]+)*")
"""Letters, with the signs that belong into words: vowel signs, joiners, apostrophe, hyphen."""
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
"""As `folding.is_han`; a pattern, because it looks at every character of all notes."""
_SHORTEST = 2
_PART = 1_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word and how often it stands in the notes."""

    text: str
    """As it is written most often."""
    count: int
    notes: int
    """How many notes it stands in."""


@cache
def stop_words(language: str) -> frozenset[str]:
    """Folded words of a language that say nothing; empty where no list is known."""
    known: dict[str, str] = json.loads(paths.resource("words", "stop_words.json").read_text(encoding="utf-8"))
    return frozenset(fold(word) for word in known.get(language, "").split())


def languages(session: Session, scope: Scope = Scope()) -> tuple[str, ...]:  # noqa: B008 - frozen
    """Codes of the languages in which there are notes; "" stands for those of which nobody said."""
    return tuple(sorted(session.scalars(select(Note.language).where(*scope.conditions()).distinct())))


def of_notes(
    session: Session,
    progress: Progress,
    language: str,
    scope: Scope = Scope(),  # noqa: B008 - frozen
    most: int = 200,
) -> tuple[Word, ...]:
    """The words that stand in the most notes of a language, most first."""
    wanted = (*scope.conditions(), Note.language == language)
    ids = session.scalars(select(Note.id).where(*wanted).order_by(Note.id)).all()
    counts, noted = Counter[str](), Counter[str]()
    folded = _Folded()
    for at in range(0, len(ids), _PART):
        for text in session.scalars(select(Note.text).where(Note.id.in_(ids[at : at + _PART]))):
            words = _words(text)
            counts.update(words)
            noted.update({folded[word] for word in set(words)})
        progress.report(min(at + _PART, len(ids)), len(ids))
    return tuple(_listed(counts, noted, folded, stop_words(language))[:most])


def _words(text: str) -> list[str]:
    words: list[str] = _WORD.findall(text.lower())
    if text.isascii() or not _HAN.search(text):
        return words
    parted = [word for word in words if not _HAN.search(word)]
    for run in _HAN.findall(text):
        parted += map(add, run, run[1:])
    return parted


class _Folded(dict[str, str]):
    """What each spelling is folded to, worked out once."""

    def __missing__(self, word: str) -> str:
        self[word] = fold(word)
        return self[word]


def _listed(counts: Counter[str], noted: Counter[str], folded: _Folded, without: frozenset[str]) -> list[Word]:
    """Spellings of the same word together, and the words that say nothing left out."""
    spellings: dict[str, list[str]] = {}
    for word in counts:
        if len(folded[word]) >= _SHORTEST and folded[word] not in without:
            spellings.setdefault(folded[word], []).append(word)
    words = [
        Word(max(same, key=lambda one: (counts[one], one)), sum(counts[one] for one in same), noted[key])
        for key, same in spellings.items()
    ]
    return sorted(words, key=lambda one: (-one.notes, -one.count, one.text))
