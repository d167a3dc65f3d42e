"""The shell's job control: a stopped explorer gives the terminal back and is drawn again."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.terminals import LEFT_SCREEN
from tests.support.terminal_output import read_until

ENTERED_SCREEN = b"\x1b[?1049h"
DRAWN = b"ready"


@contextmanager
def demo() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Yield the explorer in a terminal, drawn, and the terminal's other side."""
    handle, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "lix_tui", "--demo"]
    with subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=environ
    ) as program:
        os.close(terminal)
        try:
            assert DRAWN in read_until(handle, DRAWN)
            yield program, handle
        finally:
            program.kill()
            os.close(handle)


def is_echoing(handle: int) -> bool:
    return bool(termios.tcgetattr(handle)[3] & termios.ECHO)


def threads(program: subprocess.Popen[bytes]) -> int:
    return sum(1 for _ in Path(f"/proc/{program.pid}/task").iterdir())


def wait_until_stopped(program: subprocess.Popen[bytes]) -> None:
    os.waitid(os.P_PID, program.pid, os.WSTOPPED)


def leave(program: subprocess.Popen[bytes], handle: int) -> None:
    os.write(handle, b"\x11")  # ctrl+q: keys are read again
    assert LEFT_SCREEN in read_until(handle, LEFT_SCREEN)
    assert program.wait(20) == 0


def test_a_suspended_explorer_gives_the_terminal_back_and_is_drawn_again() -> None:
    with demo() as (program, handle):
        for _ in range(2):  # suspending works a second time
            assert not is_echoing(handle)
            program.send_signal(signal.SIGTSTP)
            assert LEFT_SCREEN in read_until(handle, LEFT_SCREEN)
            wait_until_stopped(program)
            assert is_echoing(handle)
            program.send_signal(signal.SIGCONT)
            seen = read_until(handle, DRAWN)
            assert ENTERED_SCREEN in seen
            assert DRAWN in seen
        leave(program, handle)


@pytest.mark.parametrize("stopped", [True, False])
def test_an_explorer_that_was_only_continued_is_drawn_again(stopped: bool) -> None:
    with demo() as (program, handle):
        if stopped:  # SIGSTOP can't be handled
            program.send_signal(signal.SIGSTOP)
            wait_until_stopped(program)
        program.send_signal(signal.SIGCONT)
        assert ENTERED_SCREEN in read_until(handle, ENTERED_SCREEN)
        assert DRAWN in read_until(handle, DRAWN)
        assert not is_echoing(handle)
        leave(program, handle)


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_the_terminal_is_read_once_however_often_it_was_continued() -> None:
    with demo() as (program, handle):
        before, times = threads(program), 12
        for _ in range(times):
            program.send_signal(signal.SIGCONT)
            assert DRAWN in read_until(handle, DRAWN)
        assert threads(program) - before < times, "each would add a reader and a writer"
        leave(program, handle)
