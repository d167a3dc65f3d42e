"""Organisations by website in the sandbox."""

from __future__ import annotations

from lix_tui.sandbox.world.world import World

from .conftest import Api

PATH = "/v1/organisations/by-website"


async def test_none_one_or_several_organisations_have_a_website(api: Api, world: World) -> None:
    counts = set[int]()
    for item in world.organisations[:60]:
        answer = (await api.get(PATH, website=f"https://www.{item.domain}/about")).json()
        found = answer["organisations"]
        assert answer["paging"] == {"total": len(found), "count": len(found), "start": 0}
        assert not found or found[0]["org"]["liID"] == item.slug
        assert not found or found[0]["profile"]["website"] == f"https://{item.domain}"
        counts.add(len(found))
    assert counts == {0, 1, 2, 5}


async def test_an_unknown_domain_is_an_empty_list(api: Api) -> None:
    answer = await api.get(PATH, website="acme.com")
    assert (answer.status_code, answer.json()["organisations"]) == (200, [])


async def test_what_is_no_website_is_refused(api: Api) -> None:
    for text in ("acme", "https://www.linkedin.com/company/foxbank", "127.0.0.1"):
        assert (await api.get(PATH, website=text)).status_code == 400, text
    assert (await api.get(PATH)).status_code == 400
    assert (await api.get(PATH, website="acme.com", viewer_id="alfie-lambert")).status_code == 400


async def test_the_older_form_is_the_organisation_alone(world: World) -> None:
    api = Api(by_website="flat")
    domain = world.organisations[0].domain
    answer = (await api.get(PATH, website=domain)).json()
    assert set(answer) == {"organisations"}
    assert [one["link"] for one in answer["organisations"]] == [
        item.link for item in world.organisations[:5]
    ]
    assert isinstance(answer["organisations"][0]["liEmployeeCount"], str)
