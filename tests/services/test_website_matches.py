"""Organisations by website as records: stored once per domain, none, one or several."""

from __future__ import annotations

import pytest

from lix_tui.api.models.website_matches import WebsiteMatches
from lix_tui.services.action_prices import stored_of
from lix_tui.services.library.query_language import read_query
from lix_tui.services.queries.destination import Destination
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.queries.query import QueryError
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES, type_of
from lix_tui.services.runs.lookup_batch import build_batch
from lix_tui.services.runs.lookup_list import ItemsProblem, LookupInput
from lix_tui.services.services import Services
from tests.conftest import Served

OPTIONS = LookupOptions("test")
ENDPOINT = "organisations_by_website"


@pytest.mark.parametrize(
    "text", ["acme.com", "https://www.acme.com/about", "@acme.com", "http://acme.com:80/x"]
)
def test_a_website_opens_the_lookup_of_its_domain(text: str) -> None:
    found = destination_of(text)
    assert (found.endpoint, found.link) == (ENDPOINT, "acme.com")
    assert "1 Org credit" in found.cost


@pytest.mark.parametrize("text", ["acme", "notes.csv", "ftp://acme.com", "https://linkedin.com/x"])
def test_other_text_opens_nothing(text: str) -> None:
    with pytest.raises(QueryError):
        destination_of(text)


def test_an_address_still_opens_its_owner() -> None:
    assert destination_of("dana@acme.com").endpoint == "person_by_email"


async def test_every_form_of_a_domain_is_one_record(services: Services, sandbox: Served) -> None:
    for text in ("foxbank.example", "https://www.foxbank.example/x", "dana@foxbank.example"):
        found = await services.lookups.get(ENDPOINT, text, OPTIONS)
        assert isinstance(found.record, WebsiteMatches)
        assert [one.name for one in found.record.organisations] == ["Foxbank"]
    sent = [one for one in sandbox.requests() if one["endpoint"] == ENDPOINT]
    assert len(sent) == 1


async def test_no_match_is_stored_as_not_found(services: Services) -> None:
    found = await services.lookups.get(ENDPOINT, "acme.com", OPTIONS)
    assert found.is_missing
    again = await services.lookups.get(ENDPOINT, "acme.com", OPTIONS)
    assert again.from_store
    destination = Destination("x", "y", endpoint=ENDPOINT, link="acme.com")
    stored = await stored_of(services, destination)
    assert stored is not None
    assert stored.is_missing
    section, *_ = RECORD_TYPES[ENDPOINT].sections(found.record)
    assert section.lines[0].text == "Lix doesn't know an organisation with this website."
    assert await services.library.search(read_query("", 0.0), limit=9) == []


async def test_several_matches_are_a_choice_and_library_entries(services: Services) -> None:
    found = await services.lookups.get(ENDPOINT, "glenyard.example", OPTIONS)
    assert isinstance(found.record, WebsiteMatches)
    organisations = found.record.organisations
    assert len(organisations) == 5
    related = list(type_of(found.record).related(found.record, "glenyard.example"))
    assert [one.link for one in related] == [one.link for one in organisations]
    entries = await services.library.search(read_query("kind:organisation", 0.0), limit=9)
    assert {entry.name for entry in entries} == {one.name for one in organisations}


async def test_a_single_match_leads_to_people_and_jobs(services: Services) -> None:
    found = await services.lookups.get(ENDPOINT, "foxbank.example", OPTIONS)
    kinds = [one.query.kind for one in type_of(found.record).related(found.record, "") if one.query]
    assert kinds == ["people", "sales", "jobs"]


async def test_a_deleted_organisation_takes_the_answer_along(services: Services) -> None:
    await services.lookups.get(ENDPOINT, "foxbank.example", OPTIONS)
    (entry,) = await services.library.search(read_query("", 0.0), limit=9)
    await services.library.forget([entry.id])
    assert await services.records.stored(ENDPOINT, "foxbank.example") is None


async def test_an_address_without_a_known_company_leads_to_its_domain(services: Services) -> None:
    found = await services.lookups.get("person_by_email", "dana@acme.com", OPTIONS)
    related = list(type_of(found.record).related(found.record, "dana@acme.com"))
    profile = ("person_with_email", "dana@acme.com")
    assert [(one.endpoint, one.link) for one in related] == [(ENDPOINT, "acme.com"), profile]
    free = await services.lookups.get("person_by_email", "dana@gmail.com", OPTIONS)
    (only,) = type_of(free.record).related(free.record, "dana@gmail.com")
    assert only.endpoint == "person_with_email"


def test_domains_are_looked_up_once_each_only_when_chosen() -> None:
    inputs = [
        LookupInput(text)
        for text in ("https://acme.com/x", "www.acme.com", "dana@acme.com", "n/a", "foo.de")
    ]
    (found,) = build_batch(inputs, ("organisations_by_website",)).lists
    assert [one.link for one in found.items] == ["acme.com", "foo.de"]
    assert found.places == (0, 0, 0, None, 1)
    with pytest.raises(ItemsProblem):
        build_batch([LookupInput("acme.com")])
