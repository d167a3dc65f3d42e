from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from lix_tui.sandbox.endpoints import ENDPOINTS
from lix_tui.sandbox.world.world import World

from .conftest import SEARCHES, URLS, Api

BALANCES = "/v1/account/balances"
ALLOWANCE = "/v1/account/allowances/daily"


async def test_balances_and_allowance(api: Api) -> None:
    body = (await api.get(BALANCES)).json()
    assert body == {"emailBalance": 500, "linkedInBalance": 50_000, "lookcBalance": 2000}
    body = (await api.get(ALLOWANCE)).json()
    assert body["requestsRemaining"] == 10_000
    assert body["refreshesAt"] % 86_400 == 0
    assert 0 < body["refreshesAt"] - api.sandbox.config.now.timestamp() <= 86_400


async def test_refresh_time_in_words(make_api: Callable[..., Api]) -> None:
    body = (await make_api(refreshes_at="iso").get(ALLOWANCE)).json()
    assert body["refreshesAt"] == "2026-11-03T00:00:00Z"


@pytest.mark.parametrize("header", [None, "", "bad-key", "Bearer bad-key", "bearer bad-key"])
async def test_refused_keys(api: Api, header: str | None) -> None:
    api.client.headers.pop("Authorization")
    headers = {} if header is None else {"Authorization": header}
    response = await api.client.get(BALANCES, headers=headers)
    assert response.status_code == 401
    assert "key" in response.json()["error"]["message"]


async def test_key_in_the_query_or_after_bearer_is_the_same_account(api: Api) -> None:
    await api.search("people", URLS["people"])
    api.client.headers.pop("Authorization")
    response = await api.get(BALANCES, api_key="canary-key")
    assert response.json()["linkedInBalance"] == 49_999
    response = await api.client.get(BALANCES, headers={"Authorization": "Bearer canary-key"})
    assert response.json()["linkedInBalance"] == 49_999
    response = await api.client.get(BALANCES, headers={"X-Api-Key": "canary-key"})
    assert response.json()["linkedInBalance"] == 49_999
    response = await api.client.get(BALANCES, headers={"Authorization": "other"})
    assert response.json()["linkedInBalance"] == 50_000


async def test_every_cost_adds_up(api: Api, world: World) -> None:
    job, post, item = world.jobs[0], world.posts[0], world.organisations[0]
    slug, email = world.slugs[0], world.emails[0]
    link = f"https://www.linkedin.com/in/{slug}"
    for kind, url in URLS.items():
        await api.search(kind, url)
    calls: list[tuple[str, dict[str, object]]] = [
        ("linkedin_accounts", {}),
        ("linkedin_account", {"viewer_id": "alfie-lambert"}),
        ("connections_remaining", {"viewer_id": "alfie-lambert"}),
        ("connections", {"viewer_id": "alfie-lambert"}),
        ("person_ids", {"li_flagship_id": slug}),
        ("organisation_ids", {"li_flagship_id": item.slug}),
        ("job", {"job_id": job.id}),
        ("post", {"post_urn": post.urn}),
        ("person", {"profile_link": link}),
        ("person_extended", {"profile_link": link}),
        ("person_employment", {"profile_link": link}),
        ("organisation", {"linkedin_url": item.link}),
        ("organisations_by_website", {"website": item.domain}),
        ("hirers", {"job_id": job.id}),
        ("lead_list", {"list_id": "7028381904637284352", "viewer_id": "alfie-lambert"}),
        ("account_list", {"list_id": "7028381904637284353", "viewer_id": "alfie-lambert"}),
        ("sales_facet", {"query": "a", "type": "TITLE"}),
        ("recruiter_facet", {"query": "java", "type": "skill"}),
        ("person_by_email", {"email": email}),
    ]
    for name, params in calls:
        response = await api.get(ENDPOINTS[name].paths[0], **params)
        assert response.status_code == 200, (name, response.text)
    body = {"skills": [{"text": "Python"}]}
    path = ENDPOINTS["recruiter_search"].paths[0]
    assert (await api.client.request("GET", path, json=body)).status_code == 200
    balances = (await api.get(BALANCES)).json()
    assert balances["linkedInBalance"] == 50_000 - 5 - 9 - 1
    assert balances["lookcBalance"] == 2000 - 5
    spent = sum(request.cost for request in api.sandbox.requests)
    assert spent == 20
    allowance = (await api.get(ALLOWANCE)).json()["requestsRemaining"]
    assert allowance == 10_000 - 20 - 2


async def test_errors_cost_nothing(api: Api) -> None:
    for params in ({"url": "https://x.test"}, {"url": URLS["people"], "viewer_id": "nobody"}, {}):
        assert (await api.get(SEARCHES["people"], **params)).status_code >= 400
    missing = await api.get("/v1/person", profile_link="https://www.linkedin.com/in/nobody-here")
    assert missing.status_code == 404
    assert missing.json()["error"]["type"] == "not_found"
    assert len(missing.json()["traceId"]) == 16
    assert (await api.get(BALANCES)).json()["linkedInBalance"] == 50_000


async def test_empty_pools(make_api: Callable[..., Api], world: World) -> None:
    api = make_api(standard_credits=1, email_credits=0)
    await api.search("people", URLS["people"])
    response = await api.get(SEARCHES["people"], url=URLS["people"])
    assert response.status_code == 402
    facet = await api.get("/v1/search/sales/facet", query="a", type="TITLE")
    assert facet.status_code == 402
    link = f"https://www.linkedin.com/in/{world.slugs[0]}"
    assert (await api.get("/v1/contact/email/by-linkedin", url=link)).status_code == 402
    assert (await api.get("/v1/person/ids", li_flagship_id=world.slugs[0])).status_code == 200


async def test_daily_limit_and_the_next_day(make_api: Callable[..., Api]) -> None:
    api = make_api(daily_requests=2)
    for _ in range(2):
        await api.search("people", URLS["people"])
    response = await api.get(SEARCHES["people"], url=URLS["people"])
    assert response.status_code == 429
    assert response.json()["error"]["type"] == "daily_limit"
    assert (await api.get(ALLOWANCE)).json()["requestsRemaining"] == 0
    api.clock.seconds += 86_400
    await api.search("people", URLS["people"])


@pytest.mark.parametrize("retry_after", [False, True])
async def test_one_request_in_an_interval(make_api: Callable[..., Api], retry_after: bool) -> None:
    api = make_api(interval=3.0, retry_after=retry_after)
    assert (await api.get(BALANCES)).status_code == 200
    api.clock.seconds += 2.0
    early = await api.get(BALANCES)
    assert early.status_code == 429
    assert early.json()["error"]["type"] == "rate_limit"
    assert early.headers.get("Retry-After") == ("1" if retry_after else None)
    other = await api.client.get(BALANCES, headers={"Authorization": "other"})
    assert other.status_code == 200
    api.clock.seconds += 1.0
    assert (await api.get(BALANCES)).status_code == 200


async def test_the_log_has_everything_but_the_key(
    make_api: Callable[..., Api], tmp_path: Path
) -> None:
    file = tmp_path / "requests.jsonl"
    api = make_api(log_file=file)
    await api.search("people", URLS["people"], sequence_id="s")
    await api.get("/v1/nowhere", api_key="canary-key")
    shown = (await api.client.get("/_sandbox/requests")).json()
    assert [item["status"] for item in shown] == [200, 404]
    assert shown[0]["params"] == {"url": URLS["people"], "sequence_id": "s"}
    assert (shown[0]["cost"], shown[0]["pool"]) == (1, "standard")
    assert shown[1]["error"] == "unknown_route"
    assert "canary" not in file.read_text() + str(shown)
    assert len(file.read_text().splitlines()) == 2
    assert file.stat().st_mode & 0o777 == 0o600
    accounts = (await api.client.get("/_sandbox/accounts")).json()
    assert accounts[0]["linkedInBalance"] == 49_999
    assert accounts[0]["keyHash"] == shown[0]["key_hash"]


async def test_the_last_credit_is_spent_once(make_api: Callable[..., Api]) -> None:
    api = make_api(standard_credits=1)
    asked = [api.get(SEARCHES["people"], url=URLS["people"]) for _ in range(5)]
    statuses = sorted(response.status_code for response in await asyncio.gather(*asked))
    assert statuses == [200, 402, 402, 402, 402]
    assert (await api.get(BALANCES)).json()["linkedInBalance"] == 0


async def test_a_client_that_goes_away_has_paid(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived, over, sleep = asyncio.Event(), asyncio.Event(), asyncio.sleep

    async def latency(_: float) -> None:
        arrived.set()
        await over.wait()

    api = make_api(latency=9.0)
    with monkeypatch.context() as patch:
        patch.setattr("lix_tui.sandbox.server.asyncio.sleep", latency)
        asking = asyncio.create_task(api.get(SEARCHES["people"], url=URLS["people"]))
        await arrived.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not api.sandbox.requests
    over.set()
    while not api.sandbox.requests:
        await sleep(0)
    assert api.sandbox.requests[0].cost == 1
