"""Lookups of every kind over a socket: kept, charged, followed, asked again."""

from __future__ import annotations

import asyncio
import json

import pytest

from lix_tui.api.errors import BadBody, NotFound, ServerError
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.employment import Employment
from lix_tui.api.models.extended_profile import ExtendedProfile
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.api.models.website_matches import WebsiteMatches
from lix_tui.linkedin.links import company_link
from lix_tui.services.kinds import KINDS
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.stored_records import Detail, mark_keys
from lix_tui.services.search.joined_records import JoinedRecords
from lix_tui.services.search.table_rows import SessionRows
from lix_tui.services.services import Services
from tests.conftest import Served

OPTIONS = LookupOptions("test")
PERSON = "https://www.linkedin.com/in/olivia-shaw"
PROBABLE = "https://www.linkedin.com/in/sanjay-nair"
ADDRESS = "sanjay.nair@foxbank.example"


def requests_to(sandbox: Served, endpoint: str) -> list[dict[str, object]]:
    """Return the requests of an endpoint."""
    return [entry for entry in sandbox.requests() if entry["endpoint"] == endpoint]


@pytest.mark.parametrize(
    ("endpoint", "link", "model"),
    [
        ("hirers", "https://www.linkedin.com/jobs/view/3900512190/", Hirers),
        ("person_ids", PERSON, PersonIds),
        ("person_extended", PERSON, ExtendedProfile),
        ("person_employment", PERSON, Employment),
        ("organisation_ids", "https://www.linkedin.com/company/foxbank", OrganisationIds),
        ("organisations_by_website", "foxbank.example", WebsiteMatches),
        ("email", PERSON, EmailAnswer),
        ("person_by_email", ADDRESS, LookcAnswer),
    ],
)
async def test_each_is_bought_once_and_kept(
    endpoint: str, link: str, model: type, services: Services, sandbox: Served
) -> None:
    first = await services.lookups.get(endpoint, link, OPTIONS)
    assert isinstance(first.record, model)
    assert not first.from_store
    again = await services.lookups.get(endpoint, link, OPTIONS)
    assert again.from_store
    assert again.body == first.body
    assert len(requests_to(sandbox, endpoint)) == 1
    await services.lookups.get(endpoint, link, OPTIONS, refresh=True)
    assert len(requests_to(sandbox, endpoint)) == 2


async def test_ids_are_found_again_by_any_of_them(services: Services, sandbox: Served) -> None:
    found = await services.lookups.get("person_ids", PERSON, OPTIONS)
    assert isinstance(found.record, PersonIds)
    assert found.record.sales_nav_id
    assert found.record.lix_id
    for text in (found.record.sales_nav_id, found.record.lix_id, "olivia-shaw"):
        assert (await services.lookups.get("person_ids", text, OPTIONS)).from_store, text
    assert len(requests_to(sandbox, "person_ids")) == 1


@pytest.mark.parametrize(
    ("text", "params"),
    [
        (PERSON, {"li_flagship_id": "olivia-shaw"}),
        ("cGVyc29uOjk3MDgyNQ==", {"lix_id": "cGVyc29uOjk3MDgyNQ=="}),
        (
            "ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM",
            {"sales_nav_id": "ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM"},
        ),
        ("https://www.linkedin.com/company/1337", {"sales_nav_id": "1337"}),
        ("https://www.linkedin.com/sales/company/1337", {"sales_nav_id": "1337"}),
    ],
)
def test_an_id_is_sent_under_the_name_lix_takes_it_by(text: str, params: dict[str, str]) -> None:
    assert RECORD_TYPES["person_ids"].params(text) == params


async def test_only_a_valid_address_costs(services: Services, sandbox: Served) -> None:
    await services.account.refresh(place="test")
    await services.lookups.get("email", PROBABLE, OPTIONS)
    await services.account.count()
    assert services.account.spent.get("email", 0) == 0
    tries: list[str | None] = []

    def record_status(number: int, detail: Detail) -> None:
        assert isinstance(detail.record, EmailAnswer)
        tries.append(detail.record.status)

    found = await services.lookups.recheck(PROBABLE, OPTIONS, record_status, 10)
    assert tries[-1] == "VALID"
    assert "VALID" not in tries[:-1]
    assert isinstance(found.record, EmailAnswer)
    assert len(requests_to(sandbox, "email")) == 1 + len(tries)
    await services.account.count()
    assert services.account.spent["email"] == 1
    assert (await services.lookups.get("email", PROBABLE, OPTIONS)).from_store


@pytest.mark.sandbox_options("--fault", "500@email#2")
async def test_checking_again_stops_at_a_failure(services: Services, sandbox: Served) -> None:
    tries: list[int] = []
    with pytest.raises(ServerError):
        await services.lookups.recheck(
            PROBABLE, OPTIONS, lambda number, _: tries.append(number), times=10
        )
    assert tries == [1]
    assert len(requests_to(sandbox, "email")) == 2, "a failure that may cost is not tried again"


@pytest.mark.sandbox_options("--dialect", "lookc_polls=3")
async def test_an_unfinished_lookup_is_followed_for_nothing(
    services: Services, sandbox: Served
) -> None:
    pauses: list[float] = []
    options = LookupOptions("test", on_pending=pauses.append)
    found = await services.lookups.get("person_by_email", ADDRESS, options)
    assert isinstance(found.record, LookcAnswer)
    assert found.record.hits
    assert len(pauses) == 4
    assert [entry["path"] for entry in requests_to(sandbox, "lookc_request")] == ["/v1/request"] * 4
    assert len(requests_to(sandbox, "person_by_email")) == 1
    assert (await services.lookups.get("person_by_email", ADDRESS, OPTIONS)).from_store


@pytest.mark.sandbox_options("--dialect", "lookc_polls=3")
async def test_an_unfinished_lookup_is_never_bought_again(
    services: Services, sandbox: Served
) -> None:
    impatient = LookupOptions("test", max_wait=0.0)
    first = await services.lookups.get("person_by_email", ADDRESS, impatient)
    assert first.unfinished
    again = await services.lookups.get("person_by_email", ADDRESS, impatient, refresh=True)
    assert again.unfinished
    done = await services.lookups.get("person_by_email", ADDRESS, OPTIONS)
    assert not done.unfinished
    assert len(requests_to(sandbox, "person_by_email")) == 1
    assert sum(int(str(entry["cost"])) for entry in sandbox.requests()) == 1


@pytest.mark.parametrize(("number", "words"), [("7", "for free"), (None, "pays for a new lookup")])
def test_what_asking_again_for_a_pending_lookup_costs_is_said(
    number: str | None, words: str
) -> None:
    section, *_ = RECORD_TYPES["person_by_email"].sections(LookcAnswer(True, number, "pending"))
    assert words in section.lines[0].text


async def test_a_webhook_payload_is_kept_and_bad_ones_refused(
    services: Services, sandbox: Served
) -> None:
    hit = {"name": "Dana", "liProfileUrl": "dana-example"}
    body = json.dumps({"type": "search.person.by-email", "data": {"hits": [hit]}}).encode()
    await services.lookups.store_received("person_by_email", "Dana@Example.com", body)
    kept = await services.lookups.get("person_by_email", "dana@example.com", OPTIONS)
    assert kept.from_store
    assert isinstance(kept.record, LookcAnswer)
    assert kept.record.hits[0].link == "https://www.linkedin.com/in/dana-example"
    assert not requests_to(sandbox, "person_by_email")
    with pytest.raises(BadBody):
        await services.lookups.store_received("person_by_email", "a@b.com", b"[]")


async def test_who_is_not_there_is_said_and_not_marked(services: Services) -> None:
    with pytest.raises(NotFound):
        await services.lookups.get(
            "person_ids", "https://www.linkedin.com/in/nobody-at-all", OPTIONS
        )
    await services.lookups.get("hirers", "https://www.linkedin.com/jobs/view/3900512190/", OPTIONS)
    await services.records.load_keys()
    assert "job:3900512190" not in services.records.known, "its posting was not opened"


async def test_a_record_that_was_left_and_opened_again_is_bought_once(
    services: Services, sandbox: Served
) -> None:
    sandbox.answers.delay()
    first = asyncio.create_task(services.lookups.get("person", PERSON, OPTIONS))
    while not requests_to(sandbox, "person"):
        await asyncio.sleep(0.01)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    second = asyncio.create_task(services.lookups.get("person", PERSON, OPTIONS))
    await asyncio.sleep(0)
    sandbox.answers.send()
    again = await second
    assert again.from_store
    assert len([entry for entry in sandbox.requests() if entry["endpoint"] == "person"]) == 1


async def test_a_person_with_the_slug_of_an_opened_company_is_not_marked(
    services: Services,
) -> None:
    link = "https://www.linkedin.com/company/foxbank"
    await services.lookups.get("organisation", link, OPTIONS)
    (slug,) = RECORD_TYPES["organisation"].keys(link)
    page = mark_keys("organisation", (slug,))
    for _ in range(2):
        assert services.records.known.issuperset(page)
        assert slug not in services.records.known, "it would mark /in/foxbank"
        await services.records.reload_keys()


async def test_an_opened_company_is_marked_in_results(services: Services) -> None:
    query = query_from_keywords("orgs", "software")
    session = await services.searches.open(KINDS["orgs"], query)
    await session.load_next(place="test")
    place, element = next(
        (place, one) for place, one in enumerate(session.elements) if one.key.startswith("slug:")
    )
    link = company_link(element.key.removeprefix("slug:"))
    joined = JoinedRecords(session, services.merged_records)
    await joined.read_all()
    rows = SessionRows(session, joined, services.records.known)
    assert rows.mark(place) != "●"
    await services.lookups.get("organisation", link, OPTIONS)
    assert rows.mark(place) == "●"


async def test_what_was_looked_up_is_marked_at_once(services: Services) -> None:
    assert not services.records.known
    found = await services.lookups.get("person", PERSON, OPTIONS)
    assert set(RECORD_TYPES["person"].keys(PERSON)) <= services.records.known
    own = [link for link in RECORD_TYPES["person"].own_links(found.record) if link]
    assert own
    assert set(RECORD_TYPES["person"].keys(*own)) <= services.records.known, (
        "by its other links, too"
    )
    before = set(services.records.known)
    await services.lookups.get("email", PERSON, OPTIONS)
    assert services.records.known == before, "an address is no opened profile"
