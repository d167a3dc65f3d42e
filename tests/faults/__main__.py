"""``python -m tests.faults``: cause every fault and count the survived ones by kind."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

from lix_tui.settings.settings import Paths
from tests.conftest import served
from tests.faults.clocks import clock_outcomes
from tests.faults.disks import disk_outcomes
from tests.faults.sizes import size_outcomes
from tests.faults.terminals import terminal_outcomes
from tests.faults.trials import Outcome, every_fault, fault_outcomes, options
from tests.faults.wire_trials import one_of_each, wire_outcomes


async def answered() -> AsyncIterator[Outcome]:
    """Yield the outcome of each error that the API itself may answer."""
    for fault in every_fault():
        with tempfile.TemporaryDirectory() as folder, served(*options(fault)) as sandbox:
            paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
            for outcome in await fault_outcomes(fault, sandbox, paths):
                yield Outcome(f"answer: {fault}", outcome.endpoint, outcome.wrong)


async def ended(*, sample: bool) -> AsyncIterator[Outcome]:
    """Yield the outcome of each signal, and of a terminal that closes."""
    for outcome in terminal_outcomes(endpoints=("person",)) if sample else terminal_outcomes():
        yield outcome


async def main() -> None:
    """Print a line for each kind and each failure; exit with 1 after a failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--sample", action="store_true", help="one of each kind only")
    sample = parser.parse_args().sample
    every = 22 if sample else 1
    groups = [
        wire_outcomes(one_of_each if sample else list),
        disk_outcomes(every),
        clock_outcomes(every),
    ]
    groups += [size_outcomes(("people",)) if sample else size_outcomes(), ended(sample=sample)]
    if not sample:
        groups.insert(0, answered())
    tried: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    for group in groups:
        async for outcome in group:
            tried[outcome.fault] += 1
            survived[outcome.fault] += not outcome.wrong
            if outcome.wrong:
                sys.stderr.write(f"{outcome.fault}, {outcome.endpoint}: {outcome.wrong}\n")
            elif sys.stderr.isatty():
                sys.stderr.write(f"\r{tried.total():,} tried")
    rows = [(kind, count, survived[kind]) for kind, count in tried.items()]
    for kind, count, well in (*rows, ("all", tried.total(), survived.total())):
        sys.stdout.write(f"{kind:<36} {count:>6,} tried {well:>6,} survived\n")
    sys.exit(0 if survived == tried else 1)


if __name__ == "__main__":
    asyncio.run(main())
