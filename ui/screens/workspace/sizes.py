"""Sizes of files as people say them."""

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _

_MEGABYTE = 1_000_000


def size_text(size: int) -> str:
    """A number of bytes as people say it."""
    number = i18n.current().number
    if size < _MEGABYTE:
        return _("{size} KB").format(size=number(max(1, round(size / 1000))))
    return _("{size} MB").format(size=number(round(size / _MEGABYTE, 1)))
