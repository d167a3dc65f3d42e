"""Bodies of answers: bounded decompression, and removal of the API key.

httpx decompresses each received chunk at once: a "zip bomb" of a few kilobytes becomes gigabytes
before a limit applies, and each further ``Content-Encoding`` multiplies that.
"""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from collections.abc import AsyncIterator
from functools import cached_property

import httpx

from lix_tui.settings.key import Key

ACCEPTED = "gzip, deflate"
"""Encodings that requests accept and this module decodes."""
PIECE = 256 * 1024
"""Largest decoded piece in bytes."""
MOST_ENCODED = 64 * 1024 * 1024
"""Largest compressed body in bytes. One that decodes to nothing could otherwise be endless."""
_WINDOW_BITS = {
    "gzip": zlib.MAX_WBITS | 16,
    "x-gzip": zlib.MAX_WBITS | 16,
    "deflate": zlib.MAX_WBITS,
}
_OTHERS = frozenset({"br", "zstd", "compress", "x-compress"})


async def bound_content(response: httpx.Response) -> None:
    """Replace the decoder of httpx by a bounded one. This is an event hook for responses.

    The body is read in pieces of PIECE bytes at most, so the reader can stop in time. Raises
    httpx.DecodingError for several encodings and for one that the request doesn't accept; unknown
    words are ignored.
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
    """Remove the target of a redirect. This is an event hook for responses.

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
        yield self._decoder.flush()  # less than a piece: everything received is decoded

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


HIDDEN = b"[key]"
"""Replacement for the key where a server repeats it."""
SHORTEST, SURELY_A_KEY = 8, 16
"""Shortest key in characters that is removed from errors, and from successful answers. A short key,
which no live key is, could be a word of paid-for data there."""

_DROPPED = (
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8b-\x8f\xaa-\xae]"
    rb"|\xe2\x81[\xa0-\xaf]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbb\xbf|\xef\xbf[\xb9-\xbb]"
)
"""Characters that text cleaning removes. A key with such characters in it must be found as well."""
_DROPPED_ESCAPES = (
    rb"\\(?:[bf]|u(?:00[01][0-9a-fA-F]|007[fF]|00[89][0-9a-fA-F]|061[cC]"
    rb"|20(?:0[b-fB-F]|2[a-eA-E]|6[0-9a-fA-F])|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF][eE][fF]{2}"
    rb"|[fF]{3}[9abAB]))"
)
"""The same characters as JSON escapes."""
_HIDING = re.compile(_DROPPED)
_HIDING_ESCAPES = re.compile(rb"\\u00[2-7]|" + _DROPPED_ESCAPES)
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"


class KeyMask:
    """Filter that removes one key from bodies, in any spelling that JSON allows."""

    def __init__(self, key: Key) -> None:
        self._key = key.bare()
        escaped = json.dumps(self._key)[1:-1]
        spellings = (self._key, escaped, escaped.replace("/", "\\/"))
        self._plain = [spelling.encode() for spelling in dict.fromkeys(spellings)]

    def without_key(self, content: bytes, shortest: int) -> bytes:
        """Return a body without the key. A key of fewer than ``shortest`` characters isn't removed.

        JSON in UTF-16 or UTF-32 is accepted and becomes UTF-8.
        """
        if len(self._key) < shortest:
            return content
        if b"\0" in content[:4]:
            content = _as_utf8(content)
        for spelling in self._plain:
            content = content.replace(spelling, HIDDEN)
        return self._spread.sub(HIDDEN, content) if _may_hide(content) else content

    @cached_property
    def _spread(self) -> re.Pattern[bytes]:
        """Pattern of the key with any character escaped and removable characters in between."""
        gap = rb"(?:" + _DROPPED + rb"|" + _DROPPED_ESCAPES + rb")*+"
        return re.compile(gap.join(map(_any_spelling, self._key)))


def _any_spelling(char: str) -> bytes:
    plain = re.escape(char.encode())
    short = rb"|\\" + plain if char in '"\\/' else b""
    digits = "".join(f"[{digit}{digit.upper()}]" for digit in f"{ord(char):04x}")
    return rb"(?:" + plain + short + rb"|\\u" + digits.encode() + rb")"


def _may_hide(content: bytes) -> bool:
    """Return True if a body may contain the key in an escaped spelling.

    This check takes about 0.05 ms for a page; the complete search takes 1 ms.
    """
    rest = content.translate(None, _PLAIN)  # removable characters are skipped first
    if rest and _HIDING.search(rest):
        return True
    return b"\\" in content and _HIDING_ESCAPES.search(content) is not None


def _as_utf8(content: bytes) -> bytes:
    try:
        text = content.decode(json.detect_encoding(content), "surrogatepass")
        return text.encode("utf-8", "surrogatepass")
    except ValueError:
        return content
