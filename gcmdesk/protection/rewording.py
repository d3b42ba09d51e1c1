"""Titles that were worded in one of the program's languages, worded again in another.

    rewording.again("Citations", Texts("en"))        # "Quotes"

What leaves the workspace is titled in the language of its reader, and the transfer register keeps it so. A screen shows
it in its own language as far as the program chose the words; a title that somebody typed, the name of a theme or of an
organisation stays as it is.
"""

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from gcmdesk import log, paths
from gcmdesk.i18n import COMPACT, DOMAINS, ENGLISH, LANGUAGES, Texts

_NUMBERED = re.compile(r"(\d+)(\.? )(.+)", re.DOTALL)
"""The title of an objective behind its number."""
_BETWEEN = ": "
"""Between the title of a table and that of a column of it."""
_HEAD = struct.Struct("<7I")
_BYTES = struct.Struct("<2I")
_MAGIC = 0x950412DE

Words = dict[str, tuple[str, str]]
"""Domain and English message by what it is called in a language."""


def again(text: str, texts: Texts) -> str:
    """A title in the language of `texts`; what the program did not word comes back as it is."""
    return _again(text, texts) or text


def _again(text: str, texts: Texts) -> str:
    """Empty where the program did not word it."""
    if text in _words(texts.language.code):
        return text
    known = next((words[text] for words in map(_words, _codes()) if text in words), None)
    if known:
        domain, message = known
        return texts.compact(message) if domain == COMPACT else texts.gettext(message)
    if numbered := _NUMBERED.fullmatch(text):
        number, between, title = numbered.groups()
        said = _again(title, texts)
        return f"{texts.number(int(number))}{between}{said}" if said else ""
    head, between, tail = text.partition(_BETWEEN)
    said = _again(head, texts) if between and tail else ""
    return f"{said}{_BETWEEN}{again(tail, texts)}" if said else ""


def _codes() -> tuple[str, ...]:
    return tuple(one.code for one in LANGUAGES)


@lru_cache
def _words(code: str) -> Words:
    """All that the program says in a language. English is what the catalogues of the others translate."""
    found: Words = {}
    others = [one.code for one in LANGUAGES if one is not ENGLISH]
    for each in others if code == ENGLISH.code else [code]:
        for domain in DOMAINS:
            for message, translation in _messages(paths.translations() / each / "LC_MESSAGES" / f"{domain}.mo"):
                found.setdefault(message if code == ENGLISH.code else translation, (domain, message))
    return found


def _messages(path: Path) -> Iterator[tuple[str, str]]:
    """The messages of a catalogue with neither context nor plural; none where it is missing or damaged."""
    try:
        content = path.read_bytes()
        magic, _version, count, messages, translations, *_hashes = _HEAD.unpack_from(content)
        if magic != _MAGIC:
            raise ValueError(magic)
        for at in range(count):
            message, translation = (
                content[start : start + length].decode()
                for length, start in (
                    _BYTES.unpack_from(content, table + at * _BYTES.size) for table in (messages, translations)
                )
            )
            if message and translation and "\0" not in message and "\4" not in message:
                yield message, translation
    except (OSError, ValueError, struct.error):
        log.problem("catalogue.missing")
