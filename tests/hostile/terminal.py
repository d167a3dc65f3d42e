"""The explorer in a pseudo-terminal that keeps every byte it gets."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.benchmarks.terminal import Terminal, Usage
from tests.hostile.sequences import plain
from tests.hostile.serving import Serving
from tests.leaks.canary import KEY
from tests.leaks.walk import Step

BYTES = {
    "enter": b"\r", "escape": b"\x1b", "down": b"\x1b[B", "space": b" ", "slash": b"/",
    "full_stop": b".", "semicolon": b";", "comma": b",", "exclamation_mark": b"!", "minus": b"-",
    "f1": b"\x1bOP", "f12": b"\x1b[24~", "ctrl+o": b"\x0f", "ctrl+p": b"\x10",
}  # fmt: skip
"""What a terminal sends for the keys of the walk that are no letters."""
QUIET = 0.08
"""Seconds in which nothing is written, computed or served before a step counts as taken."""
IDLE = 0.02
"""Seconds of computing that an idle program takes meanwhile at most."""
LONGEST = 150
"""Looks after a step at most: a countdown may never be quiet."""


START = "import os, sys; os.chdir(sys.argv.pop(1)); from lix_tui.cli.main import main; main()"
"""Begins in a folder: what is shared as a file is written into the current one."""


class Ended(AssertionError):
    """The program has ended by itself; says what it wrote last."""


class Recorded(Terminal):
    """A program in a terminal, and what it wrote."""

    def __init__(self, sandbox: Serving, folder: Path) -> None:
        """The explorer over a sandbox, with its files in a folder."""
        self.written = bytearray()
        self._sandbox, url = sandbox, sandbox.url
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIX_")}
        folders = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "STATE")}
        environ = {
            **kept, **folders, "TERM": "xterm-256color", "COLORTERM": "truecolor",
            "LIX_API_KEY": KEY, "LIX_API_URL": url, "LIX_LOOKC_URL": url,
            "LIX_RATE_INTERVAL": "0.03", "BROWSER": "true", "HOME": str(folder),
            "ESCDELAY": "1",
        }  # fmt: skip
        super().__init__([sys.executable, "-c", START, str(folder)], environ)

    def read(self, timeout: float) -> bytes:
        """What the program writes next; it is kept."""
        try:
            data = super().read(timeout)
        except RuntimeError:
            raise Ended(plain(bytes(self.written))[-3000:]) from None
        self.written += data
        return data

    def end(self) -> Usage:
        """End the program, if it has not ended by itself."""
        if psutil.Process(self.pid).status() == psutil.STATUS_ZOMBIE:
            os.waitpid(self.pid, 0)
            return Usage(0.0, 0.0)
        return super().end()

    def settle(self) -> None:
        """Read until nothing comes any more, and nothing is on its way."""
        process = psutil.Process(self.pid)
        before = 0.0
        for _ in range(LONGEST):
            written = self.read(QUIET)
            times = process.cpu_times()
            now = times.user + times.system
            if not written and now - before <= IDLE and not self._sandbox.is_busy():
                return
            before = now

    def walk(self, steps: Sequence[Step]) -> None:
        """Press the keys of each step, and let it paint."""
        for step in steps:
            for key in step.keys:
                self.write(BYTES.get(key, key.encode()))
                if key in ("escape", "enter"):
                    self.settle()
            self.settle()

    def hover(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        """Move the mouse over the screen, which shows what has a tooltip."""
        for row in rows:
            for column in columns:
                self.write(f"\x1b[<35;{column};{row}M".encode())
                self.settle()
