"""The price of a run: exact to the credit, and a refusal if the account can't pay it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.queries.query import query_from_text
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.runs.lookup_batch import build_batch
from lix_tui.services.runs.lookup_list import LookupInput
from lix_tui.services.runs.lookup_plan import plan_lookups
from lix_tui.services.search.load_plan import (
    CannotPay,
    RunProblem,
    check_payable,
    plan_run,
    warning_of,
)
from lix_tui.services.search.session import SearchSession
from lix_tui.services.services import Services

STANDARD, EMAIL, FREE = ENDPOINTS["person"], ENDPOINTS["email"], ENDPOINTS["balances"]


def has(services: Services, credits_: int | None = None, requests: int | None = None) -> None:
    """Set the account's credits of each kind and today's requests; None for an unknown number."""
    services.account.balances = Balances(
        linked_in_balance=credits_, lookc_balance=credits_, email_balance=credits_
    )
    services.account.allowance = DailyAllowance(requests_remaining=requests)
    for endpoint in ("balances", "daily_allowance"):  # as if the balance were new
        services.account._since_now(endpoint)


def budget(services: Services, credits_: int) -> None:
    services.settings = replace(services.settings, budget_per_run=credits_)


@pytest.mark.parametrize(
    ("budgeted", "credits_", "requests", "problem"),
    [
        (None, None, None, None),
        (12, None, None, None),
        (11, None, None, "12 pages would cost 12 credits; budget_per_run allows 11."),
        (None, 12, None, None),
        (None, 11, None, "12 pages would cost 12 credits, but only 11 are left. Request fewer."),
        (None, None, 12, None),
        (
            None,
            None,
            11,
            "12 pages would need 12 requests, but only 11 are left today. Request fewer.",
        ),
        (12, 12, 12, None),
        (0, 50, 50, "12 pages would cost 12 credits; budget_per_run allows 0."),
    ],
)
def test_what_can_be_paid_to_the_credit_is_let_through(
    services: Services,
    budgeted: int | None,
    credits_: int | None,
    requests: int | None,
    problem: str | None,
) -> None:
    has(services, credits_, requests)
    if budgeted is not None:
        budget(services, budgeted)
    if problem is None:
        check_payable(services, STANDARD, 12, 12, "12 pages")
        return
    with pytest.raises(CannotPay) as caught:
        check_payable(services, STANDARD, 12, 12, "12 pages")
    assert str(caught.value) == problem


def test_addresses_may_be_fewer_than_what_is_asked_for(services: Services) -> None:
    has(services, 3, 100)
    check_payable(services, EMAIL, 12, 12, "12 lookups")
    has(services, 3, 11)
    with pytest.raises(CannotPay, match="11 are left today"):
        check_payable(services, EMAIL, 12, 12, "12 lookups")


@pytest.mark.parametrize(
    ("credits_", "cost", "words"),
    [
        (None, 5, ""),
        (100, 0, ""),
        (100, 89, ""),
        (100, 90, "This leaves 10 of 100 Standard credits."),
        (100, 99, "This leaves 1 of 100 Standard credits."),
        (100, 100, "This empties the Standard pool."),
        (100, 101, "This empties the Standard pool."),
    ],
)
def test_what_leaves_little_is_warned_of(
    services: Services, credits_: int | None, cost: int, words: str
) -> None:
    has(services, credits_)
    assert warning_of(services, STANDARD, cost) == words


async def first_page(services: Services) -> SearchSession:
    session = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    await session.load_next(place="test")
    return session


async def test_the_rest_of_a_search_costs_a_credit_a_page(services: Services) -> None:
    session = await first_page(services)
    total = session.state.total
    assert total is not None
    pages = -(-total // 10) - 1
    has(services, pages, pages)
    plan = plan_run(session, services)
    assert (plan.pages, plan.credits) == (pages, pages)
    assert plan.seconds == pytest.approx(pages * services.limiter.spacing)
    assert plan.unreachable == max(0, total - 1000)
    assert plan.warning == "This empties the Standard pool."
    assert f"{pages:,} more pages cost {pages:,} Standard credits" in plan.words
    has(services, pages - 1)
    with pytest.raises(CannotPay):
        plan_run(session, services)
    has(services, pages, pages - 1)
    with pytest.raises(CannotPay):
        plan_run(session, services)


async def test_a_search_without_a_first_page_or_a_rest_has_no_plan(services: Services) -> None:
    session = await services.searches.open(PEOPLE, query_from_text("people", "engineer"))
    with pytest.raises(RunProblem, match="Load the first page"):
        plan_run(session, services)
    await session.load_next(place="test")
    known = session.state
    session.state = replace(known, total=None)
    with pytest.raises(RunProblem, match="doesn't report how many"):
        plan_run(session, services)
    session.state = replace(known, total=known.loaded)
    with pytest.raises(RunProblem, match="loaded already"):
        plan_run(session, services)
    session.state = replace(known, total=known.loaded + 1)
    assert plan_run(session, services).pages == 1


async def test_a_list_costs_what_is_not_kept(services: Services) -> None:
    slugs = ("olivia-shaw", "thomas-thornton", "avi-biton")
    given = build_batch([LookupInput(f"linkedin.com/in/{slug}") for slug in slugs], ["person"])
    await services.lookups.get(
        "person", "https://www.linkedin.com/in/olivia-shaw", LookupOptions("test")
    )
    has(services, 2, 2)
    plan = await plan_lookups(services, given)
    assert (plan.known, plan.credits) == (1, 2)
    assert plan.seconds == pytest.approx(2 * services.limiter.spacing)
    has(services, 1, 2)
    with pytest.raises(CannotPay, match="2 lookups would cost 2 credits, but only 1 is left"):
        await plan_lookups(services, given)
    has(services, 2, 1)
    with pytest.raises(
        CannotPay, match="2 lookups would need 2 requests, but only 1 is left today"
    ):
        await plan_lookups(services, given)


def test_what_is_free_needs_no_credit(services: Services) -> None:
    has(services, 0)
    budget(services, 0)
    check_payable(services, FREE, 5, 0, "5 looks")
    assert warning_of(services, FREE, 0) == ""
