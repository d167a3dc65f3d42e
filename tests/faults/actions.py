"""A request of each endpoint, made as a screen or a command makes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import get_args

from lix_tui.api.errors import LixError
from lix_tui.sandbox.world.conversations import conversations_of, sales_threads_of
from lix_tui.sandbox.world.world import world_of
from lix_tui.services.budget.connected_accounts import ConnectedAccounts
from lix_tui.services.facets.skills import SkillChoice
from lix_tui.services.kinds import KINDS, Kind, KindName
from lix_tui.services.paged_lists import INBOX_LISTS, LISTS
from lix_tui.services.queries.query import (
    Query,
    query_from_connections,
    query_from_keywords,
    query_from_link,
    query_from_list,
    query_from_skills,
)
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.search.inbox import inbox_query, messages_query
from lix_tui.services.services import Services
from lix_tui.store.errors import StoreError

Problem = LixError | StoreError
Action = Callable[[Services], Awaitable[Problem | None]]
"""Function that makes a request and returns its problem; None without one."""
VIEWER = "alfie-lambert"
PERSON = "https://www.linkedin.com/in/olivia-shaw"
POST = "urn:li:activity:7019605025920286720"
COMPANY = "https://www.linkedin.com/company/foxbank"
LIX_ID = "b3JnYW5pc2F0aW9uOjU5MDAwMjY3"
LOOKUPS: Mapping[str, str] = {
    "person": PERSON,
    "person_ids": PERSON,
    "person_extended": PERSON,
    "person_employment": PERSON,
    "email": PERSON,
    "organisation": "https://www.linkedin.com/company/foxbank",
    "organisations_by_website": "foxbank.example",
    "organisation_ids": "https://www.linkedin.com/company/foxbank",
    "person_by_email": "sanjay.nair@foxbank.example",
    "person_with_email": "sanjay.nair@foxbank.example",
}


LISTS_PAGE = "https://www.linkedin.com/sales/lists"
SAVED_LISTS: Mapping[str, str] = {
    "lead_list": f"{LISTS_PAGE}/people/7028381904637284352",
    "account_list": f"{LISTS_PAGE}/company/7028381904637284353",
}
"""Lists of alfie-lambert by endpoint."""
CONNECTED = ("linkedin_accounts", "linkedin_account", "connections_remaining")


def today() -> datetime:
    """Return the date and time of the world that ``lix-tui sandbox`` serves."""
    return datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)


def actions() -> Mapping[str, Action]:
    """Return an action for each endpoint, by the endpoint's name."""
    found: dict[str, Action] = {name: _lookup(name, link) for name, link in LOOKUPS.items()}
    world = world_of(1, today())
    job = f"https://www.linkedin.com/jobs/view/{world.jobs[0].id}/"  # a job with hirers
    found |= {name: _lookup(name, job) for name in ("job", "hirers")}
    found["post"] = _lookup("post", f"urn:li:activity:{world.posts[0].id}")
    # an address of its own, and time enough to poll the pending lookup
    found["lookc_request"] = _lookup("person_by_email", "alfie.lambert@foxbank.example", 2.0)
    for kind in get_args(KindName):
        found[kind if kind in LISTS else f"{kind}_search"] = _search(kind)
    found |= {name: _saved_list(name, link) for name, link in SAVED_LISTS.items()}
    found |= {"balances": _account("balances"), "daily_allowance": _account("daily_allowance")}
    found |= {name: _connected(name) for name in CONNECTED}
    found |= {"sales_facet": _facet("COMPANY_WITH_LIST"), "recruiter_facet": _facet("skill")}
    return found


def _lookup(endpoint: str, link: str, max_wait: float = 0.0) -> Action:
    async def action(services: Services) -> Problem | None:
        try:
            options = LookupOptions("faults", max_wait=max_wait)
            found = await services.lookups.get(endpoint, link, options)
        except (LixError, StoreError) as error:
            return error
        return StoreError(found.unsaved) if found.unsaved else None

    return action


def _search(name: KindName) -> Action:
    if name == "recruiter":
        query = query_from_skills((SkillChoice("Python", "urn:li:ts_skill:261"),))
    elif name == "connections":
        query = query_from_connections(VIEWER)
    elif LISTS.get(name) in INBOX_LISTS:
        query = _inbox_query(name)
    elif name in LISTS:
        target = LISTS[name].target
        record = "" if target is None else target.record
        link = {"person": PERSON, "organisation": COMPANY}.get(record, POST)
        link = LIX_ID if target is not None and target.id_lookup else link
        viewer = "alfie-lambert" if name == "followers" else None
        query = query_from_list(LISTS[name], link, "a list", viewer)
    else:
        words = "software" if name in ("orgs", "accounts") else "engineer"
        query = query_from_keywords(name, words)
    return _first_page(LISTS[name] if name in LISTS else KINDS[name], query)


def _saved_list(endpoint: str, link: str) -> Action:
    kind = KINDS["sales" if endpoint == "lead_list" else "accounts"]
    return _first_page(kind, query_from_link(kind.name, link, "alfie-lambert"))


def _first_page(kind: Kind, query: Query) -> Action:
    async def action(services: Services) -> Problem | None:
        try:
            session = await services.searches.open(kind, query)
        except StoreError as error:
            return error
        if session.waiting or session.state.pages:  # the session loads by itself, or has its page
            return None
        await session.load_next(place="faults", max_wait=0.0)
        return session.problem

    return action


def _inbox_query(name: str) -> Query:
    """Return the query of a list of an inbox, with a conversation of the sandbox's world."""
    is_sales, world = name.startswith("sales"), world_of(1, today())
    if name in ("conversations", "sales_threads"):
        return inbox_query(VIEWER, sales=is_sales)
    of = sales_threads_of if is_sales else conversations_of
    query = messages_query(of(world, VIEWER)[0].id, VIEWER, sales=is_sales)
    assert query is not None
    return query


def _account(endpoint: str) -> Action:
    async def action(services: Services) -> Problem | None:
        account = services.account
        if endpoint == "balances":
            await account.refresh(place="faults", only_balances=True, max_wait=0.0)
        else:
            await account.refresh(place="faults", max_wait=0.0)
        return account.problems.get(endpoint)

    return action


def _connected(endpoint: str) -> Action:
    async def action(services: Services) -> Problem | None:
        accounts = ConnectedAccounts(services.requests, services.store)
        try:
            if endpoint == "linkedin_accounts":
                async for _page in accounts.pages("faults", max_wait=0.0):
                    pass
            elif endpoint == "linkedin_account":
                await accounts.account("alfie-lambert", "faults", max_wait=0.0)
            else:
                await accounts.remaining_connections("alfie-lambert", "faults", max_wait=0.0)
        except (LixError, StoreError) as error:
            return error
        return None

    return action


def _facet(facet: str) -> Action:
    async def action(services: Services) -> Problem | None:
        try:
            await services.facets.values(
                facet, "fox" if facet != "skill" else "pyt", place="faults", max_wait=0.0
            )
        except (LixError, StoreError) as error:
            return error
        return None

    return action
