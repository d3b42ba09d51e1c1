"""Values in the lines of a change set, checked: what no gcmdesk writes is refused (`ChangesUnfit`)."""

import base64
import binascii
import math
from typing import NoReturn

from gcmdesk.workspace.refusals import ChangesUnfit

_INTEGERS = 1 << 63


def unfit(*_context: object) -> NoReturn:
    """Refuse the change set because of a line that no gcmdesk writes."""
    raise ChangesUnfit


def text(value: object) -> str:
    """A text."""
    return value if isinstance(value, str) else unfit()


def integer(value: object) -> int:
    """A whole number that SQLite can hold."""
    if type(value) is not int or not -_INTEGERS <= value < _INTEGERS:
        raise ChangesUnfit
    return value


def whole(value: object) -> int:
    """One that is not negative."""
    number = integer(value)
    return number if number >= 0 else unfit()


def real(value: object) -> float:
    """A finite number."""
    if type(value) not in {int, float} or not math.isfinite(float(str(value))):
        raise ChangesUnfit
    return float(str(value))


def blob(value: object) -> bytes:
    """Bytes, written as base64."""
    try:
        return base64.b64decode(text(value), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ChangesUnfit from error


def uuid(value: object) -> bytes:
    """A row's identity, written as hexadecimal digits."""
    return _hex(value, 16)


def digest(value: object) -> bytes:
    """A SHA-256, written as hexadecimal digits."""
    return _hex(value, 32)


def _hex(value: object, length: int) -> bytes:
    try:
        decoded = bytes.fromhex(text(value))
    except ValueError as error:
        raise ChangesUnfit from error
    return decoded if len(decoded) == length else unfit()
