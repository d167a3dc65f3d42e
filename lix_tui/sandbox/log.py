"""Log of requests with their parameters and costs."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request. ``at`` is in seconds since the sandbox's start; the key is stored as a hash.

    ``cost`` is in credits of ``pool``. ``error`` is Lix's error type, ``fault`` the fault
    that affected the request; each is empty without one.
    """

    at: float
    method: str
    path: str
    endpoint: str
    params: dict[str, str]
    body: object
    status: int
    error: str
    cost: int
    pool: str
    fault: str
    key_hash: str

    def to_json(self) -> dict[str, object]:
        """Return the request as ``/_sandbox/requests`` and the log file write it."""
        return asdict(self)


class RequestLog:
    """Requests in the order of their answers, in memory and optionally in a file."""

    def __init__(self, file: Path | None) -> None:
        self.requests: list[LoggedRequest] = []
        self._file = file

    def add(self, request: LoggedRequest) -> None:
        """Add a request to the log, and to the file as a line of JSON."""
        self.requests.append(request)
        if self._file is not None:
            # requests have names of people, who may be real
            with open(self._file, "a", encoding="utf-8", opener=_private) as file:
                file.write(json.dumps(request.to_json()) + "\n")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
