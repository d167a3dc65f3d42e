from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

from .conftest import SEARCHES, URLS, Api

LISTS = {
    "people": "people",
    "jobs": "jobPostings",
    "posts": "posts",
    "orgs": "orgs",
    "sales": "people",
    "accounts": "organisations",
}


@pytest.mark.parametrize("kind", list(SEARCHES))
async def test_a_page(api: Api, kind: str) -> None:
    body = await api.search(kind, URLS[kind], sequence_id="abc")
    size = 25 if kind in ("sales", "accounts") else 10
    assert len(body[LISTS[kind]]) == size
    assert body["paging"]["count"] == size
    assert body["paging"]["start"] == 0
    assert body["meta"] == {"sequenceId": "abc"}


@pytest.mark.parametrize("kind", list(SEARCHES))
async def test_a_link_of_another_kind_is_refused(api: Api, kind: str) -> None:
    for other, url in URLS.items():
        response = await api.get(SEARCHES[kind], url=url)
        assert response.status_code == (200 if other == kind else 400)
    response = await api.get(SEARCHES[kind], url="https://example.com/")
    assert response.json()["error"]["type"] == "params_invalid"


async def walk(api: Api, kind: str, pages: int, sequence: str | None) -> list[str]:
    seen = []
    extra = {"sequence_id": sequence} if sequence else {}
    for page in range(1, pages + 1):
        url = URLS[kind] + (
            f"&page={page}" if kind in ("people", "orgs", "sales", "accounts") else ""
        )
        url += f"&start={(page - 1) * 10}" if kind == "jobs" else ""
        start = {"start": (page - 1) * 10} if kind == "posts" else {}
        body = await api.search(kind, url, **extra, **start)
        seen += [json.dumps(item) for item in body.get(LISTS[kind], [])]
    return seen


@pytest.mark.parametrize("kind", list(SEARCHES))
async def test_one_sequence_has_one_order(api: Api, kind: str) -> None:
    first = await walk(api, kind, 5, "one")
    assert first == await walk(api, kind, 5, "one")
    assert len(set(first)) == len(first)
    assert first != await walk(api, kind, 5, "two")


@pytest.mark.parametrize("kind", ["people", "sales", "posts"])
async def test_pages_without_a_sequence_shift_and_repeat(api: Api, kind: str) -> None:
    seen = await walk(api, kind, 8, None)
    assert len(set(seen)) < len(seen)


async def test_the_returned_sequence_goes_on_where_the_page_ended(api: Api) -> None:
    first = await api.search("people", URLS["people"])
    sequence = first["meta"]["sequenceId"]
    again = await api.search("people", URLS["people"], sequence_id=sequence)
    assert again == first


async def test_what_else_is_asked_does_not_change_the_order_of_a_search(
    make_api: Callable[..., Api],
) -> None:
    quiet, busy = make_api(), make_api()
    await busy.get("/v1/account/balances")
    await busy.get("/v1/nowhere")
    assert await busy.search("people", URLS["people"]) == await quiet.search(
        "people", URLS["people"]
    )
    one, two = [(await quiet.search("people", URLS["people"]))["meta"] for _ in range(2)]
    assert one != two


async def test_a_viewer_needs_no_sequence(api: Api) -> None:
    pages = [
        await api.search("people", f"{URLS['people']}&page={page}", viewer_id="alfie-lambert")
        for page in (1, 2, 3)
    ]
    seen = [json.dumps(item) for page in pages for item in page["people"]]
    assert len(set(seen)) == 30


async def test_viewers(api: Api, world: World) -> None:
    person = world.people[0]
    for viewer in (world.slug(person), token("sales", person.member)):
        await api.search("people", URLS["people"], viewer_id=viewer)
    response = await api.get(SEARCHES["people"], url=URLS["people"], viewer_id="nobody")
    assert response.status_code == 407
    assert response.json()["error"]["type"] == "viewer_invalid"


async def test_ceilings(api: Api) -> None:
    url = "https://www.linkedin.com/search/results/people/?keywords="
    last = await api.search("people", f"{url}&page=100", sequence_id="s")
    assert last["paging"] == {"count": 10, "start": 990, "total": 1000}
    beyond = await api.search("people", f"{url}&page=101", sequence_id="s")
    assert beyond["paging"] == {"count": 0, "start": 1000, "total": 1000}
    assert beyond["people"] == []
    sales = await api.search("sales", f"{URLS['sales']}&page=101")
    assert sales["paging"] == {"count": 0, "start": 2500, "total": 2500}


async def test_a_short_last_page_ends_at_the_total(api: Api, world: World) -> None:
    total = len(world.organisations)
    body = await api.search("orgs", f"{URLS['orgs']}&page={total // 10 + 1}", sequence_id="s")
    assert body["paging"]["total"] == total
    assert body["paging"]["count"] == total % 10


async def test_every_result_is_reached_once(api: Api) -> None:
    url = "https://www.linkedin.com/search/results/people/?keywords=nurse"
    first = await api.search("people", url, sequence_id="s")
    total = first["paging"]["total"]
    seen = []
    for page in range(1, total // 10 + 2):
        body = await api.search("people", f"{url}&page={page}", sequence_id="s")
        seen += [json.dumps(item) for item in body.get("people", [])]
    assert len(seen) == total
    named = [text for text in seen if "LinkedIn Member" not in text]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("kind", list(SEARCHES))
async def test_envelopes(make_api: Callable[..., Api], kind: str) -> None:
    older = {"people": "people", "jobs": "people", "posts": "posts", "orgs": "posts"}
    docs = await make_api(envelope="docs").search(kind, URLS[kind])
    assert docs["searchResponse"][older.get(kind, "people")]
    assert docs["searchResponse"]["paging"]["total"]
    response = await make_api(envelope="response").search(kind, URLS[kind])
    assert response["response"][LISTS[kind]]
    raw = await make_api(envelope="raw").search(kind, URLS[kind])
    if kind == "people":
        items = raw["response"]["elements"][0]["items"]
        assert items[0]["itemUnion"]["entityResult"]["title"]["text"]
        assert raw["response"]["paging"]["count"] == len(items)
    elif kind == "accounts":
        items = raw["response"]["elements"]
        assert items[0]["entityUrn"].startswith("urn:li:fs_salesCompany:")
        assert raw["response"]["paging"]["count"] == len(items)
    else:
        assert raw[LISTS[kind]]
    for body in (docs, response, raw):
        assert body["meta"]["sequenceId"]


async def test_people_parameters(api: Api, world: World) -> None:
    url = "https://www.linkedin.com/search/results/people/?geoUrn=%5B%22101282230%22%5D&firstName=anja"
    body = await api.search("people", url)
    wanted = [
        person
        for person in world.people
        if person.area.country == "Germany" and person.first.ascii == "Anja"
    ]
    assert body["paging"]["total"] == len(wanted) > 0


async def test_job_parameters(api: Api, world: World) -> None:
    url = "https://www.linkedin.com/jobs/search/?keywords=&geoId=103644278&f_WT=2&f_E=2%2C3"
    body = await api.search("jobs", f"{url}&f_TPR=r2592000")
    wanted = [
        job
        for job in world.jobs
        if job.area.country == "United States"
        and job.workplace == 2
        and job.level in (2, 3)
        and job.posted <= 720
    ]
    assert body["paging"]["total"] == len(wanted) > 0
    newest = await api.search("jobs", "https://www.linkedin.com/jobs/search/?keywords=&sortBy=DD")
    days = [int(item["listedAt"]) // 86_400_000 for item in newest["jobPostings"]]
    assert max(days) - min(days) <= 3


async def test_posts_of_a_member_under_any_token(api: Api, world: World) -> None:
    author = next(post.person for post in world.posts if post.person)
    total = sum(post.person is author for post in world.posts)
    for product in ("linkedin", "sales"):
        member = quote(f'["{token(product, author.member)}"]')
        url = f"https://www.linkedin.com/search/results/content/?fromMember={member}"
        body = await api.search("posts", url)
        assert body["paging"]["total"] == total
        assert {item["person"]["name"] for item in body["posts"]} == {author.name}


async def test_post_dates_and_kinds(api: Api, world: World) -> None:
    url = "https://www.linkedin.com/search/results/content/?datePosted=%22past-week%22"
    body = await api.search("posts", f"{url}&contentType=%22photos%22")
    wanted = [post for post in world.posts if post.age <= 168 and post.kind == "photos"]
    assert body["paging"]["total"] == len(wanted) > 0


async def test_company_parameters(api: Api, world: World) -> None:
    url = "https://www.linkedin.com/search/results/companies/?companySize=%5B%22D%22%5D"
    body = await api.search("orgs", f"{url}&companyHqGeo=%5B%22103644278%22%5D")
    wanted = [
        item
        for item in world.organisations
        if item.size == "D" and item.area.country == "United States"
    ]
    assert body["paging"]["total"] == len(wanted) > 0


async def test_a_long_query_can_be_posted(api: Api) -> None:
    data = {"url": URLS["sales"], "sequence_id": "s"}
    posted = await api.client.post(SEARCHES["sales"], data=data)
    assert posted.json() == await api.search("sales", URLS["sales"], sequence_id="s")
    assert (await api.client.post(SEARCHES["people"], data=data)).status_code == 404


async def test_a_link_that_is_not_encoded_breaks_at_its_first_ampersand(api: Api) -> None:
    url = "https://www.linkedin.com/search/results/people/?keywords=nurse&page=2&origin=X"
    cut = await api.client.get(f"{SEARCHES['people']}?url={url}&sequence_id=s")
    whole = await api.search("people", url.split("&", maxsplit=1)[0], sequence_id="s")
    assert cut.json() == whole
    foreign = await api.get(SEARCHES["people"], url=URLS["people"], keywords="x")
    assert foreign.status_code == 400
    assert "keywords" in foreign.json()["error"]["message"]


async def test_a_broken_query_says_where(api: Api) -> None:
    url = "https://www.linkedin.com/sales/search/people?query=(filters%3AList((type%3AREGION"
    response = await api.get(SEARCHES["sales"], url=url)
    assert response.status_code == 400
    assert "character" in response.json()["error"]["message"]
