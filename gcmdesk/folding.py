"""The one place that folds text for comparison: filter, find, completion and the full-text index use the same folding.

Case and diacritics are removed; Arabic hamza carriers, alef forms, alef maksura and ta marbuta are unified, tatweel and
harakat dropped, as are signs that nobody sees (direction, soft hyphen); every Han character stands alone so that a
query for several of them is a phrase.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        # Arabic; hamza above or below a letter is a combining mark by then and gone
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ء": None,
        "ـ": None,
        # Latin letters that carry no separable mark, and typographic punctuation
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "’": "'",
        "‐": "-",
    }
    | {first + n: str(n) for first in map(ord, "٠۰") for n in range(10)}
)


def is_han(character: str) -> bool:
    """Whether the character is a Chinese ideograph: unified, extension A, compatibility, supplementary plane, 〇."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
        or code == 0x3007
    )


def _is_mark(character: str) -> bool:
    """Whether the character has no shape of its own: an accent, a vowel sign, a direction mark, a soft hyphen."""
    return unicodedata.combining(character) != 0 or unicodedata.category(character) == "Cf"


@lru_cache(maxsize=4096)
def _fold_word(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not _is_mark(c))
    letters = unicodedata.normalize("NFKD", bare.casefold()).translate(_LETTERS)
    return "".join(f" {c} " if is_han(c) else c for c in letters)


def fold(text: str) -> str:
    """Return `text` folded for comparison, words separated by single spaces.

    >>> fold("Élodie  Ñandú")
    'elodie nandu'
    >>> fold("الأطفال")
    'الاطفال'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(" ".join(map(_fold_word, text.split())).split())


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of each text, all at once where nothing but their case must be folded."""
    together = "\n".join(texts)
    uneven = together[:1] == " " or together[-1:] == " " or any(one in together for one in ("  ", " \n", "\n "))
    if texts and together.isascii() and not uneven and "".join(texts).isprintable():
        return together.lower().split("\n")
    return list(map(fold, texts))
