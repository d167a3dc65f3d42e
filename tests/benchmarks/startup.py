"""Start-up: first text and readiness for typing, over a bare app, in alternation."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.benchmarks.terminal import Terminal

BARE = (sys.executable, "-m", "tests.benchmarks.apps.bare")
DEMO = (sys.executable, "-m", "lix_tui", "--demo")


def environment(folder: Path) -> dict[str, str]:
    """A clean environment with folders of its own; bytecode is written, as for any user."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LIX_", "TEXTUAL"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "STATE")},
    }


def measure(rounds: int) -> list[Figure]:
    """Each contestant in turn; the first round warms the disk and counts for nothing."""
    first: dict[str, list[float]] = {"bare": [], "demo": []}
    typed: dict[str, list[float]] = {"bare": [], "demo": []}
    memory: dict[str, list[float]] = {"bare": [], "demo": []}
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(Path(folder))
        for number in range(rounds + 1):
            for name, command in (("bare", BARE), ("demo", DEMO)):
                terminal = Terminal(command, environ)
                seen = terminal.until_text()
                ready = terminal.type_until_shown(b"zqxj")
                terminal.until_still()
                _, peak = terminal.end()
                if number:
                    first[name].append(seen)
                    typed[name].append(ready)
                    memory[name].append(peak / 1024)
    return [
        Figure("first paint, over a bare Textual app", 1.3, first["demo"], first["bare"]),
        Figure("ready for typing, over the same", 1.6, typed["demo"], typed["bare"]),
        Figure("peak memory of the demo at start, over the same", 2.2, memory["demo"],
               memory["bare"], "MB", 1.0),
    ]  # fmt: skip
