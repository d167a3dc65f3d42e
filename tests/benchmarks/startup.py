"""Start-up: first text and readiness for typing, over a bare app, in alternation."""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.benchmarks.terminal import Terminal

BARE = (sys.executable, "-m", "tests.benchmarks.apps.bare")
DEMO = (sys.executable, "-m", "lix_tui", "--demo")
LETTERS = b"zqxj"
"""Text that is typed: neither app shows it by itself."""


def environment(folder: Path) -> dict[str, str]:
    """Return a clean environment with folders of its own; bytecode is written, as for any user."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LIX_", "TEXTUAL"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "STATE")},
    }


def measure(rounds: int) -> list[Figure]:
    """Return the figures that have a budget."""
    return compare(rounds, {})


def compare(rounds: int, peers: Mapping[str, Sequence[str]]) -> list[Figure]:
    """Measure each contestant in turn; the first round warms the disk and isn't counted.

    ``peers`` are other programs' commands by name, listed below the budgets.
    """
    contestants = {"bare": BARE, "demo": DEMO, **peers}
    first: dict[str, list[float]] = {name: [] for name in contestants}
    typed: dict[str, list[float]] = {name: [] for name in contestants}
    cpu: dict[str, list[float]] = {name: [] for name in contestants}
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(Path(folder))
        for number in range(rounds + 1):
            for name in random.sample(list(contestants), len(contestants)):
                terminal = Terminal(contestants[name], environ)
                seen = terminal.until_text()
                if name in peers:  # letters have another meaning in the first focus of each app
                    ready = seen
                else:
                    terminal.write(LETTERS)
                    ready = terminal.until_text(LETTERS)
                terminal.until_still()
                usage = terminal.end()
                if number:
                    first[name].append(seen)
                    typed[name].append(ready)
                    cpu[name].append(usage.cpu)
    return [
        Figure("first paint, over a bare Textual app", 1.2, first["demo"], first["bare"]),
        Figure("ready for typing, over the same", 1.25, typed["demo"], typed["bare"]),
        Figure("CPU until the screen is still, over the same", None, cpu["demo"], cpu["bare"]),
        *(
            Figure(
                f"{name}: first paint, over a bare Textual app", None, first[name], first["bare"]
            )
            for name in peers
        ),
        *(
            Figure(f"{name}: CPU until the screen is still", None, cpu[name], cpu["bare"])
            for name in peers
        ),
    ]
