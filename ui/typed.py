"""What people type for a day or a number, understood: in the order and the words of their language, in any digits."""

import re
import unicodedata
from datetime import date

from gcmdesk.folding import fold
from gcmdesk.i18n import Texts

_PARTS = re.compile(r"[\s./\-–,،年月日]+")
_CENTURY = 100


def _western(text: str) -> str:
    """Digits of any script as 0–9, without the marks of direction that stand between them."""
    seen = (each for each in text if unicodedata.category(each) != "Cf")
    return "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in seen)


def day(text: str, texts: Texts, this_year: int) -> date | None:
    """The day that was typed: 5.3.2026, 5 March 2026, 2026-03-05 … Raises ValueError when it cannot be understood.

    Nothing typed is None. Which of day and month comes first follows the language, as does the month's name; two
    digits of a year mean the one nearest to `this_year`.
    """
    parts = [part for part in _PARTS.split(_western(text).strip()) if part]
    if not parts:
        return None
    named = [place for place, part in enumerate(parts) if not part.isdecimal()]
    if len(parts) != 3:
        parts = [part for part in parts if part.isdecimal() or _month(part, texts)]
        named = [place for place, part in enumerate(parts) if not part.isdecimal()]
    if len(parts) != 3 or len(named) > 1:
        raise ValueError(text)
    if named:
        month = _month(parts.pop(named[0]), texts)
        first, last = parts
        year, number = (first, last) if len(first) == 4 else (last, first)
    elif len(parts[0]) == 4:
        year, month, number = parts[0], int(parts[1]), parts[2]
    else:
        month_first = _month_first(texts)
        year, month = parts[2], int(parts[0] if month_first else parts[1])
        number = parts[1] if month_first else parts[0]
    return date(_year(year, this_year), month, int(number))


def _month_first(texts: Texts) -> bool:
    pattern = texts.locale.date_formats["short"].pattern
    return pattern.find("M") < pattern.find("d") and not pattern.startswith("y")


def _month(word: str, texts: Texts) -> int:
    """The number of the month with this name, 0 for none; beginnings of three letters and more are enough."""
    wanted = fold(word).strip(".")
    for width in ("wide", "abbreviated"):
        for use in ("format", "stand-alone"):
            for number, name in texts.locale.months[use][width].items():
                folded = fold(name).strip(".")
                if folded == wanted or (len(wanted) >= 3 and folded.startswith(wanted)):
                    return int(number)
    return 0


def _year(text: str, this_year: int) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise ValueError(text)
    nearest = this_year - this_year % _CENTURY + int(text)
    return min((nearest - _CENTURY, nearest, nearest + _CENTURY), key=lambda year: abs(year - this_year))


def number(text: str, texts: Texts, *, whole: bool) -> float | int | None:
    """The number that was typed, with the separators of the language or none. Raises ValueError; nothing is None."""
    typed = "".join(_western(text).split()).replace("\N{ARABIC DECIMAL SEPARATOR}", ".").replace("٬", "")
    if not typed:
        return None
    symbols = texts.locale.number_symbols["latn"]
    group, decimal = symbols["group"], symbols["decimal"]
    if re.fullmatch(rf"-?\d{{1,3}}({re.escape(group)}\d{{3}})+({re.escape(decimal)}\d+)?", typed):
        typed = typed.replace(group, "")
    typed = typed.replace(decimal, ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", typed):
        raise ValueError(text)
    return int(typed) if whole else float(typed)
