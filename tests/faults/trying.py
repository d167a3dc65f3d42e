"""Tries a fault on every endpoint, and then the same again without it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from lix_tui.api.errors import LixError
from lix_tui.credentials import FoundKey, Key
from lix_tui.explorer.kinds import CONNECTIONS, KINDS
from lix_tui.explorer.lookups import Manner
from lix_tui.explorer.query import query_from_connections, query_from_keywords, query_from_skills
from lix_tui.explorer.services import Explorer
from lix_tui.explorer.skills import Skill
from lix_tui.sandbox.faults import FAULTS
from lix_tui.settings import Paths, Settings
from tests.conftest import INTERVAL, Served

Act = Callable[[Explorer], Awaitable[LixError | None]]
PERSON = "https://www.linkedin.com/in/olivia-shaw"
JOB = "https://www.linkedin.com/jobs/view/3900512190/"
POST = "urn:li:activity:7100000000000000000"
LOOKUPS: Mapping[str, str] = {
    "person": PERSON,
    "person_ids": PERSON,
    "email": PERSON,
    "organisation": "https://www.linkedin.com/company/foxbank",
    "organisation_ids": "https://www.linkedin.com/company/foxbank",
    "job": JOB,
    "hirers": JOB,
    "person_by_email": "sanjay.nair@foxbank.example",
}
VALUES = {"429": "429:retry=0.05", "queued": "queued:1", "slow": "slow:0.2"}
"""Faults that take a value."""
BROKEN_AFTER = frozenset({"truncate", "reset", "garbage"})
"""Faults after which the answer has to be paid for again, if the user says so."""


def options(fault: str) -> list[str]:
    """The sandbox's options that let a fault strike the first request of each endpoint."""
    spec = VALUES.get(fault, fault)
    return [part for name in acts() for part in ("--fault", f"{spec}@{name}#1")]


def acts() -> Mapping[str, Act]:
    """One way to ask each endpoint, by its name."""
    found: dict[str, Act] = {name: _lookup(name, link) for name, link in LOOKUPS.items()}
    for kind in ("people", "jobs", "posts", "orgs", "sales", "recruiter", "connections"):
        found[f"{kind}_search" if kind != "connections" else kind] = _search(kind)
    found |= {"balances": _account("balances"), "daily_allowance": _account("daily_allowance")}
    found |= {"sales_facet": _facet("COMPANY_WITH_LIST"), "recruiter_facet": _facet("skill")}
    return found


def _lookup(endpoint: str, link: str) -> Act:
    async def act(explorer: Explorer) -> LixError | None:
        try:
            await explorer.lookups.get(endpoint, link, Manner("faults", patience=0.0))
        except LixError as error:
            return error
        return None

    return act


def _search(name: str) -> Act:
    async def act(explorer: Explorer) -> LixError | None:
        if name == "recruiter":
            query = query_from_skills((Skill("Python", "urn:li:ts_skill:261"),))
        elif name == "connections":
            query = query_from_connections("alfie-lambert")
        else:
            query = query_from_keywords(name, "engineer")  # type: ignore[arg-type]  # one of the names above
        kind = CONNECTIONS if name == "connections" else KINDS[name]  # type: ignore[index]  # as above
        session = await explorer.searches.open(kind, query)
        if session.waiting or session.state.pages:  # it goes on by itself, or has its page
            return None
        await session.load_next(place="faults", patience=0.0)
        return session.problem if isinstance(session.problem, LixError) else None

    return act


def _account(endpoint: str) -> Act:
    async def act(explorer: Explorer) -> LixError | None:
        account = explorer.account
        if endpoint == "balances":
            await account.refresh(place="faults", only_balances=True, patience=0.0)
        else:
            await account.refresh(place="faults", patience=0.0)
        problem = account.problems.get(endpoint)
        return problem if isinstance(problem, LixError) else None

    return act


def _facet(facet: str) -> Act:
    async def act(explorer: Explorer) -> LixError | None:
        try:
            await explorer.facets.values(facet, "pyt", place="faults", patience=0.0)
        except LixError as error:
            return error
        return None

    return act


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a fault on an endpoint; ``wrong`` is empty when it was survived."""

    fault: str
    endpoint: str
    wrong: str


async def try_fault(fault: str, sandbox: Served, paths: Paths) -> list[Outcome]:
    """Try a fault on every endpoint of a sandbox that was started with its ``options``."""
    settings = Settings(
        paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL
    )
    explorer = await Explorer.open(settings, FoundKey(Key("faults"), "session"))
    outcomes: list[Outcome] = []
    try:
        for endpoint, act in acts().items():
            outcomes.append(Outcome(fault, endpoint, await _wrong(explorer, act)))
        outcomes.append(Outcome(fault, "the ledger", await _unbalanced(explorer, fault, sandbox)))
    finally:
        await explorer.close()
    return outcomes


async def _wrong(explorer: Explorer, act: Act) -> str:
    first = await act(explorer)
    if first is not None:
        sentence = str(first)
        if not sentence.endswith(".") or "\n" in sentence or not sentence.isprintable():
            return f"no sentence: {sentence!r}"
    for _ in range(3):  # a busy machine may be told that it came too fast, once more
        second = await act(explorer)
        if second is None:
            return ""
        await asyncio.sleep(0.1)
    return f"the next ones failed too: {second}"


async def _unbalanced(explorer: Explorer, fault: str, sandbox: Served) -> str:
    """The ledger counts what was charged, and at most what may have been beside it."""
    log = [entry for entry in sandbox.requests() if entry["endpoint"] in acts()]
    charged = sum(int(str(entry["cost"])) for entry in log)
    lines = await explorer.store.run(lambda store: store.ledger_lines(500))
    sure = sum(line.cost for line in lines if line.outcome == "ok")
    most = sum(line.cost for line in lines if line.outcome != "kept")
    if fault in ("strange", "odd"):
        most += 1  # an address without a readable status: nothing says that it was charged
    if not sure <= charged <= most:
        return f"charged {charged}, the ledger has {sure} to {most}"
    for endpoint in acts():
        paid = [entry for entry in log if entry["endpoint"] == endpoint and entry["cost"]]
        if len(paid) > (2 if fault in BROKEN_AFTER else 1):
            return f"{endpoint} was charged {len(paid)} times"
    return ""


def every_fault() -> tuple[str, ...]:
    """The names of all faults."""
    return tuple(FAULTS)
