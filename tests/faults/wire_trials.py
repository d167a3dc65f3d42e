"""Trials of network faults: each on one endpoint, over a relay, with a new store."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from lix_tui.services.services import Services
from lix_tui.settings.key import FoundKey, Key
from lix_tui.settings.settings import Paths, Settings
from lix_tui.store.answers import unpack
from lix_tui.store.store import Store
from tests.faults import fields, wire
from tests.faults.actions import Action, Problem, actions
from tests.faults.relay import Plan, Relay, Wire
from tests.faults.trials import Outcome, no_sentence
from tests.faults.wire import Fault


async def _spoil_none(_: Wire) -> None:
    """Do nothing: the request reaches no relay, because nothing listens."""


REFUSED = Fault("connect refused", "", _spoil_none, before=True)
TIME_LIMIT = 60.0
"""Seconds after which an action counts as endless."""
_numbers = itertools.count()


@asynccontextmanager
async def relayed() -> AsyncIterator[Relay]:
    """Yield a relay that listens."""
    relay = Relay.new()
    await relay.open()
    try:
        yield relay
    finally:
        await relay.close()


@asynccontextmanager
async def exploring(relay: Relay, folder: Path, key: str) -> AsyncIterator[Services]:
    """Yield services with a store in `folder`."""
    paths = Paths(*(folder / name for name in ("config", "data", "state")))
    settings = Settings(paths=paths, api_url=relay.url, lookc_url=relay.url, rate_interval=0.0)
    services = await Services.open(settings, FoundKey(Key(key), "session"))
    try:
        yield services
    finally:
        await services.close()


async def good_answers(relay: Relay) -> Mapping[str, bytes]:
    """Return the good answer of each endpoint."""
    found: dict[str, bytes] = {}
    for endpoint, action in actions().items():
        with tempfile.TemporaryDirectory() as folder:
            async with exploring(relay, Path(folder), "good-answers") as services:
                await action(services)
        found[endpoint] = relay.delivered[-1].body
    return found


def wire_faults(good: Mapping[str, bytes], huge: int) -> Iterator[tuple[Fault, str]]:
    """Yield every network fault with its endpoint; `huge` is the size of a huge body in bytes."""
    for endpoint, body in good.items():
        yield REFUSED, endpoint
        for fault in (*wire.resets(), *wire.pages(), *wire.deep(), *wire.huge(huge)):
            yield fault, endpoint
        for fault in (*wire.cuts(body), *fields.faults(endpoint, body)):
            yield fault, endpoint


def one_of_each(every: Iterator[tuple[Fault, str]]) -> list[tuple[Fault, str]]:
    """Return one fault of each kind, each on another endpoint."""
    kinds: dict[str, list[tuple[Fault, str]]] = {}
    for fault, endpoint in every:
        kinds.setdefault(fault.kind, []).append((fault, endpoint))
    turns = len(kinds)
    return [found[len(found) * turn // turns] for turn, found in enumerate(kinds.values())]


async def wire_outcomes(
    choose: Callable[[Iterator[tuple[Fault, str]]], Iterable[tuple[Fault, str]]],
    huge: int = wire.HUGE,
) -> AsyncIterator[Outcome]:
    """Yield the outcomes of the network faults that ``choose`` returns."""
    async with relayed() as relay:
        known = actions()
        for fault, endpoint in choose(wire_faults(await good_answers(relay), huge)):
            yield await wire_outcome(relay, fault, endpoint, known[endpoint])


async def wire_outcome(relay: Relay, fault: Fault, endpoint: str, action: Action) -> Outcome:
    """Cause a fault once on an endpoint and return its outcome."""
    relay.delivered = []
    key = f"faults-{next(_numbers)}"
    with tempfile.TemporaryDirectory() as folder:
        try:
            wrong = await _wrong(relay, fault, endpoint, action, Path(folder), key)
        except TimeoutError:
            wrong = f"an action has not ended after {TIME_LIMIT:.0f} s"
    return Outcome(fault.kind, f"{endpoint} {fault.name}".strip(), wrong)


async def _wrong(
    relay: Relay, fault: Fault, endpoint: str, action: Action, folder: Path, key: str
) -> str:
    since = len(relay.log())
    async with exploring(relay, folder, key) as services:
        first = await _first_problem(relay, fault, endpoint, services, action)
        if first is not None and (wrong := no_sentence(first)):
            return wrong
        if fault.harmless and first is not None:
            return f"a good answer was not taken: {first}"
        if fault is REFUSED and (first is None or getattr(first, "may_have_cost", True)):
            return f"nothing was sent, yet it was said otherwise: {first}"
        async with asyncio.timeout(TIME_LIMIT):
            second = await action(services)
        if second is not None:
            return f"the next one failed too: {second}"
        if services.requests.on_the_way:
            return "a request is still on its way"
        if gone := await services.store.run(lambda store: missing_bytes(relay, store)):
            return gone
    asked = len(relay.log())
    async with exploring(relay, folder, key) as services:  # as on the next day
        third = await action(services)
    # a second charge is right only if the sandbox's answer was lost
    times = sum(bool(entry.cost) for entry in relay.log(since))
    if times > 1 + (first is not None and not fault.before):
        return f"it was charged {times} times"
    if third is not None:
        return f"after a restart it failed: {third}"
    if any(entry.cost for entry in relay.log(asked)):
        return "after a restart it was bought again"
    return ""


async def _first_problem(
    relay: Relay, fault: Fault, endpoint: str, services: Services, action: Action
) -> Problem | None:
    """Return the problem of the action during which the fault happens."""
    if fault is REFUSED:
        await relay.refuse()
    else:
        relay.plan = Plan(endpoint, fault.spoil, fault.before)
    async with asyncio.timeout(TIME_LIMIT):
        first = await action(services)
    if fault is REFUSED:
        await relay.open()
    assert relay.plan is None, f"{endpoint} was not asked"
    return first


def missing_bytes(relay: Relay, store: Store) -> str:
    """Return a sentence about received bytes that aren't stored; empty without any."""
    rows = store.connection.sqlite.execute("SELECT body, packed FROM answers")
    kept = {unpack(body, packed) for body, packed in rows}
    for one in relay.delivered:
        if one.received not in kept:
            return f"{len(one.received or b''):,} bytes that were received are not in the store"
    return ""
