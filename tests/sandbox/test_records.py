from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from urllib.parse import quote

import pytest

from lix_tui.linkedin.recognition import recognise
from lix_tui.sandbox.routes.contact import email_status
from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

from .conftest import Api


async def test_a_profile_by_every_link(api: Api, world: World) -> None:
    person = next(item for item in world.people if item.native and not world.slug(item).isascii())
    links = [
        f"https://www.linkedin.com/in/{quote(world.slug(person))}",
        f"https://linkedin.com/in/{world.slug(person)}/",
        f"https://www.linkedin.com/in/{token('linkedin', person.member)}",
        f"https://www.linkedin.com/sales/lead/{token('sales', person.member)},NAME_SEARCH,x",
        f"https://www.linkedin.com/talent/profile/{token('recruiter', person.member)}",
    ]
    bodies = [(await api.get("/v1/person", profile_link=link)).json() for link in links]
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["name"] == person.name
    assert world.person(recognise(bodies[0]["link"]).entity_id or "") is person


async def test_profiles_keep_the_habits_of_the_wire(api: Api, world: World) -> None:
    current = unknown = 0
    for slug in world.slugs[:60]:
        link = f"https://www.linkedin.com/in/{quote(slug)}"
        body = (await api.get("/v1/person", profile_link=link)).json()
        assert "" not in body.values()
        assert None not in body.values()
        for skill in body.get("skills", []):
            assert isinstance(skill.get("numOfEndorsement", "0"), str)
        for entry in body.get("experience", []):
            if entry["dateEnded"] == "Present" and entry["dateStarted"] != "0":
                assert entry["timePeriod"]["endedOn"] == {}
                current += 1
            unknown += entry["dateStarted"] == "0"
    assert current > 40
    assert unknown


async def test_person_by_email_address(api: Api, world: World) -> None:
    address = next(email for email in world.emails if email)
    body = (await api.get("/v1/person", email=address)).json()
    assert body["name"] == world.people_by_email[address].name


@pytest.mark.parametrize("old", [False, True])
async def test_ids_lead_to_each_other(
    make_api: Callable[..., Api], world: World, old: bool
) -> None:
    api = make_api(ids="old" if old else "new")
    person, item = world.people[1], world.organisations[1]
    uuid = b64encode(f"person:{person.member}".encode()).decode()
    asks = (
        {"li_flagship_id": world.slug(person)},
        {"sales_nav_id": token("sales", person.member)},
        {"lix_id": uuid},
    )
    bodies = [(await api.get("/v1/person/ids", **post_status)).json() for post_status in asks]
    assert all(body == bodies[0] for body in bodies)
    ids = bodies[0]["person_ids" if old else "personIds"]
    assert (ids["liID"], ids["lixID" if old else "uuid"]) == (world.slug(person), uuid)
    links = ({"li_flagship_id": item.slug}, {"sales_nav_id": str(item.number)})
    found = [(await api.get("/v1/organisation/ids", **link)).json() for link in links]
    ids = found[0] if old else found[0]["organisationIds"]
    assert found[1] == found[0]
    again = (await api.get("/v1/organisation/ids", lix_id=ids["uuid"])).json()
    assert again == found[0]
    both = await api.get("/v1/person/ids", li_flagship_id="a", lix_id="b")
    assert both.status_code == 400


@pytest.mark.parametrize("kind", ["person", "organisation"])
@pytest.mark.parametrize("number", ["9" * 5000, "1:2", "-1", ""], ids=lambda text: text[:9])
async def test_ids_that_hold_no_number_lead_nowhere(api: Api, kind: str, number: str) -> None:
    uuid = b64encode(f"{kind}:{number}".encode()).decode()
    response = await api.get(f"/v1/{kind}/ids", lix_id=uuid)
    assert response.status_code == 404
    assert response.json()["error"]["type"] == "not_found"


async def test_organisation_by_either_link(api: Api, world: World) -> None:
    item = world.organisations[2]
    body = (await api.get("/v1/organisations/by-linkedin", linkedin_url=item.link)).json()
    same = (await api.get("/v1/organisations/by-linkedin", sales_nav_url=item.sales_link)).json()
    assert body == same
    assert body["liOrganisation"]["liEmployeeCount"] == str(item.employees)
    assert body["profile"]["employeeCount"] == item.employees
    assert body["organisationIds"]["salesNavID"] == str(item.number)
    missing = await api.get(
        "/v1/organisations/by-linkedin", linkedin_url="https://www.linkedin.com/company/none-such"
    )
    assert missing.status_code == 404


async def test_job_and_its_hirers(api: Api, world: World) -> None:
    job = next(job for job in world.jobs if job.hirers)
    body = (await api.get("/v1/enrich/job", job_id=job.id)).json()["jobPosting"]
    assert body["title"] == job.title
    assert body["description"]["text"] == job.description
    hirers = (await api.get("/v1/li/linkedin/jobs/hirers", job_id=job.id)).json()["people"]
    assert [item["name"] for item in hirers] == [person.name for person in job.hirers]
    nobody = next(job for job in world.jobs if not job.hirers)
    assert (await api.get("/v1/li/linkedin/jobs/hirers", job_id=nobody.id)).json() == {}
    assert (await api.get("/v1/enrich/job", job_id="1")).status_code == 404


async def test_post(api: Api, world: World) -> None:
    post = next(post for post in world.posts if post.text)
    for urn in (post.urn, quote(post.urn, safe="")):
        body = (await api.get("/v1/enrich/post", post_urn=urn)).json()
        assert body["response"]["elements"][0]["commentary"]["text"]["text"] == post.text


async def test_connections(make_api: Callable[..., Api]) -> None:
    api = make_api()
    path = "/v1/connections"
    body = (await api.get(path, viewer_id="alfie-lambert", count=1000)).json()
    everybody = body["connections_response"]["elements"]
    assert 300 < len(everybody) < 1000
    body = (await api.get(path, viewer_id="alfie-lambert", count=5, start=10)).json()
    assert body["connections_response"]["elements"] == everybody[10:15]
    flat = await make_api(connections="flat").get(path, viewer_id="alfie-lambert", count=5)
    assert flat.json()["elements"] == everybody[:5]
    assert (await api.get(path)).status_code == 400
    assert (await api.get(path, viewer_id="alfie-lambert", count="x")).status_code == 400


async def test_connections_have_totals_and_pictures_that_can_be_left_out(
    make_api: Callable[..., Api],
) -> None:
    asked = {"viewer_id": "alfie-lambert", "count": 50, "start": 25}
    path = "/v1/connections"
    whole = (await make_api().get(path, **asked)).json()["connections_response"]
    plain = (await make_api().get(path, **asked, include_profile_pictures="false")).json()
    plain = plain["connections_response"]
    assert whole["paging"] == plain["paging"]
    assert (whole["paging"]["count"], whole["paging"]["start"]) == (50, 25)
    assert whole["paging"]["total"] > 300
    assert any("profile_picture" in item for item in whole["elements"])
    assert not any("profile_picture" in item for item in plain["elements"])
    assert [{**item, "profile_picture": 0} for item in whole["elements"]] == [
        {**item, "profile_picture": 0} for item in plain["elements"]
    ]
    old = (await make_api(connections="docs").get(path, **asked)).json()["connections_response"]
    assert old == {"paging": {"count": 50}, "elements": plain["elements"]}


async def test_email_costs_a_credit_only_when_valid(api: Api, world: World) -> None:
    by_status = {email_status(world, person): person for person in world.people}
    assert set(by_status) == {"VALID", "PROBABLE", "RISKY", "UNKNOWN"}

    async def post_status(status: str) -> dict[str, object]:
        link = f"https://www.linkedin.com/in/{quote(world.slug(by_status[status]))}"
        response = await api.get("/v1/contact/email/by-linkedin", url=link)
        answer: dict[str, object] = response.json()
        return answer

    for status in ("RISKY", "UNKNOWN", "VALID"):
        assert (await post_status(status))["status"] == status
    assert [(await post_status("PROBABLE"))["status"] for _ in range(3)] == [
        "PROBABLE",
        "PROBABLE",
        "VALID",
    ]
    balances = (await api.get("/v1/account/balances")).json()
    assert balances["emailBalance"] == 498


LOOKC = "https://api.lookc.io/v1"


async def test_lookc(api: Api, world: World) -> None:
    address, person = next(iter(world.people_by_email.items()))
    body = (await api.get(f"{LOOKC}/search/person/by-email", email=address)).json()
    assert body["hits"][0]["liProfileUrl"] == world.slug(person)
    assert person.organisation is not None
    assert body["org"]["name"] == person.organisation.name
    stranger = f"nobody@{person.organisation.domain}"
    body = (await api.get(f"{LOOKC}/search/person/by-email", email=stranger)).json()
    assert body["hits"] == []
    assert body["org"]
    body = (await api.get(f"{LOOKC}/search/person/by-email", email="a@gmail.com")).json()
    assert body == {"hits": [], "domainInfo": {"isFreeEmailDomain": True}}
    assert (await api.get(f"{LOOKC}/search/person/by-email", email="no")).status_code == 400


@pytest.mark.parametrize("path", ["/request", "/search/person/by-email"])
async def test_lookc_pending_first(make_api: Callable[..., Api], world: World, path: str) -> None:
    api = make_api(lookc_polls=2)
    address = next(iter(world.people_by_email))
    response = await api.get(f"{LOOKC}/search/person/by-email", email=address)
    assert response.status_code == 202
    request_id = response.json()["request_id"]
    polls = [(await api.get(LOOKC + path, request_id=request_id)).json() for _ in range(3)]
    assert [poll["status"] for poll in polls] == ["pending", "pending", "complete"]
    assert polls[2]["data"]["hits"]
    assert sum(request.cost for request in api.sandbox.requests) == 1
    assert (await api.get(LOOKC + path, request_id="none")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/v1/li/linkedin/search/companies",
        "/v1/organisations/by-linkedin-url",
        "/v1/organisations/by-name",
        "/",
    ],
)
async def test_invented_routes(api: Api, path: str) -> None:
    response = await api.get(path)
    assert response.status_code == 404
    assert response.json()["error"]["type"] == "unknown_route"
