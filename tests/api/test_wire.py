"""Against a real socket: what leaves, when it leaves, and connections that break."""

import asyncio

import pytest

from lix_tui.api import errors
from lix_tui.api.api_request import ApiRequest
from lix_tui.api.client import Client
from lix_tui.api.limiter import Lane, Limiter
from lix_tui.settings.key import Key
from tests.api.function_transport import BALANCES, PERSON
from tests.support.limiter_clock import FakeTime
from tests.support.wire import connected

from .function_transport import CANARY

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


async def test_the_request_on_the_wire(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # plain http must not pass a proxy
    heads: list[bytes] = []

    async def serve(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(OK)

    async with connected(serve, Limiter(0)) as client:
        await client.send(
            ApiRequest("person", {"profile_link": "https://linkedin.com/in/dana example"})
        )
    first, *lines = heads[0].decode().splitlines()
    encoded = "https%3A%2F%2Flinkedin.com%2Fin%2Fdana%20example"
    assert first == f"GET /v1/person?profile_link={encoded} HTTP/1.1"
    assert [line for line in lines if CANARY in line] == [f"Authorization: {CANARY}"]


async def test_the_spacing_counts_from_the_departure() -> None:
    time = FakeTime()
    limiter = Limiter(3, clock=time.clock, sleep=time.sleep)

    async def serve(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(OK)

    async def slow_ledger() -> None:
        time.now += 0.3

    async with connected(serve, limiter) as client:
        await client.send(BALANCES, before_send=slow_ledger)
    assert limiter.next_slot_in() == pytest.approx(limiter.spacing)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
        b"this is not HTTP\r\n\r\n",
    ],
)
async def test_a_connection_that_breaks_may_have_cost(content: bytes) -> None:
    async def serve(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()
        raise ConnectionResetError

    async with connected(serve, Limiter(0)) as client:
        with pytest.raises(errors.NetworkError) as caught:
            await client.send(PERSON)
    assert caught.value.may_have_cost


async def test_nobody_listens() -> None:
    url = "http://127.0.0.1:1"
    client = Client(key=Key(CANARY), api_url=url, lookc_url=url, limiter=Limiter(0))
    with pytest.raises(errors.NetworkError) as caught:
        await client.send(PERSON)
    assert not caught.value.may_have_cost
    assert "nothing was charged" in caught.value.sentence
    await client.aclose()


async def test_cancelling_while_waiting_sends_nothing() -> None:
    heads: list[bytes] = []

    async def serve(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(OK)

    limiter = Limiter(3600)
    async with connected(serve, limiter) as client:
        await client.send(BALANCES)
        waiting = asyncio.create_task(client.send(PERSON))
        while not limiter.waiting(Lane.INTERACTIVE):
            await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert len(heads) == 1
