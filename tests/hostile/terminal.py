"""The TUI in a pseudo-terminal that records every byte."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.benchmarks.terminal import Terminal, Usage
from tests.hostile.sandbox_server import Serving
from tests.hostile.sequences import plain
from tests.leaks.canary import KEY
from tests.leaks.walk import Step

BYTES = {
    "enter": b"\r", "escape": b"\x1b", "down": b"\x1b[B", "space": b" ", "slash": b"/",
    "full_stop": b".", "semicolon": b";", "comma": b",", "exclamation_mark": b"!", "minus": b"-",
    "f1": b"\x1bOP", "f12": b"\x1b[24~", "ctrl+o": b"\x0f", "ctrl+p": b"\x10",
}  # fmt: skip
"""Bytes that a terminal sends for keys that aren't letters."""
QUIET = 0.08
"""Seconds without output, computation or answers after which a step is complete."""
IDLE = 0.02
"""CPU seconds of an idle program during QUIET, at most."""
LONGEST = 150
"""Checks after a step at most, since a countdown is never quiet."""


START = "import os, sys; os.chdir(sys.argv.pop(1)); from lix_tui.cli.main import main; main()"
"""Program that starts in a folder, because shared files are written to the current one."""


class Ended(AssertionError):
    """Unexpected end of the program; the message holds its last output."""


class Recorded(Terminal):
    """A program in a terminal, and its output."""

    def __init__(self, sandbox: Serving, folder: Path) -> None:
        """Start the TUI over a sandbox, with its files in a folder."""
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
        """Return the next output of the program, which is recorded."""
        try:
            data = super().read(timeout)
        except RuntimeError:
            raise Ended(plain(bytes(self.written))[-3000:]) from None
        self.written += data
        return data

    def end(self) -> Usage:
        """End the program if it still runs."""
        if psutil.Process(self.pid).status() == psutil.STATUS_ZOMBIE:
            os.waitpid(self.pid, 0)
            return Usage(0.0, 0.0)
        return super().end()

    def settle(self) -> None:
        """Read until output, computation and requests have stopped."""
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
        """Press the keys of each step, and wait for its output."""
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
