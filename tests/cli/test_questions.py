"""Questions on a terminal: a signal ends them at once, and nothing is sent."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import KEY
from tests.conftest import INTERVAL, Served

COMMANDS = {
    "enrich": (("enrich", "people.txt"), "Continue?"),
    "overwrite": (("enrich", "people.txt", "--yes", "-o", "mine.csv"), "Replace it?"),
    "search": (("search", "people", "--keywords", "engineer", "-o", "mine.csv"), "Replace it?"),
}
"""Commands that ask, within an event loop and before one, and the end of their question."""


ON_A_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "lix_tui", *sys.argv[1:]])
"""
"""Program that runs the command on its own terminal, so that Ctrl+C reaches it."""


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("stop", "status"), [("key", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), ("end", 130)]
)
def test_a_question_ends_at_once(
    name: str, stop: str | signal.Signals, status: int, sandbox: Served
) -> None:
    words, question = COMMANDS[name]
    Path("people.txt").write_text("https://www.linkedin.com/in/olivia-shaw\n")
    Path("mine.csv").write_text("precious")
    environ = {
        **os.environ, "LIX_API_KEY": KEY, "LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url,
        "LIX_RATE_INTERVAL": str(INTERVAL),
    }  # fmt: skip
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ON_A_TERMINAL, *words],
        stdin=theirs, stderr=theirs, stdout=theirs, env=environ,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while question.encode() not in said:
        said += os.read(ours, 1000)
    if isinstance(stop, signal.Signals):
        process.send_signal(stop)
    else:
        os.write(ours, b"\x03" if stop == "key" else b"\x04")
    assert process.wait(60) == status, said
    os.close(ours)
    assert sandbox.requests() == []
    assert Path("mine.csv").read_text() == "precious"
