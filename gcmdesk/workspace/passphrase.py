"""Passphrases: how hard one is to guess, in plain words, and a fresh one made of six common words.

The estimate is zxcvbn's, the words come from the EFF large word list as the package xkcdpass carries it; the sentences
are our own, because zxcvbn speaks English only. Nothing here keeps or logs a passphrase.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.workspace.keys import normalised

WORDS = 6
"""Six of 7,776 words drawn by chance are 77.5 bits."""

ENOUGH = 4
"""The score from which a stolen file resists: more than 10¹⁰ guesses at half a second and 256 MiB each."""

_MEASURED = 32
"""Characters looked at. zxcvbn refuses more than 72 and takes seconds over long runs of symbols; what follows can only
make a passphrase stronger."""

_GRADES = (mark("very weak"), mark("weak"), mark("fair"), mark("good"), mark("strong"))

_MORE_WORDS = mark("Add one or two more words that do not belong together.")
_ADVICE = {
    "dictionary": mark("It is close to a common word, name or password. Add words that do not belong together."),
    "spatial": mark("Neighbouring keys are easy to guess. Use words that do not belong together."),
    "repeat": mark("Repetitions add almost nothing. Use words that do not belong together."),
    "sequence": mark("Sequences like “abc” or “123” are easy to guess. Use words that do not belong together."),
    "regex": mark("Years are easy to guess. Use words that do not belong together."),
    "date": mark("Dates are easy to guess. Use words that do not belong together."),
}


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess, in the language of the screen."""

    score: int
    """From 0 (guessed at once) to 4 (resists a thief who owns fast machines)."""
    word: str
    advice: str
    """What would make it stronger; empty from `ENOUGH` on."""

    @property
    def enough(self) -> bool:
        """Whether it protects a file that was stolen."""
        return self.score >= ENOUGH


def strength(passphrase: str) -> Strength:
    """Estimate a passphrase of any length and script; an empty one has the score 0.

    Takes some milliseconds, at worst half a second for a long run of symbols; the first call also loads zxcvbn.
    """
    measured = _LONG_WORD.sub(_cautiously, normalised(passphrase))[:_MEASURED]
    if not measured:
        return Strength(0, _(_GRADES[0]), _(_MORE_WORDS))
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    estimate = zxcvbn(measured)
    score = int(estimate["score"])
    longest = max(estimate["sequence"], key=lambda match: len(match["token"]))
    advice = "" if score >= ENOUGH else _(_ADVICE.get(longest["pattern"], _MORE_WORDS))
    return Strength(score, _(_GRADES[score]), advice)


def generate(words: int = WORDS) -> str:
    """A passphrase of so many words, each drawn from 7,776 by the operating system's random source (12.9 bits each)."""
    if words < WORDS:
        raise ValueError(f"fewer than {WORDS} words do not protect a file")
    return " ".join(secrets.choice(word_list()) for _word in range(words))


@cache
def word_list() -> tuple[str, ...]:
    """The EFF large word list: 7,776 different English words of 3 to 9 letters, easy to spell."""
    return tuple((resources.files("xkcdpass") / "static" / "eff-long").read_text("utf-8").split())


_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def _cautiously(word: re.Match[str]) -> str:
    """A long word that zxcvbn cannot know, shortened so that it does not pass for random letters.

    zxcvbn knows English words, names and passwords only and counts any other character ten guesses. One common word of
    twelve Cyrillic or Arabic letters would thus look as strong as five English ones; it counts four letters here. Where
    words are not separated (Thai, Khmer) a third of the letters counts. A Chinese character is half a word and stays.
    """
    letters = word.group()
    if letters.isascii() or any(unicodedata.name(letter, "").startswith("CJK") for letter in letters):
        return letters
    return letters[: max(4, len(letters) // 3)]
