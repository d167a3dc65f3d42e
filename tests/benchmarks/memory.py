"""Peak memory of the demo with 2,500 leads, over a bare app with an empty table."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.benchmarks.startup import BARE, environment
from tests.benchmarks.terminal import Terminal

EVERYBODY = "https://www.linkedin.com/sales/search/people?query=(filters:List())"
"""A search that finds as many leads as one search may show."""
DEMO = (sys.executable, "-m", "lix_tui", "--demo", EVERYBODY)
ENOUGH_ROUNDS = 3
"""Peak memory hardly varies, and a round loads a hundred pages."""


def measure(rounds: int) -> list[Figure]:
    """Load everything with the key that does, as a user would."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as base:
        for number in range(min(rounds, ENOUGH_ROUNDS)):
            environ = environment(Path(base) / str(number))  # nothing is in its store
            terminal = Terminal(BARE, environ)
            terminal.until_text()
            terminal.until_still()
            bare.append(terminal.end().memory)
            terminal = Terminal(DEMO, {**environ, "LIX_RATE_INTERVAL": "0.001"})
            terminal.until_text(b"25 of 2,500")
            terminal.until_still()
            terminal.write(b"L")
            terminal.until_text(b"more pages cost")
            terminal.until_still()
            terminal.write(b"\r")
            terminal.until_text(b"2,500 of 2,500")
            terminal.until_still()
            ours.append(terminal.end().memory)
    what = "peak memory, demo with 2,500 rows, over the bare app"
    return [Figure(what, 2.2, ours, bare, "MB", 1.0)]
