from __future__ import annotations

from typing import NotRequired, TypedDict

import pytest

from lix_tui.sandbox.world.world import World

from .conftest import Api

FACET = "/v1/search/sales/facet"
CLOSED = {
    "SENIORITY_V2": 10,
    "SENIORITY": 10,
    "FUNCTION": 26,
    "COMPANY_SIZE": 9,
    "COMPANY_TYPE": 8,
    "TENURE": 5,
    "PROFILE_LANGUAGE": 22,
}


class Value(TypedDict):
    """A value of a filter, as the API writes it."""

    id: str
    displayValue: str
    headline: NotRequired[str]
    children: NotRequired[list[Value]]


async def elements(api: Api, type_: str, query: str, **more: object) -> list[Value]:
    response = await api.get(FACET, type=type_, query=query, **more)
    assert response.status_code == 200, response.text
    found: list[Value] = response.json()["data"].get("elements", [])
    return found


@pytest.mark.parametrize(("type_", "count"), CLOSED.items())
async def test_closed_sets_answer_fully_to_nothing(api: Api, type_: str, count: int) -> None:
    found = await elements(api, type_, "")
    assert len({item["id"] for item in found}) == count


async def test_the_documented_example(api: Api) -> None:
    found = await elements(api, "SENIORITY", "E")
    assert {item["id"] for item in found} == {"3", "4", "5", "6", "9", "10"}


@pytest.mark.parametrize("type_", ["TITLE", "SCHOOL", "GROUP", "COMPANY_WITH_LIST", "INDUSTRY"])
async def test_open_sets_answer_nothing_to_nothing(api: Api, type_: str) -> None:
    body = (await api.get(FACET, type=type_, query="")).json()
    assert body == {"data": {"paging": {"count": 100}}}


async def test_beginnings_come_first(api: Api) -> None:
    found = [item["displayValue"] for item in await elements(api, "BING_GEO", "united")]
    assert found[:2] == ["United Kingdom", "United States"]
    assert all("united" in label.lower() for label in found)


async def test_companies_are_children_of_a_group(api: Api, world: World) -> None:
    item = world.organisations[3]
    found = await elements(api, "COMPANY_WITH_LIST", item.name)
    assert len(found) == 1
    child = found[0]["children"][0]
    assert (child["id"], child["displayValue"]) == (item.urn, item.name)
    assert child["headline"]


async def test_paging(api: Api) -> None:
    whole = await elements(api, "TITLE", "manager")
    assert len(whole) > 20
    assert await elements(api, "TITLE", "manager", start=5, count=10) == whole[5:15]


async def test_ids_search_what_they_name(api: Api, world: World) -> None:
    title = (await elements(api, "TITLE", "Senior Software Engineer"))[0]
    query = (
        "(filters:List((type:CURRENT_TITLE,values:List("
        f"(id:{title['id']},text:x,selectionType:INCLUDED)))))"
    )
    body = await api.search("sales", f"https://www.linkedin.com/sales/search/people?query={query}")
    wanted = sum(
        "Senior Software Engineer" in person.title for person in world.people if person.organisation
    )
    assert body["paging"]["total"] == wanted


async def test_unknown_types(api: Api) -> None:
    assert (await api.get(FACET, type="COMPANY_TITLE", query="x")).status_code == 400
    assert (await api.get(FACET, type="TITLE")).status_code == 400


@pytest.mark.parametrize("path", ["/v1/li/recruiter/search/facet", "/v1/search/recruiter/facet"])
async def test_recruiter_skills(api: Api, path: str) -> None:
    for name in ("type", "q"):
        body = (await api.get(path, query="Java", **{name: "skill"})).json()
        assert body["results"][0]["text"] == "Java"
        assert {"entity": "urn:li:ts_skill:218", "text": "JavaScript"} in body["results"]
        assert body["meta"]["sequenceId"]
    assert (await api.get(path, query="Java", type="title")).status_code == 400
