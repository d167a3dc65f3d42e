"""``python -m tests.faults``: tries every fault on every endpoint and prints what was survived."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from lix_tui.settings import Paths
from tests.conftest import served
from tests.faults.trying import Outcome, every_fault, options, try_fault


def main() -> None:
    """Print a line a fault, and what was not survived; leaves with 1 when anything was not."""
    outcomes: list[Outcome] = []
    for fault in every_fault():
        with tempfile.TemporaryDirectory() as folder, served(*options(fault)) as sandbox:
            paths = Paths(*(Path(folder) / name for name in ("config", "data", "state")))
            found = asyncio.run(try_fault(fault, sandbox, paths))
        survived = sum(not outcome.wrong for outcome in found)
        sys.stdout.write(f"{fault:<12} {len(found):>3} tried  {survived:>3} survived\n")
        for outcome in found:
            if outcome.wrong:
                sys.stdout.write(f"             {outcome.endpoint}: {outcome.wrong}\n")
        outcomes += found
    survived = sum(not outcome.wrong for outcome in outcomes)
    sys.stdout.write(f"{'all':<12} {len(outcomes):>3} tried  {survived:>3} survived\n")
    sys.exit(0 if survived == len(outcomes) else 1)


main()
