"""Compressed answers: decoded as before, and never into more memory than an answer may take."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import httpx
import pytest

from lix_tui.api import client as api_client
from lix_tui.api import content, errors
from lix_tui.services.records.image_fetcher import ImageFetcher, PictureError
from tests.api.function_transport import PERSON

from .function_transport import client_of

BODY = json.dumps({"name": "Ann", "description": "é" * 300_000}).encode()


class Pieces(httpx.AsyncByteStream):
    """A body that arrives in pieces of a fixed size, as from a network."""

    def __init__(self, body: bytes, size: int) -> None:
        self._body, self._size, self.sent = body, size, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._body), self._size):
            piece = self._body[start : start + self._size]
            self.sent += len(piece)
            yield piece


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def bomb(size: int) -> bytes:
    """Return `size` zero bytes, compressed about a thousand to one."""
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    block = bytes(1024 * 1024)
    packed = b"".join(packer.compress(block) for _ in range(size // len(block)))
    return packed + packer.flush()


async def received(body: bytes, encoding: str, size: int = 65_536) -> bytes:
    headers = {"content-encoding": encoding} if encoding else {}
    client, _ = client_of(
        lambda _request: httpx.Response(200, stream=Pieces(body, size), headers=headers)
    )
    try:
        return (await client.send(PERSON)).body
    finally:
        await client.aclose()


@pytest.mark.parametrize("size", [7, 4096, 10_000_000])
@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("", bytes),
        ("identity", bytes),
        ("utf-8", bytes),  # not a content encoding, but sent by some servers
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("x-gzip", gzip.compress),
        ("identity, gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
    ],
)
async def test_an_answer_is_decoded(encoding: str, pack: object, size: int) -> None:
    assert callable(pack)
    assert await received(pack(BODY), encoding, size) == BODY


async def test_an_empty_and_a_cut_answer_are_what_arrived() -> None:
    assert await received(b"", "gzip") == b""
    cut = await received(gzip.compress(BODY)[:-100], "gzip")
    assert BODY.startswith(cut)


@pytest.mark.parametrize(
    "encoding", ["gzip, gzip", "gzip, deflate", "br", "zstd", "gzip,gzip,gzip"]
)
async def test_several_and_unasked_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(errors.BadBody, match="compressed in a way that can't be read"):
        await received(gzip.compress(gzip.compress(BODY)), encoding)


@pytest.mark.parametrize(
    "packed", [b"no gzip", gzip.compress(b"")[:10] + b"\x07" * 9], ids=["all", "half"]
)
async def test_a_spoiled_answer_is_refused(packed: bytes) -> None:
    with pytest.raises(errors.BadBody, match="compressed"):
        await received(packed, "gzip")


async def test_a_bomb_takes_no_more_memory_than_an_answer_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(api_client, "MAX_BODY", 4 * 1024 * 1024)
    packed = bomb(256 * 1024 * 1024)
    assert len(packed) < 300_000, "all of it comes in one piece"
    tracemalloc.start()
    try:
        with pytest.raises(errors.BadBody, match="larger than 4 MiB"):
            await received(packed, "gzip", len(packed))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * 1024 * 1024


async def test_a_body_that_decodes_to_nothing_without_end_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(content, "MOST_ENCODED", 100_000)
    empty = gzip.compress(b"")[:10] + b"\x00\x00\x00\xff\xff" * 30_000
    assert await received(empty[:90_000], "gzip", 1000) == b""
    with pytest.raises(errors.BadBody):
        await received(empty, "gzip", 1000)


async def test_only_what_is_decoded_here_is_asked_for() -> None:
    client, requests = client_of(lambda _request: httpx.Response(200, content=b"{}"))
    await client.send(PERSON)
    assert requests[0].headers["accept-encoding"] == content.ACCEPTED
    await client.aclose()


async def test_a_picture_may_not_be_a_bomb_either() -> None:
    packed = bomb(256 * 1024 * 1024)
    stream = Pieces(packed, len(packed))
    headers = {"content-encoding": "gzip", "content-type": "image/png"}
    source = ImageFetcher(
        httpx.MockTransport(lambda _request: httpx.Response(200, stream=stream, headers=headers))
    )
    tracemalloc.start()
    try:
        with pytest.raises(PictureError, match="larger than 2 MB"):
            await source.get("https://media.example/1.png")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * 1024 * 1024
    await source.aclose()
