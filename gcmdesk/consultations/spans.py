"""Passages of a text, in code points, and how they stay where they are when the text changes.

A passage is `start` and `stop` like a slice. Its `seal` is a fingerprint of its words, so that a passage can be checked
and found again after changes that nobody followed: a text edited on one device while a theme was given on another.
"""

import hashlib
from difflib import SequenceMatcher

Span = tuple[int, int]
"""Start, and behind the last code point."""

_SEAL_BYTES = 7  # fits into a signed integer of the file and is never negative
_FINE = 2_000
"""Up to so many characters between the common beginning and end a change is compared letter by letter."""
_LOOKED_THROUGH = 20_000_000
"""Characters that a search for a passage may read: a very long passage is looked for close by only."""


def seal(words: str) -> int:
    """The fingerprint of a passage; 0 for no words."""
    if not words:
        return 0
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=_SEAL_BYTES).digest())


def located(text: str, start: int, stop: int, sealed: int) -> Span | None:
    """Where the sealed passage stands in `text`: at its place, else the nearest place; None where it vanished."""
    length = stop - start
    if start >= 0 and stop <= len(text) and seal(text[start:stop]) == sealed:
        return start, stop
    if not length:
        return None
    farthest = min(max(start, len(text) - start), _LOOKED_THROUGH // length)
    for distance in range(1, farthest + 1):
        for at in (start - distance, start + distance):
            if 0 <= at <= len(text) - length and seal(text[at : at + length]) == sealed:
                return at, at + length
    return None


def adjusted(before: str, after: str, start: int, stop: int) -> Span | None:
    """Where the passage of `before` stands in `after`; None where none of its letters is left.

    What is typed inside a passage belongs to it; what is typed at its edges does not.
    """
    kept = [
        (max(old, start) + new - old, min(old + length, stop) + new - old)
        for old, new, length in _common(before, after)
        if old < stop and old + length > start
    ]
    return (kept[0][0], kept[-1][1]) if kept else None


def _common(before: str, after: str) -> list[tuple[int, int, int]]:
    """What stands in both texts, in order: (place before, place after, length)."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    parts = [(0, 0, head)] if head else []
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if old and new:
        parts += [(head + a, head + b, length) for a, b, length in _middle(old, new) if length]
    if tail:
        parts.append((len(before) - tail, len(after) - tail, tail))
    return parts


def _middle(old: str, new: str) -> list[tuple[int, int, int]]:
    """Letter by letter where that is quick; word by word in long texts that were written anew."""
    if max(len(old), len(new)) <= _FINE:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return [(block.a, block.b, block.size) for block in blocks]
    one, other = _words(old), _words(new)
    starts, ends = _places(one), _places(other)
    return [
        (starts[a], ends[b], starts[a + length] - starts[a])
        for a, b, length in SequenceMatcher(None, one, other).get_matching_blocks()
    ]


def _words(text: str) -> list[str]:
    """The text in words, each with the blanks behind it."""
    words: list[str] = []
    begin = 0
    for at in range(1, len(text)):
        if text[at - 1].isspace() and not text[at].isspace():
            words.append(text[begin:at])
            begin = at
    return [*words, text[begin:]]


def _places(words: list[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places
