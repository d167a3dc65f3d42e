"""The moment at which a request counts as sent, and the stored part of a broken answer."""

from __future__ import annotations

import asyncio

import pytest

from lix_tui.api import errors
from lix_tui.api.limiter import Limiter
from tests.api.function_transport import BALANCES, PERSON
from tests.support.limiter_clock import INTERVAL, SPACING, FakeTime
from tests.support.wire import connected

from .function_transport import answering, client_of


@pytest.mark.parametrize("seconds", [0.0, 0.4, 20.0])
async def test_what_is_written_down_first_delays_the_next_request_as_well(seconds: float) -> None:
    time = FakeTime()
    limiter = Limiter(INTERVAL, clock=time.clock, sleep=time.sleep)
    client, requests = client_of(answering(b"{}"), limiter=limiter)

    async def write_down() -> None:
        time.now += seconds

    await client.send(BALANCES, before_send=write_down)
    assert len(requests) == 1
    assert limiter.next_slot_in() == pytest.approx(SPACING)
    await client.aclose()


@pytest.mark.parametrize(
    ("status", "kept"), [(200, b'{"half'), (299, b'{"half'), (300, b""), (402, b""), (500, b"")]
)
async def test_only_of_a_good_answer_the_part_that_came_is_kept(status: int, kept: bytes) -> None:
    async def serve(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 100\r\n\r\n".encode() + b'{"half')
        await writer.drain()
        raise ConnectionResetError

    async with connected(serve, Limiter(0)) as client:
        with pytest.raises(errors.NetworkError) as caught:
            await client.send(PERSON)
    assert caught.value.received == kept
    assert caught.value.may_have_cost


async def test_of_an_answer_that_never_began_nothing_is_kept() -> None:
    async def serve(_head: bytes, writer: asyncio.StreamWriter) -> None:
        raise ConnectionResetError

    async with connected(serve, Limiter(0)) as client:
        with pytest.raises(errors.NetworkError) as caught:
            await client.send(PERSON)
    assert caught.value.received == b""
