"""Sample requests of the Lix docs, and the loops of the vendor's example clients."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from lix_tui.sandbox.config import NOW
from lix_tui.sandbox.world import docs_samples
from lix_tui.sandbox.world.organisations import build_organisations
from lix_tui.sandbox.world.people import build_people
from lix_tui.sandbox.world.world import World

from .conftest import Api

LOOKC = "https://api.lookc.io"

PEOPLE = (
    "https://www.linkedin.com/search/results/people/?keywords=lix"
    "&origin=SWITCH_SEARCH_VERTICAL&sid=%40%2Co"
)
JOBS = "https://www.linkedin.com/jobs/search/?currentJobId=3436671233&keywords=lix"
POSTS = (
    "https://www.linkedin.com/search/results/content/?keywords=lix"
    "&origin=SWITCH_SEARCH_VERTICAL&sid=V2J"
)
ORGS = (
    "https://www.linkedin.com/search/results/companies/?keywords=london"
    "&origin=SWITCH_SEARCH_VERTICAL&sid=o(E"
)
SALES = (
    "https://www.linkedin.com/sales/search/people?query=(spellCorrectionEnabled%3Atrue%2C"
    "recentSearchParam%3A(id%3A2154062338%2CdoLogHistory%3Atrue)%2Ckeywords%3Alix)"
    "&sessionId=GumqcP8vR0aPVWr3cNR74A%3D%3D"
)
SKILL = {
    "text": "Machine Learning", "entity": "urn:li:ts_skill:3289",
    "negated": False, "required": False, "selected": True,
}  # fmt: skip

GETS = {
    "/v1/person?profile_link=https://linkedin.com/in/alfie-lambert": "name",
    "/v1/account/balances": "linkedInBalance",
    "/v1/account/allowances/daily": "requestsRemaining",
    "/v1/connections?viewer_id=alfie-lambert&count=1000&start=10": "connections_response",
    "/v1/connections?count=1000&start=0&viewer_id=alfie-lambert": "connections_response",
    "/v1/person/ids?li_flagship_id=alfie-lambert": "personIds",
    "/v1/organisation/ids?li_flagship_id=lix": "organisationIds",
    "/v1/enrich/job?job_id=3556453411": "jobPosting",
    "/v1/enrich/post?post_urn=urn%3Ali%3Aactivity%3A7019605025920286720": "response",
    "/v1/organisations/by-linkedin?linkedin_url=https://linkedin.com/company/linkedin":
        "liOrganisation",
    f"/v1/li/linkedin/search/people?url={PEOPLE}": "people",
    f"/v1/li/linkedin/search/people?url={quote(PEOPLE, safe='')}": "people",
    f"/v1/li/linkedin/search/jobs?url={JOBS}": "jobPostings",
    f"/v1/li/linkedin/search/jobs?url={quote(JOBS, safe='')}": "jobPostings",
    "/v1/li/linkedin/jobs/hirers?job_id=3556453411": "people",
    f"/v1/li/linkedin/search/posts?url={quote(POSTS, safe='')}": "posts",
    f"/v1/li/linkedin/search/orgs?url={quote(ORGS, safe='(')}": "orgs",
    f"/v1/li/sales/search/people?url={SALES}": "people",
    f"/v1/li/sales/search/people?url={quote(SALES, safe='')}": "people",
    "/v1/search/sales/facet?query=E&type=SENIORITY&count=100&start=0": "data",
    "/v1/search/recruiter/facet?query=Javascrip&type=skill&count=100&start=0": "results",
    "/v1/contact/email/by-linkedin?url=https://www.linkedin.com/in/alfie-lambert": "email",
}  # fmt: skip
"""Every sample request of the docs page, and the key that its answer must have."""


@pytest.mark.parametrize("request_line", GETS)
async def test_a_sample_request_is_answered(api: Api, request_line: str) -> None:
    answer = await api.client.get(f"https://api.lix-it.com{request_line}")
    assert answer.status_code == 200, answer.text
    assert answer.json()[GETS[request_line]]


async def test_the_samples_of_recruiter_and_lookc_are_answered(api: Api) -> None:
    body = {"start": 0, "skills": [SKILL]}
    url = "https://api.lix-it.com/v1/li/recruiter/search/people"
    assert (await api.client.request("GET", url, json=body)).json()["people"]
    found = (await api.get(f"{LOOKC}/v1/request", request_id=docs_samples.REQUEST)).json()
    assert found["status"] == "complete"
    (hit,) = found["data"]["hits"]
    assert (hit["name"], hit["liProfileUrl"]) == ("Alfie Lambert", "alfie-lambert")
    assert hit["salesNavUrl"].startswith(
        "https://linkedin.com/sales/ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM,"
    )
    assert found["data"]["org"]["salesNavUrl"] == "https://linkedin.com/sales/company/1670390"


async def test_ids_of_the_samples_lead_to_their_owners(api: Api) -> None:
    tokens = (
        "ACoAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg",
        "ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM",
    )
    for token in tokens:
        ids = (await api.get("/v1/person/ids", sales_nav_id=token)).json()
        assert ids["personIds"]["liID"] == "alfie-lambert"
    for number, slug in (("1337", "linkedin"), ("1670390", "lix")):
        ids = (await api.get("/v1/organisation/ids", sales_nav_id=number)).json()
        assert ids["organisationIds"]["liID"] == slug


async def all_pages(api: Api, path: str, url: str, most: int) -> list[dict[str, Any]]:
    """Fetch pages as the vendor's loops do: until the total, an empty page or ``most`` results."""
    found: list[dict[str, Any]] = []
    sequence, page = "", 1
    while len(found) < most:
        body = (
            await api.get(path, url=f"{url}&page={page}", sequence_id=sequence or "start")
        ).json()
        sequence = body["meta"]["sequenceId"]
        if not body["paging"]["count"] or not body["people"]:
            break
        found += body["people"]
        page += 1
        if len(found) >= body["paging"]["total"]:
            break
    return found


async def test_lead_pagination_finds_the_leaders_of_products_at_linkedin(
    api: Api, world: World
) -> None:
    url = (
        "https://www.linkedin.com/sales/search/people?query=(filters:List("
        "(type:CURRENT_COMPANY,values:List((id:1337,text:LinkedIn,selectionType:INCLUDED))),"
        "(type:SENIORITY_LEVEL,values:List((id:220),(id:300),(id:310))),"
        "(type:FUNCTION,values:List((id:19)))))"
    )
    leads = await all_pages(api, "/v1/li/sales/search/people", url, 2500)
    names = {lead["name"] for lead in leads if "salesNavLink" in lead}
    employer = world.organisations_by_key["linkedin"]
    known = {
        person.name
        for person in world.staff[employer.index]
        if person.function.id == 19 and person.seniority in (220, 300, 310)
    }
    assert names == known
    assert len(leads) > 25, "there is a second page"


async def test_people_pagination_ends(api: Api) -> None:
    url = "https://www.linkedin.com/search/results/people/?keywords=product"
    found = await all_pages(api, "/v1/li/linkedin/search/people", url, 60)
    assert len(found) >= 60


@pytest.mark.parametrize(("word", "there"), [("present", True), ("omitted", False)])
async def test_an_empty_list_is_present_or_omitted(make_api: Any, word: str, there: bool) -> None:
    api: Api = make_api(empty_lists=word)
    for path, kind, url in (
        ("/v1/li/linkedin/search/people", "people", PEOPLE),
        ("/v1/li/sales/search/people", "people", SALES),
        ("/v1/li/linkedin/search/jobs", "jobPostings", JOBS),
    ):
        body = (await api.get(path, url=url.replace("lix", "zzzzqq"))).json()
        assert body["paging"]["total"] == 0
        assert (kind in body) == there
        assert body.get(kind, []) == []


@pytest.mark.parametrize("seed", range(1, 6))
def test_every_world_has_what_the_samples_name(seed: int) -> None:
    world = World(seed, NOW)
    alfie = world.people_by_slug["alfie-lambert"]
    assert alfie.organisation is world.organisations_by_key["lix"]
    assert alfie.organisation is world.organisations_by_key["1670390"]
    assert world.organisations_by_key["1337"].name == "LinkedIn"
    assert world.jobs_by_id["3556453411"].hirers == (alfie,)
    assert world.posts_by_urn["urn:li:activity:7019605025920286720"].person is alfie


def test_nothing_else_in_the_world_has_changed() -> None:
    before = build_organisations(1, NOW.year)
    organisations = docs_samples.with_organisations(before)
    changed = [new.slug for old, new in zip(before, organisations, strict=True) if old != new]
    assert sorted(changed) == ["linkedin", "lix"]
    assert all(
        (old.area, old.employees, old.industry.functions.items)
        == (new.area, new.employees, new.industry.functions.items)
        for old, new in zip(before, organisations, strict=True)
    ), "people and jobs are drawn by them"
    people, others = (build_people(1, organisations) for _ in range(2))
    docs_samples.assign_people(people, organisations)
    moved = [
        new
        for old, new in zip(others, people, strict=True)
        if (old.member, old.organisation) != (new.member, new.organisation)
    ]
    assert 25 < len(moved) <= 40
    assert all(one.organisation and one.organisation.slug in changed for one in moved)


def test_a_world_without_similar_inhabitants_stays_as_it_is(world: World) -> None:
    french = [item for item in world.organisations if item.area.country == "France"]
    assert docs_samples.with_organisations(french) == tuple(french)
    docs_samples.assign_people((), french)
    assert docs_samples.with_job(world.jobs, ()) == world.jobs
    assert docs_samples.with_post(world.posts, (), 0) == world.posts
