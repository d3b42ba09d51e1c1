"""One typed line as a note: `@speaker #objective !kind "quote` and what was said.

    line = parse_line("@mayor children wait nine months #15 !challenge", known)
    written(line, known) == "@mayor #15 !challenge children wait nine months"

A sign counts at the beginning of a word only, so that addresses and prices stay what they are; a backslash before it
takes its meaning away. Names are found by any beginning that only one of them has, in any case and without accents;
names of several words as they stand or in brackets: `@[Harbour association]`. What no list knows stays in the text;
only an unknown @name names a new stakeholder. Nothing that was said is lost: what is not in the text is a sign.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property

from gcmdesk.consultations.records import KIND_TITLES, KINDS
from gcmdesk.folding import fold
from gcmdesk.i18n import LANGUAGES, Texts

QUOTE_SIGNS = '"“„«'
_CLOSING = '"”“»'
_QUOTES = re.compile("[" + QUOTE_SIGNS + _CLOSING + "]")
_SIGNS = "@#!"
_ESCAPABLE = _SIGNS + QUOTE_SIGNS + "\\"
_MOST_WORDS = 12  # of a name
_JUST_NOW = 1 << 62
_PUNCTUATION = ",.;:!?،؛؟…"
_BRACKETS = re.compile(r"\[([^\]\n]+)\]")
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
_SPACE_BETWEEN = re.compile(r"(?<=\S)\s+(?=\S)")
_REST = re.compile(f"[{re.escape(_PUNCTUATION)}]*")
_SIMPLE = re.compile(r"[^\W_][\w-]*")


@dataclass(frozen=True, slots=True)
class Name:
    """What a sign can stand for: its key (a row id as text, or "objective/15"), and what it is called."""

    key: str
    name: str
    others: tuple[str, ...] = ()
    """Abbreviations, numbers, names in other languages."""
    recent: int = 0
    """The higher, the more recently used."""
    group: str = ""


@dataclass(frozen=True)
class Names:
    """A list that is looked up by beginnings; made once for a session and kept while it lasts."""

    all: tuple[Name, ...]

    @cached_property
    def by_key(self) -> dict[str, Name]:
        """By key."""
        return {one.key: one for one in self.all}

    @cached_property
    def _exact(self) -> dict[str, Name]:
        found: dict[str, Name] = {}
        for one in sorted(self.all, key=lambda one: -one.recent):
            for called in (one.name, *one.others):
                found.setdefault(fold(called), one)
        return found

    @cached_property
    def beginnings(self) -> tuple[list[str], list[Name]]:
        """All names folded and in order, and whose they are."""
        pairs = sorted(
            ((fold(called), one) for one in self.all for called in (one.name, *one.others)),
            key=lambda pair: (pair[0], pair[1].key),
        )
        return [folded for folded, _one in pairs], [one for _folded, one in pairs]

    def exactly(self, text: str) -> Name | None:
        """The one of this name; of several the one used last. A number behind a bar says which: `Union|17`."""
        name, bar, key = text.rpartition("|")
        if bar and key in self.by_key and (not name or fold(self.by_key[key].name) == fold(name)):
            return self.by_key[key]
        return self._exact.get(fold(text))

    def goes_on(self, name: str) -> bool:
        """Whether a longer name begins with these words."""
        names, _whose = self.beginnings
        longer = f"{fold(name)} "
        at = bisect_left(names, longer)
        return at < len(names) and names[at].startswith(longer)

    def only(self, beginning: str) -> Name | None:
        """The one whose name begins so, when there is no other."""
        folded = fold(beginning)
        names, whose = self.beginnings
        at = bisect_left(names, folded) if folded else len(names)
        found: Name | None = None
        while at < len(names) and names[at].startswith(folded):
            if found is not None and whose[at].key != found.key:
                return None
            found, at = whose[at], at + 1
        return found

    def form(self, key: str) -> str:
        """How this one is written behind its sign: as one word where that is clear, else in brackets."""
        one = self.by_key[key]
        for called in (one.name, *one.others):
            found = self.exactly(called)
            if _SIMPLE.fullmatch(called) and found and found.key == key and not self.goes_on(called):
                return called
        for called in (one.name, f"{one.name}|{key}"):
            found = self.exactly(called)
            if _BRACKETS.fullmatch(f"[{called}]") and called.strip() and found and found.key == key:
                return f"[{called}]"
        return f"[|{key}]"


def kind_names() -> Names:
    """The kinds of notes under their names in every language of the screens, and these as one word with hyphens."""
    languages = [Texts(language.code) for language in LANGUAGES]

    def others(kind: str) -> tuple[str, ...]:
        called = [kind, *(one.gettext(KIND_TITLES[kind]) for one in languages)]
        return tuple(dict.fromkeys(form for name in called for form in (name.replace(" ", "-"), name)))

    return Names(tuple(Name(kind, kind, others(kind)) for kind in KINDS))


@dataclass(frozen=True)
class Known:
    """What the signs can stand for in a session."""

    speakers: Names
    subjects: Names
    kinds: Names = field(default_factory=kind_names)

    def and_speaker(self, row: int, name: str) -> "Known":
        """With one more stakeholder: the stub that was just made, without reading all of the register again."""
        return replace(self, speakers=Names((*self.speakers.all, Name(str(row), name, recent=_JUST_NOW))))


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was understood. `new_speaker` is the name of a stakeholder that nobody has entered yet."""

    text: str
    speaker: int | None = None
    new_speaker: str = ""
    subjects: tuple[str, ...] = ()
    """Keys of themes, objectives and principles, in the order they were typed."""
    kind: str = ""
    verbatim: bool = False
    unknown: tuple[str, ...] = field(default=(), compare=False)
    """Signs that no list knows; they stand in the text."""


def parse_line(text: str, known: Known) -> Line:
    """Understand a typed line. Any text is one; see the module for the signs."""
    reader = _Reader(text.strip(), known)
    while reader.at < len(reader.text):
        reader.word()
    return reader.line()


def written(line: Line, known: Known) -> str:
    """The line as it could have been typed: `parse_line` understands it the same way."""
    tags = []
    if line.speaker is not None:
        tags.append(f"@{known.speakers.form(str(line.speaker))}")
    elif line.new_speaker:
        tags.append(f"@[{line.new_speaker}]")
    tags += [f"#{known.subjects.form(key)}" for key in line.subjects]
    if line.kind:
        tags.append(f"!{known.kinds.form(line.kind)}")
    words = _WORD.findall(line.text)
    escaped = [_escaped(word, line, first=not at, last=at == len(words) - 1) for at, word in enumerate(words)]
    spaces = [*_SPACE_BETWEEN.findall(line.text), ""]
    said = "".join(word + space for word, space in zip(escaped, spaces, strict=True)) if words else ""
    return " ".join([*tags, ('"' if line.verbatim else "") + said]).strip()


def _escaped(word: str, line: Line, *, first: bool, last: bool) -> str:
    if line.verbatim and word[-1] in _CLOSING and (last or word[-2:-1] == "\\"):
        word = f"{word[:-1]}\\{word[-1]}"
    quote = first and not line.verbatim and word[0] in QUOTE_SIGNS
    return f"\\{word}" if quote or word[0] in _SIGNS or word[0] == "\\" else word


class _Reader:
    """Goes through a line word by word."""

    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.known = known
        self.at = 0
        self.said: list[str] = []
        self.verbatim = self.protected = False
        self.speaker: int | None = None
        self.new_speaker = self.kind = ""
        self.subjects: list[str] = []
        self.unknown: list[str] = []

    def word(self) -> None:
        """Take the word at this place, or the tag, or the sign of a quote."""
        sign = self.text[self.at]
        if sign in QUOTE_SIGNS and not self.said and not self.verbatim:
            self.verbatim = True
            self.at = self._after_space(self.at + 1)
            return
        if sign in _SIGNS and self._tag(sign):
            return
        self._take(self._end())

    def line(self) -> Line:
        """What was understood."""
        said = "".join(self.said).rstrip()
        unclosed = len(_QUOTES.findall(said)) % 2 == 1
        if self.verbatim and unclosed and not self.protected and said[-1] in _CLOSING:
            said = said[:-1].rstrip()
        subjects = tuple(dict.fromkeys(self.subjects))
        return Line(said, self.speaker, self.new_speaker, subjects, self.kind, self.verbatim, tuple(self.unknown))

    def _end(self) -> int:
        found = _WORD.match(self.text, self.at)
        return found.end() if found else len(self.text)

    def _after_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _take(self, end: int) -> None:
        """The word up to `end` belongs to what was said, with the space behind it."""
        word = self.text[self.at : end]
        if len(word) > 1 and word[0] == "\\" and word[1] in _ESCAPABLE:
            word = word[1:]
        self.protected = self.verbatim and len(word) > 1 and word[-2] == "\\" and word[-1] in _CLOSING
        if self.protected:
            word = word[:-2] + word[-1]
        self.at = self._after_space(end)
        self.said.append(word + self.text[end : self.at])

    def _tag(self, sign: str) -> bool:
        """Take the tag at this place; False where it is none."""
        start = self.at + 1
        names = {"@": self.known.speakers, "#": self.known.subjects, "!": self.known.kinds}[sign]
        brackets = _BRACKETS.match(self.text, start)
        if brackets:
            end, found, name = brackets.end(), names.exactly(brackets[1]), " ".join(brackets[1].split())
        else:
            end, found, name = self._longest(start, names)
        if not self._accept(sign, found, name):
            return False
        rest = _REST.match(self.text, end)
        after = rest.end() if rest else end
        if self.said and after > end:
            self.said[-1] = self.said[-1].rstrip()
            space = self._after_space(after)
            self.said.append(self.text[end:space])
            self.at = space
        else:
            self.at = self._after_space(after)
        return True

    def _longest(self, start: int, names: Names) -> tuple[int, Name | None, str]:
        """The longest name that begins here, else what the single word begins; where it ends."""
        ends = [found.end() for found, _n in zip(_WORD.finditer(self.text, start), range(_MOST_WORDS), strict=False)]
        if not ends or self.text[start].isspace():
            return start, None, ""
        for at, end in reversed([*enumerate(ends)]):
            stop = start + len(self.text[start:end].rstrip(_PUNCTUATION))
            if at and not fold(self.text[ends[at - 1] : stop]).strip():
                continue  # a word of which folding leaves nothing is part of no name, and must not be lost
            found = names.exactly(self.text[start:stop])
            if found:
                return stop, found, found.name
        stop = start + len(self.text[start : ends[0]].rstrip(_PUNCTUATION))
        name = self.text[start:stop]
        return stop, names.only(name), name

    def _accept(self, sign: str, found: Name | None, name: str) -> bool:
        if sign == "@":
            if self.speaker is not None or self.new_speaker:
                return False
            if found:
                self.speaker = int(found.key)
                return True
            self.new_speaker = name if _may_name(name) else ""
            return bool(self.new_speaker)
        if found is None:
            self.unknown.append(sign + name)
            return False
        if sign == "#":
            self.subjects.append(found.key)
            return True
        taken = not self.kind
        self.kind = self.kind or found.key
        return taken


def _may_name(name: str) -> bool:
    """Whether an unknown name can become a stakeholder: it has a letter, and no bracket."""
    return any(letter.isalpha() for letter in name) and not set(name) & set("[]")
