"""A folder's files as bytes, to be put back before each fault, and the pages of a workspace file laid open."""

import ctypes
import ctypes.util
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gcmdesk.workspace.file import PAGE_BYTES, SALT_BYTES, Key

Kept = dict[Path, bytes]

_RESERVED = 80  # at the end of each page: 16 bytes of initialisation vector, 64 of check sum
_IV_BYTES = 16


def keep(folder: Path) -> Kept:
    """All files of a folder, below it too; not those that live in memory only."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


def put_back(folder: Path, kept: Kept) -> None:
    """Make the folder hold exactly what was kept."""
    shutil.rmtree(folder, ignore_errors=True)
    for place, content in kept.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(content)


def flip(path: Path, offset: int, bits: int) -> None:
    """Change bits of one byte; doing it twice takes it back."""
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ bits]))


def plain_pages(path: Path, key: Key) -> Iterator[bytes]:
    """Every page of the file decrypted, free ones too, independently of SQLite and SQLCipher (AES-256-CBC)."""
    content = path.read_bytes()
    for start in range(0, len(content), PAGE_BYTES):
        page = content[start : start + PAGE_BYTES]
        body = page[SALT_BYTES if start == 0 else 0 : PAGE_BYTES - _RESERVED]
        yield _decrypted(key.raw, page[PAGE_BYTES - _RESERVED :][:_IV_BYTES], body)


@cache
def _crypto() -> ctypes.CDLL:
    library = ctypes.CDLL(ctypes.util.find_library("crypto"))
    library.EVP_CIPHER_CTX_new.restype = library.EVP_aes_256_cbc.restype = ctypes.c_void_p
    return library


def _decrypted(key: bytes, vector: bytes, body: bytes) -> bytes:
    library = _crypto()
    context = ctypes.c_void_p(library.EVP_CIPHER_CTX_new())
    cipher = ctypes.c_void_p(library.EVP_aes_256_cbc())
    out, length = ctypes.create_string_buffer(len(body) + 32), ctypes.c_int()
    assert library.EVP_DecryptInit_ex(context, cipher, None, key, vector) == 1
    library.EVP_CIPHER_CTX_set_padding(context, 0)
    assert library.EVP_DecryptUpdate(context, out, ctypes.byref(length), body, len(body)) == 1
    library.EVP_CIPHER_CTX_free(context)
    return out.raw[: length.value]
