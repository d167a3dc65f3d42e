"""Answers as they were received, packed when that pays."""

from __future__ import annotations

import sqlite3
import zlib

from lix_tui.store.errors import StoreError

PACKED_FROM = 1024
"""Bytes from which a body is compressed."""


def add(
    connection: sqlite3.Connection,
    endpoint: str,
    body: bytes,
    at: float,
    *,
    scope_id: int,
    viewer_id: str = "",
) -> int:
    """Store a body inside a transaction; return its id."""
    kept, packed = pack(body)
    cursor = connection.execute(
        "INSERT INTO answers (endpoint, body, packed, fetched_at, scope_id, viewer_id)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (endpoint, kept, packed, at, scope_id, viewer_id),
    )
    return int(cursor.lastrowid or 0)


def pack(body: bytes) -> tuple[bytes, bool]:
    """The body as it is kept, and whether it is compressed."""
    packed = len(body) >= PACKED_FROM
    return (zlib.compress(body, 1) if packed else body), packed


def unpack(body: bytes, packed: int) -> bytes:
    """The body as it was received; raises StoreError for one that was damaged on the disk."""
    if not packed:
        return bytes(body)
    try:
        return zlib.decompress(body)
    except zlib.error:
        message = "An answer in the store is damaged; refresh it to fetch it again."
        raise StoreError(message) from None
