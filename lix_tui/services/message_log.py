"""Messages and errors of this run for the debug screen; in memory only."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import PurePath
from traceback import extract_tb

KEPT = 20
"""Sentences and failures that are remembered at most."""
FRAMES = 6
"""Places of a failure that are remembered, the innermost last."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that was shown; it may hold names and queries."""

    at: float
    severity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LoggedError:
    """An error by its type and places; never its message, which may hold names and queries."""

    at: float
    name: str
    places: tuple[str, ...]
    """'file:line in function', the innermost last."""


@dataclass(slots=True)
class Troubles:
    """The last sentences and failures, the oldest first."""

    said: deque[Said] = field(default_factory=lambda: deque(maxlen=KEPT))
    failures: deque[LoggedError] = field(default_factory=lambda: deque(maxlen=KEPT))

    def say(self, sentence: str, severity: str) -> None:
        """Remember a sentence that is shown now."""
        self.said.append(Said(time.time(), severity, sentence))

    def fail(self, error: BaseException) -> None:
        """Remember an error that nothing was prepared for."""
        frames = extract_tb(error.__traceback__)[-FRAMES:]
        places = tuple(f"{PurePath(f.filename).name}:{f.lineno} in {f.name}" for f in frames)
        self.failures.append(LoggedError(time.time(), type(error).__name__, places))
