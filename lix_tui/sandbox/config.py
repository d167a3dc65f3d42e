"""What can be chosen about a sandbox."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from lix_tui.sandbox.faults import parse_fault

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""The moment a world is dated by when nobody says otherwise."""

Envelope = Literal["flat", "docs", "response", "raw"]


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """A sandbox: its world, its pace, its faults and the dialect it writes.

    ``seed`` and ``now`` decide the world. ``interval`` is the least number of seconds between two
    requests of one key (Lix docs, Rate Limiting: 3), ``latency`` the seconds every answer takes.
    ``faults`` are texts as :data:`lix_tui.sandbox.faults.FAULTS` explains them.

    ``envelope`` is the form of a search page: ``flat`` (lists at the root, as Lix's documentation
    has it since August 2026), ``docs`` (inside ``searchResponse``, with the list names of the older
    page), ``response`` (inside ``response``), ``raw`` (people as LinkedIn's own result objects).
    ``lookc_polls`` is how often a search by email says “pending” before it answers. ``viewers``
    are connected accounts, added to ``alfie-lambert`` and three people of the world.

    Raises:
        ValueError: a fault, the interval or the latency makes no sense.

    """

    seed: int = 1
    now: datetime = NOW
    interval: float = 3.0
    latency: float = 0.0
    faults: tuple[str, ...] = ()
    envelope: Envelope = "flat"
    refreshes_at: Literal["seconds", "iso"] = "seconds"
    ids: Literal["new", "old"] = "new"
    connections: Literal["wrapped", "flat"] = "wrapped"
    lookc_polls: int = 0
    retry_after: bool = False
    standard_credits: int = 50_000
    org_credits: int = 2_000
    email_credits: int = 500
    daily_requests: int = 10_000
    viewers: tuple[str, ...] = ()
    log_file: Path | None = None
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        """Refuse what could only fail later."""
        if self.interval < 0 or self.latency < 0:
            raise ValueError("The sandbox's interval and latency are seconds, 0 or more.")
        for fault in self.faults:
            parse_fault(fault)
