"""Cost of a keystroke while pages arrive: letters typed during a load-all, over a bare input."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.memory import EVERYBODY
from tests.benchmarks.report import Figure
from tests.benchmarks.startup import environment
from tests.benchmarks.terminal import Terminal

OURS = (sys.executable, "-m", "lix_tui", EVERYBODY)
SANDBOX = (sys.executable, "-m", "lix_tui", "sandbox", "--port", "0")
INPUT = (sys.executable, "-m", "tests.benchmarks.apps.input")
LETTERS = [letter.encode() for letter in "§¶¬¤¢£¥©®±µ"]
"""Typed letters, none of which occurs in a name of the sandbox."""
PACE = "0.5"
"""Seconds between two pages: six times faster than Lix allows."""
TYPING = 0.12
"""Seconds between two letters."""


def measure(rounds: int) -> list[Figure]:
    """Measure both contestants in every round; a round's figure is the median of its letters.

    The sandbox is a process of its own, so that its work is not counted as the explorer's.
    """
    ours, worst, bare = [], [], []
    with tempfile.TemporaryDirectory() as base:
        environ = environment(Path(base))
        sandbox = subprocess.Popen(
            [*SANDBOX, "--interval", PACE], env=environ, stdout=subprocess.PIPE, text=True
        )
        try:
            assert sandbox.stdout is not None
            url = sandbox.stdout.readline().strip()
            for number in range(rounds):
                bare.append(statistics.median(_bare(environ)))
                own = environment(Path(base) / str(number))  # the store is empty
                echoes = _ours({**own, "LIX_API_URL": url, "LIX_LOOKC_URL": url})
                ours.append(statistics.median(echoes))
                worst.append(max(echoes))
        finally:
            sandbox.terminate()
            sandbox.wait(10)
    what = "letter echoed while a page arrives twice a second, over a bare input"
    return [
        Figure(what, None, ours, bare),
        Figure("the slowest of 11 such letters, over the same", None, worst, bare),
    ]


def _bare(environ: Mapping[str, str]) -> list[float]:
    terminal = Terminal(INPUT, environ)
    terminal.until_text(b"ready to type")
    terminal.until_still()
    echoes = _typed(terminal)
    terminal.end()
    return echoes


def _ours(environ: Mapping[str, str]) -> list[float]:
    settings = {"LIX_API_KEY": "any", "LIX_RATE_INTERVAL": PACE}
    terminal = Terminal(OURS, {**environ, **settings})
    terminal.until_text(b"25 of 2,500")
    terminal.until_still()
    terminal.write(b"L")
    terminal.until_text(b"more pages cost")
    terminal.until_still()
    terminal.write(b"\r")
    terminal.until_text(b"loading all")
    _wait(terminal, 0.5)
    terminal.write(b"/")
    _wait(terminal, 0.5)
    echoes = _typed(terminal)
    terminal.end()
    return echoes


def _typed(terminal: Terminal) -> list[float]:
    echoes = []
    for letter in LETTERS:
        echoes.append(terminal.echo(letter))
        _wait(terminal, TYPING)
    return echoes


def _wait(terminal: Terminal, seconds: float) -> None:
    """Let the program write for a while."""
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        terminal.read(left)
