"""Network faults of an answer: functions that spoil a `Wire`."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.faults.relay import Spoil, Wire

STEP = 100
"""Bytes between two cuts of a body."""
HUGE = 50 * 1024 * 1024
"""Size of a body that is far larger than any of Lix's, in bytes."""
PAGE = b"<!DOCTYPE html><html><body><h1>Please log in to this network</h1></body></html>"
TYPES = (
    *("text/html", "text/plain; charset=utf-16", "application/xml", "image/png"),
    *("application/json; charset=latin-1", "no type at all;;", ""),
)
PAGES = (200, 403, 407, 502, 503, 504, 511)
"""Statuses with which proxies and captive portals send pages of their own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A network fault: its kind for the table, its name, and the function that causes it."""

    kind: str
    name: str
    spoil: Spoil
    before: bool = False
    """True if the request doesn't reach the sandbox."""
    harmless: bool = False
    """True if the answer is good all the same."""


async def _at_once(wire: Wire) -> None:
    wire.reset()


async def _let_client_read() -> None:
    """Run the client, which is in the same event loop, until it has read the bytes sent so far."""
    for _ in range(20):
        await asyncio.sleep(0)


async def _after_the_head(wire: Wire) -> None:
    await wire.head(length=len(wire.body))
    await _let_client_read()
    wire.reset()


async def _in_the_body(wire: Wire) -> None:
    await wire.head(length=len(wire.body))
    await wire.write(wire.body[: len(wire.body) // 2])
    await _let_client_read()
    wire.reset()


async def _after_the_body(wire: Wire) -> None:
    await wire.answer()
    await _let_client_read()
    wire.reset()


async def _drip(wire: Wire) -> None:
    await wire.head(length=len(wire.body))
    wire.received = wire.body
    step = len(wire.body) // 24 + 1
    for start in range(0, len(wire.body), step):
        await wire.write(wire.body[start : start + step])
        await asyncio.sleep(0.004)


def resets() -> Iterator[Fault]:
    """Yield connections that break or are slow."""
    yield Fault("reset before the request is read", "", _at_once, before=True)
    yield Fault("reset before the answer", "", _at_once)
    yield Fault("reset before the body", "", _after_the_head)
    yield Fault("reset during the body", "", _in_the_body)
    yield Fault("reset after the body", "", _after_the_body)
    yield Fault("slow drip", "", _drip, harmless=True)


def cuts(body: bytes) -> Iterator[Fault]:
    """Yield an answer cut at every hundredth byte.

    At every thousandth byte, also yield cuts without a length or a chunk size that shows the cut.
    """
    for at in range(0, len(body), STEP):
        yield Fault("cut, its length known", f"at {at}", _cut_of_length(at))
        if at % (10 * STEP) == 0:
            yield Fault("cut, its end unknown", f"at {at}", _cut_of_close(at))
            yield Fault("cut between chunks", f"at {at}", _cut_of_chunks(at))


def _cut_of_length(at: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        wire.received = wire.body[:at]
        await wire.head(length=len(wire.body))
        await wire.write(wire.received)

    return spoil


def _cut_of_close(at: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        wire.received = wire.body[:at]
        await wire.head(length=None)
        await wire.write(wire.received)

    return spoil


def _cut_of_chunks(at: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        wire.received = wire.body[:at]
        await wire.head("Transfer-Encoding: chunked", length=None)
        if wire.received:
            await wire.write(b"%x\r\n%s\r\n" % (len(wire.received), wire.received))

    return spoil


def pages() -> Iterator[Fault]:
    """Yield pages of a proxy, and good answers with a wrong content type."""
    for status in PAGES:
        yield Fault("HTML of a proxy", f"status {status}", _page(status), before=True)
    for kind in TYPES:
        yield Fault("wrong content type", kind or "none", _typed(kind), harmless=True)


def _page(status: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        wire.status = status
        await wire.answer(PAGE, status=status, kind="text/html")

    return spoil


def _typed(kind: str) -> Spoil:
    async def spoil(wire: Wire) -> None:
        await wire.answer(kind=kind)

    return spoil


def huge(size: int) -> Iterator[Fault]:
    """Yield bodies of `size` bytes."""
    yield Fault("50 MB", "of blanks after it", _huge_blanks(size), harmless=True)
    yield Fault("50 MB", "in a field nobody knows", _huge_field(size), harmless=True)
    yield Fault("50 MB", "packed into 50 kB", _huge_packed(size), harmless=True)
    yield Fault("50 MB", "of an error page", _huge_page(size), before=True)


def _huge_blanks(size: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        await wire.answer(wire.body + b" " * size)

    return spoil


def _huge_field(size: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        await wire.answer(_beside(wire.body, b'"' + b"x" * size + b'"'))

    return spoil


def _huge_packed(size: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        packed = gzip.compress(wire.body + b" " * size, 1)
        await wire.head("Content-Encoding: gzip", length=len(packed))
        await wire.write(packed)

    return spoil


def _huge_page(size: int) -> Spoil:
    async def spoil(wire: Wire) -> None:
        wire.status = 502
        await wire.answer(PAGE + b" " * size, status=502, kind="text/html")

    return spoil


def deep() -> Iterator[Fault]:
    """Yield JSON that is nested deeper than a decoder can follow."""
    for depth in (60, 900, 100_000):
        objects = b'{"a":' * depth + b"1" + b"}" * depth
        lists = b"[" * depth + b"]" * depth
        yield Fault("deep JSON", f"{depth} objects", _whole(objects))
        yield Fault("deep JSON", f"{depth} lists", _whole(lists))
        yield Fault("deep JSON", f"{depth} in a field", _deep_beside(lists), harmless=depth < 900)


def _whole(body: bytes) -> Spoil:
    async def spoil(wire: Wire) -> None:
        await wire.answer(body)

    return spoil


def _deep_beside(deep: bytes) -> Spoil:
    async def spoil(wire: Wire) -> None:
        await wire.answer(_beside(wire.body, deep))

    return spoil


def _beside(body: bytes, value: bytes) -> bytes:
    """Return the answer with an additional, unknown field."""
    rest = body.strip()[1:]
    return b'{"surprise":' + value + (b"," if rest != b"}" else b"") + rest


def replaced(kind: str, name: str, answer: object) -> Fault:
    """Return a fault that replaces the answer."""
    return Fault(kind, name, _whole(json.dumps(answer).encode()))
