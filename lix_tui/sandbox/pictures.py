"""Pictures of the invented people and logos of the organisations, drawn from their path."""

from __future__ import annotations

import hashlib
import struct
import zlib

from starlette.requests import Request
from starlette.responses import Response

_CELLS = 8
_CELL = 16
"""Pixels along the side of a cell."""


async def picture(request: Request) -> Response:
    """Return a picture that depends on the path only."""
    return Response(draw_picture(request.url.path), media_type="image/png")


def draw_picture(seed: str) -> bytes:
    """Return a PNG of 128 by 128 pixels: a pattern that mirrors itself, in two colours."""
    digest = hashlib.sha256(seed.encode()).digest()
    ground, ink = digest[:3], bytes(255 - part // 3 for part in digest[3:6])
    rows = b""
    for y in range(_CELLS):
        bits = digest[8 + y]
        cells = [bool(bits >> x & 1) for x in range(_CELLS // 2)]
        line = b"".join((ink if cell else ground) * _CELL for cell in (*cells, *cells[::-1]))
        rows += (b"\0" + line) * _CELL
    side = _CELLS * _CELL
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
