"""Languages: every string of screens and reports comes through here, and so does every date and number.

Two gettext domains: `gcmdesk` for the program, `compact` for the reference texts (objectives, guides), so that experts
can translate those apart. A screen uses the module's functions, which follow the language in use; a report takes a
`Texts` as argument, because its language is independent of the screen's.

Messages are English with named placeholders: ``_("Saved {time}").format(time=…)``.
"""

import gettext as _gettext
import os
import re
import struct
import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from gcmdesk import log, paths

if TYPE_CHECKING:
    from babel import Locale

PROGRAM, COMPACT = DOMAINS = ("gcmdesk", "compact")

ARABIC_PLURALS = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
"""GNU's rule. Babel's own header for Arabic swaps two forms, hence it is pinned here and in the catalogues."""

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_ARABIC_INDIC = {ord("0") + n: chr(0x0660 + n) for n in range(10)}

_HOUR = re.compile(r"(\d{1,2})[:.hH](\d{2})\s*([^\W\d][\w.]*|)")
_NOON = 12


@dataclass(frozen=True, slots=True)
class Language:
    """A language of screens and reports."""

    code: str
    name: str
    """The language's own name, never translated."""
    right_to_left: bool = False


ENGLISH = Language("en", "English")
LANGUAGES = (ENGLISH, Language("fr", "Français"), Language("ar", "العربية", right_to_left=True))


def language(code: str | None) -> Language:
    """The language with this code; English when there is none."""
    return next((known for known in LANGUAGES if known.code == code), ENGLISH)


def _platform_locale() -> str:
    import locale

    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return locale.getlocale()[0] or ""


def system_language() -> Language:
    """The language this machine is set to, as far as gcmdesk speaks it; else English.

    `LANGUAGE` lists several in order of preference ("de:fr"); the first that gcmdesk speaks counts.
    """
    variables = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    wished = next(filter(None, map(os.environ.get, variables)), None) or _platform_locale()
    codes = [re.split(r"[_.@-]", wish)[0].lower() for wish in wished.split(":")]
    return next((known for code in codes for known in LANGUAGES if known.code == code), ENGLISH)


class Texts:
    """All texts, dates and numbers in one language.

    A missing catalogue is logged and English is shown, so that a damaged installation still works.
    """

    def __init__(self, code: str, *, digits: str = "western", territory: str | None = None) -> None:
        self.language = language(code)
        self._arabic_indic = digits == "arabic-indic" and self.language.code == "ar"
        self._separators = "arab" if self._arabic_indic else "latn"
        self._territory = territory
        self._program = self._catalogue(PROGRAM)

    def _catalogue(self, domain: str) -> _gettext.NullTranslations:
        if self.language is ENGLISH:
            return _gettext.NullTranslations()
        try:
            return _gettext.translation(domain, paths.translations(), [self.language.code])
        except (OSError, ValueError, LookupError, struct.error):  # what a missing or a damaged file makes gettext raise
            log.problem("catalogue.missing")
            return _gettext.NullTranslations()

    @cached_property
    def _compact(self) -> _gettext.NullTranslations:
        return self._catalogue(COMPACT)

    def gettext(self, message: str) -> str:
        """A string of the program in this language."""
        return self._program.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """A counted string in the form for `n`; the number itself goes in with ``.format(n=texts.number(n))``."""
        return self._program.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """A string of the program that needs a context to be translated rightly."""
        return self._program.pgettext(context, message)

    def compact(self, message: str) -> str:
        """A text of the Compact library in this language."""
        return self._compact.gettext(message) if message else ""

    @cached_property
    def locale(self) -> "Locale":
        """Babel's locale: the language, with the country where one is known."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale(self.language.code, self._territory)
        except UnknownLocaleError:
            return Locale(self.language.code)

    def digits(self, text: str) -> str:
        """Western digits turned into Arabic-Indic ones where the user has chosen them."""
        return text.translate(_ARABIC_INDIC) if self._arabic_indic else text

    def number(self, value: float, pattern: str | None = None) -> str:
        """A number as people of this language write it. `pattern` is a CLDR number pattern, e.g. ``0.0``."""
        if isinstance(value, int) and -1000 < value < 1000 and pattern is None:
            return self.digits(str(value))
        from babel.numbers import format_decimal

        return self.digits(format_decimal(value, format=pattern, locale=self.locale, numbering_system=self._separators))

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a whole percentage."""
        from babel.numbers import format_percent

        return self.digits(format_percent(share, locale=self.locale, numbering_system=self._separators))

    def date(self, day: date, style: str = "long") -> str:
        """A date; `style` is one of short, medium, long, full."""
        return self.digits(_date(day, style, self.locale))

    def time(self, moment: datetime | time, style: str = "short") -> str:
        """A time of day, as the clock shows it (aware moments must be in local time already)."""
        from babel.dates import format_time

        clock = moment.timetz().replace(tzinfo=None) if isinstance(moment, datetime) else moment
        return self.digits(format_time(clock, style, locale=self.locale))

    def hour(self, kept: str) -> str:
        """An hour that is kept as text, ``09:30``, as people of this language write it; empty where there is none."""
        return self.time(time.fromisoformat(kept)) if kept else ""

    def hour_typed(self, typed: str) -> str:
        """What somebody typed as an hour (14:05, 2:05 PM, 14h05), as it is kept; what is no hour stays as it is."""
        found = _HOUR.fullmatch(typed.strip())
        if not found:
            return typed
        hours, minutes = int(found[1]), int(found[2])
        half = found[3].casefold().replace(".", "")
        names = self.locale.day_periods["format"]["abbreviated"]
        before, after = half in {"am", names["am"].casefold()}, half in {"pm", names["pm"].casefold()}
        if half and not ((before or after) and 1 <= hours <= _NOON):
            return typed
        if half:
            hours = hours % _NOON + (_NOON if after else 0)
        return f"{hours:02}:{minutes:02}"

    def titled(self, title: str, text: object) -> str:
        """A title and what belongs to it: before the colon, some languages have a space that no line begins after."""
        return self.gettext("{name}: {value}").format(name=title, value=text)

    def joined(self, parts: list[str]) -> str:
        """A list as one phrase: “a, b and c”."""
        from babel.lists import format_list

        return format_list(parts, locale=self.locale) if parts else ""


_current = Texts(ENGLISH.code)


def use(texts: Texts) -> None:
    """Make this the language of the screens (and of error messages)."""
    global _current  # noqa: PLW0603 - the one language of the screen is global by nature
    _current = texts


def current() -> Texts:
    """The language of the screens."""
    return _current


def gettext(message: str) -> str:
    """A string of the program in the language of the screens. Import it as `_`."""
    return _current.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """A counted string of the program in the language of the screens."""
    return _current.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """A string of the program with a context, in the language of the screens."""
    return _current.pgettext(context, message)


def compact(message: str) -> str:
    """A text of the Compact library in the language of the screens."""
    return _current.compact(message)


def mark(message: str) -> str:
    """Mark a string for translation where it is defined; it is translated where it is shown."""
    return message


def isolate(text: object) -> str:
    """Keep a name or number from disturbing the direction of the sentence around it (FSI … PDI)."""
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


@lru_cache(maxsize=4096)
def _date(day: date, style: str, locale: "Locale") -> str:
    """A date in a list is written again and again."""
    from babel.dates import format_date

    return format_date(day, style, locale=locale)
