"""What people type into a search line, and the words of a text as the index knows them.

    harvest permit        notes with both words, in any order
    "residence permit"    these words side by side
    -court                not with this word (or "phrase")
    harv  harv*           the last word while it is typed, and any word before a star, may go on

There is no wrong query: signs that mean nothing are passed over. Text and query are folded alike (`gcmdesk.folding`);
what is no letter, digit or sign of a script parts words, and every Han character is a word, a run of them a phrase.
"""

import re
import unicodedata
from dataclasses import dataclass

from gcmdesk.folding import fold

_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_PARTS = re.compile(r'(-?)"([^"]*)("?)|(\S+)')
_FOREIGN_SIGNS = re.compile(r"[^\w\x00-\x7f]+")
_TOKEN = re.compile(r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
"""As FTS5's tokenizer `ascii` sees it: ASCII letters and digits, and all that is not ASCII."""
_SHORTEST_PREFIX = 2
"""A single letter would be found nearly everywhere, slowly."""


def words(text: str) -> str:
    """The text as it goes into the index: folded, and nothing beyond ASCII in it but parts of words."""
    folded = fold(text)
    return folded if folded.isascii() else _FOREIGN_SIGNS.sub(_only_marks, folded)


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as the index knows them, in order."""
    return tuple(_TOKEN.findall(words(text)))


def _only_marks(signs: re.Match[str]) -> str:
    """Vowel signs (of Indic scripts, say) belong to their word; punctuation and pictures part words."""
    return "".join(sign if unicodedata.category(sign)[0] == "M" else " " for sign in signs[0])


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words side by side. `open`: the last of them may go on."""

    tokens: tuple[str, ...]
    open: bool = False

    @property
    def expression(self) -> str:
        """In FTS5's language. Tokens hold neither quotes nor anything else with a meaning there."""
        return f'"{" ".join(self.tokens)}"{"*" if self.open else ""}'


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of `wanted`, none of `unwanted`."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def expression(self) -> str:
        """In FTS5's language; empty when nothing is looked for (a query of exclusions only finds nothing)."""
        if not self.wanted:
            return ""
        wanted = " AND ".join(term.expression for term in self.wanted)
        unwanted = " OR ".join(term.expression for term in self.unwanted)
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def parse(text: str) -> Query:
    """Read a search line; any text has a meaning."""
    text = text.encode(errors="ignore").decode().translate(_QUOTES)
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for part in _PARTS.finditer(text):
        minus, phrase, end_quote, word = part.groups()
        excluded = bool(minus) if word is None else word.startswith("-")
        known = tokens(word if phrase is None else phrase)
        if not known:
            continue
        unfinished = part.end() == len(text) and not end_quote and not excluded
        may_go_on = len(known[-1]) >= _SHORTEST_PREFIX and (unfinished or (word is not None and word.endswith("*")))
        (unwanted if excluded else wanted)[Term(known, may_go_on)] = None
    return Query(tuple(wanted), tuple(unwanted))
