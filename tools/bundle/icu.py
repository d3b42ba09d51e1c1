"""Qt's copy of ICU knows 200 languages in 32 MB; the bundle takes what its own languages need.

Qt sorts and folds texts with ICU. Names of countries and units, word breaks, transliteration, legacy encodings and the
rules of other languages are never asked for: Babel and Qt's own tables know them. Where an entry is missing, ICU falls
back to its root, so nothing fails. (Layout of the data: "ICU Data", Common data file, unicode-org.github.io/icu.)
"""

import re
import struct
import subprocess
from collections.abc import Collection
from pathlib import Path

_FOLDERS_LEFT_OUT = ("brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone")
_LOCALE = re.compile(r"[a-z]{2,3}(_\w*)?")
_SHARED = frozenset({"icuver", "pool", "res_index", "root"})
_ALIGNED = 16


def kept(name: str, languages: Collection[str]) -> bool:
    """Whether an entry goes along, by its name such as ``icudt73l/coll/ar.res``."""
    _package, *folders, file = name.split("/")
    stem, _dot, kind = file.partition(".")
    if kind == "cnv" or any(folder in _FOLDERS_LEFT_OUT for folder in folders):
        return False
    if kind != "res" or stem in _SHARED or not _LOCALE.fullmatch(stem):
        return True
    return stem.split("_")[0] in languages


def reduced(data: bytes, languages: Collection[str]) -> bytes:
    """A common data file with the entries that are kept, in their order."""
    (start,) = struct.unpack_from("<H", data)
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise ValueError("not ICU's common data")
    (count,) = struct.unpack_from("<I", data, start)
    table = [struct.unpack_from("<II", data, start + 4 + 8 * n) for n in range(count)]
    ends = [place for _name, place in table[1:]] + [len(data) - start]
    entries = []
    for (name_at, place), end in zip(table, ends, strict=True):
        name = data[start + name_at : data.index(0, start + name_at)]
        if kept(name.decode("ascii"), languages):
            entries.append((name, data[start + place : start + end]))
    return data[:start] + _together(entries)


def _together(entries: list[tuple[bytes, bytes]]) -> bytes:
    """Table, names and contents; places count from the start of the table."""
    names = bytearray()
    at = 4 + 8 * len(entries)
    table = []
    for name, _content in entries:
        table.append(at + len(names))
        names += name + b"\0"
    body = bytearray()
    start = at + len(names)
    start += -start % _ALIGNED
    places = []
    for _name, content in entries:
        body += bytes(-len(body) % _ALIGNED)
        places.append(start + len(body))
        body += content
    head = struct.pack("<I", len(entries)) + b"".join(
        struct.pack("<II", *pair) for pair in zip(table, places, strict=True)
    )
    return (head + bytes(names)).ljust(start, b"\0") + bytes(body)


def library(source: Path, target: Path, languages: Collection[str]) -> None:
    """Write `libicudata` anew at `target`, with the same name inside and less in it (binutils do the linking)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    data, code, joined = (target.with_suffix(end) for end in (".dat", ".s", ".o"))
    subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", source, data], check=True)
    data.write_bytes(reduced(data.read_bytes(), languages))
    symbol = f"icudt{source.name.rpartition('.')[2]}_dat"
    code.write_text(
        f".section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, @object\n{symbol}:\n"
        f'.incbin "{data.name}"\n.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",@progbits\n',
        encoding="ascii",
    )
    subprocess.run(["as", "-o", joined.name, code.name], cwd=target.parent, check=True)
    linking = ["ld", "-shared", "-soname", source.name, "--build-id=none", "-z", "noexecstack"]
    subprocess.run([*linking, "-o", target.name, joined.name], cwd=target.parent, check=True)
    for file in (data, code, joined):
        file.unlink()
