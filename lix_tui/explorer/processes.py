"""Which process this is, and whether another one still runs."""

from __future__ import annotations

import os
from functools import cache

TOLERANCE = 5.0
"""Seconds by which a process's start may seem to move while the clock is set."""


@cache
def this_process() -> str:
    """A name for this process that no later one with the same number gets."""
    return f"{os.getpid()}:{_begun(os.getpid()):.2f}"


def is_alive(process: str) -> bool:
    """Whether the process that ``this_process`` named so still runs."""
    import psutil

    number, _, begun = process.partition(":")
    try:
        return abs(_begun(int(number)) - float(begun)) < TOLERANCE
    except (psutil.NoSuchProcess, ValueError):
        return False
    except psutil.AccessDenied:  # somebody else's process: it is there
        return True


def _begun(number: int) -> float:
    """When a process began, in seconds.

    On Linux since the machine did, which is what the system writes down: setting the clock must
    not make a living process look like a dead one, whose requests others would send again.
    """
    import psutil  # only what shares a store needs it, and never before the first frame

    since: float = psutil.boot_time() if psutil.LINUX else 0.0
    begun: float = psutil.Process(number).create_time()
    return begun - since
