"""A wall clock that is set during requests; the monotonic clock is left alone."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import time

import time_machine

from lix_tui.services.budget.leases import SharedSlots
from lix_tui.services.services import Services
from tests.faults.actions import Action, actions
from tests.faults.relay import Plan, Relay, Wire
from tests.faults.trials import Outcome
from tests.faults.wire_trials import exploring, missing_bytes, relayed

DAY = 86_400.0
JUMPS: Mapping[str, float] = {
    "an hour forward": DAY / 24,
    "a day back": -DAY,
    "ten years forward": 3652 * DAY,
    "ten years back": -3652 * DAY,
}
"""Seconds by which the clock is set."""
MOMENTS = ("before the request", "before the answer", "with a limit in force", "before a restart")


class Clock:
    """A wall clock that can be set and then runs on."""

    def __init__(self) -> None:
        self._set: time_machine.travel | None = None

    def move(self, seconds: float) -> None:
        """Set the clock forward by `seconds`, or back for a negative number."""
        moment = time() + seconds
        self.restore()
        self._set = time_machine.travel(moment, tick=True)
        self._set.start()

    def restore(self) -> None:
        """Set the clock to the true time."""
        if self._set is not None:
            self._set.stop()
            self._set = None


@contextmanager
def clock() -> Iterator[Clock]:
    """Yield a clock that shows the true time again afterwards."""
    made = Clock()
    try:
        yield made
    finally:
        made.restore()


async def clock_outcomes(every: int = 1) -> AsyncIterator[Outcome]:
    """Yield the outcome of every jump at every moment, on every ``every``-th endpoint."""
    async with relayed() as relay:
        for jump, seconds in JUMPS.items():
            for number, moment in enumerate(MOMENTS):
                for endpoint, action in list(actions().items())[number::every]:
                    with tempfile.TemporaryDirectory() as folder, clock() as set_clock:
                        wrong = await _wrong(
                            relay, Path(folder), endpoint, action, set_clock, moment, seconds
                        )
                    yield Outcome(f"clock set {jump}", f"{endpoint}, {moment}", wrong)


async def _wrong(
    relay: Relay,
    folder: Path,
    endpoint: str,
    action: Action,
    set_clock: Clock,
    moment: str,
    seconds: float,
) -> str:
    since, relay.delivered = len(relay.log()), []
    async with exploring(relay, folder, "clocks") as services:
        first = await _first_problem(relay, services, endpoint, action, set_clock, moment, seconds)
        if first is not None:
            return f"it failed: {first}"
        second = await action(services)
        if second is not None:
            return f"the next one failed: {second}"
        if gone := await services.store.run(lambda store: missing_bytes(relay, store)):
            return gone
    if moment == "before a restart":
        set_clock.move(seconds)
    async with exploring(relay, folder, "clocks") as services:
        third = await action(services)
    if third is not None:
        return f"after a restart it failed: {third}"
    paid = sum(bool(entry.cost) for entry in relay.log(since))
    return f"it was charged {paid} times" if paid > 1 else ""


async def _first_problem(
    relay: Relay,
    services: Services,
    endpoint: str,
    action: Action,
    set_clock: Clock,
    moment: str,
    seconds: float,
) -> object:
    if moment == "before the request":
        set_clock.move(seconds)
    elif moment == "before the answer":

        async def spoil(wire: Wire) -> None:
            set_clock.move(seconds)
            await wire.answer(status=wire.status)

        relay.plan = Plan(endpoint, spoil)
    elif moment == "with a limit in force":
        # as after a request of any process, with the slot in the store
        services.limiter.spacing = 0.1
        assert isinstance(services.limiter.shared, SharedSlots)
        services.limiter.shared._spacing = 0.1
        await services.limiter.acquire()
        set_clock.move(seconds)
    return await action(services)
