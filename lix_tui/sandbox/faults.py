"""Faults of the sandbox: their names, their effects, and the requests that they affect.

A fault is written ``NAME[:VALUE][@ENDPOINT][%N | #K]``: on every request, or only on those of one
endpoint, every Nth of them, or only the Kth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.sandbox.endpoints import ENDPOINTS

FAULTS: Mapping[str, str] = {
    "429": "rate limited; 429:retry=5 also sends Retry-After with 5 seconds",
    "500": "an internal error of the API",
    "503": "the API is unavailable, without an error type",
    "queued": "the lookup is queued; queued:2 says so to two requests before the answer",
    "402": "no credits are left",
    "401": "the key is refused",
    "daily_limit": "the daily allowance is used up",
    "viewer": "the viewer is refused",
    "html": "a proxy's HTML page with status 502 instead of JSON",
    "truncate": "the answer breaks off in the middle, after it was paid for",
    "reset": "the connection breaks in the middle of the answer, after it was paid for",
    "slow": "the answer takes longer; slow:10 takes 10 seconds more",
    "garbage": "bytes that aren't JSON with status 200, after it was charged",
    "redirect": "a redirect to another host",
    "not_found": "the record doesn't exist",
    "unknown_route": "the endpoint isn't enabled for the account",
    "params": "the parameters are refused",
    "strange": "an answer in an undocumented form, after it was charged",
    "odd": "fields of the answer are missing or of another type, after it was paid for",
    "hostile": "every text of the answer attacks the terminal, after it was paid for",
    "hostile_error": "an error whose type, message and trace id attack the terminal",
    "echo": "every object of the answer repeats the key, after it was paid for",
}
"""Effect of each fault, by its name."""

AFTER_PAYING = frozenset({"truncate", "reset", "garbage", "strange", "odd", "hostile", "echo"})
"""Faults that spoil an answer after it was charged."""

_SPEC = re.compile(
    r"(?P<name>[a-z0-9_]+)(?::(?P<value>[^@%#]*))?(?:@(?P<endpoint>[a-z_]+))?"
    r"(?:%(?P<every>[0-9]{1,9})|#(?P<only>[0-9]{1,9}))?"
)
_VALUES: Mapping[str, str] = {
    "429": r"retry=([0-9]{1,9}(?:\.[0-9]+)?)",
    "queued": r"([1-9][0-9]{0,8})",
    "slow": r"([0-9]{1,9}(?:\.[0-9]+)?)",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``value`` is seconds for ``429`` and ``slow``, a count for ``queued``."""

    name: str
    value: float | None = None
    endpoint: str | None = None
    every: int | None = None
    only: int | None = None

    def applies_to(self, count: int) -> bool:
        """Return True if the fault affects the ``count``-th request that it applies to, from 1."""
        if self.only is not None:
            return count == self.only
        return self.every is None or count % self.every == 0


def parse_fault(spec: str) -> Fault:
    """Return a fault from its text.

    Raises:
        ValueError: the text isn't a fault; the message is one sentence for the user.

    """
    found = _SPEC.fullmatch(spec.strip())
    if found is None or found["name"] not in FAULTS:
        message = f"{spec[:40]!r} isn't a fault: choose one of {', '.join(FAULTS)}."
        raise ValueError(message)
    name, endpoint = found["name"], found["endpoint"]
    if endpoint is not None and endpoint not in ENDPOINTS:
        message = f"{endpoint!r} isn't an endpoint: choose one of {', '.join(ENDPOINTS)}."
        raise ValueError(message)
    every = int(found["every"]) if found["every"] else None
    only = int(found["only"]) if found["only"] else None
    if every == 0 or only == 0:
        message = f"The fault {spec[:40]!r} counts from 1: write %1 or #1 for the first request."
        raise ValueError(message)
    return Fault(name, _value(name, found["value"], spec), endpoint, every, only)


def _value(name: str, text: str | None, spec: str) -> float | None:
    if text is None and name != "slow":
        return None
    found = re.fullmatch(_VALUES.get(name, "(?!)"), text or "")
    if found is None:
        wanted = {"429": "429:retry=5", "queued": "queued:2", "slow": "slow:10"}.get(name, name)
        message = f"The fault {spec[:40]!r} can't be read: write it like {wanted}."
        raise ValueError(message)
    return float(found[1])
