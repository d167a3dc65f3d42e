"""The canary key, and searches for it in text and files."""

from __future__ import annotations

import base64
import gzip
import os
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, quote_plus

from lix_tui.settings.key import ROLES

CORES = ("q7ZxCanaryA1", "w4KpCanaryB2", "v9TjCanaryC3")
"""Parts of the key that are the same in every spelling: plain, percent-encoded, escaped, cut."""
KEY = f'{CORES[0]}"/+{CORES[1]}%=\\&{CORES[2]}'
LOOKC_KEY = f"{CORES[2]}\\/{CORES[0]}"
"""Separate key for LookC, of the same parts."""
KEY_FILES = frozenset(role.file for role in ROLES)


def _encoded(text: str) -> Iterator[str]:
    """Return encodings of a text that hide its parts: base64 at each offset, hexadecimal."""
    raw = text.encode()
    yield raw.hex()
    for shift in range(3):
        piece = base64.b64encode(b"\0" * shift + raw).decode()
        # without the ends, which depend on the neighbouring bytes
        yield piece[(0, 2, 3)[shift] : len(piece) - 4]


WANTED: tuple[bytes, ...] = tuple(
    {
        form.lower().encode()
        for text in (KEY, quote(KEY, safe=""), quote_plus(KEY), *CORES)
        for form in (text, *_encoded(text))
    }
)


def contains_key(data: bytes | str) -> bool:
    """Return True if `data` has the canary, or a part of it, in any spelling."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    found = re.sub(
        rb"[\s\0]", b"", raw
    ).lower()  # line breaks may split the key; UTF-16 has zeros in between
    found = found.replace(b"-", b"+").replace(b"_", b"/") + b"\n" + found  # base64 for addresses
    return any(wanted in found for wanted in WANTED)


def views(path: Path) -> Iterator[bytes]:
    """Return the contents of a file: its bytes, and the data packed in them."""
    data = path.read_bytes()
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"PAR1"):
        from pyarrow import parquet

        yield str(parquet.read_table(path).to_pylist()).encode("utf-8", "surrogatepass")
    elif data.startswith(b"SQLite format 3\0"):
        yield from _stored(path)


def _stored(path: Path) -> Iterator[bytes]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables.fetchall():
            for row in connection.execute(f'SELECT * FROM "{name.decode()}"'):
                for value in row:
                    if isinstance(value, bytes):
                        yield value
                        if value[:1] == b"\x78":
                            yield _inflated(value)


def _inflated(value: bytes) -> bytes:
    try:
        return zlib.decompress(value)
    except zlib.error:
        return b""


def files(folder: Path) -> list[Path]:
    """Return every file below a folder."""
    return [entry for entry in folder.rglob("*") if entry.is_file() and not entry.is_symlink()]


def leaking(folder: Path) -> list[str]:
    """Return the files below a folder that contain the key, apart from the key files."""
    return [
        str(entry.relative_to(folder))
        for entry in files(folder)
        if entry.name not in KEY_FILES and any(contains_key(view) for view in views(entry))
    ]


def open_to_others(folder: Path) -> list[str]:
    """Return the paths below a folder that other users can read."""
    if os.name != "posix":
        return []
    found = [entry for entry in folder.rglob("*") if not entry.is_symlink()]
    return [
        f"{entry.relative_to(folder)} {entry.stat().st_mode & 0o777:o}"
        for entry in found
        if entry.stat().st_mode & 0o077
    ]
