"""Marks, prices and lookups of a link whose slug has passed to another person."""

from __future__ import annotations

import asyncio

from lix_tui.api.models.person import Person
from lix_tui.linkedin.links import person_keys
from lix_tui.services.action_prices import stored_of
from lix_tui.services.queries.destination import Destination
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.services import Services
from lix_tui.store.listing import list_entries
from lix_tui.store.rows import Listing
from lix_tui.store.store import Store
from tests.conftest import Served

SHARED = "https://www.linkedin.com/in/olivia-shaw"
OTHER = "https://www.linkedin.com/in/thomas-thornton"
OPTIONS = LookupOptions("test")


async def lead_of(services: Services, link: str) -> str:
    """Buy a profile; return the person's Sales Navigator link."""
    found = await services.lookups.get("person", link, OPTIONS)
    assert isinstance(found.record, Person)
    assert found.record.sales_nav_link
    return found.record.sales_nav_link


async def show(services: Services, *links: str) -> None:
    """Store a page of a search that shows a person with these links."""
    keys = person_keys(*links)

    def write(store: Store) -> None:
        scope = store.connection.scopes.main
        with store.connection.write() as connection:
            cursor = connection.execute(
                "INSERT INTO answers (endpoint, body, packed, fetched_at, scope_id, viewer_id)"
                " VALUES ('people_search', x'7b7d', 0, 9e9, ?, '')",
                (scope,),
            )
            listing = Listing("person", keys[0], keys, "Thomas")
            entries = list_entries(
                connection, scope, int(cursor.lastrowid or 0), "people_search", [listing], 9e9
            )
        store.connection.report_change(entries)

    await services.store.run(write)


async def price(services: Services, endpoint: str, link: str) -> tuple[bool, int]:
    """Return True if opening the record is free, and the number of free lookups of one."""
    destination = Destination("x", "1", endpoint=endpoint, link=link)
    free = await services.records.known_among(endpoint, [link])
    return await stored_of(services, destination) is not None, free.stored


async def test_marks_and_prices_follow_a_slug(services: Services, sandbox: Served) -> None:
    await services.records.load_keys()
    await services.records.load_keys()  # once more, as after another account
    olivia = await lead_of(services, SHARED)
    bought = await services.lookups.get("email", SHARED, OPTIONS)
    (slug,) = person_keys(SHARED)
    known = services.records.known
    assert {slug, *person_keys(olivia)} <= known
    lead = "https://www.linkedin.com/sales/lead/ACwAAAxxxxx"
    thomas = await lead_of(services, OTHER)
    keys = person_keys(thomas)
    await show(services, SHARED, thomas)
    async with asyncio.timeout(30):
        while set(person_keys(olivia)) - known:
            await asyncio.sleep(0.01)
    assert {slug, *keys} <= known, "the new owner's profile is stored too"
    assert await price(services, "person", SHARED) == (True, 1)
    assert await price(services, "email", SHARED) == (False, 0)
    assert await price(services, "email", thomas) == (False, 0)
    assert await price(services, "email", olivia) == (True, 1)
    assert await price(services, "email", lead) == (False, 0)
    kept = await services.lookups.get("email", olivia, OPTIONS)
    assert (kept.from_store, kept.body) == (True, bought.body)
    many = await services.records.stored_many("email", [SHARED, olivia, thomas])
    assert set(many) == {olivia}
    assert sum(entry["endpoint"] == "email" for entry in sandbox.requests()) == 1


async def test_a_slug_that_passes_to_a_record_without_a_profile_loses_its_mark(
    services: Services,
) -> None:
    await services.records.load_keys()
    olivia = await lead_of(services, SHARED)
    (slug,) = person_keys(SHARED)
    known = services.records.known
    as_viewer = await services.records.known_as("viewer")
    as_viewer.add(slug)
    member = "urn:li:member:77"
    await show(services, SHARED, member)
    async with asyncio.timeout(30):
        while slug in known or slug in as_viewer:
            await asyncio.sleep(0.01)
    assert set(person_keys(olivia)) <= known
    assert not set(person_keys(member)) & known
    assert await price(services, "person", SHARED) == (False, 0)
