"""Requests as they go out, and what comes of the answers."""

import json
from hashlib import sha256
from urllib.parse import parse_qs, unquote

import httpx
import pytest

from lix_tui.api import errors
from lix_tui.api.api_request import LONGEST_URL, ApiRequest
from lix_tui.api.client import Client
from lix_tui.api.decoders import decode_as
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import KeyRefused
from lix_tui.api.limiter import Lane, Limiter
from lix_tui.api.models.account import Balances
from lix_tui.settings.key import Key
from lix_tui.settings.key_header import KeyHeader
from tests.api.function_transport import BALANCES, PERSON
from tests.conftest import Served

from .function_transport import API, CANARY, LOOKC, answering, client_of

SKILL = {
    "text": "Machine Learning",
    "entity": "urn:li:ts_skill:3289",
    "negated": False,
    "required": False,
    "selected": True,
}
PEOPLE_URL = "https://www.linkedin.com/search/results/people/?keywords=a b&origin=X&sid=%40%2Co"


LINK = "https://www.linkedin.com/in/dana-example"
SALES_URL = "https://www.linkedin.com/sales/search/people?query="
RECRUITER = ApiRequest("recruiter_search", {"sequence_id": "s"}, {"skills": [SKILL], "start": 25})
SKILL_FACET = ApiRequest("recruiter_facet", {"query": "java", "type": "skill", "q": "skill"})
THREAD = "2-YjA4ZmM5ZGEtZjE5Nw=="
ORG_ID = "b3JnOjE="
IN_PATH = ("thread_id", "org_id")
EVERYTHING = (
    BALANCES,
    ApiRequest("daily_allowance"),
    ApiRequest("linkedin_accounts", {"page": 1}),
    ApiRequest("linkedin_account", {"viewer_id": "dana-example"}),
    ApiRequest("connections_remaining", {"viewer_id": "dana-example"}),
    ApiRequest("connections", {"viewer_id": "dana-example", "count": 1000, "start": 0}),
    ApiRequest("conversations", {"viewer_id": "dana-example", "sequence_id": "s", "count": 20}),
    ApiRequest("messages", {"viewer_id": "dana-example", "conversation_id": THREAD}),
    ApiRequest("sales_threads", {"viewer_id": "dana-example", "filter": "INBOX"}),
    ApiRequest("sales_thread", {"thread_id": THREAD, "viewer_id": "dana-example"}),
    ApiRequest("person_ids", {"li_flagship_id": "dana-example", "lix_id": None}),
    ApiRequest("organisation_ids", {"sales_nav_id": "1337"}),
    ApiRequest("job", {"job_id": "3556453411", "viewer_id": "v"}),
    ApiRequest("post", {"post_urn": "urn:li:activity:7019605025920286720"}),
    ApiRequest("post_comments", {"post_urn": "urn:li:activity:7", "start": 10}),
    ApiRequest("post_reactions", {"post_urn": "urn:li:activity:7", "pagination_token": "a=="}),
    PERSON,
    ApiRequest("person_with_email", {"email": "dana@example.com", "viewer_id": "v"}),
    ApiRequest("person_extended", {"profile_link": LINK}),
    ApiRequest("activity_posts", {"profile_link": LINK, "start": 0, "viewer_id": "v"}),
    ApiRequest("activity_comments", {"profile_link": LINK, "start": 25}),
    ApiRequest("activity_reactions", {"profile_link": LINK, "start": 0}),
    ApiRequest("person_employment", {"profile_link": LINK, "viewer_id": "v"}),
    ApiRequest("organisation", {"linkedin_url": "https://linkedin.com/company/lix"}),
    ApiRequest("organisations_by_website", {"website": "acme.com"}),
    ApiRequest("followers", {"profile_link": LINK, "viewer_id": "v", "start": 0, "count": 100}),
    ApiRequest("employees", {"org_id": ORG_ID, "after": "a=="}),
    ApiRequest("people_search", {"url": PEOPLE_URL, "sequence_id": "s"}),
    ApiRequest("jobs_search", {"url": "https://www.linkedin.com/jobs/search/?keywords=lix"}),
    ApiRequest("hirers", {"job_id": "3556453411"}),
    ApiRequest("posts_search", {"url": "https://x.example/", "start": 0}),
    ApiRequest("orgs_search", {"url": "https://www.linkedin.com/search/results/companies/"}),
    ApiRequest("sales_search", {"url": f"{SALES_URL}(keywords:lix)"}),
    ApiRequest(
        "accounts_search",
        {"url": "https://www.linkedin.com/sales/search/company?query=(keywords:lix)"},
    ),
    ApiRequest("lead_list", {"list_id": "7028381904637284352", "viewer_id": "v", "page": 1}),
    ApiRequest("account_list", {"list_id": "7028381904637284353", "viewer_id": "v", "page": 2}),
    ApiRequest("sales_facet", {"query": "eng", "type": "TITLE", "count": 100, "start": 0}),
    RECRUITER,
    SKILL_FACET,
    ApiRequest("person_by_email", {"email": "dana@example.com"}),
    ApiRequest("lookc_request", {"request_id": "1234-f197"}),
    ApiRequest("email", {"url": LINK}),
)
"""A request of every endpoint, in the order of the table."""


async def test_every_endpoint_is_asked_at_its_host_and_path() -> None:
    client, requests = client_of(answering())
    for request in EVERYTHING:
        await client.send(request)
    asked = [(str(request.url.host), request.url.path) for request in requests]
    hosts = {"api": "api.lix-it.com", "lookc": "api.lookc.io"}
    assert asked == [
        (hosts[entry.host], entry.paths[0].format(thread_id=THREAD, org_id=ORG_ID))
        for entry in ENDPOINTS.values()
    ]
    assert {request.method for request in requests} == {"GET"}
    queries = [
        {name: value for name, value in one.sent_params.items() if name not in IN_PATH}
        for one in EVERYTHING
    ]
    assert [dict(sent.url.params) for sent in requests] == queries


@pytest.mark.parametrize("id_", [THREAD, "a/b?c#d", "../..", "ä %"])
async def test_a_parameter_in_the_path_is_encoded(id_: str) -> None:
    client, requests = client_of(answering())
    await client.send(ApiRequest("sales_thread", {"thread_id": id_, "viewer_id": "v"}))
    head, _, last = requests[0].url.raw_path.decode().partition("?")[0].rpartition("/")
    assert head == "/v1/li/sales/messages/threads"
    assert unquote(last) == id_
    assert "=" not in last


async def test_the_key_is_in_the_header_raw_and_nowhere_else() -> None:
    client, requests = client_of(answering())
    for one in EVERYTHING:
        await client.send(one)
    for request in requests:
        assert request.headers["Authorization"] == CANARY
        assert CANARY not in str(request.url)
        assert CANARY.encode() not in request.content
        assert request.headers["Content-Type"] == "application/json"


async def test_urls_are_fully_encoded() -> None:
    client, requests = client_of(answering())
    await client.send(ApiRequest("people_search", {"url": PEOPLE_URL}))
    query = requests[0].url.query.decode()
    assert query == (
        "url=https%3A%2F%2Fwww.linkedin.com%2Fsearch%2Fresults%2Fpeople%2F%3Fkeywords%3Da%20b"
        "%26origin%3DX%26sid%3D%2540%252Co"
    )
    assert parse_qs(query) == {"url": [PEOPLE_URL]}


async def test_recruiter_sends_json_with_get() -> None:
    client, requests = client_of(answering())
    await client.send(RECRUITER)
    assert json.loads(requests[0].content) == {"skills": [SKILL], "start": 25}
    assert requests[0].url.params["sequence_id"] == "s"


async def test_a_long_lead_search_travels_in_a_form() -> None:
    client, requests = client_of(answering())
    url = "https://www.linkedin.com/sales/search/people?query=(keywords:" + "é(" * 1000 + ")"
    await client.send(ApiRequest("sales_search", {"url": url, "sequence_id": "s"}))
    assert requests[0].method == "POST"
    assert requests[0].url.query == b""
    assert requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(requests[0].content.decode()) == {"url": [url], "sequence_id": ["s"]}
    await client.send(ApiRequest("people_search", {"url": url}))
    assert requests[1].method == "GET"


@pytest.mark.parametrize(
    ("endpoint", "params", "body", "problem"),
    [
        ("person", {}, None, "person needs profile_link"),
        ("person", {"profile_link": ""}, None, "person needs profile_link"),
        ("people_search", {"url": "u", "keywords": "x"}, None, "doesn't accept keywords"),
        ("people_search", {"url": "u", "start": 0}, None, "doesn't accept start"),
        ("person_ids", {}, None, "needs exactly one of"),
        ("person_ids", {"lix_id": "1", "sales_nav_id": "2"}, None, "needs exactly one of"),
        ("posts_search", {"url": "u"}, None, "needs start"),
        ("person", {"profile_link": "p"}, {"a": 1}, "doesn't accept a body"),
        ("recruiter_search", {}, None, "needs skills in its body"),
        ("recruiter_search", {}, {"skills": []}, "needs skills in its body"),
        ("recruiter_search", {}, {"skills": [SKILL], "q": 1}, "doesn't accept q in its body"),
    ],
)
async def test_a_bad_request_takes_no_slot(
    endpoint: str, params: dict[str, str | int], body: dict[str, object] | None, problem: str
) -> None:
    limiter = Limiter(3)
    client, requests = client_of(answering(), limiter=limiter)
    with pytest.raises(errors.ParamsInvalid, match=problem) as caught:
        await client.send(ApiRequest(endpoint, params, body))
    assert caught.value.exit_status == 2
    assert not requests
    assert limiter.next_slot_in() == 0


async def test_the_ledger_writes_after_the_slot_and_before_the_request() -> None:
    limiter = Limiter(3)
    client, requests = client_of(answering(), limiter=limiter)
    seen: list[tuple[int, bool]] = []

    async def before_send() -> None:
        seen.append((len(requests), limiter.next_slot_in() > 2.9))

    await client.send(BALANCES, lane=Lane.BACKGROUND, before_send=before_send)
    assert seen == [(0, True)]
    assert len(requests) == 1


async def test_nothing_is_sent_when_the_ledger_cannot_write() -> None:
    client, requests = client_of(answering())

    async def before_send() -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await client.send(BALANCES, before_send=before_send)
    assert not requests


async def test_a_reply_is_the_bytes_and_their_model() -> None:
    client, _ = client_of(answering(b'{"emailBalance":10}'))
    reply = await client.send(BALANCES)
    assert (reply.endpoint, reply.status, reply.body) == ("balances", 200, b'{"emailBalance":10}')
    assert decode_as(Balances, reply.endpoint, reply.body).pools == {"email": 10}
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

    await client.send(SKILL_FACET, before_send=before_send)
    assert [request.url.path for request in requests] == list(ENDPOINTS["recruiter_facet"].paths)
    assert slots == 2
    await client.send(SKILL_FACET)
    assert len(requests) == 3


async def test_no_other_error_is_sent_again() -> None:
    for status, content in ((404, b'{"error":{"type":"not_found"}}'), (500, b""), (429, b"")):
        client, requests = client_of(answering(content, status))
        with pytest.raises(errors.LixError):
            await client.send(SKILL_FACET)
        assert len(requests) == 1
    client, requests = client_of(answering(UNKNOWN_ROUTE, 404))
    with pytest.raises(errors.UnknownRoute):
        await client.send(SKILL_FACET)
    assert len(requests) == 2


async def test_a_429_holds_the_next_request_back() -> None:
    limiter = Limiter(3)
    client, _ = client_of(answering(b"", 429, retry_after="20"), limiter=limiter)
    with pytest.raises(errors.RateLimited) as caught:
        await client.send(BALANCES)
    assert caught.value.retry_after == 20
    assert limiter.next_slot_in() == pytest.approx(20, abs=0.5)


async def test_the_daily_limit_does_not_hold_free_requests_back() -> None:
    limiter = Limiter(3)
    daily = b'{"error":{"type":"daily_limit"}}'
    client, _ = client_of(answering(daily, 429, retry_after="20000"), limiter=limiter)
    with pytest.raises(errors.DailyLimit):
        await client.send(PERSON)
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
        Client(
            key=Key(CANARY),
            limiter=Limiter(0),
            api_url=urls["api_url"],
            lookc_url=urls["lookc_url"],
        )


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://[::1]:1", "http://localhost/x/"])
async def test_this_machine_may_be_plain_http(url: str) -> None:
    client = Client(key=Key(CANARY), limiter=Limiter(0), api_url=url, lookc_url=url)
    await client.aclose()


async def test_a_key_that_cannot_be_a_header_is_not_sent() -> None:
    client = Client(
        key=Key("new\nline"),
        api_url=API,
        lookc_url=LOOKC,
        limiter=Limiter(0),
        transport=httpx.MockTransport(answering()),
    )
    with pytest.raises(errors.KeyRefused):
        await client.send(BALANCES)


@pytest.mark.parametrize("key", ["canary-key", "Bearer canary-key", "X-Api-Key: canary-key"])
@pytest.mark.parametrize("setting", [None, "raw", "bearer", "x-api-key"])
async def test_every_header_reaches_the_same_account(
    sandbox: Served, key: str, setting: KeyHeader | None
) -> None:
    client = Client(
        key=Key(key),
        limiter=Limiter(0),
        key_header=setting,
        api_url=sandbox.url,
        lookc_url=sandbox.url,
    )
    try:
        await client.send(BALANCES)
    finally:
        await client.aclose()
    (sent,) = sandbox.requests()
    assert sent["key_hash"] == sha256(b"canary-key").hexdigest()[:12]


async def test_a_refused_key_names_the_setting_that_says_how_it_is_sent() -> None:
    client, requests = client_of(lambda _: httpx.Response(401))
    with pytest.raises(KeyRefused) as refused:
        await client.send(BALANCES)
    assert "key_header" in refused.value.sentence
    assert len(requests) == 1, "nothing is sent again"


@pytest.mark.parametrize("key", ["canary-key-1f2e3d", "Bearer canary-key-1f2e3d"])
async def test_a_key_that_a_server_repeats_is_hidden_however_it_is_written(key: str) -> None:
    body = b'{"error": {"message": "no such key: canary-key-1f2e3d"}}'
    transport = httpx.MockTransport(lambda _: httpx.Response(401, content=body))
    client = Client(
        key=Key(key), api_url=API, lookc_url=API, limiter=Limiter(0), transport=transport
    )
    with pytest.raises(KeyRefused) as refused:
        await client.send(BALANCES)
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

    with pytest.raises(errors.RequestTooLong, match="more than the limit of 65,536") as refused:
        await client.send(ApiRequest(endpoint, params, body), before_send=before_send)
    assert (refused.value.exit_status, refused.value.may_have_cost) == (2, False)
    assert (requests, written) == ([], [])
    assert LONG[:100] not in str(refused.value)
    if body is None:
        with pytest.raises(errors.RequestTooLong):
            client.check(ApiRequest(endpoint, params))


async def test_the_longest_url_that_is_accepted_is_sent() -> None:
    client, requests = client_of(answering())
    await client.send(ApiRequest("person_by_email", {"email": "a"}))
    fits = LONGEST_URL - len(str(requests[0].url)) + 1
    await client.send(ApiRequest("person_by_email", {"email": "a" * fits}))
    assert len(str(requests[-1].url)) == LONGEST_URL
    with pytest.raises(errors.RequestTooLong):
        await client.send(ApiRequest("person_by_email", {"email": "a" * (fits + 1)}))
    assert len(requests) == 2


async def test_a_long_lead_search_still_travels_in_a_form() -> None:
    client, requests = client_of(answering())
    await client.send(ApiRequest("sales_search", {"url": f"{SALES_URL}{LONG}"}))
    assert requests[0].method == "POST"
