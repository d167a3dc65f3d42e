"""Output of a program that runs in a terminal."""

from __future__ import annotations

import os
import time


def read_until(handle: int, wanted: bytes, seconds: float = 30.0) -> bytes:
    """Return the output of a terminal up to ``wanted`` or the end of the program."""
    got, until = b"", time.monotonic() + seconds
    while wanted not in got and time.monotonic() < until:
        try:
            got += os.read(handle, 65536)
        except OSError:  # the program has closed the terminal
            break
    return got
