"""Followers and employees of the sandbox's organisations."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

from lix_tui.sandbox.world.organisations import WorldOrganisation
from lix_tui.sandbox.world.world import World
from tests.sandbox.conftest import Api

FOLLOWERS = "/v1/organisations/followers"
ALFIE = "alfie-lambert"


def largest(world: World) -> WorldOrganisation:
    """Return the organisation with the largest staff."""
    return max(world.organisations, key=lambda item: len(world.staff.get(item.index, ())))


async def test_an_admin_sees_every_follower_once(api: Api, world: World) -> None:
    link, seen = largest(world).link, list[str]()
    while True:
        asked = {"profile_link": link, "viewer_id": ALFIE, "start": len(seen)}
        body = (await api.get(FOLLOWERS, **asked)).json()
        assert body["paging"]["count"] == len(body["followers"]) <= 100
        if not body["followers"]:
            break
        seen += [item["entityUrn"] for item in body["followers"]]
    assert len(seen) == len(set(seen)) == body["paging"]["total"] > 200
    short = (await api.get(FOLLOWERS, profile_link=link, viewer_id=ALFIE, count=3)).json()
    assert [item["entityUrn"] for item in short["followers"]] == seen[:3]


async def test_others_are_refused(api: Api, world: World) -> None:
    staff = world.people[0]
    item = next(one for one in world.organisations if one is not staff.organisation)
    asked = {"profile_link": item.link, "viewer_id": world.slug(staff)}
    refused = await api.get(FOLLOWERS, **asked)
    assert refused.status_code == 407
    assert refused.json()["error"]["type"] == "viewer_invalid"
    assert (await api.get(FOLLOWERS, profile_link=item.link)).status_code == 400
    nobody = {"profile_link": "https://www.linkedin.com/company/nobody-x", "viewer_id": ALFIE}
    assert (await api.get(FOLLOWERS, **nobody)).status_code == 404


async def test_every_employee_is_on_one_page(make_api: Callable[..., Api], world: World) -> None:
    item = largest(world)
    names = [person.name for person in world.staff[item.index]]
    assert len(names) > 3
    for form in ("python", "n8n"):
        api = make_api(employees=form)
        ids = (await api.get("/v1/organisation/ids", li_flagship_id=item.slug)).json()
        uuid = ids["organisationIds"]["uuid"]
        path, seen, after = f"/org/{quote(uuid, safe='')}/employees", list[str](), ""
        while True:
            more = {"after": after} if after else {}
            body = (await api.get(path, page_size=3, **more)).json()
            seen += [one["name"] for one in body.get("employees") or body["data"]]
            if form == "n8n":
                after = body["pagination"].get("after", "")
                assert bool(after) is body["pagination"]["has_more"]
            else:
                query = parse_qs(urlsplit(body["paging"]["_links"].get("next", "")).query)
                after = next(iter(query.get("after", ())), "")
            if not after:
                break
        assert seen == names


async def test_a_cursor_of_another_organisation_is_refused(api: Api, world: World) -> None:
    one, other = sorted(
        world.organisations, key=lambda item: -len(world.staff.get(item.index, ()))
    )[:2]
    ids = [
        (await api.get("/v1/organisation/ids", li_flagship_id=item.slug)).json()
        for item in (one, other)
    ]
    first, second = (f"/org/{quote(each['organisationIds']['uuid'])}/employees" for each in ids)
    link = (await api.get(first, page_size=1)).json()["paging"]["_links"]["next"]
    after = parse_qs(urlsplit(link).query)["after"][0]
    assert (await api.get(first, after=after)).status_code == 200
    assert (await api.get(second, after=after)).status_code == 400
    assert (await api.get(first, after="nonsense")).status_code == 400
    assert (await api.get("/org/abc123-def456-ghi789/employees")).status_code == 404
