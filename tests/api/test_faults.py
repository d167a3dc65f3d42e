"""Transport faults: what they mean, what they may have cost, and that no key leaks."""

import json
import logging
import traceback
from collections.abc import Callable

import httpx
import pytest

from lix_tui.api import client as api_client
from lix_tui.api import errors
from lix_tui.api.api_request import ApiRequest
from lix_tui.api.client import Client
from lix_tui.api.decoders import decode
from lix_tui.api.limiter import Limiter
from lix_tui.settings.key import Key
from tests.api.function_transport import BALANCES, PERSON

from .function_transport import API, CANARY, LOOKC, answering, client_of


def raising(error: type[httpx.TransportError]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        message = f"something with {request.headers['Authorization']}"
        raise error(message, request=request)

    return answer


@pytest.mark.parametrize(
    ("fault", "may_have_cost"),
    [
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.PoolTimeout, False),
        (httpx.ProxyError, False),
        (httpx.ReadTimeout, True),
        (httpx.WriteTimeout, True),
        (httpx.ReadError, True),
        (httpx.WriteError, True),
        (httpx.RemoteProtocolError, True),
    ],
)
async def test_connections(fault: type[httpx.TransportError], may_have_cost: bool) -> None:
    client, requests = client_of(raising(fault))
    with pytest.raises(errors.NetworkError) as caught:
        await client.send(PERSON)
    assert caught.value.may_have_cost is may_have_cost
    assert caught.value.exit_status == 7
    assert "api.lix-it.com" in caught.value.sentence
    assert len(requests) == 1
    no_key_in(caught.value)


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/",
        "https://xn--/",
        "http://[::",
        "http://evil.example/\x1b[2J",
        "",
        "//",
    ],
)
async def test_redirects_are_not_followed(location: str) -> None:
    client, requests = client_of(answering(b"", 302, location=location))
    with pytest.raises(errors.RedirectRefused) as caught:
        await client.send(PERSON)
    assert len(requests) == 1
    assert "LIX_API_URL" in caught.value.sentence


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><h1>Hi</h1>",
        b'{"people":[{"name":"Da',
        b"[]",
        b"7",
        b"\xff{}",
        b"[" * 99999,
    ],
)
@pytest.mark.parametrize("endpoint", ["person", "people_search", "email", "sales_facet"])
async def test_an_answer_that_is_no_json_object(content: bytes, endpoint: str) -> None:
    client, _ = client_of(answering(content))
    names = {"person": "profile_link", "sales_facet": "query"}
    params = {names.get(endpoint, "url"): "x"} | (
        {"type": "T"} if endpoint == "sales_facet" else {}
    )
    reply = await client.send(ApiRequest(endpoint, params))
    assert reply.body == content
    with pytest.raises(errors.BadBody) as caught:
        decode(reply.endpoint, reply.body)
    assert caught.value.exit_status == 7
    assert caught.value.may_have_cost is (endpoint != "sales_facet")


async def test_an_answer_in_a_compression_that_is_none() -> None:
    client, _ = client_of(answering(b"not gzip", content_encoding="gzip"))
    with pytest.raises(errors.BadBody):
        await client.send(BALANCES)


async def test_an_answer_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_client, "MAX_BODY", 1000)
    client, _ = client_of(answering(b"x" * 1001))
    with pytest.raises(errors.BadBody, match="larger than"):
        await client.send(PERSON)
    client, _ = client_of(answering(b"x" * 1000))
    assert len((await client.send(PERSON)).body) == 1000


def no_key_in(error: BaseException) -> None:
    shown = "".join(traceback.format_exception(error, chain=True))
    assert CANARY not in f"{error!s} {error!r} {error.args} {shown}"
    assert CANARY not in repr(vars(error))


@pytest.mark.parametrize("status", [302, 400, 401, 402, 403, 404, 407, 429, 500, 503])
async def test_a_server_that_repeats_the_key(
    status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    content = f'{{"error":{{"type":"x","message":"bad key {CANARY}"}}}}'.encode()
    client, _ = client_of(answering(content, status))
    with pytest.raises(errors.LixError) as caught:
        await client.send(PERSON)
    no_key_in(caught.value)
    if status != 302:
        assert "bad key [key]" in caught.value.sentence
    assert CANARY not in caplog.text
    assert "dana-example" not in caplog.text
    assert CANARY not in "".join(capfd.readouterr())


@pytest.mark.parametrize("key", [CANARY, 'live/"quoted"\\canary-key'])
async def test_a_good_answer_that_repeats_the_key_is_kept_without_it(key: str) -> None:
    body = json.dumps({"you": [key, f"sent {key}!"]})
    for spelt in (body, body.replace("/", "\\/")):
        client = Client(
            key=Key(key), api_url=API, lookc_url=LOOKC, limiter=Limiter(0),
            transport=httpx.MockTransport(answering(spelt.encode())),
        )  # fmt: skip
        assert json.loads((await client.send(BALANCES)).body) == {"you": ["[key]", "sent [key]!"]}


async def test_a_short_key_takes_no_word_out_of_an_answer() -> None:
    client = Client(
        key=Key("engineering"), api_url=API, lookc_url=LOOKC, limiter=Limiter(0),
        transport=httpx.MockTransport(answering(b'{"headline":"engineering"}')),
    )  # fmt: skip
    assert (await client.send(BALANCES)).body == b'{"headline":"engineering"}'


async def test_no_key_in_what_is_left_of_a_failure() -> None:
    client, _ = client_of(raising(httpx.ReadError))
    with pytest.raises(errors.NetworkError) as caught:
        await client.send(PERSON)
    frames = traceback.TracebackException.from_exception(
        caught.value, capture_locals=True, compact=True
    )
    ours = [f for f in frames.stack if "lix_tui" in f.filename]
    assert ours
    assert not [f.name for f in ours if CANARY in str(f.locals)]
    assert CANARY not in repr(client) + repr(vars(client))
