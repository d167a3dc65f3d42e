"""The search that people try first, built from facets as a person would build it."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pytest

from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import LeadSearch
from lix_tui.sandbox.config import NOW
from lix_tui.sandbox.search.people import find_leads
from lix_tui.sandbox.world import newcomers
from lix_tui.sandbox.world.organisations import build_organisations
from lix_tui.sandbox.world.people import WorldPerson, build_people
from lix_tui.sandbox.world.world import World

from .conftest import Api


async def first(api: Api, facet: str, query: str) -> dict[str, Any]:
    body = (await api.get("/v1/search/sales/facet", type=facet, query=query)).json()
    element: dict[str, Any] = body["data"]["elements"][0]
    return element["children"][0] if facet == "COMPANY_WITH_LIST" else element


async def picked(api: Api, name: str, facet: str, *queries: str, out: bool = False) -> Filter:
    rows = [await first(api, facet, query) for query in queries]
    return Filter(name, tuple(FilterValue(row["id"], row["displayValue"], out) for row in rows))


async def total(api: Api, *filters: Filter) -> int:
    search = reduce(lambda search, item: search.with_filter(item), filters, LeadSearch.new())
    return int((await api.search("sales", search.url))["paging"]["total"])


def newly_leading(world: World, person: WorldPerson) -> bool:
    employer = person.organisation
    return (
        employer is not None
        and person.seniority in (300, 310)
        and employer.industry.name == "Software Development"
        and 51 <= employer.employees <= 500
        and person.area.country in ("Germany", "Austria")
        and world.career(person)[0].start > world.this_month - 3
    )


async def test_leaders_of_german_and_austrian_software_firms_who_just_came(
    api: Api, world: World
) -> None:
    filters = [
        await picked(api, "SENIORITY_LEVEL", "SENIORITY_V2", "vice", "cxo"),
        await picked(api, "INDUSTRY", "INDUSTRY", "software"),
        await picked(api, "COMPANY_HEADCOUNT", "COMPANY_SIZE", "51", "201"),
        await picked(api, "REGION", "BING_GEO", "germ", "austria"),
        Filter("RECENTLY_CHANGED_JOBS", (FilterValue("RPC"),)),
    ]
    sap = await picked(api, "CURRENT_COMPANY", "COMPANY_WITH_LIST", "sap", out=True)
    assert sap.values[0].text == "SAP"
    leaders = [person for person in world.people if newly_leading(world, person)]
    there = [p for p in leaders if any(c.company == "SAP" for c in world.current(p))]
    assert len(there) >= 2
    assert await total(api, *filters) == len(leaders)
    assert 3 < await total(api, *filters, sap) == len(leaders) - len(there) < 100
    only_sap = Filter("CURRENT_COMPANY", (FilterValue(sap.values[0].id),))
    assert await total(api, *filters, only_sap) == len(there)
    for place in range(len(filters)):
        fewer = [*filters[:place], *filters[place + 1 :], sap]
        assert await total(api, *fewer) > len(leaders) - len(there), filters[place].type


@pytest.mark.parametrize("seed", range(2, 8))
def test_other_worlds_answer_it_too(seed: int) -> None:
    world = World(seed, NOW)
    url = (
        "https://www.linkedin.com/sales/search/people?query=(filters:List("
        "(type:SENIORITY_LEVEL,values:List((id:300),(id:310))),"
        "(type:INDUSTRY,values:List((id:4))),"
        "(type:COMPANY_HEADCOUNT,values:List((id:D),(id:E))),"
        "(type:REGION,values:List((id:101282230),(id:103883259))),"
        "(type:RECENTLY_CHANGED_JOBS,values:List((id:RPC))),"
        "(type:CURRENT_COMPANY,values:List((text:SAP,selectionType:EXCLUDED)))))"
    )
    assert 3 < len(find_leads(world, recognise(url))) < 100


def test_nothing_else_in_the_world_has_changed() -> None:
    organisations = build_organisations(1, NOW.year)
    with_software = newcomers.with_employers(organisations)
    changed = [
        old.name
        for old, new in zip(organisations, with_software, strict=True)
        if (old.name, old.industry) != (new.name, new.industry)
    ]
    assert len(changed) <= 4
    people, before = build_people(1, with_software), build_people(1, with_software)
    newcomers.assign_jobs(people, with_software)
    moved = [
        new
        for old, new in zip(before, people, strict=True)
        if (old.tenure, old.organisation) != (new.tenure, new.organisation)
    ]
    assert 0 < len(moved) <= 16
    assert all(old.title == new.title for old, new in zip(before, people, strict=True))


def test_a_world_without_such_organisations_stays_as_it_is(world: World) -> None:
    others = tuple(item for item in world.organisations if item.area.country == "France")
    assert newcomers.employers(others) == []
    newcomers.assign_jobs((), others)
