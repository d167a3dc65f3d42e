"""Which process this is, and whether another one still runs."""

from __future__ import annotations

import os
from functools import cache

TOLERANCE = 5.0
"""Seconds by which a process's start may seem to move when the clock is set."""


@cache
def this_process() -> str:
    """A name for this process that no later one with the same number gets."""
    import psutil  # only what shares a store needs it, and never before the first frame

    return f"{os.getpid()}:{psutil.Process().create_time():.2f}"


def is_alive(process: str) -> bool:
    """Whether the process that ``this_process`` named so still runs."""
    import psutil

    number, _, begun = process.partition(":")
    try:
        found: float = psutil.Process(int(number)).create_time()
        return abs(found - float(begun)) < TOLERANCE
    except (psutil.NoSuchProcess, ValueError):
        return False
    except psutil.AccessDenied:  # somebody else's process: it is there
        return True
