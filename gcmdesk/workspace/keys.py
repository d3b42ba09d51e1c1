"""From a passphrase to the key that SQLCipher uses.

The file carries nothing but its 16-byte salt, in the clear, in its first 16 bytes; which parameters made the key is not
written down. Whoever opens a file tries `PARAMETERS` newest first, so that stronger ones can be added in front.
"""

import secrets
import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, error_to_str, hash_secret_raw

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _

KEY_BYTES = 32
SALT_BYTES = 16

_MEMORY_ALLOCATION_ERROR, _THREAD_FAIL = -22, -33  # argon2.h
_SHORTAGES = {error_to_str(_MEMORY_ALLOCATION_ERROR), error_to_str(_THREAD_FAIL)}


class TooLittleMemory(KnownError):
    """The machine has no room for the one large block that turning a passphrase into a key needs."""


class EmptyPassphrase(KnownError):
    """No passphrase was given, or nothing but spaces."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How dear one guess at a passphrase is: memory in KiB, passes over it, lanes filled side by side."""

    memory_kib: int
    time_cost: int
    parallelism: int


PARAMETERS: tuple[Parameters, ...] = (Parameters(memory_kib=256 * 1024, time_cost=3, parallelism=4),)
"""All sets that real files were ever made with, newest first. New files get the first."""


def normalised(passphrase: str) -> str:
    """The passphrase as it counts: NFKC, no space around it, one plain space between words.

    The same phrase must open the file whether an accent was typed as one character or two, whether a Chinese keyboard
    gave full-width letters, and whether it was pasted with a line end. Capitals and accents do count. NFKC of assigned
    characters never changes between Unicode versions, so neither does the key.
    """
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def new_salt() -> bytes:
    """A fresh random salt of 16 bytes, for a new file or a new passphrase."""
    return secrets.token_bytes(SALT_BYTES)


def derive(passphrase: str, salt: bytes, parameters: Parameters) -> bytes:
    """The 32-byte key for this passphrase and this file's salt, by Argon2id (version 1.3).

    Takes about half a second and 256 MiB with the parameters of real files, so call it off the screen's thread.
    Raises `EmptyPassphrase`, `TooLittleMemory`, and ValueError for a salt that is not 16 bytes.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    secret = normalised(passphrase).encode("utf-8", "surrogatepass")
    if not secret:
        raise EmptyPassphrase(_("The passphrase is empty."), _("Type a passphrase and try again."))
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=parameters.time_cost,
            memory_cost=parameters.memory_kib,
            parallelism=parameters.parallelism,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as error:
        if str(error) in _SHORTAGES:
            raise _too_little_memory(parameters) from error
        raise
    except MemoryError as error:
        raise _too_little_memory(parameters) from error


def _too_little_memory(parameters: Parameters) -> TooLittleMemory:
    return TooLittleMemory(
        _("There is not enough free memory to check the passphrase ({size} MB are needed).").format(
            size=parameters.memory_kib // 1024
        ),
        _("Close other programs and try again."),
    )


def raw_key(key: bytes, salt: bytes) -> str:
    """Key and salt as SQLCipher takes them in ``PRAGMA key = "…"`` and ``PRAGMA rekey = "…"``: ``x'<64 hex><32 hex>'``.

    SQLCipher then derives nothing itself and writes this salt into the file's header. Raises ValueError for other
    lengths, because SQLCipher would silently take a wrongly sized blob as a passphrase.
    """
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError(f"a raw key has {KEY_BYTES} + {SALT_BYTES} bytes, not {len(key)} + {len(salt)}")
    return f"x'{key.hex()}{salt.hex()}'"
