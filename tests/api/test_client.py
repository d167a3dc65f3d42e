"""Requests as they go out, and what comes of the answers."""

import json
from hashlib import sha256
from urllib.parse import parse_qs

import httpx
import pytest

from lix_tui.api import errors
from lix_tui.api.client import LixClient
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import KeyRefused
from lix_tui.api.http_request import LONGEST_URL
from lix_tui.api.limiter import Lane, Limiter
from lix_tui.api.models.account import Balances
from lix_tui.settings.key import Key
from lix_tui.settings.key_header import KeyHeader
from tests.conftest import Served

from .connecting import API, CANARY, LOOKC, answering, client_of

SKILL = {
    "text": "Machine Learning",
    "entity": "urn:li:ts_skill:3289",
    "negated": False,
    "required": False,
    "selected": True,
}
PEOPLE_URL = "https://www.linkedin.com/search/results/people/?keywords=a b&origin=X&sid=%40%2Co"


async def ask_everything(client: LixClient) -> None:
    """One request to every endpoint, by its own method."""
    await client.balances()
    await client.daily_allowance()
    await client.connections("dana-example")
    await client.person_ids(li_flagship_id="dana-example")
    await client.organisation_ids(sales_nav_id="1337")
    await client.job("3556453411", viewer_id="v")
    await client.post("urn:li:activity:7019605025920286720")
    await client.person("https://linkedin.com/in/dana-example")
    await client.organisation(linkedin_url="https://linkedin.com/company/lix")
    await client.people_search(PEOPLE_URL, sequence_id="s")
    await client.jobs_search("https://www.linkedin.com/jobs/search/?keywords=lix")
    await client.hirers("3556453411")
    await client.posts_search("https://www.linkedin.com/search/results/content/?keywords=lix")
    await client.orgs_search("https://www.linkedin.com/search/results/companies/?keywords=l")
    await client.sales_search("https://www.linkedin.com/sales/search/people?query=(keywords:lix)")
    await client.sales_facet("TITLE", "eng")
    await client.recruiter_search([SKILL], start=25)
    await client.recruiter_facet("Javascr")
    await client.person_by_email("dana@example.com")
    await client.lookc_request("1234-f197")
    await client.email("https://www.linkedin.com/in/dana-example")


async def test_every_endpoint_has_its_method() -> None:
    client, requests = client_of(answering())
    await ask_everything(client)
    asked = [(str(request.url.host), request.url.path) for request in requests]
    hosts = {"api": "api.lix-it.com", "lookc": "api.lookc.io"}
    assert asked == [(hosts[entry.host], entry.paths[0]) for entry in ENDPOINTS.values()]
    assert {request.method for request in requests} == {"GET"}


async def test_the_key_is_in_the_header_raw_and_nowhere_else() -> None:
    client, requests = client_of(answering())
    await ask_everything(client)
    for request in requests:
        assert request.headers["Authorization"] == CANARY
        assert CANARY not in str(request.url)
        assert CANARY.encode() not in request.content
        assert request.headers["Content-Type"] == "application/json"


async def test_urls_are_fully_encoded() -> None:
    client, requests = client_of(answering())
    await client.people_search(PEOPLE_URL)
    query = requests[0].url.query.decode()
    assert query == (
        "url=https%3A%2F%2Fwww.linkedin.com%2Fsearch%2Fresults%2Fpeople%2F%3Fkeywords%3Da%20b"
        "%26origin%3DX%26sid%3D%2540%252Co"
    )
    assert parse_qs(query) == {"url": [PEOPLE_URL]}


async def test_posts_always_say_where_they_start() -> None:
    client, requests = client_of(answering())
    await client.posts_search("https://x.example/")
    assert requests[0].url.params["start"] == "0"


async def test_recruiter_sends_json_with_get() -> None:
    client, requests = client_of(answering())
    await client.recruiter_search([SKILL], start=25, sequence_id="s")
    assert json.loads(requests[0].content) == {"skills": [SKILL], "start": 25}
    assert requests[0].url.params["sequence_id"] == "s"


async def test_a_long_lead_search_travels_in_a_form() -> None:
    client, requests = client_of(answering())
    url = "https://www.linkedin.com/sales/search/people?query=(keywords:" + "é(" * 1000 + ")"
    await client.sales_search(url, sequence_id="s")
    assert requests[0].method == "POST"
    assert requests[0].url.query == b""
    assert requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(requests[0].content.decode()) == {"url": [url], "sequence_id": ["s"]}
    await client.people_search(url)
    assert requests[1].method == "GET"


@pytest.mark.parametrize(
    ("endpoint", "params", "body", "problem"),
    [
        ("person", {}, None, "person needs profile_link"),
        ("person", {"profile_link": ""}, None, "person needs profile_link"),
        ("people_search", {"url": "u", "keywords": "x"}, None, "takes no keywords"),
        ("people_search", {"url": "u", "start": 0}, None, "takes no start"),
        ("person_ids", {}, None, "needs exactly one of"),
        ("person_ids", {"lix_id": "1", "sales_nav_id": "2"}, None, "needs exactly one of"),
        ("posts_search", {"url": "u"}, None, "needs start"),
        ("person", {"profile_link": "p"}, {"a": 1}, "takes no body"),
        ("recruiter_search", {}, None, "needs skills in its body"),
        ("recruiter_search", {}, {"skills": []}, "needs skills in its body"),
        ("recruiter_search", {}, {"skills": [SKILL], "q": 1}, "takes no q in its body"),
    ],
)
async def test_a_bad_request_takes_no_slot(
    endpoint: str, params: dict[str, str | int], body: dict[str, object] | None, problem: str
) -> None:
    limiter = Limiter(3)
    client, requests = client_of(answering(), limiter=limiter)
    with pytest.raises(errors.ParamsInvalid, match=problem) as caught:
        await client.send(endpoint, params, body=body)
    assert caught.value.exit_status == 2
    assert not requests
    assert limiter.next_slot_in() == 0


async def test_the_ledger_writes_after_the_slot_and_before_the_request() -> None:
    limiter = Limiter(3)
    client, requests = client_of(answering(), limiter=limiter)
    seen: list[tuple[int, bool]] = []

    async def before_send() -> None:
        seen.append((len(requests), limiter.next_slot_in() > 2.9))

    await client.balances(lane=Lane.BACKGROUND, before_send=before_send)
    assert seen == [(0, True)]
    assert len(requests) == 1


async def test_nothing_is_sent_when_the_ledger_cannot_write() -> None:
    client, requests = client_of(answering())

    async def before_send() -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await client.balances(before_send=before_send)
    assert not requests


async def test_a_reply_is_the_bytes_and_their_model() -> None:
    client, _ = client_of(answering(b'{"emailBalance":10}', retry_after="4"))
    reply = await client.balances()
    assert (reply.endpoint, reply.status, reply.body) == ("balances", 200, b'{"emailBalance":10}')
    assert reply.retry_after == 4
    assert isinstance(reply.value, Balances)
    assert reply.value.pools == {"email": 10}
    assert reply.elapsed >= 0
    assert "emailBalance" not in repr(reply)


UNKNOWN_ROUTE = b'{"error":{"type":"unknown_route"}}'


async def test_the_other_path_is_tried_where_the_first_is_unknown_and_then_kept() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        known = request.url.path == "/v1/search/recruiter/facet"
        return (
            httpx.Response(200, content=b"{}")
            if known
            else httpx.Response(404, content=UNKNOWN_ROUTE)
        )

    client, requests = client_of(answer)
    slots = 0

    async def before_send() -> None:
        nonlocal slots
        slots += 1

    await client.recruiter_facet("java", before_send=before_send)
    assert [request.url.path for request in requests] == list(ENDPOINTS["recruiter_facet"].paths)
    assert slots == 2
    await client.recruiter_facet("javas")
    assert len(requests) == 3


async def test_no_other_error_is_sent_again() -> None:
    for status, content in ((404, b'{"error":{"type":"not_found"}}'), (500, b""), (429, b"")):
        client, requests = client_of(answering(content, status))
        with pytest.raises(errors.LixError):
            await client.recruiter_facet("java")
        assert len(requests) == 1
    client, requests = client_of(answering(UNKNOWN_ROUTE, 404))
    with pytest.raises(errors.UnknownRoute):
        await client.recruiter_facet("java")
    assert len(requests) == 2


async def test_a_429_holds_the_next_request_back() -> None:
    limiter = Limiter(3)
    client, _ = client_of(answering(b"", 429, retry_after="20"), limiter=limiter)
    with pytest.raises(errors.RateLimited) as caught:
        await client.balances()
    assert caught.value.retry_after == 20
    assert limiter.next_slot_in() == pytest.approx(20, abs=0.5)


async def test_the_daily_limit_does_not_hold_free_requests_back() -> None:
    limiter = Limiter(3)
    daily = b'{"error":{"type":"daily_limit"}}'
    client, _ = client_of(answering(daily, 429, retry_after="20000"), limiter=limiter)
    with pytest.raises(errors.DailyLimit):
        await client.person("p")
    assert limiter.next_slot_in() < 4


@pytest.mark.parametrize(
    "url",
    [
        "http://api.lix-it.com",
        "http://10.0.0.1",
        "http://localhost.evil.example",
        "ftp://x",
        "nope",
    ],
)
@pytest.mark.parametrize("which", ["api_url", "lookc_url"])
def test_the_key_is_shown_to_nobody_on_the_way(url: str, which: str) -> None:
    urls = {"api_url": API, "lookc_url": LOOKC} | {which: url}
    with pytest.raises(errors.InsecureUrl):
        LixClient(
            key=Key(CANARY),
            limiter=Limiter(0),
            api_url=urls["api_url"],
            lookc_url=urls["lookc_url"],
        )


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://[::1]:1", "http://localhost/x/"])
async def test_this_machine_may_be_plain_http(url: str) -> None:
    client = LixClient(key=Key(CANARY), limiter=Limiter(0), api_url=url, lookc_url=url)
    await client.aclose()


async def test_a_key_that_cannot_be_a_header_is_not_sent() -> None:
    client = LixClient(
        key=Key("new\nline"),
        api_url=API,
        lookc_url=LOOKC,
        limiter=Limiter(0),
        transport=httpx.MockTransport(answering()),
    )
    with pytest.raises(errors.KeyRefused):
        await client.balances()


@pytest.mark.parametrize("key", ["canary-key", "Bearer canary-key", "X-Api-Key: canary-key"])
@pytest.mark.parametrize("setting", [None, "raw", "bearer", "x-api-key"])
async def test_every_header_reaches_the_same_account(
    sandbox: Served, key: str, setting: KeyHeader | None
) -> None:
    client = LixClient(
        key=Key(key),
        limiter=Limiter(0),
        key_header=setting,
        api_url=sandbox.url,
        lookc_url=sandbox.url,
    )
    try:
        await client.balances()
    finally:
        await client.aclose()
    (sent,) = sandbox.requests()
    assert sent["key_hash"] == sha256(b"canary-key").hexdigest()[:12]


async def test_a_refused_key_names_the_setting_that_says_how_it_is_sent() -> None:
    client, requests = client_of(lambda _: httpx.Response(401))
    with pytest.raises(KeyRefused) as refused:
        await client.balances()
    assert "key_header" in refused.value.sentence
    assert len(requests) == 1, "nothing is sent again"


@pytest.mark.parametrize("key", ["canary-key-1f2e3d", "Bearer canary-key-1f2e3d"])
async def test_a_key_that_a_server_repeats_is_hidden_however_it_is_written(key: str) -> None:
    body = b'{"error": {"message": "no such key: canary-key-1f2e3d"}}'
    transport = httpx.MockTransport(lambda _: httpx.Response(401, content=body))
    client = LixClient(
        key=Key(key), api_url=API, lookc_url=API, limiter=Limiter(0), transport=transport
    )
    with pytest.raises(KeyRefused) as refused:
        await client.balances()
    assert "canary" not in str(refused.value)


LONG = "a" * 70_000


@pytest.mark.parametrize(
    ("endpoint", "params", "body"),
    [
        ("person", {"profile_link": LONG}, None),
        ("person", {"profile_link": "https://linkedin.com/in/x", "viewer_id": LONG}, None),
        ("email", {"url": LONG}, None),
        ("person_ids", {"li_flagship_id": LONG}, None),
        ("connections", {"viewer_id": LONG, "count": 1000, "start": 0}, None),
        ("people_search", {"url": "https://www.linkedin.com/?keywords=" + "ü" * 12_000}, None),
        ("sales_facet", {"query": LONG, "type": "TITLE", "count": 100, "start": 0}, None),
        ("recruiter_facet", {"query": LONG, "type": "skill", "q": "skill"}, None),
        ("recruiter_search", {"sequence_id": LONG}, {"skills": [SKILL]}),
        ("person_by_email", {"email": LONG}, None),
        ("lookc_request", {"request_id": LONG}, None),
    ],
)
async def test_a_url_that_is_too_long_is_refused_before_anything_else(
    endpoint: str, params: dict[str, str | int | None], body: dict[str, object] | None
) -> None:
    client, requests = client_of(answering())
    written: list[None] = []

    async def before_send() -> None:
        written.append(None)

    with pytest.raises(errors.RequestTooLong, match="65,536 is the most") as refused:
        await client.send(endpoint, params, body=body, before_send=before_send)
    assert (refused.value.exit_status, refused.value.may_have_cost) == (2, False)
    assert (requests, written) == ([], [])
    assert LONG[:100] not in str(refused.value)
    if body is None:
        with pytest.raises(errors.RequestTooLong):
            client.check_params(endpoint, params)


async def test_the_longest_url_that_is_accepted_is_sent() -> None:
    client, requests = client_of(answering())
    await client.person_by_email("a")
    fits = LONGEST_URL - len(str(requests[0].url)) + 1
    await client.person_by_email("a" * fits)
    assert len(str(requests[-1].url)) == LONGEST_URL
    with pytest.raises(errors.RequestTooLong):
        await client.person_by_email("a" * (fits + 1))
    assert len(requests) == 2


async def test_a_long_lead_search_still_travels_in_a_form() -> None:
    client, requests = client_of(answering())
    await client.sales_search(f"https://www.linkedin.com/sales/search/people?query={LONG}")
    assert requests[0].method == "POST"
