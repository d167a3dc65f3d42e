"""A lookup writes down all that it has bought, and is found again by every way that leads to it."""

from __future__ import annotations

import asyncio
from time import time

import pytest

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import BadBody, NotFound, StillMissing
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.person import Person
from lix_tui.durations import DAY
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.stored_records import Detail
from lix_tui.services.services import Services
from lix_tui.store.rows import LedgerLine, LibraryQuery, Listing
from lix_tui.store.store import Store
from tests.conftest import Served, parameters

HERE = LookupOptions("here")
PERSON = "https://www.linkedin.com/in/olivia-shaw"
OTHER = "https://www.linkedin.com/in/sanjay-nair"
NOBODY = "https://www.linkedin.com/in/nobody-at-all"
JOB = "https://www.linkedin.com/jobs/view/3900512190/"
VIEWER = LookupOptions("here", viewer_id="alfie-lambert")


async def lines(services: Services) -> list[LedgerLine]:
    """Return the ledger, the oldest line first."""
    return (await services.store.run(lambda store: store.ledger.lines(99)))[::-1]


def sent(sandbox: Served, endpoint: str) -> list[dict[str, str]]:
    return [parameters(one) for one in sandbox.requests() if one["endpoint"] == endpoint]


async def test_a_lookup_is_written_whole(sandbox: Served, services: Services) -> None:
    begun = time()
    found = await services.lookups.get("person", PERSON, HERE)
    assert isinstance(found.record, Person)
    assert (found.from_store, found.endpoint, found.unsaved) == (False, "person", "")
    assert found.params == RECORD_TYPES["person"].params(PERSON)
    assert begun <= found.fetched_at <= time()
    assert not found.unfinished
    assert found.settled
    (line,) = await lines(services)
    assert (line.endpoint, line.pool, line.cost, line.outcome) == ("person", "standard", 1, "ok")
    assert (line.status, line.origin, line.search_id) == (200, "here", None)
    assert line.elapsed is not None
    assert line.elapsed > 0
    kept = await services.lookups.get("person", PERSON, LookupOptions("there"))
    known = (found.record, found.body, found.fetched_at, True, "person", found.params)
    assert kept == Detail(*known, answer_id=1)
    _, saved = await lines(services)
    assert (saved.endpoint, saved.pool, saved.cost, saved.outcome, saved.origin) == (
        "person", "standard", 1, "kept", "there",
    )  # fmt: skip
    entries = await services.store.run(lambda store: store.library.search(LibraryQuery(), limit=9))
    assert [(entry.name, entry.opened) for entry in entries] == [(found.record.name, True)]
    assert [found.request(None).sent_params["profile_link"]] == [
        one["profile_link"] for one in sent(sandbox, "person")
    ]


@pytest.mark.parametrize(
    ("endpoint", "link"),
    [("person", PERSON), ("email", PERSON), ("person_ids", PERSON), ("hirers", JOB), ("job", JOB),
     ("person_extended", PERSON), ("person_employment", PERSON),
     ("organisations_by_website", "foxbank.example"),
     ("organisation", "https://www.linkedin.com/company/foxbank")],
)  # fmt: skip
async def test_what_the_store_saves_is_what_it_would_have_cost(
    services: Services, endpoint: str, link: str
) -> None:
    await services.lookups.get(endpoint, link, HERE)
    bought, *_ = await lines(services)
    await services.lookups.get(endpoint, link, HERE)
    _, saved = await lines(services)
    assert (saved.endpoint, saved.pool, saved.cost) == (endpoint, bought.pool, bought.cost)
    assert bought.pool == ENDPOINTS[endpoint].pool.value


async def test_a_person_is_found_by_any_link_of_any_answer(
    sandbox: Served, services: Services
) -> None:
    found = await services.lookups.get("person", PERSON, HERE)
    await services.lookups.get("email", PERSON, HERE)
    links = [link for link in RECORD_TYPES["person"].own_links(found.record) if link]
    assert links
    for link in links:
        assert (await services.lookups.get("person", link, HERE)).from_store
        assert (await services.lookups.get("email", link, HERE)).from_store
        assert await services.records.known_address(link)
    assert len(sent(sandbox, "person")) == len(sent(sandbox, "email")) == 1
    assert await services.records.stored("person_ids", PERSON) is None
    assert await services.records.stored("person", OTHER) is None


async def test_an_address_is_known_once_it_was_bought(services: Services) -> None:
    assert await services.records.known_address(PERSON) is None
    found = await services.lookups.get("email", PERSON, HERE)
    assert isinstance(found.record, EmailAnswer)
    assert await services.records.known_address(PERSON) == found.record.email
    assert await services.records.known_address(OTHER) is None
    assert await services.records.known_address("https://example.com/") is None


async def test_a_missing_record_is_asked_for_once_and_its_age_is_said(
    sandbox: Served, services: Services
) -> None:
    with pytest.raises(NotFound) as first:
        await services.lookups.get("person", NOBODY, HERE)
    assert not isinstance(first.value, StillMissing)
    with pytest.raises(StillMissing) as again:
        await services.lookups.get("person", NOBODY, HERE)
    assert str(first.value.message).rstrip(".") in str(again.value)
    assert "asked " in str(again.value)
    assert again.value.endpoint == "person"
    assert abs(again.value.since - time()) < 600
    assert len(sent(sandbox, "person")) == 1
    assert await services.records.missing("person", OTHER) is None
    assert await services.records.missing("person_ids", NOBODY) is None
    with pytest.raises(NotFound):
        await services.lookups.get("person", NOBODY, HERE, refresh=True)
    assert len(sent(sandbox, "person")) == 2
    kept = [line for line in await lines(services) if line.outcome == "kept"]
    assert [(line.endpoint, line.cost, line.origin) for line in kept] == [("person", 1, "here")]


async def test_the_age_of_a_missing_record_counts_from_the_request(services: Services) -> None:
    keys, at = RECORD_TYPES["person"].keys(NOBODY), time() - 3.5 * DAY
    await services.store.run(
        lambda store: store.records.note_missing(
            "person", keys, sentence="Lix lacks it", at=at, viewer_id=None
        )
    )
    found = await services.records.missing("person", NOBODY)
    assert found is not None
    assert "Lix lacks it, asked 3 days ago" in str(found)
    assert found.since == at


async def test_a_record_without_a_tracked_figure_has_no_chart(services: Services) -> None:
    found = await services.lookups.get("person", PERSON, HERE)
    assert await services.records.figure_history(found) == []


async def test_a_missing_address_costs_nothing_and_saves_nothing(services: Services) -> None:
    for _ in range(2):
        with pytest.raises(NotFound):
            await services.lookups.get("email", NOBODY, HERE)
    assert [line.cost for line in await lines(services)][-1] == 0


async def test_what_is_known_is_counted(services: Services) -> None:
    links = [PERSON, OTHER, NOBODY]
    assert (await services.records.known_among("person", links)).stored == 0
    await services.lookups.get("person", PERSON, HERE)
    assert (await services.records.known_among("person", links)).stored == 1
    with pytest.raises(NotFound):
        await services.lookups.get("person", NOBODY, HERE)
    assert (await services.records.known_among("person", links)).stored == 2
    assert (await services.records.known_among("person", [])).stored == 0
    assert (await services.records.known_among("email", links)).stored == 0
    assert (await services.records.known_among("person", links, "alfie-lambert")).stored == 0


async def test_a_viewers_answer_is_that_viewers(sandbox: Served, services: Services) -> None:
    await services.lookups.get("person", PERSON, HERE)
    assert not (await services.lookups.get("person", PERSON, VIEWER)).from_store
    assert (await services.lookups.get("person", PERSON, VIEWER)).from_store
    assert [one.get("viewer_id") for one in sent(sandbox, "person")] == [None, "alfie-lambert"]
    found = await services.lookups.get("person", OTHER, VIEWER)
    assert found.request("alfie-lambert").sent_params["viewer_id"] == "alfie-lambert"
    assert (await services.lookups.get("person", OTHER, HERE)).from_store, "any viewer's serves"
    assert (
        await services.records.known_among("person", [PERSON, OTHER], "alfie-lambert")
    ).stored == 2


async def test_an_endpoint_that_takes_no_viewer_is_asked_as_nobody(
    sandbox: Served, services: Services
) -> None:
    found = await services.lookups.get("email", PERSON, VIEWER)
    assert (await services.lookups.get("email", PERSON, HERE)).from_store
    assert "viewer_id" not in found.request("alfie-lambert").sent_params
    assert all("viewer_id" not in one for one in sent(sandbox, "email"))
    assert (await services.records.known_among("email", [PERSON], "alfie-lambert")).stored == 1


async def test_rows_are_marked_as_each_viewer_has_opened_them(services: Services) -> None:
    of_person = set(RECORD_TYPES["person"].keys(PERSON))
    alfie, other = (
        await services.records.known_as("alfie-lambert"), await services.records.known_as("other")
    )  # fmt: skip
    assert await services.records.known_as(None) is services.records.known
    await services.lookups.get("person", PERSON, VIEWER)
    for known, is_known in ((services.records.known, True), (alfie, True), (other, False)):
        assert of_person.issubset(known) is is_known
    before = set(services.records.known)
    await services.records.reload_keys()
    assert services.records.known == before
    assert of_person <= await services.records.known_as("alfie-lambert")
    assert not await services.records.known_as("other")
    fresh = await Services.open(services.settings, services.found_key)
    await fresh.records.load_keys()
    assert fresh.records.known == before
    await fresh.close()


async def test_two_who_ask_at_once_share_one_request(sandbox: Served, services: Services) -> None:
    first, second = await asyncio.gather(
        services.lookups.get("person", PERSON, HERE), services.lookups.get("person", PERSON, HERE)
    )
    assert first == second
    assert len(sent(sandbox, "person")) == 1
    refreshed = await services.lookups.get("person", PERSON, HERE, refresh=True)
    assert not refreshed.from_store
    assert refreshed.fetched_at > first.fetched_at
    assert len(sent(sandbox, "person")) == 2


async def test_one_of_two_who_gives_up_takes_nothing_from_the_other(
    sandbox: Served, services: Services
) -> None:
    sandbox.answers.delay()
    first, second = (
        asyncio.create_task(services.lookups.get("person", PERSON, HERE)) for _ in range(2)
    )
    while not sent(sandbox, "person"):
        await asyncio.sleep(0.01)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    sandbox.answers.send()
    assert not (await second).from_store
    assert len(sent(sandbox, "person")) == 1


async def test_whom_nobody_waits_for_any_more_is_not_sent(
    sandbox: Served, services: Services
) -> None:
    services.limiter.penalise(3600)
    task = asyncio.create_task(services.lookups.get("person", PERSON, HERE))
    while not services.requests.waits.current:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await services.requests.settle(60)
    assert not sent(sandbox, "person")
    assert await lines(services) == []


@pytest.mark.sandbox_options("--dialect", "lookc_polls=2")
async def test_a_lookup_that_was_begun_elsewhere_is_followed_by_its_number(
    sandbox: Served, services: Services
) -> None:
    address = "sanjay.nair@foxbank.example"
    pending = await services.lookups.get(
        "person_by_email", address, LookupOptions("here", max_wait=0.0)
    )
    assert pending.unfinished
    assert not pending.settled
    number = getattr(pending.record, "request_id")  # noqa: B009  # of this model alone
    pauses: list[float] = []
    found = await services.lookups.poll_request(
        number, address, LookupOptions("here", on_pending=pauses.append)
    )
    assert found.settled
    assert found.endpoint == "person_by_email"
    assert pauses
    assert set(pauses) == {services.lookups.pace}
    assert {one["request_id"] for one in sent(sandbox, "lookc_request")} == {number}
    assert (await services.lookups.get("person_by_email", address, HERE)).from_store
    assert len(sent(sandbox, "person_by_email")) == 1
    assert {line.cost for line in await lines(services) if line.endpoint == "lookc_request"} == {0}


async def test_a_missing_poll_says_nothing_of_the_record(services: Services) -> None:
    address = "nobody@example.com"
    with pytest.raises(NotFound):
        await services.lookups.poll_request("no-such-number", address, HERE)
    assert await services.records.missing("person_by_email", address) is None


@pytest.mark.sandbox_options("--fault", "garbage@person#1")
async def test_an_answer_that_cannot_be_read_is_stored_as_it_came(
    sandbox: Served, services: Services
) -> None:
    with pytest.raises(BadBody) as unread:
        await services.lookups.get("person", PERSON, HERE)
    (line,) = await lines(services)
    assert (line.outcome, line.cost, line.note) == ("unread", 1, unread.value.sentence)
    (answer,) = await services.store.run(lambda store: store.answers.newest("person", 9))
    assert answer.body
    assert await services.records.stored("person", PERSON) is None
    assert not services.records.known
    assert isinstance((await services.lookups.get("person", PERSON, HERE)).record, Person)


async def test_a_payload_from_elsewhere_is_a_record_and_costs_nothing(services: Services) -> None:
    body = b'{"data": {"hits": [{"name": "Dana", "liProfileUrl": "dana-e"}]}}'
    given = await services.lookups.store_received("person_by_email", "d@example.com", body)
    kept = await services.lookups.get("person_by_email", "D@example.com", HERE)
    assert (kept.record, kept.body, kept.endpoint) == (given, body, "person_by_email")
    assert abs(kept.fetched_at - time()) < 600
    entries = await services.store.run(lambda store: store.library.search(LibraryQuery(), limit=9))
    assert "Dana" in {entry.name for entry in entries}
    assert [line.outcome for line in await lines(services)] == ["kept"]


PEOPLE_LINKS = (PERSON, "https://www.linkedin.com/in/ACoAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM")
COMPANY_LINKS = (
    "https://www.linkedin.com/company/foxbank",
    "https://www.linkedin.com/company/1337",
)


@pytest.mark.parametrize(
    ("endpoint", "about", "links", "body"),
    [
        ("person", "person", PEOPLE_LINKS, b'{"name": "Ann"}'),
        ("email", "person", PEOPLE_LINKS, b'{"status": "VALID", "email": "a@example.com"}'),
        ("person_ids", "person", PEOPLE_LINKS, b'{"lixId": "x"}'),
        ("organisation", "organisation", COMPANY_LINKS, b'{"name": "Foxbank"}'),
        ("organisation_ids", "organisation", COMPANY_LINKS, b'{"lixId": "x"}'),
    ],
)
async def test_what_another_answer_said_is_the_same_record_leads_to_it(
    services: Services, endpoint: str, about: str, links: tuple[str, str], body: bytes
) -> None:
    first, second = (RECORD_TYPES[endpoint].keys(link) for link in links)
    library = (RECORD_TYPES[about].keys(link) for link in links)
    listing = Listing(about, first[0], tuple(key for keys in library for key in keys), "Name")

    def put(store: Store) -> None:
        store.records.add(
            kind=endpoint, keys=first, endpoint=endpoint, body=body, at=1.0, listings=(listing,)
        )

    await services.store.run(put)
    assert not set(first) & set(second)
    for link in links:
        found = await services.lookups.get(endpoint, link, HERE)
        assert (found.from_store, found.body) == (True, body)
        assert (await services.records.known_among(endpoint, [link])).stored == 1


async def test_forgotten_keys_are_those_that_the_store_does_not_have(services: Services) -> None:
    await services.lookups.get(
        "person", "https://www.linkedin.com/in/olivia-shaw", LookupOptions("here")
    )
    stored = set(services.records.known)
    assert stored
    services.records.add(["in:nobody"], None)
    (await services.records.known_as("viewer")).add("in:nobody")
    await services.records.reload_keys()
    assert services.records.known == stored
    assert "in:nobody" not in await services.records.known_as("viewer")
