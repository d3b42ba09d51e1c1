"""The passage of an original text that shows why it was found, with the found words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gcmdesk.folding import fold
from gcmdesk.workspace.query import Term, tokens

WIDTH = 180
"""Code points of a snippet, about two lines on the screen."""

_LEAD = 50
_ELLIPSIS = "…"
_BLANK = re.compile(r"\s")
_CHUNK = re.compile(r"\S+")

Mark = tuple[int, int]
"""Start and end of a found word or phrase, in code points."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage in the words and letters of the original, line breaks shown as spaces, "…" where it was cut."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Find:
    start: int
    end: int
    term: Term


def snippet(text: str, terms: Sequence[Term], width: int = WIDTH) -> Snippet:
    """The passage of `text` with the most different of `terms`; its beginning where none stands in it."""
    found = _finds(text, terms)
    start, end = _window(text, found, width)
    head = _ELLIPSIS if start else ""
    passage = _BLANK.sub(" ", text[start:end])
    shift = len(head) - start
    marks = _joined((find.start + shift, find.end + shift) for find in found if start <= find.start and find.end <= end)
    return Snippet(head + passage + (_ELLIPSIS if end < len(text) else ""), marks)


def marks(text: str, terms: Sequence[Term]) -> tuple[Mark, ...]:
    """Where `terms` stand in the whole text."""
    return _joined((find.start, find.end) for find in _finds(text, terms))


def _joined(ranges: Iterator[Mark]) -> tuple[Mark, ...]:
    """In order, and those that overlap as one."""
    result: list[Mark] = []
    for start, end in sorted(ranges):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _finds(text: str, terms: Sequence[Term]) -> list[_Find]:
    placed = [
        (token, number, chunk.start(), chunk[0])
        for chunk in _CHUNK.finditer(text)
        for number, token in enumerate(_tokens(chunk[0]))
    ]
    sequence = [token for token, *_ in placed]
    found = []
    for term in terms:
        for first in _places(sequence, term):
            _token, number, offset, chunk = placed[first]
            start = offset + _ranges(chunk)[number][0]
            _token, number, offset, chunk = placed[first + len(term.tokens) - 1]
            found.append(_Find(start, offset + _ranges(chunk)[number][1], term))
    return sorted(found, key=lambda find: find.start)


def _places(sequence: list[str], term: Term) -> Iterator[int]:
    """Indexes in `sequence` at which the term begins."""
    *exact, last = term.tokens
    for at in range(len(exact), len(sequence)):
        token = sequence[at]
        if (token == last or (term.open and token.startswith(last))) and sequence[at - len(exact) : at] == exact:
            yield at - len(exact)


@lru_cache(maxsize=4096)
def _tokens(chunk: str) -> tuple[str, ...]:
    return tokens(chunk)


@lru_cache(maxsize=256)
def _ranges(chunk: str) -> list[Mark]:
    """Where in `chunk`, which has no spaces, each of its tokens stands: folding can make letters fewer and more."""
    letters = [at for at, character in enumerate(chunk) for _ in "".join(tokens(character))]
    ranges: list[Mark] = []
    used = last = 0
    for token in _tokens(chunk):
        start, end = letters[used], letters[used + len(token) - 1] + 1
        while start > last and not fold(chunk[start - 1]):  # accents, hamza and signs that nobody sees
            start -= 1
        while end < len(chunk) and not fold(chunk[end]):
            end += 1
        ranges.append((start, end))
        last = end
        used += len(token)
    return ranges


def _window(text: str, found: list[_Find], width: int) -> Mark:
    if len(text) <= width:
        return 0, len(text)
    best, most = 0, 0
    for at, find in enumerate(found):
        different = {other.term for other in found[at : at + 20] if other.end <= find.start + width - _LEAD}
        if len(different) > most:
            best, most = find.start, len(different)
    start = max(0, min(best - _LEAD, len(text) - width))
    return _inwards(text, start, best, 1) if start else 0, _inwards(text, start + width, best + 1, -1)


def _inwards(text: str, edge: int, stop: int, step: int) -> int:
    """The nearest edge of a word towards `stop`; the same place where words have no spaces between them."""
    for at in range(edge, max(stop, 0) if step < 0 else stop, step):
        if at >= len(text) or text[at - 1].isspace() if step > 0 else at >= len(text) or text[at].isspace():
            return at
        if abs(at - edge) >= _LEAD // 2:
            break
    return edge
