"""Pseudonyms: short, can be said aloud in any language, and made from the identity of the row.

As they follow from the uuid, two devices that work apart do not agree on one by counting; among 5,000 people the chance
that two get the same is about 1 in 20,000, and nothing but the eye relies on their being different.
"""

import hashlib

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"
_SYLLABLES = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)


def pseudonym(uuid: bytes) -> str:
    """The pseudonym of the person with this uuid, e.g. ``Kamo-Tiru-2047``."""
    number = int.from_bytes(hashlib.sha256(b"pseudonym" + uuid).digest()[:8], "big")
    number, digits = divmod(number, 10_000)
    syllables = []
    for _syllable in range(4):
        number, place = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    first, second = "".join(syllables[:2]), "".join(syllables[2:])
    return f"{first.capitalize()}-{second.capitalize()}-{digits:04}"
