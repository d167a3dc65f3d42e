"""Separate key for LookC: each server gets its own key, and neither answer repeats one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.client import Client
from lix_tui.api.errors import KeyRefused
from lix_tui.api.limiter import Limiter
from lix_tui.settings.key import CredentialError, Key
from lix_tui.settings.key_header import KeyHeader

LIX_KEY, LOOKC_KEY = "lix-canary-1f2e3d4c5b6a", "lookc-canary-9a8b7c6d5e4f"
BALANCES = ApiRequest("balances")
BY_EMAIL = ApiRequest("person_by_email", {"email": "jane@acme.example"})
Received = list[tuple[str, str | None, str | None]]


@pytest.fixture
async def clients() -> AsyncIterator[Callable[..., Client]]:
    """Yield a function that makes a client, which answers are repeated to with both keys."""
    made: list[Client] = []

    def make(
        received: Received,
        find: Callable[[], Key | None],
        *,
        key_header: KeyHeader | None = None,
        status: int = 200,
    ) -> Client:
        async def answer(request: httpx.Request) -> httpx.Response:
            headers = request.headers
            received.append(
                (request.url.host, headers.get("authorization"), headers.get("x-api-key"))
            )
            return httpx.Response(status, json={"hits": [], "asked": [LIX_KEY, LOOKC_KEY]})

        client = Client(
            key=Key(LIX_KEY),
            api_url="https://api.lix.example",
            lookc_url="https://api.lookc.example",
            limiter=Limiter(0),
            transport=httpx.MockTransport(answer),
            key_header=key_header,
            find_lookc_key=find,
        )
        made.append(client)
        return client

    yield make
    for client in made:
        await client.aclose()


@pytest.mark.parametrize(
    ("written", "setting", "lix", "lookc"),
    [
        (LOOKC_KEY, None, (LIX_KEY, None), (LOOKC_KEY, None)),
        (f"Bearer {LOOKC_KEY}", None, (LIX_KEY, None), (f"Bearer {LOOKC_KEY}", None)),
        (f"X-Api-Key: {LOOKC_KEY}", None, (LIX_KEY, None), (None, LOOKC_KEY)),
        (LOOKC_KEY, "x-api-key", (None, LIX_KEY), (None, LOOKC_KEY)),
        (None, None, (LIX_KEY, None), (LIX_KEY, None)),
    ],
)
async def test_each_server_gets_its_own_key(
    clients: Callable[..., Client],
    written: str | None,
    setting: KeyHeader | None,
    lix: tuple[str | None, str | None],
    lookc: tuple[str | None, str | None],
) -> None:
    received: Received = []
    found = None if written is None else Key(written)
    client = clients(received, lambda: found, key_header=setting)
    for _ in range(2):
        await client.send(BALANCES)
        await client.send(BY_EMAIL)
    assert received == [("api.lix.example", *lix), ("api.lookc.example", *lookc)] * 2


async def test_the_key_is_looked_for_once_and_only_for_lookc(
    clients: Callable[..., Client],
) -> None:
    looked: list[str] = []

    def find() -> Key:
        looked.append("once")
        return Key(LOOKC_KEY)

    client = clients([], find)
    await client.send(BALANCES)
    assert looked == []
    await client.send(BY_EMAIL)
    await client.send(BY_EMAIL)
    assert looked == ["once"]


async def test_no_answer_repeats_a_key(clients: Callable[..., Client]) -> None:
    client = clients([], lambda: Key(LOOKC_KEY))
    for request in (BY_EMAIL, BALANCES):
        body = (await client.send(request)).body.decode()
        assert body.count("[key]") == 2
        assert "canary" not in body


async def test_a_refusal_names_the_key_and_its_setting_and_is_not_repeated(
    clients: Callable[..., Client],
) -> None:
    received: Received = []
    client = clients(received, lambda: Key(LOOKC_KEY), status=401)
    with pytest.raises(KeyRefused) as refused:
        await client.send(BY_EMAIL)
    assert "LIX_LOOKC_KEY" in refused.value.sentence
    assert "key_header" in refused.value.sentence
    with pytest.raises(KeyRefused) as refused:
        await client.send(BALANCES)
    assert "LIX_API_KEY" in refused.value.sentence
    assert "LOOKC" not in refused.value.sentence
    assert len(received) == 2


async def test_an_unusable_key_is_reported_before_anything_is_sent(
    clients: Callable[..., Client],
) -> None:
    received: Received = []

    def fail() -> Key | None:
        message = "Other users can read lookc-key; run 'chmod 600 lookc-key'."
        raise CredentialError(message)

    client = clients(received, fail)
    for _ in range(2):
        with pytest.raises(KeyRefused, match=r"^Other users can read .* 'chmod 600 lookc-key'\.$"):
            await client.send(BY_EMAIL)
    await client.send(BALANCES)
    assert [host for host, *_ in received] == ["api.lix.example"]
    client = clients(received, lambda: Key("kéy"))
    with pytest.raises(KeyRefused, match="has a space or another character"):
        await client.send(BY_EMAIL)
    assert len(received) == 1
