"""A report as JSON and back, without loss: how it is kept beside the file that left.

Records become objects with the name of their class under ``is``; pictures are Base64.
"""

import base64
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.reports import blocks

_IS = "is"
_BYTES = "bytes"
_KNOWN: dict[str, type] = {
    name: one
    for name, one in vars(blocks).items()
    if isinstance(one, type) and (is_dataclass(one) or issubclass(one, Enum))
}


class NotReadable(KnownError):
    """A report that was kept by a newer gcmdesk, or is damaged."""

    def __init__(self) -> None:
        super().__init__(
            _("This report holds something that this version cannot show."),
            _("Save the file again and open it in Word, or use a newer version of gcmdesk."),
        )


def packed(report: blocks.Report) -> bytes:
    """The whole report."""
    return json.dumps(_packed(report), ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes) -> blocks.Report:
    """A report that `packed` made. Raises `NotReadable`."""
    try:
        report = _unpacked(json.loads(content))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotReadable from error
    if not isinstance(report, blocks.Report):
        raise NotReadable
    return report


def _packed(value: Any) -> Any:
    if isinstance(value, Enum):
        return {_IS: type(value).__name__, "value": value.value}
    if is_dataclass(value):
        told = {one.name: _packed(getattr(value, one.name)) for one in fields(value)}
        return {_IS: type(value).__name__, **told}
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    if isinstance(value, bytes):
        return {_IS: _BYTES, "value": base64.b64encode(value).decode()}
    return value


def _unpacked(node: Any) -> Any:
    if isinstance(node, list):
        return tuple(_unpacked(one) for one in node)
    if not isinstance(node, dict):
        return node
    name = node[_IS]
    if name == _BYTES:
        return base64.b64decode(node["value"])
    kind = _KNOWN[name]
    if issubclass(kind, Enum):
        return kind(node["value"])
    return kind(**{key: _unpacked(one) for key, one in node.items() if key != _IS})
