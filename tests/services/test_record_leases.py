"""Two links of one person: one purchase, in one program and in two."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import time

import pytest

from lix_tui.api.errors import UncertainOutcome
from lix_tui.services.budget.lease_list import clear_leases, list_leases
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.stored_records import fetch_names
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from tests.conftest import Served
from tests.support.runs import session_of

OPTIONS = LookupOptions("test")
DEAD = "4000000:1.00"
"""Process that has ended."""


@asynccontextmanager
async def another(services: Services) -> AsyncIterator[Services]:
    """Yield the services of another program with the same store and key."""
    other = await Services.open(services.settings, FoundKey(Key("any"), "session"))
    try:
        yield other
    finally:
        await other.close()


async def links_of_first(services: Services) -> tuple[str, str]:
    """Return the profile link and the lead link of a person that a search has shown."""
    session = await session_of(services)
    profile, lead = session.view.links(session.elements[0])[:2]
    return profile, lead


def bought(sandbox: Served, endpoint: str) -> int:
    """Return the number of requests to an endpoint."""
    return [entry["endpoint"] for entry in sandbox.requests()].count(endpoint)


@pytest.mark.parametrize("endpoint", ["person", "email", "person_ids"])
async def test_two_links_of_one_person_share_one_request(
    sandbox: Served, services: Services, endpoint: str
) -> None:
    links = await links_of_first(services)
    found = await asyncio.gather(
        *(services.lookups.get(endpoint, link, OPTIONS) for link in (*links, *links))
    )
    assert bought(sandbox, endpoint) == 1
    assert len({one.body for one in found}) == 1
    own = [one.params for one in found]
    assert own[0] != own[1], "each has the parameters of its own link"


@pytest.mark.parametrize("endpoint", ["person", "email"])
async def test_two_programs_buy_one_person_once_by_two_links(
    sandbox: Served, services: Services, endpoint: str
) -> None:
    profile, lead = await links_of_first(services)
    async with another(services) as other:
        found = await asyncio.gather(
            services.lookups.get(endpoint, profile, OPTIONS),
            other.lookups.get(endpoint, lead, OPTIONS),
        )
    assert bought(sandbox, endpoint) == 1
    assert sorted(one.from_store for one in found) == [False, True]


async def test_a_lost_request_is_found_by_every_link_also_once_its_lease_is_cleared(
    sandbox: Served, services: Services
) -> None:
    profile, lead = await links_of_first(services)
    once = LookupOptions("test", repeats_lost=False)
    names = await services.store.run(lambda store: fetch_names(store, "person", profile, None))
    await services.store.run(
        lambda store: store.leases.acquire(
            names[0], process=DEAD, at=time(), is_free=lambda _: True
        )
    )
    await services.store.run(
        lambda store: store.ledger.begin(
            endpoint="person", pool="standard", cost=1, origin="test", at=time(), process=DEAD,
            lease=names[0],
        )
    )  # fmt: skip
    await services.store.run(lambda store: store.ledger.close_lost(lambda *_: True))
    for is_cleared in (False, True):
        if is_cleared:
            assert await clear_leases(services.store, await list_leases(services.store)) == 1
            assert await list_leases(services.store) == []
        async with another(services) as other:  # which hasn't told the user of it yet
            for link in (profile, lead):
                with pytest.raises(UncertainOutcome):
                    await other.lookups.get("person", link, once)
                assert (await other.records.known_among("person", [link])).failed == 1
                again = await other.records.known_among("person", [link], again=True)
                assert again.failed == 0
    assert bought(sandbox, "person") == 0
    await services.lookups.get("person", lead, OPTIONS)
    assert bought(sandbox, "person") == 1
    assert (await services.records.known_among("person", [profile])).stored == 1
