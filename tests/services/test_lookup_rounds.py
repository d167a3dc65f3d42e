"""Lookups that take several rounds: addresses that stay unsettled, answers that stay pending."""

from __future__ import annotations

import json
from collections.abc import Sequence

import httpx
import pytest

from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.services.budget.budget import Budget
from lix_tui.services.budget.requests import Requests
from lix_tui.services.records.lookups import LookupOptions, Lookups
from lix_tui.services.records.stored_records import Detail
from lix_tui.services.records.types.email import MOST_CHECKS
from lix_tui.services.services import Services
from tests.api.function_transport import client_of

OPTIONS = LookupOptions("test")
PERSON = "https://www.linkedin.com/in/olivia-shaw"
ADDRESS = "dana@example.com"
PENDING = {"request_id": "7", "status": "pending"}
NO_NUMBER = {"status": "pending"}
DONE = {"status": "complete", "data": {"hits": [{"name": "Dana", "liProfileUrl": "dana-e"}]}}


def lookups(services: Services, *answers: object) -> tuple[Lookups, list[httpx.Request]]:
    """Return lookups over a server with these answers in turn, the last one repeated."""
    left = list(answers)

    def answer(_request: httpx.Request) -> httpx.Response:
        body = left.pop(0) if len(left) > 1 else left[0]
        return httpx.Response(200, content=json.dumps(body).encode())

    client, requests = client_of(answer)
    sending = Requests(client, services.store, services.leases, Budget())
    made = Lookups(sending, services.store, services.records, spacing=0.001)
    return made, requests


def paths(requests: Sequence[httpx.Request]) -> list[str]:
    return [request.url.path for request in requests]


@pytest.mark.parametrize("status", ["PROBABLE", "RISKY", "UNKNOWN", "SOMETHING_NEW"])
@pytest.mark.parametrize(("times", "asked"), [(1, 1), (3, 3), (10, 10), (50, MOST_CHECKS)])
async def test_so_many_checks_are_so_many(
    services: Services, status: str, times: int, asked: int
) -> None:
    found, requests = lookups(services, {"status": status, "email": "d@example.com"})
    tries: list[int] = []
    last = await found.recheck(PERSON, OPTIONS, lambda number, _: tries.append(number), times)
    assert isinstance(last.record, EmailAnswer)
    assert last.record.status == status
    assert tries == list(range(1, asked + 1))
    assert len(requests) == asked == min(times, 10)


async def test_what_is_settled_is_checked_no_more(services: Services) -> None:
    probable = {"status": "PROBABLE", "email": "d@example.com"}
    found, requests = lookups(services, probable, {"status": "VALID", "email": "d@example.com"})
    told: list[Detail] = []
    await found.recheck(PERSON, OPTIONS, lambda _, detail: told.append(detail), 10)
    assert len(told) == len(requests) == 2


async def test_a_pending_answer_without_a_number_is_followed_by_the_number_before(
    services: Services,
) -> None:
    found, requests = lookups(services, PENDING, PENDING, NO_NUMBER, NO_NUMBER, DONE)
    detail = await found.get("person_by_email", ADDRESS, OPTIONS)
    assert isinstance(detail.record, LookcAnswer)
    assert [hit.name for hit in detail.record.hits] == ["Dana"]
    first, *polls = requests
    assert {request.url.params["request_id"] for request in polls} == {"7"}
    assert len(polls) == 4
    assert len(set(paths(polls)) - {first.url.path}) == 1
    assert (await found.get("person_by_email", ADDRESS, OPTIONS)).from_store
    assert len(requests) == 5


async def test_nothing_more_is_asked_once_it_is_settled(services: Services) -> None:
    found, requests = lookups(services, PENDING, DONE, {"never": "asked"})
    await found.get("person_by_email", ADDRESS, OPTIONS)
    assert len(requests) == 2


async def test_a_number_is_not_forgotten_for_an_answer_without_one(services: Services) -> None:
    impatient = LookupOptions("test", max_wait=0.0021)  # one poll
    found, requests = lookups(services, PENDING, NO_NUMBER, DONE)
    first = await found.get("person_by_email", ADDRESS, impatient)
    assert isinstance(first.record, LookcAnswer)
    assert first.record.pending
    assert len(requests) == 2
    later, polls = lookups(services, DONE)
    detail = await later.get("person_by_email", ADDRESS, OPTIONS)
    assert isinstance(detail.record, LookcAnswer)
    assert detail.record.hits
    assert [request.url.params["request_id"] for request in polls] == ["7"], "and not bought"


async def test_looking_again_keeps_to_its_patience(services: Services) -> None:
    pauses: list[float] = []
    options = LookupOptions("test", max_wait=0.0071, on_pending=pauses.append)  # 3.5 polls
    found, requests = lookups(services, PENDING)
    detail = await found.get("person_by_email", ADDRESS, options)
    assert detail.unfinished
    assert pauses == [found.pace] * 3
    assert len(requests) == 1 + 3


async def test_an_unsettled_address_is_kept_and_shown_for_nothing(services: Services) -> None:
    found, requests = lookups(services, {"status": "RISKY", "email": "d@example.com"})
    await found.get("email", PERSON, OPTIONS)
    kept = await found.get("email", PERSON, OPTIONS)
    assert kept.from_store
    assert len(requests) == 1
    lines = await services.store.run(lambda store: store.ledger.lines(9))
    assert [line.cost for line in lines] == [0, 0], "only a VALID one costs"


@pytest.mark.parametrize("pending", [0, 1, 3])
async def test_a_search_begun_elsewhere_is_polled_by_its_number_until_it_is_finished(
    services: Services, pending: int
) -> None:
    found, requests = lookups(services, *[NO_NUMBER] * pending, DONE)
    detail = await found.poll_request("7", ADDRESS, OPTIONS)
    assert detail.settled
    assert [one.url.params["request_id"] for one in requests] == ["7"] * (pending + 1)
