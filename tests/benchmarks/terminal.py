"""A pseudo-terminal that measures the program in it as its user would: by what appears."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMNS, ROWS = 120, 40
QUIET = 0.07
"""Seconds of silence after which the screen counts as settled."""
PATIENCE = 60.0

_SEQUENCES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^][^\x1b]*\x1b\\"
    rb"|\x1b\[[0-9:;<=>?]*[ -/]*[@-~]|\x1b."
)
_ANSWERS: tuple[tuple[bytes, bytes], ...] = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # synchronized output: there
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),  # in-band resize: not there
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)


@dataclass(frozen=True)
class Painted:
    """What one key brought: seconds to the first and the last byte, and how many bytes."""

    first: float
    settled: float
    size: int


class Terminal:
    """A program in a terminal of 120 by 40."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.execve(command[0], list(command), dict(environ))
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._text = b""

    def read(self, timeout: float) -> bytes:
        """What the program writes next, empty after ``timeout`` seconds of silence."""
        if not select.select([self._file], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self._file, 1 << 18)
        except OSError:
            message = "the program ended by itself: its figures would mean nothing"
            raise RuntimeError(message) from None
        for question, answer in _ANSWERS:
            if question in data:
                os.write(self._file, answer)
        return data

    def until_text(self, wanted: bytes | None = None) -> float:
        """Seconds from the start until ``wanted``, or any letter, has been painted."""
        deadline = time.perf_counter() + PATIENCE
        seen = b""
        while time.perf_counter() < deadline:
            seen += self.read(0.5)
            plain = _SEQUENCES.sub(b"", seen)
            if (wanted in plain) if wanted else re.search(rb"[A-Za-z]", plain):
                return time.perf_counter() - self.started
        message = f"{wanted!r} never appeared"
        raise TimeoutError(message)

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing comes for a while."""
        while self.read(quiet):
            pass

    def until_still(self, quiet: float = 0.4) -> None:
        """Wait until nothing comes for longer, as after a start."""
        self.settle(quiet)

    def press(self, keys: bytes) -> Painted:
        """Press a key and measure what it paints."""
        start = time.perf_counter()
        os.write(self._file, keys)
        data = self.read(PATIENCE)
        first = settled = time.perf_counter() - start
        size = len(data)
        while data := self.read(QUIET):
            settled = time.perf_counter() - start
            size += len(data)
        return Painted(first, settled, size)

    def type_until_shown(self, text: bytes) -> float:
        """Seconds from the start until typed text is visible; each letter is typed at once."""
        os.write(self._file, text)
        return self.until_text(text)

    def end(self) -> tuple[float, int]:
        """End the program; its CPU seconds and its peak memory in kilobytes."""
        os.kill(self.pid, signal.SIGKILL)
        usage = os.wait4(self.pid, 0)[2]
        os.close(self._file)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss
