"""What can be meant by the sign that is being typed: for the list that opens under the line.

found = completion.candidates("Children wait @har", 18, known)
typed = found.completed(line, found.names[0], known)          "Children wait @[Harbour association] "
"""

from bisect import bisect_left
from dataclasses import dataclass

from gcmdesk.consultations.lines import Known, Name, Names
from gcmdesk.folding import fold

MOST = 8
"""Candidates shown."""

_SIGNS = "@#!"


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the sign at `start` can stand for; the text up to `end` is what was typed of it."""

    sign: str
    start: int
    end: int
    names: tuple[Name, ...]

    def completed(self, text: str, chosen: Name, known: Known) -> tuple[str, int]:
        """The text with the chosen name, and where the cursor goes."""
        before = f"{text[: self.start]}{self.sign}{_names(known, self.sign).form(chosen.key)} "
        return before + text[self.end :].removeprefix(" "), len(before)


def candidates(text: str, cursor: int, known: Known, most: int = MOST) -> Candidates | None:
    """What the sign before the cursor can stand for; None where nothing is being named there.

    Those whose name begins so come first, then those with a later word that does; the ones used last first of all.
    """
    start = _sign(text, cursor)
    if start is None:
        return None
    sign, typed = text[start], text[start + 1 : cursor].removeprefix("[")
    found = matching(_names(known, sign), typed, most)
    return Candidates(sign, start, cursor, found) if found else None


def matching(names: Names, typed: str, most: int = MOST) -> tuple[Name, ...]:
    """The names that go on as typed. After a space only names that go on count, not those that are complete."""
    beginning = fold(typed) + (" " if typed and typed[-1].isspace() else "")
    folded, whose = names.beginnings
    if not beginning.strip():
        shown = sorted(names.all, key=lambda one: -one.recent) if not typed else []
        return tuple(shown[:most])
    ranked: dict[str, tuple[int, Name]] = {}
    at = bisect_left(folded, beginning)
    while at < len(folded) and folded[at].startswith(beginning):
        exact = folded[at] == beginning
        rank, _one = ranked.get(whose[at].key, (2, None))
        ranked[whose[at].key] = (min(rank, 0 if exact else 1), whose[at])
        at += 1
    if len(ranked) < most and not typed[-1].isspace():
        inside = f" {beginning}"
        for name, one in zip(folded, whose, strict=True):
            if inside in name:
                ranked.setdefault(one.key, (2, one))
    best = sorted(ranked.values(), key=lambda pair: (pair[0], -pair[1].recent, pair[1].name))
    return tuple(one for _rank, one in best[:most])


def _names(known: Known, sign: str) -> Names:
    return {"@": known.speakers, "#": known.subjects, "!": known.kinds}[sign]


def _sign(text: str, cursor: int) -> int | None:
    """Where the last sign before the cursor stands, at the beginning of a word and not closed by a bracket."""
    for at in range(cursor - 1, -1, -1):
        if text[at] in "]\n":
            return None
        if text[at] in _SIGNS and (at == 0 or text[at - 1].isspace()):
            return at
    return None
