"""What a run would cost, said before it begins: to the credit, and refused where it cannot be paid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.explorer.kinds import PEOPLE
from lix_tui.explorer.load_all import CannotPay, RunProblem, check_payable, plan_run, warning_of
from lix_tui.explorer.lookups import Manner
from lix_tui.explorer.query import query_from_text
from lix_tui.explorer.runs.items import Given, sort_given
from lix_tui.explorer.runs.plan import plan_lookups
from lix_tui.explorer.services import Explorer
from lix_tui.explorer.session import SearchSession

STANDARD, EMAIL, FREE = ENDPOINTS["person"], ENDPOINTS["email"], ENDPOINTS["balances"]


def has(explorer: Explorer, credits_: int | None = None, requests: int | None = None) -> None:
    """Give the account so many credits of each kind and requests today; None is not known."""
    explorer.account.balances = Balances(
        linked_in_balance=credits_, lookc_balance=credits_, email_balance=credits_
    )
    explorer.account.allowance = DailyAllowance(requests_remaining=requests)
    for endpoint in ("balances", "daily_allowance"):  # as if it had been said just now
        explorer.account._since_now(endpoint)


def budget(explorer: Explorer, credits_: int) -> None:
    explorer.settings = replace(explorer.settings, budget_per_run=credits_)


@pytest.mark.parametrize(
    ("budgeted", "credits_", "requests", "problem"),
    [
        (None, None, None, None),
        (12, None, None, None),
        (11, None, None, "12 pages cost 12 credits and budget_per_run allows 11."),
        (None, 12, None, None),
        (None, 11, None, "12 pages cost 12 credits and 11 are left; ask for fewer."),
        (None, None, 12, None),
        (None, None, 11, "12 pages take 12 requests and 11 are left today."),
        (12, 12, 12, None),
        (0, 50, 50, "12 pages cost 12 credits and budget_per_run allows 0."),
    ],
)
def test_what_can_be_paid_to_the_credit_is_let_through(
    explorer: Explorer,
    budgeted: int | None,
    credits_: int | None,
    requests: int | None,
    problem: str | None,
) -> None:
    has(explorer, credits_, requests)
    if budgeted is not None:
        budget(explorer, budgeted)
    if problem is None:
        check_payable(explorer, STANDARD, 12, 12, "12 pages")
        return
    with pytest.raises(CannotPay) as caught:
        check_payable(explorer, STANDARD, 12, 12, "12 pages")
    assert str(caught.value) == problem


def test_addresses_may_be_fewer_than_what_is_asked_for(explorer: Explorer) -> None:
    has(explorer, 3, 100)
    check_payable(explorer, EMAIL, 12, 12, "12 lookups")
    has(explorer, 3, 11)
    with pytest.raises(CannotPay, match="11 are left today"):
        check_payable(explorer, EMAIL, 12, 12, "12 lookups")


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
    explorer: Explorer, credits_: int | None, cost: int, words: str
) -> None:
    has(explorer, credits_)
    assert warning_of(explorer, STANDARD, cost) == words


async def first_page(explorer: Explorer) -> SearchSession:
    session = await explorer.searches.open(PEOPLE, query_from_text("people", "engineer"))
    await session.load_next(place="test")
    return session


async def test_the_rest_of_a_search_costs_a_credit_a_page(explorer: Explorer) -> None:
    session = await first_page(explorer)
    total = session.state.total
    assert total is not None
    pages = -(-total // 10) - 1
    has(explorer, pages, pages)
    plan = plan_run(session, explorer)
    assert (plan.pages, plan.credits) == (pages, pages)
    assert plan.seconds == pytest.approx(pages * explorer.limiter.spacing)
    assert plan.unreachable == max(0, total - 1000)
    assert plan.warning == "This empties the Standard pool."
    assert f"{pages:,} more pages cost {pages:,} Standard credits" in plan.words
    has(explorer, pages - 1)
    with pytest.raises(CannotPay):
        plan_run(session, explorer)
    has(explorer, pages, pages - 1)
    with pytest.raises(CannotPay):
        plan_run(session, explorer)


async def test_a_search_without_a_first_page_or_a_rest_has_no_plan(explorer: Explorer) -> None:
    session = await explorer.searches.open(PEOPLE, query_from_text("people", "engineer"))
    with pytest.raises(RunProblem, match="Load the first page"):
        plan_run(session, explorer)
    await session.load_next(place="test")
    known = session.state
    session.state = replace(known, total=None)
    with pytest.raises(RunProblem, match="does not say how many"):
        plan_run(session, explorer)
    session.state = replace(known, total=known.loaded)
    with pytest.raises(RunProblem, match="loaded already"):
        plan_run(session, explorer)
    session.state = replace(known, total=known.loaded + 1)
    assert plan_run(session, explorer).pages == 1


async def test_a_list_costs_what_is_not_kept(explorer: Explorer) -> None:
    slugs = ("olivia-shaw", "thomas-thornton", "avi-biton")
    given = sort_given([Given(f"linkedin.com/in/{slug}") for slug in slugs], "person")
    await explorer.lookups.get("person", "https://www.linkedin.com/in/olivia-shaw", Manner("test"))
    has(explorer, 2, 2)
    plan = await plan_lookups(explorer, given)
    assert (plan.known, plan.credits) == (1, 2)
    assert plan.seconds == pytest.approx(2 * explorer.limiter.spacing)
    has(explorer, 1, 2)
    with pytest.raises(CannotPay, match="2 lookups cost 2 credits and 1 are left"):
        await plan_lookups(explorer, given)
    has(explorer, 2, 1)
    with pytest.raises(CannotPay, match="2 lookups take 2 requests and 1 are left today"):
        await plan_lookups(explorer, given)


def test_what_is_free_needs_no_credit(explorer: Explorer) -> None:
    has(explorer, 0)
    budget(explorer, 0)
    check_payable(explorer, FREE, 5, 0, "5 looks")
    assert warning_of(explorer, FREE, 0) == ""
