"""A signal ends the explorer in order: the terminal is given back, what was paid for is kept."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios

import pytest

from tests.faults.terminals import LEFT_SCREEN, terminal_outcomes
from tests.support.terminal_output import read_until


@pytest.mark.parametrize(
    ("number", "size"),
    [
        (signal.SIGTERM, (24, 80)),
        (signal.SIGHUP, (24, 80)),
        (signal.SIGHUP, (0, 0)),  # unknown: a serial line, some containers
        (signal.SIGTERM, (0, 100)),
        (signal.SIGTERM, (30, 0)),
    ],
)
def test_the_terminal_is_given_back(number: signal.Signals, size: tuple[int, int]) -> None:
    handle, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "lix_tui", "--demo"]
    with subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=environ
    ) as program:
        os.close(terminal)
        try:
            assert b"ready" in read_until(handle, b"ready")
            program.send_signal(number)
            assert LEFT_SCREEN in read_until(handle, LEFT_SCREEN)
            read_until(handle, b"\x00 never", 5.0)
            assert program.wait(20) == 128 + number
        finally:
            program.kill()
            os.close(handle)


def test_what_is_on_its_way_is_kept_although_the_terminal_is_gone() -> None:
    (outcome,) = terminal_outcomes(("terminal closed",), ("person",))
    assert outcome.wrong == ""
