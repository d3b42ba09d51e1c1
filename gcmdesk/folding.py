"""The one place that folds text for comparison: filter, find, completion and the full-text index use the same folding.

Case and diacritics are removed; Arabic hamza carriers, alef forms, alef maksura and ta marbuta are unified, tatweel and
harakat dropped; every Han character stands alone so that a query for several of them is a phrase.
"""

import unicodedata
from functools import lru_cache

_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ي",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ء": None,
        "ـ": None,
    }
)
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'"})
_ARABIC_DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}


def is_han(character: str) -> bool:
    """Whether the character is a Chinese ideograph (unified, extension A, compatibility or a supplementary plane)."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x323AF
    )


@lru_cache(maxsize=4096)
def _fold_word(word: str) -> str:
    lowered = word.translate(_ARABIC).casefold().translate(_LATIN).translate(_ARABIC_DIGITS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return "".join(f" {c} " if is_han(c) else c for c in bare)


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
