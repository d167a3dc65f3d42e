"""Signals and a terminal that closes, during a request.

The program must end in order and store the answer, and the next run must cost nothing.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from tests.conftest import Served, served
from tests.faults.trials import Outcome

LEFT_SCREEN = b"\x1b[?1049l"
"""Escape sequence that restores the terminal's former screen."""
ENDS = ("SIGTERM", "SIGHUP", "terminal closed", "terminal 1x1 and back, SIGTERM")
TARGETS = {
    "people_search": "https://www.linkedin.com/search/results/people/?keywords=engineer",
    "person": "https://www.linkedin.com/in/olivia-shaw",
}
AGAIN = {
    "people_search": ["search", "people", "--keywords", "engineer", "--limit", "5"],
    "person": ["get", "person", TARGETS["person"]],
}
"""Command of the next run."""
TIME_LIMIT = 40.0
"""Seconds after which a wait fails."""


class Program:
    """The TUI in its own controlling terminal, as a shell starts it."""

    def __init__(self, arguments: list[str], environ: dict[str, str]) -> None:
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            command = [sys.executable, "-m", "lix_tui", *arguments]
            os.execve(command[0], command, environ)
        self.got = b""
        os.set_blocking(self._terminal, False)
        self.resize(80, 24)

    def resize(self, width: int, height: int) -> None:
        """Resize the terminal, which signals the program."""
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGWINCH)

    def close(self) -> None:
        """Close the terminal."""
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

    def status(self) -> int | None:
        """Read until the program ends; return its exit status, or None if it doesn't end."""
        until = time.monotonic() + TIME_LIMIT
        while time.monotonic() < until:
            self._read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._read()
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None

    def drain(self, seconds: float) -> None:
        """Read output for `seconds`, so that the program can write."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._read()
            time.sleep(0.02)

    def _read(self) -> None:
        if self._terminal >= 0:
            with suppress(OSError):  # no output yet, or the program has closed the terminal
                self.got += os.read(self._terminal, 1 << 16)


def terminal_outcomes(
    ends: Sequence[str] = ENDS, endpoints: Sequence[str] = tuple(TARGETS)
) -> Iterator[Outcome]:
    """Yield the outcome of every end of the program, during a search and a lookup."""
    for end in ends:
        for endpoint in endpoints:
            yield Outcome(end, endpoint, _wrong(end, endpoint))


def _wrong(end: str, endpoint: str) -> str:
    options = ("--fault", f"slow:1.5@{endpoint}#1")
    with tempfile.TemporaryDirectory() as folder, served(*options) as sandbox:
        environ = {name: text for name, text in os.environ.items() if not name.startswith("LIX_")}
        homes = {f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("CONFIG", "DATA", "STATE")}
        environ |= {**homes, "LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url}
        environ |= {"LIX_API_KEY": "terminals", "LIX_RATE_INTERVAL": "0.05", "TERM": "xterm"}
        program = Program([TARGETS[endpoint]], environ)
        try:
            wrong = _ended(program, end, endpoint, Path(folder) / "DATA" / "lix-tui" / "lix.db")
        finally:
            program.close()
        return wrong or _next(endpoint, environ, sandbox)


def _ended(program: Program, end: str, endpoint: str, database: Path) -> str:
    """Return the fault in the end of the program; empty without one."""
    if not _on_its_way(program, endpoint, database):
        return "the request never left"
    if "1x1" in end:
        program.resize(1, 1)
        program.drain(0.3)
        program.resize(80, 24)
        program.drain(2.5)  # the answer of the request arrives meanwhile
    if "closed" in end:
        program.close()
    else:
        name = re.search(r"SIG\w+", end)
        assert name is not None
        os.kill(program.pid, signal.Signals[name[0]])
    status, wanted = program.status(), 128 + (15 if "SIGTERM" in end else 1)
    if status != wanted:
        return f"it left with {status} instead of {wanted}"
    if "closed" not in end and LEFT_SCREEN not in program.got:
        return "the terminal was not given back"
    return ""


def _on_its_way(program: Program, endpoint: str, database: Path) -> bool:
    until = time.monotonic() + TIME_LIMIT
    while time.monotonic() < until:
        program.drain(0.05)
        if not database.exists():
            continue
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            try:
                rows = connection.execute("SELECT endpoint, outcome FROM ledger").fetchall()
            except sqlite3.OperationalError:  # the database is being created
                continue
        if (endpoint, "sent") in rows:
            program.drain(0.3)
            return True
    return False


def _next(endpoint: str, environ: dict[str, str], sandbox: Served) -> str:
    """Repeat the request in another run and return its fault; empty if the run cost nothing."""
    command = [sys.executable, "-m", "lix_tui", *AGAIN[endpoint]]
    again = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if again.returncode or not again.stdout:
        return f"the next run failed: {again.stderr.strip()}"
    paid = sum(int(str(entry["cost"])) for entry in sandbox.requests())
    return f"it was charged {paid} times" if paid > 1 else ""
