"""Python's garbage collector: paused until the first frame, then kept away from what stays."""

from __future__ import annotations

import gc
from dataclasses import dataclass

FULL_AFTER = 3
"""Collections of the middle generation before a full one; Python's own number is 10."""


@dataclass
class _Start:
    """Start of an explorer that has its process to itself."""

    is_under_way: bool = False


_start = _Start()


def pause_collector() -> None:
    """Stop looking for garbage: the modules and widgets of a start stay as long as the app."""
    _start.is_under_way = True
    gc.disable()


def resume_collector() -> None:
    """End the pause."""
    gc.enable()


def spare_collector() -> None:
    """Collect the garbage of the start, and leave out what is left from later collections.

    Textual's painted lines refer to themselves, so only a full collection frees them. Without the
    modules in it, a full collection takes so little time that it can come more often. Does nothing
    in a process that runs other apps as well, whose widgets would stay in memory.
    """
    if not _start.is_under_way:
        return
    _start.is_under_way = False
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], FULL_AFTER)
