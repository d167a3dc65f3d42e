"""Bounds of the client: sizes, statuses and times, each at its edge, and the words beyond them."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Callable, Sequence

import httpx
import pytest

from lix_tui.api import client as client_module
from lix_tui.api import content, errors
from lix_tui.api.api_request import MAX_URL, ApiRequest
from lix_tui.api.client import MAX_BODY, WHOLE_ANSWER, Client
from lix_tui.api.content import MOST_ENCODED, SHORTEST, SURELY_A_KEY, KeyMask
from lix_tui.api.limiter import Lane, Limiter
from lix_tui.settings.key import Key
from tests.api.function_transport import API, BALANCES, LOOKC, PERSON, answering, client_of
from tests.support.limiter_clock import FakeTime

MIB = 1024 * 1024
HOST = "api.lix-it.com"


def failing(error: type[httpx.RequestError]) -> Callable[[httpx.Request], httpx.Response]:
    def fail(request: httpx.Request) -> httpx.Response:
        message = "words of httpx"
        raise error(message, request=request)

    return fail


def keyed(key: str, answer: Callable[[httpx.Request], httpx.Response]) -> Client:
    transport = httpx.MockTransport(answer)
    return Client(
        key=Key(key), api_url=API, lookc_url=LOOKC, limiter=Limiter(0), transport=transport
    )


class Stream(httpx.AsyncByteStream):
    """Body that httpx has not decoded yet."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body


def encoded(body: bytes, encoding: str) -> httpx.Response:
    return httpx.Response(200, stream=Stream(body), headers={"content-encoding": encoding})


def test_the_bounds_are_those_that_are_documented() -> None:
    assert (MAX_BODY, MOST_ENCODED, content.PIECE) == (64 * MIB, 64 * MIB, MIB // 4)
    assert (WHOLE_ANSWER, MAX_URL, SHORTEST, SURELY_A_KEY) == (300, 6000, 8, 16)


async def test_times_and_headers_are_those_of_a_lookup_that_is_waited_for() -> None:
    client, requests = client_of(answering())
    await client.send(BALANCES)
    (sent,) = requests
    assert sent.extensions["timeout"] == {"connect": 10, "read": 90, "write": 30, "pool": 10}
    assert (sent.headers["Accept"], sent.headers["User-Agent"]) == ("application/json", "lix-tui")
    assert sent.headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize("mebibytes", [1, 3])
async def test_an_answer_may_be_as_large_as_the_bound(
    mebibytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "MAX_BODY", mebibytes * MIB)
    largest = b" " * (mebibytes * MIB)
    client, _ = client_of(answering(largest))
    assert (await client.send(PERSON)).body == largest
    client, _ = client_of(answering(largest + b" ", 299))
    with pytest.raises(errors.BadBody) as refused:
        await client.send(PERSON)
    assert refused.value.message == f"The answer is larger than {mebibytes} MiB"
    assert (refused.value.endpoint, refused.value.status) == ("person", 299)


async def test_a_compressed_answer_may_be_as_large_as_the_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = gzip.compress(b"{}")
    client, _ = client_of(lambda _: encoded(packed, "gzip"))
    monkeypatch.setattr(content, "MOST_ENCODED", len(packed))
    assert (await client.send(PERSON)).body == b"{}"
    monkeypatch.setattr(content, "MOST_ENCODED", len(packed) - 1)
    with pytest.raises(errors.BadBody) as refused:
        await client.send(PERSON)
    assert (
        refused.value.message == f"The answer of {HOST} is compressed in a way that can't be read"
    )
    assert refused.value.endpoint == "person"


@pytest.mark.parametrize(
    "name", ["br", "zstd", "compress", "x-compress", "X-Compress ", "br, gzip"]
)
async def test_an_encoding_that_was_not_asked_for_is_refused(name: str) -> None:
    client, _ = client_of(lambda _: encoded(b"{}", name))
    with pytest.raises(errors.BadBody, match="compressed in a way"):
        await client.send(PERSON)


@pytest.mark.parametrize(
    ("error", "words", "cost"),
    [
        (httpx.ConnectError, f"No connection to {HOST}, so nothing was charged", False),
        (httpx.ConnectTimeout, f"No connection to {HOST}, so nothing was charged", False),
        (httpx.PoolTimeout, f"No connection to {HOST}, so nothing was charged", False),
        (httpx.ProxyError, f"No connection to {HOST}, so nothing was charged", False),
        (httpx.LocalProtocolError, f"No connection to {HOST}, so nothing was charged", False),
        (httpx.UnsupportedProtocol, f"No connection to {HOST}, so nothing was charged", False),
        (httpx.ReadTimeout, f"{HOST} did not answer in time", True),
        (httpx.WriteTimeout, f"{HOST} did not answer in time", True),
        (httpx.ReadError, f"The connection to {HOST} broke before the answer was complete", True),
        (httpx.RemoteProtocolError,
         f"The connection to {HOST} broke before the answer was complete", True),
    ],
)  # fmt: skip
async def test_a_failed_request_is_free_only_if_it_never_left(
    error: type[httpx.RequestError], words: str, cost: bool
) -> None:
    client, requests = client_of(failing(error))
    with pytest.raises(errors.NetworkError) as failed:
        await client.send(PERSON)
    assert (failed.value.message, failed.value.endpoint) == (words, "person")
    assert failed.value.may_have_cost is cost
    assert len(requests) == 1
    free, _ = client_of(failing(error))
    with pytest.raises(errors.NetworkError) as failed:
        await free.send(BALANCES)
    assert not failed.value.may_have_cost


@pytest.mark.parametrize("status", [300, 301, 302, 399])
async def test_a_redirect_is_not_followed(status: int) -> None:
    client, requests = client_of(answering(b"", status, location="https://evil.example/"))
    with pytest.raises(errors.RedirectRefused) as refused:
        await client.send(PERSON)
    assert refused.value.status == status
    assert len(requests) == 1
    client, _ = client_of(answering(b"", status, location="https://[half"))
    with pytest.raises(errors.RedirectRefused):
        await client.send(PERSON)


async def test_a_status_below_300_is_an_answer() -> None:
    client, _ = client_of(answering(b"{}", 299))
    assert (await client.send(PERSON)).status == 299


@pytest.mark.parametrize(
    ("length", "status", "hidden"),
    [(7, 400, False), (8, 400, True), (15, 400, True), (15, 200, False), (15, 299, False),
     (16, 200, True), (16, 299, True), (8, 300, True)],
)  # fmt: skip
async def test_a_short_key_is_hidden_in_errors_alone(
    length: int, status: int, hidden: bool
) -> None:
    key = "K7" * 8
    key = key[:length]
    client = keyed(key, answering(f'{{"message": "no {key} x"}}'.encode(), status))
    try:
        shown = (await client.send(PERSON)).body.decode()
    except errors.LixError as error:
        shown = error.sentence
    assert (key not in shown) is hidden
    assert ("no [key] x" in shown) is hidden


@pytest.mark.parametrize(
    ("body", "masked"),
    [
        (b"secret/key", b"[key]"),
        (b"secret\\/key", b"[key]"),
        (b"x secret/key secret/key", b"x [key] [key]"),
        (b"secret/ke", b"secret/ke"),
        (b"\xe2\x82\xacsecret\xe2\x80\x8b/key", b"\xe2\x82\xac[key]"),
        (b"\xe2\x82\xac\\u0073ecret/key", b"\xe2\x82\xac[key]"),
        (b"\\u0073ecret\\u002Fkey", b"[key]"),
        (b"\xe2\x82\xac \\n secret key", b"\xe2\x82\xac \\n secret key"),
        (b"abcd\0secret/key", b"abcd\0[key]"),
    ],
)
def test_the_key_alone_is_taken_out(body: bytes, masked: bytes) -> None:
    assert KeyMask(Key("secret/key")).without_key(body, SHORTEST) == masked


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
@pytest.mark.parametrize("letter", ["ë", "\U0001f600", "\ud800"])
def test_a_wide_body_becomes_utf_8_without_the_key(encoding: str, letter: str) -> None:
    body = f'{{"name": "{letter} secret/key"}}'.encode(encoding, "surrogatepass")
    masked = KeyMask(Key("secret/key")).without_key(body, SHORTEST)
    assert masked == f'{{"name": "{letter} [key]"}}'.encode("utf-8", "surrogatepass")
    shown = errors.error_from("person", 500, {}, masked.replace(b"name", b"message"))
    assert shown.message.endswith("[key])")


@pytest.mark.parametrize(
    ("api_url", "lookc_url", "named"),
    [("http://a.example", LOOKC, "api_url"), (API, "http://a.example", "lookc_url")],
)
def test_an_insecure_address_is_named(api_url: str, lookc_url: str, named: str) -> None:
    with pytest.raises(errors.InsecureUrl) as refused:
        Client(key=Key("k"), limiter=Limiter(0), api_url=api_url, lookc_url=lookc_url)
    assert named in refused.value.message
    assert "the settings" in refused.value.message


async def test_refusals_before_sending_name_the_endpoint() -> None:
    unsendable, client = keyed("two words", answering()), keyed("k", answering())
    with pytest.raises(errors.KeyRefused, match="has a space or another character") as refused:
        await unsendable.send(PERSON)
    assert refused.value.endpoint == "person"
    with pytest.raises(errors.ParamsInvalid) as invalid:
        await client.send(ApiRequest("person"))
    assert invalid.value.endpoint == "person"
    with pytest.raises(errors.RequestTooLong) as long:
        await client.send(ApiRequest("email", {"url": "x" * 70_000}))
    assert long.value.endpoint == "email"


def test_urls_that_say_who_is_looked_up_go_to_no_log() -> None:
    names: Sequence[str] = ("httpx", "httpcore")
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    keyed("k", answering())
    assert [logging.getLogger(name).level for name in names] == [logging.WARNING] * 2


async def test_each_request_waits_in_its_lane() -> None:
    time = FakeTime()
    limiter = Limiter(3, clock=time.clock, sleep=time.sleep)
    client, _ = client_of(answering(), limiter=limiter)
    await client.send(BALANCES)
    tasks = [asyncio.create_task(client.send(BALANCES, lane=Lane.BACKGROUND))]
    await time.settle()
    assert (limiter.waiting(Lane.INTERACTIVE), limiter.waiting(Lane.BACKGROUND)) == (0, 1)
    tasks.append(asyncio.create_task(client.send(BALANCES)))
    await time.settle()
    assert (limiter.waiting(Lane.INTERACTIVE), limiter.waiting(Lane.BACKGROUND)) == (1, 1)
    for task in tasks:
        task.cancel()


@pytest.mark.parametrize(("longer", "method"), [(0, "GET"), (1, "POST")])
async def test_a_url_of_the_longest_size_is_no_form(longer: int, method: str) -> None:
    client, requests = client_of(answering())
    await client.send(ApiRequest("sales_search", {"url": "u"}))
    room = MAX_URL - len(str(requests[0].url)) + 1 + longer
    await client.send(ApiRequest("sales_search", {"url": "u" * room}))
    assert requests[1].method == method


async def test_what_cannot_be_encoded_is_replaced() -> None:
    client, requests = client_of(answering())
    await client.send(ApiRequest("person", {"profile_link": "a\ud800/b c"}))
    assert requests[0].url.query == b"profile_link=a%3F%2Fb%20c"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (ApiRequest("person"), "person needs profile_link"),
        (ApiRequest("person", {"profile_link": "p", "x": 1}), "person doesn't accept x"),
        (ApiRequest("person_ids"),
         "person_ids needs exactly one of sales_nav_id, li_flagship_id, lix_id"),
        (ApiRequest("person", {"profile_link": "p"}, {}), "person doesn't accept a body"),
        (ApiRequest("recruiter_search"), "recruiter_search needs skills in its body"),
        (ApiRequest("recruiter_search", {}, {"start": 0}),
         "recruiter_search needs skills in its body"),
        (ApiRequest("recruiter_search", {}, {"skills": [1], "q": 2}),
         "recruiter_search doesn't accept q in its body"),
    ],
)  # fmt: skip
def test_a_bad_request_is_named_in_words(request_: ApiRequest, words: str) -> None:
    with pytest.raises(errors.ParamsInvalid) as refused:
        request_.check()
    assert refused.value.message == words
