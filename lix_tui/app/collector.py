"""Pause of Python's garbage collector until the first frame."""

from __future__ import annotations

import gc


def pause_collector() -> None:
    """Stop looking for garbage: the modules and widgets of a start stay as long as the app."""
    gc.disable()


def resume_collector() -> None:
    """End the pause."""
    gc.enable()
