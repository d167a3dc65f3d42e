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
from pathlib import Path

COLUMNS, ROWS = 120, 40
QUIET = 0.07
"""Seconds of silence after which the screen counts as settled."""
STILL = 0.4
"""The same after a start, in which an app thinks for a while between two paints."""
START_LIMIT = 3.0
"""Seconds after which an app that never stops painting counts as settled."""
TIME_LIMIT = 60.0
"""Seconds after which a wait fails."""

_SEQUENCES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^][^\x1b]*\x1b\\"
    rb"|\x1b\[[0-9:;<=>?]*[ -/]*[@-~]|\x1b."
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9:;<=>?]*[ -/]*|\][^\x07\x1b]*\x1b?|[P_^][^\x1b]*\x1b?)?\Z")
"""Beginning of a sequence whose rest hasn't arrived yet."""
_ANSWERS: tuple[tuple[bytes, bytes], ...] = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # synchronized output: supported
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),  # in-band resize: not supported
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)


_LONGEST_QUESTION = max(len(question) for question, _ in _ANSWERS)


@dataclass(frozen=True)
class Painted:
    """Answer to one key: seconds to its first and last byte, and the number of bytes."""

    settled: float
    size: int
    first: float = 0.0


@dataclass(frozen=True)
class Usage:
    """Resources of a program: seconds of CPU, and megabytes of memory at its peak."""

    cpu: float
    memory: float


class PlainText:
    """Text of an output that arrives in parts, without its escape sequences.

    Each part is read once: an output of many megabytes takes no longer per part than a small one.
    """

    def __init__(self, kept: int) -> None:
        """``kept`` is the number of bytes of earlier parts that the next text begins with."""
        self._kept = kept
        self._text = self._unfinished = b""

    def add(self, data: bytes) -> bytes:
        """Return the text of the next part after the last bytes of the text before it."""
        data = self._unfinished + data
        cut = _UNFINISHED.search(data)
        end = len(data) if cut is None else cut.start()
        self._unfinished = data[end:]
        before = self._text[max(0, len(self._text) - self._kept) :]
        self._text = before + _SEQUENCES.sub(b"", data[:end])
        return self._text


class Terminal:
    """A program in a terminal of 120 by 40."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], list(command), dict(environ))
        self._tail = b""

    def read(self, timeout: float) -> bytes:
        """Return the next output of the program, empty after ``timeout`` seconds of silence."""
        if not select.select([self._file], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self._file, 1 << 18)
        except OSError:
            message = "the program ended by itself: its figures would mean nothing"
            raise RuntimeError(message) from None
        asked = self._tail + data
        for question, answer in _ANSWERS:
            if question in asked:
                os.write(self._file, answer)
                asked = asked.replace(question, b"")
        self._tail = asked[1 - _LONGEST_QUESTION :]  # a question may come in two parts
        return data

    def write(self, keys: bytes) -> None:
        """Type the keys."""
        os.write(self._file, keys)

    def until_text(self, wanted: bytes | None = None) -> float:
        """Return the seconds from the start until ``wanted``, or any letter, has been painted."""
        deadline = time.perf_counter() + TIME_LIMIT
        text = PlainText(len(wanted or b""))
        while time.perf_counter() < deadline:
            seen = text.add(self.read(0.5))
            if (wanted in seen) if wanted else re.search(rb"[A-Za-z]", seen):
                return time.perf_counter() - self.started
        message = f"{wanted!r} never appeared"
        raise TimeoutError(message)

    def until_still(self) -> None:
        """Wait for a longer silence than after a key, or for the time limit of a start."""
        deadline = time.perf_counter() + START_LIMIT
        while self.read(STILL) and time.perf_counter() < deadline:
            pass

    def press(self, keys: bytes) -> Painted:
        """Press a key and measure what it paints."""
        start = time.perf_counter()
        self.write(keys)
        size, first, settled, timeout = 0, 0.0, 0.0, TIME_LIMIT
        while data := self.read(timeout):
            settled, timeout = time.perf_counter() - start, QUIET
            first = first or settled
            size += len(data)
        return Painted(settled, size, first)

    def echo(self, keys: bytes) -> float:
        """Type a text that isn't on screen and return the seconds until it appears."""
        start = time.perf_counter()
        self.write(keys)
        text = PlainText(len(keys))
        while keys not in text.add(self.read(0.5)):
            if time.perf_counter() - start > TIME_LIMIT:
                message = f"{keys!r} never appeared"
                raise TimeoutError(message)
        return time.perf_counter() - start

    def end(self) -> Usage:
        """End the program.

        The peak is the kernel's for what runs since ``exec`` (Linux): the one that ``wait4``
        reports counts the process that forked as well, and would make small programs look big.
        """
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
        os.kill(self.pid, signal.SIGKILL)
        usage = os.wait4(self.pid, 0)[2]
        os.close(self._file)
        return Usage(usage.ru_utime + usage.ru_stime, peak)
