"""Decoding of compressed answers, a bounded piece at a time.

httpx decodes each piece that arrives whole: a few kilobytes of "zip bomb" become gigabytes before
anybody can count them, and every further ``Content-Encoding`` multiplies that.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator

import httpx

ACCEPTED = "gzip, deflate"
"""Encodings that are asked for and decoded here."""
PIECE = 256 * 1024
"""Bytes that are decoded at once."""
MOST_ENCODED = 64 * 1024 * 1024
"""Bytes of a compressed body that are read at most: it may decode to nothing without end."""
_WINDOW_BITS = {
    "gzip": zlib.MAX_WBITS | 16,
    "x-gzip": zlib.MAX_WBITS | 16,
    "deflate": zlib.MAX_WBITS,
}
_OTHERS = frozenset({"br", "zstd", "compress", "x-compress"})


async def bound_content(response: httpx.Response) -> None:
    """Put a bounded decoder in place of httpx's own; a hook for responses.

    The body is read in pieces of PIECE bytes at most, so the reader can stop in time. Raises
    httpx.DecodingError for several encodings and for one that wasn't asked for; a word that names
    no encoding is ignored.
    """
    listed = response.headers.get_list("content-encoding", split_commas=True)
    known = {*_WINDOW_BITS, *_OTHERS}
    encodings = [name for word in listed if (name := word.strip().lower()) in known]
    if not encodings:
        return
    if len(encodings) > 1 or encodings[0] in _OTHERS:
        message = f"the content encoding {', '.join(encodings)[:80]} isn't accepted"
        raise httpx.DecodingError(message, request=response.request)
    if not isinstance(response.stream, httpx.AsyncByteStream):
        message = "the answer can't be read asynchronously"
        raise httpx.DecodingError(message, request=response.request)
    response.stream = _Decoded(response.stream, _WINDOW_BITS[encodings[0]])
    del response.headers["content-encoding"]


async def forget_location(response: httpx.Response) -> None:
    """Remove the target of a redirect; a hook for responses.

    No redirect is followed, and httpx would fail for some targets that it can't read.
    """
    response.headers.pop("location", None)


class _Decoded(httpx.AsyncByteStream):
    """Decoded bytes of a compressed stream."""

    def __init__(self, stream: httpx.AsyncByteStream, window_bits: int) -> None:
        self._stream = stream
        self._decoder = zlib.decompressobj(window_bits)
        self._window_bits = window_bits

    async def __aiter__(self) -> AsyncIterator[bytes]:
        received = 0
        async for encoded in self._stream:
            received += len(encoded)
            if received > MOST_ENCODED:
                message = "the compressed answer is too large"
                raise httpx.DecodingError(message)
            left = encoded
            while left and not self._decoder.eof:
                yield self._decode(left, is_first=received == len(left))
                left = self._decoder.unconsumed_tail
                await asyncio.sleep(0)  # a small piece may decode to a lot; keys come first
        yield self._decoder.flush()  # less than a piece: all that arrived was decoded

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    def _decode(self, encoded: bytes, *, is_first: bool) -> bytes:
        try:
            return self._decoder.decompress(encoded, PIECE)
        except zlib.error as error:
            if not is_first or self._window_bits != zlib.MAX_WBITS:
                raise httpx.DecodingError(str(error)) from None
        # servers send "deflate" with and without zlib's own header
        self._window_bits = -zlib.MAX_WBITS
        self._decoder = zlib.decompressobj(self._window_bits)
        return self._decode(encoded, is_first=False)
