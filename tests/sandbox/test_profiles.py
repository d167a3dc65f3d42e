"""Additions to profiles in the sandbox: Top Voice status and employment."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from lix_tui.sandbox.world.tokens import token
from lix_tui.sandbox.world.world import World

from .conftest import Api


def link_of(slug: str) -> str:
    return f"https://www.linkedin.com/in/{quote(slug)}"


async def test_the_top_voice_status_is_yes_no_or_absent(api: Api, world: World) -> None:
    found = set[str]()
    for slug in world.slugs[:60]:
        answer = await api.get("/v1/person/extended", profile_link=link_of(slug))
        again = await api.get("/v1/person/extended", profile_link=link_of(slug))
        assert again.text == answer.text
        found.add(answer.text.replace(" ", ""))
    assert found == {'{"topVoice":true}', '{"topVoice":false}', "{}"}


async def test_employment_is_the_newest_part_of_the_career(api: Api, world: World) -> None:
    past = 0
    for person in world.people[:40]:
        answer = await api.get("/v1/person/employment", profile_id=world.slug(person))
        positions = answer.json()["experiences"]
        current = [*world.current(person), *(one for one in world.career(person) if one.end)]
        past += sum("endDate" in one for one in positions)
        assert len(positions) in (len(world.current(person)), len(world.current(person)) + 1)
        for sent, position in zip(positions, current, strict=False):
            assert sent["companyName"] == position.company
            assert sent["title"] == position.title
            assert ("endDate" in sent) is (position.end is not None)
            assert None not in sent.values()
            if position.organisation is not None:
                number = position.organisation.number
                assert sent["companyUrn"] == f"urn:li:fsd_company:{number}"
    assert 0 < past < 20


@pytest.mark.parametrize("path", ["/v1/person/extended", "/v1/person/employment"])
async def test_only_the_link_of_a_public_profile_is_accepted(
    path: str, api: Api, world: World
) -> None:
    id_ = token("sales", world.people[0].member)
    for link in (
        f"https://www.linkedin.com/sales/lead/{id_},NAME_SEARCH,x",
        f"https://www.linkedin.com/talent/profile/{id_}",
        "https://www.linkedin.com/company/foxbank",
    ):
        assert (await api.get(path, profile_link=link)).status_code == 400, link
    assert (await api.get(path, profile_link=link_of(id_))).status_code == 200
    assert (await api.get(path, profile_link=link_of("nobody-at-all"))).status_code == 404
    assert (await api.get(path)).status_code == 400
