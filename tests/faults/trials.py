"""Trials of a sandbox fault: each endpoint with the fault, and again without."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

from lix_tui.sandbox.endpoints import ENDPOINTS
from lix_tui.sandbox.faults import FAULTS
from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import INTERVAL, Served
from tests.faults.actions import Action, Problem, actions

VALUES = {"429": "429:retry=0.05", "queued": "queued:1", "slow": "slow:0.2"}
"""Options of faults that need a value."""
BROKEN_AFTER = frozenset({"truncate", "reset", "garbage"})
"""Faults whose answer is lost, so that a retry is charged again."""
LOST_NUMBER = ("odd", "person_by_email")
"""Fault and endpoint of a pending lookup that can't be polled, because its number is spoiled."""


def options(fault: str) -> list[str]:
    """Return sandbox options that cause a fault on the first request of each endpoint."""
    spec = VALUES.get(fault, fault)
    known = [name for name in actions() if name in ENDPOINTS]  # others share a path with one
    faults = [part for name in known for part in ("--fault", f"{spec}@{name}#1")]
    return [*faults, "--dialect", "lookc_polls=1"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Outcome of a fault on an endpoint; ``wrong`` is empty if the fault was survived."""

    fault: str
    endpoint: str
    wrong: str


async def fault_outcomes(fault: str, sandbox: Served, paths: Paths) -> list[Outcome]:
    """Try a fault on every endpoint of a sandbox that was started with its ``options``."""
    settings = Settings(
        paths=paths, api_url=sandbox.url, lookc_url=sandbox.url, rate_interval=INTERVAL
    )
    services = await Services.open(settings, FoundKey(Key("faults"), "session"))
    outcomes: list[Outcome] = []
    try:
        for endpoint, action in actions().items():
            outcomes.append(Outcome(fault, endpoint, await _wrong(services, action)))
        outcomes.append(Outcome(fault, "the ledger", await _unbalanced(services, fault, sandbox)))
    finally:
        await services.close()
    return outcomes


async def _wrong(services: Services, action: Action) -> str:
    first = await action(services)
    if first is not None and (wrong := no_sentence(first)):
        return wrong
    for _ in range(3):  # on a busy machine a request can seem too early once more
        second = await action(services)
        if second is None:
            return ""
        await asyncio.sleep(0.1)
    return f"the next ones failed too: {second}"


def no_sentence(problem: Problem) -> str:
    """Return the flaw of a problem's message; empty for one plain sentence."""
    sentence = str(problem)
    plain = sentence.endswith(".") and "\n" not in sentence and sentence.isprintable()
    return "" if plain else f"no sentence: {sentence!r}"


async def _unbalanced(services: Services, fault: str, sandbox: Served) -> str:
    """Return the problem if the ledger differs from what was charged; otherwise empty."""
    log = [entry for entry in sandbox.requests() if entry["endpoint"] in actions()]
    charged = sum(int(str(entry["cost"])) for entry in log)
    lines = await services.store.run(lambda store: store.ledger.lines(500))
    sure = sum(line.cost for line in lines if line.outcome == "ok")
    most = sum(line.cost for line in lines if line.outcome != "kept")
    if fault in ("strange", "odd"):
        most += 1  # an address without a readable status: the charge is unknown
    if not sure <= charged <= most:
        return f"charged {charged}, the ledger has {sure} to {most}"
    paid = Counter(f"{entry['endpoint']} {entry['params']}" for entry in log if entry["cost"])
    for asked, times in paid.items():
        again = fault in BROKEN_AFTER or (fault, asked.partition(" ")[0]) == LOST_NUMBER
        if times > 1 + again:
            return f"{asked} was charged {times} times"
    return ""


def every_fault() -> tuple[str, ...]:
    """Return the names of all faults."""
    return tuple(FAULTS)
