"""People by email address, through Lix: priced, stored and never identified by the address."""

from __future__ import annotations

import pytest

from lix_tui.api.errors import LixError, NotFound, StillMissing, UnknownRoute, error_from
from lix_tui.api.models.person import PersonWithEmail
from lix_tui.services.action_prices import with_prices
from lix_tui.services.library.query_language import read_query
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.services import Services
from lix_tui.store.rows import Entry
from tests.conftest import Served

ADDRESS, LINK = "sanjay.nair@foxbank.example", "https://www.linkedin.com/in/sanjay-nair"
HERE = LookupOptions("test")
ENDPOINT = "person_with_email"


async def entries(services: Services, text: str = "") -> list[Entry]:
    return list(await services.library.search(read_query(text, 0.0), limit=9))


async def test_a_profile_is_found_by_its_address_and_then_by_its_link_for_free(
    sandbox: Served, services: Services
) -> None:
    found = await services.lookups.get(ENDPOINT, ADDRESS, HERE)
    assert isinstance(found.record, PersonWithEmail)
    assert found.record.name == "Sanjay Nair"
    assert (await services.lookups.get(ENDPOINT, f"  {ADDRESS.upper()} ", HERE)).from_store
    same = await services.lookups.get("person", LINK, HERE)
    assert same.from_store
    assert same.body == found.body
    (sent,) = sandbox.requests()
    assert (sent["path"], sent["params"], sent["pool"]) == (
        "/v1/person", {"email": ADDRESS}, "standard"
    )  # fmt: skip


async def test_the_person_is_one_record_with_the_address(services: Services) -> None:
    await services.lookups.get("person_by_email", ADDRESS, HERE)
    await services.lookups.get(ENDPOINT, ADDRESS, HERE)
    await services.lookups.get("person", LINK, HERE)
    (person,) = await entries(services, "kind:person")
    assert (person.name, person.email, person.link) == ("Sanjay Nair", ADDRESS, LINK)


async def test_an_address_alone_identifies_nobody(services: Services) -> None:
    body = b'{"name": "Dana Example", "headline": "Engineer"}'
    await services.lookups.store_received(ENDPOINT, "dana@acme.example", body)
    assert await entries(services) == []
    one = b'{"name": "Dana Example", "link": "https://www.linkedin.com/in/dana-1"}'
    other = b'{"name": "Dan Example", "link": "https://www.linkedin.com/in/dan-2"}'
    await services.lookups.store_received(ENDPOINT, "d@acme.example", one)
    await services.lookups.store_received(ENDPOINT, "d@acme.example", other)
    found = await entries(services, "kind:person")
    assert {entry.link for entry in found} == {
        "https://www.linkedin.com/in/dana-1", "https://www.linkedin.com/in/dan-2"
    }  # fmt: skip


async def test_an_address_in_the_answer_stays(services: Services) -> None:
    body = b'{"name": "Dana", "link": "https://www.linkedin.com/in/dana-1", "email": "own@b.com"}'
    await services.lookups.store_received(ENDPOINT, "asked@b.com", body)
    (entry,) = await entries(services, "kind:person")
    assert entry.email == "own@b.com"


async def test_nobody_is_remembered(sandbox: Served, services: Services) -> None:
    for expected in (NotFound, StillMissing):
        with pytest.raises(expected):
            await services.lookups.get(ENDPOINT, "nobody@foxbank.example", HERE)
    assert len(sandbox.requests()) == 1


@pytest.mark.parametrize("body", [b"{}", b'{"name": null}', b'{"email": "nobody@acme.com"}'])
async def test_an_empty_answer_is_nobody(services: Services, body: bytes) -> None:
    await services.lookups.store_received(ENDPOINT, "nobody@acme.com", body)
    found = await services.records.stored(ENDPOINT, "nobody@acme.com")
    assert found is not None
    assert found.is_missing
    assert await entries(services) == []


@pytest.mark.sandbox_options("--dialect", "person_email=refused")
async def test_a_server_without_it_is_said_and_nothing_else_is_sent(
    sandbox: Served, services: Services
) -> None:
    with pytest.raises(UnknownRoute) as refused:
        await services.lookups.get(ENDPOINT, ADDRESS, HERE)
    sentence = refused.value.sentence
    assert sentence.startswith("/v1/person isn't enabled for this account with email; use LookC")
    assert "--via lookc, for 1 Org credit." in sentence
    assert "may have cost" not in sentence
    assert len(sandbox.requests()) == 1


@pytest.mark.parametrize(
    ("message", "is_enabled"),
    [
        ("profile_link is required", False),
        ("email is not a parameter of this endpoint", False),
        ("", False),
        ("email is not an email address", True),
        ("email is malformed", True),
    ],
)
def test_a_refused_address_is_not_a_missing_endpoint(message: str, is_enabled: bool) -> None:
    body = f'{{"error": {{"type": "params_invalid", "message": "{message}"}}}}'.encode()
    error: LixError = error_from(ENDPOINT, 400, {}, body)
    assert isinstance(error, UnknownRoute) is not is_enabled
    assert (message in error.sentence) is (is_enabled or not message)
    plain = error_from("person", 400, {}, body)
    assert not isinstance(plain, UnknownRoute)


async def test_both_prices_are_offered_and_a_stored_answer_is_free(services: Services) -> None:
    choices = destination_of(f"mailto:{ADDRESS}").choices
    assert [choice.endpoint for choice in choices] == ["person_by_email", ENDPOINT]
    assert [choice.cost for choice in choices] == ["1 Org credit", "1 Standard credit"]
    await services.lookups.get(ENDPOINT, ADDRESS, HERE)
    priced = await with_prices(services, choices)
    assert priced[0].cost == "1 Org credit"
    assert priced[1].cost.startswith("free, stored")
