"""Identities and clocks that need no server.

A row's identity is a 16-byte UUID of version 7. A change's place in time is a hybrid logical clock: one integer,
milliseconds since 1970 in the upper bits and a counter in the lower 16. It never runs backwards, also when the
computer's clock is set back, and it is always later than everything this file has seen; so what a person did after
reading something is later than it on every device.
"""

import hashlib
import os
import struct
import time
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COUNTER_BITS = 16
_RANDOM = (1 << 62) - 1
_VARIANT = 1 << 63


def uuids(count: int) -> list[bytes]:
    """`count` new identities in rising order (time and counter first, 62 random bits after)."""
    first = (time.time_ns() // 1_000_000) << 12
    random = struct.unpack(f">{count}Q", os.urandom(8 * count))
    pack = struct.Struct(">QQ").pack
    return [
        pack((step >> 12) << 16 | 0x7000 | (step & 0xFFF), (noise & _RANDOM) | _VARIANT)
        for step, noise in enumerate(random, first)
    ]


def uuid7() -> bytes:
    """One new identity."""
    return uuids(1)[0]


def joint_uuid(*parts: bytes) -> bytes:
    """The identity of a row that is nothing but a link between others, e.g. a theme given to a note.

    It follows from their uuids (as a UUID of version 8), so that two devices that make the same link make one row.
    """
    digest = bytearray(hashlib.sha256(b"".join(parts)).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return bytes(digest)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def microseconds(moment: datetime) -> int:
    """A moment as whole microseconds since 1970 (exact, unlike a float)."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(since_1970: int) -> datetime:
    """The moment that lies so many microseconds after 1970, in UTC."""
    return _EPOCH + timedelta(microseconds=since_1970)


def tick(last: int, wall_milliseconds: int | None = None) -> int:
    """The clock value after `last`: the wall clock where it is ahead, else one step on."""
    wall = time.time_ns() // 1_000_000 if wall_milliseconds is None else wall_milliseconds
    return max(wall << COUNTER_BITS, last + 1)


def clock_moment(clock: int) -> datetime:
    """The moment a clock value stands for, in UTC."""
    return moment((clock >> COUNTER_BITS) * 1000)
