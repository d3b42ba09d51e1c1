"""The recovery sheet: the file's key on paper, so that people can read it, retype it, and find their own slips.

The key is written as 13 groups of 5 characters from an alphabet without I, L, O and U (Crockford's Base32). In each
group four characters carry 20 bits and the fifth checks them: it is a sum over GF(32) in which every place has its own
weight and the group's number takes part. So one wrong character in a group, two exchanged characters, or two exchanged
groups are always noticed, and the group at fault can be named. 13 × 20 bits are four more than the key has; those four
check the whole.
"""

import hashlib
import itertools
import unicodedata
from dataclasses import dataclass
from datetime import date

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace.keys import KEY_BYTES, SALT_BYTES

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 13
GROUP_LENGTH = 5
_SPARE_BITS = GROUPS * (GROUP_LENGTH - 1) * 5 - KEY_BYTES * 8

_VALUES = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1, "U": 27}
"""What each typed character stands for; those that are left out of the alphabet count as the one they look like."""

_SEPARATORS = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"}
"""Unicode categories that may stand anywhere: spaces, line ends, direction marks, hyphens of every kind."""


class WrongRecoveryKey(KnownError):
    """What was typed is not a recovery key; `group` (from 1) is where to look, None when no group can be named."""

    def __init__(self, sentence: str, way_out: str, group: int | None = None) -> None:
        super().__init__(sentence, way_out)
        self.group = group


@dataclass(frozen=True, slots=True)
class Sheet:
    """The printable page, in the language of the screen and without anything about a person."""

    title: str
    identification: tuple[str, ...]
    """Which file the sheet belongs to, and the day it was made."""
    groups: tuple[str, ...]
    paragraphs: tuple[str, ...]
    """What the key is for and how to keep it."""

    @property
    def text(self) -> str:
        """The page as plain text; groups are numbered, because errors name them by number."""
        numbered = [i18n.isolate(f"{number:>2}. {group}") for number, group in enumerate(self.groups, 1)]
        rows = ["    ".join(numbered[start : start + 3]) for start in range(0, GROUPS, 3)]
        blocks = [self.title, "\n".join(self.identification), "\n".join(rows), *self.paragraphs]
        return "\n\n".join(blocks) + "\n"


def encode(key: bytes) -> str:
    """The 32-byte key as 13 groups of 5 characters with spaces between them."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    number = int.from_bytes(key, "big") << _SPARE_BITS | _whole_check(key)
    values = [number >> 5 * place & 31 for place in reversed(range(GROUPS * (GROUP_LENGTH - 1)))]
    groups = (values[start : start + GROUP_LENGTH - 1] for start in range(0, len(values), GROUP_LENGTH - 1))
    return " ".join(
        "".join(ALPHABET[value] for value in [*group, _group_check(group, place)])
        for place, group in enumerate(groups, 1)
    )


def decode(text: str) -> bytes:
    """The 32-byte key from what was typed; case, spaces, hyphens and look-alike characters do not matter.

    Raises `WrongRecoveryKey`, with the first wrong group where one can be named.
    """
    typed = _typed_groups(text)
    wrong = wrong_groups(text) or ((GROUPS,) if len(typed) == GROUPS and len(typed[-1]) < GROUP_LENGTH else ())
    if wrong:
        raise WrongRecoveryKey(
            _("Group {number} of the recovery key was not typed as it is on the sheet.").format(number=wrong[0]),
            _("Compare this group with the sheet, character by character."),
            wrong[0],
        )
    if len(typed) < GROUPS:
        complete = sum(len(values) == GROUP_LENGTH for values in typed)
        raise WrongRecoveryKey(
            _("The recovery key is not complete: {count} of {total} groups are there.").format(
                count=complete, total=GROUPS
            ),
            _("Type all groups that are on the sheet."),
        )
    number = 0
    for value in itertools.chain.from_iterable(values[:-1] for values in typed):
        number = number << 5 | (value or 0)
    key = (number >> _SPARE_BITS).to_bytes(KEY_BYTES, "big")
    if number & (1 << _SPARE_BITS) - 1 != _whole_check(key):
        raise WrongRecoveryKey(
            _("The recovery key was not typed as it is on the sheet."), _("Compare all groups with the sheet.")
        )
    return key


def wrong_groups(text: str) -> tuple[int, ...]:
    """The numbers (from 1) of the groups that cannot be right, for marking them while somebody types.

    Groups that are still to come, and a last one that is still being typed, are not wrong yet.
    """
    typed = _typed_groups(text)
    return tuple(
        place
        for place, values in enumerate(typed, 1)
        if not _is_right(values, place) and not (place == len(typed) <= GROUPS and _is_begun(values))
    )


def mark(salt: bytes) -> str:
    """Eight characters that tell which file a sheet belongs to, e.g. ``7QK2-M0XD``.

    They come from the file's salt, which is readable without the key; a new passphrase changes both, so that an old
    sheet is seen to be old.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    number = int.from_bytes(hashlib.sha256(b"gcmdesk file mark" + salt).digest()[:5], "big")
    characters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(8)))
    return f"{characters[:4]}-{characters[4:]}"


def sheet(key: bytes, salt: bytes, made: date) -> Sheet:
    """The recovery sheet for the file with this key and salt, made on this day."""
    return Sheet(
        title=_("Recovery sheet for a gcmdesk workspace"),
        identification=(
            _("File mark: {mark}").format(mark=i18n.isolate(mark(salt))),
            _("Made on {date}").format(date=i18n.current().date(made)),
        ),
        groups=tuple(encode(key).split()),
        paragraphs=(
            _(
                "These groups open the workspace without its passphrase. "
                "Whoever holds this sheet and the file can read everything in it."
            ),
            _(
                "Keep the sheet on paper, in a locked place, away from the laptop. "
                "Do not photograph it, and do not send it."
            ),
            _(
                "To use it, open the workspace, choose “Use the recovery sheet”, and type the groups in their order. "
                "Capital and small letters, spaces and hyphens make no difference."
            ),
            _(
                "Without the passphrase and without this sheet nobody can open the file, "
                "not even the makers of the program."
            ),
            _("When the passphrase is changed, this sheet no longer works: print the new one and destroy this one."),
        ),
    )


def _typed_groups(text: str) -> list[list[int | None]]:
    """What was typed, in groups: as it was separated if that makes 13 groups, else by counting off five at a time."""
    plain = unicodedata.normalize("NFKC", text).upper().replace("\N{MINUS SIGN}", "-")
    spaced = "".join(" " if unicodedata.category(character) in _SEPARATORS else character for character in plain)
    parts = spaced.split()
    if len(parts) != GROUPS:
        joined = "".join(parts)
        parts = [joined[start : start + GROUP_LENGTH] for start in range(0, len(joined), GROUP_LENGTH)]
    return [[_value(character) for character in part] for part in parts]


def _value(character: str) -> int | None:
    """The 5 bits of a character, digits of any script included; None when it cannot be part of a key."""
    return _VALUES.get(character, unicodedata.decimal(character, None))


def _is_right(values: list[int | None], place: int) -> bool:
    known = [value for value in values if value is not None]
    complete = len(values) == len(known) == GROUP_LENGTH and place <= GROUPS
    return complete and _group_check(known[:-1], place) == known[-1]


def _is_begun(values: list[int | None]) -> bool:
    return len(values) < GROUP_LENGTH and None not in values


def _group_check(values: list[int], place: int) -> int:
    """The check character's value: the group's number and its values, weighted by falling powers of two in GF(32)."""
    total = place
    for value in values:
        total = _doubled(total ^ value)
    return total


def _doubled(value: int) -> int:
    """Twice the value in GF(32), reduced by x⁵ + x² + 1."""
    return value << 1 ^ (0b100101 if value & 16 else 0)


def _whole_check(key: bytes) -> int:
    return hashlib.sha256(key).digest()[0] >> (8 - _SPARE_BITS)
