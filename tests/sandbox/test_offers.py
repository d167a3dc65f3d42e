"""Values that facets offer: only used ones, by the beginnings of words, page by page."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

import pytest

from lix_tui.linkedin.facets import TYPEAHEAD, closed_values
from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.sales import LeadSearch
from lix_tui.sandbox.search.offers import OPEN, facet_values
from lix_tui.sandbox.search.typeahead import match_labels
from lix_tui.sandbox.world.places import PLACE_NAMES
from lix_tui.sandbox.world.world import World

from .conftest import Api

FACET = "/v1/search/sales/facet"
FILTER = {
    "BING_GEO": "REGION",
    "BING_GEO_POSTAL_CODE": "POSTAL_CODE",
    "COMPANY_WITH_LIST": "CURRENT_COMPANY",
    "TITLE": "CURRENT_TITLE",
    "INDUSTRY": "INDUSTRY",
    "SCHOOL": "SCHOOL",
    "GROUP": "GROUP",
}
"""Filter for the values of an open facet."""
CLOSED = sorted(TYPEAHEAD - set(FILTER))


async def facet_elements(api: Api, type_: str, query: str, **more: object) -> list[dict[str, Any]]:
    response = await api.get(FACET, type=type_, query=query, **more)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"].get("elements", [])
    if type_ == "COMPANY_WITH_LIST" and found:
        assert len(found) == 1
        assert found[0]["displayValue"]
        return list(found[0]["children"])
    return found


async def test_every_facet_of_the_documentation_answers(api: Api) -> None:
    assert set(OPEN) == set(FILTER)
    for type_ in TYPEAHEAD:
        letters = "1234567890" if "POSTAL" in type_ or type_ == "TENURE" else ascii_lowercase
        assert any([await facet_elements(api, type_, letter) for letter in letters]), type_


@pytest.mark.parametrize("type_", list(FILTER))
async def test_whatever_an_open_facet_offers_finds_somebody(
    api: Api, world: World, type_: str
) -> None:
    values = list(facet_values(world, type_).items())
    assert len(values) >= (4 if type_ == "GROUP" else 15)
    for id_, label in values[:: max(1, len(values) // 25)]:
        rows = await facet_elements(api, type_, label)
        assert (rows[0]["id"], rows[0]["displayValue"]) == (id_, label)
        value = FilterValue(id_, label)
        search = LeadSearch.new().with_filter(Filter(FILTER[type_], (value,)))
        body = await api.search("sales", search.url)
        assert 0 < body["paging"]["total"] < len(world.people), label


async def test_places_nobody_lives_in_are_not_offered(api: Api, world: World) -> None:
    lived_in = {str(id_) for person in world.people for id_ in person.area.within}
    empty = {str(id_): name for id_, name in PLACE_NAMES.items() if str(id_) not in lived_in}
    assert empty
    for name in empty.values():
        assert name not in [
            row["displayValue"] for row in await facet_elements(api, "BING_GEO", name)
        ]


@pytest.mark.parametrize("type_", CLOSED)
async def test_closed_facets_have_the_values_of_the_catalogue(api: Api, type_: str) -> None:
    rows = await facet_elements(api, type_, "")
    known = {value.id: value.text for value in closed_values(type_) or ()}
    assert {row["id"]: row["displayValue"] for row in rows} == known


@pytest.mark.parametrize("type_", sorted(TYPEAHEAD))
async def test_what_has_no_letters_or_is_unknown_finds_nothing(api: Api, type_: str) -> None:
    for query in ("zqxj", "&", "?!", "'"):
        body = (await api.get(FACET, type=type_, query=query)).json()
        assert body == {"data": {"paging": {"count": 100}}}


@pytest.mark.parametrize(("type_", "query"), [("COMPANY_WITH_LIST", "a"), ("TITLE", "s")])
async def test_pages_put_together_are_the_whole(api: Api, type_: str, query: str) -> None:
    whole = await facet_elements(api, type_, query, count=999)
    assert len(whole) > 20
    pages = [
        row
        for start in range(0, len(whole) + 7, 7)
        for row in await facet_elements(api, type_, query, start=start, count=7)
    ]
    assert pages == whole
    assert await facet_elements(api, type_, query, start=len(whole)) == []
    assert await facet_elements(api, type_, query, count=0) == []
    assert await facet_elements(api, type_, query) == whole[:100]


async def test_the_best_comes_first(api: Api) -> None:
    titles = [row["displayValue"] for row in await facet_elements(api, "TITLE", "manager")]
    assert titles[0] == "Manager"
    places = [row["displayValue"] for row in await facet_elements(api, "BING_GEO", "ge")]
    assert places == ["Germany", "Berlin, Germany", "Munich, Bavaria, Germany"]
    software = [row["displayValue"] for row in await facet_elements(api, "INDUSTRY", "software")]
    assert software[0] == "Software Development"
    sap = await facet_elements(api, "COMPANY_WITH_LIST", "sap")
    assert [row["displayValue"] for row in sap] == ["SAP"]
    assert sap[0]["headline"] == "Software Development, Germany"


def test_beginnings_of_words_only_unless_inside_is_asked_for() -> None:
    labels = {"1": "Retail", "2": "AI Platforms", "3": "Applied AI", "4": "AI", "5": "東都工科大学"}
    assert match_labels(labels, "ai") == ["4", "2", "3"]
    assert match_labels(labels, "ai", inside=True) == ["4", "2", "3", "1"]
    assert match_labels(labels, "applied a") == ["3"]
    assert match_labels(labels, "工科") == ["5"]
    assert match_labels(labels, " ") == []
    assert match_labels({"1": "École Supérieure"}, "ecole sup") == ["1"]


async def test_accents_case_and_scripts_do_not_matter(api: Api) -> None:
    for query in ("eth zurich", "ETH ZÜRICH", "Zürich"):
        assert [row["id"] for row in await facet_elements(api, "SCHOOL", query)] == ["4923"]
    assert (await facet_elements(api, "SCHOOL", "東都"))[0]["displayValue"] == "東都工科大学"
