"""Messages and errors of this run for the debug screen; in memory only."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import PurePath
from traceback import extract_tb

KEPT = 20
"""Messages and errors in memory at most, of each."""
FRAMES = 6
"""Places of an error in memory at most, the innermost last."""


@dataclass(frozen=True, slots=True)
class DisplayedMessage:
    """Sentence that was shown; it may contain names and queries."""

    at: float
    severity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LoggedError:
    """Error by its type and places, without its text, which may contain names and queries."""

    at: float
    name: str
    places: tuple[str, ...]
    """Frames as 'file:line in function', the innermost last."""


@dataclass(slots=True)
class MessageLog:
    """Latest messages and errors, the oldest first."""

    messages: deque[DisplayedMessage] = field(default_factory=lambda: deque(maxlen=KEPT))
    errors: deque[LoggedError] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add_message(self, sentence: str, severity: str) -> None:
        """Add a sentence that is shown now."""
        self.messages.append(DisplayedMessage(time.time(), severity, sentence))

    def add_error(self, error: BaseException) -> None:
        """Add an unexpected error."""
        frames = extract_tb(error.__traceback__)[-FRAMES:]
        places = tuple(f"{PurePath(f.filename).name}:{f.lineno} in {f.name}" for f in frames)
        self.errors.append(LoggedError(time.time(), type(error).__name__, places))
