"""Options of a sandbox."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from lix_tui.sandbox.faults import parse_fault

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""Default date and time of a world."""

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
    ``empty_lists`` says if an empty list of results is ``present`` or ``omitted``.
    ``by_website`` is the form of organisations by website in two drafts: ``profiles`` with ids, or
    ``flat``. ``warmup`` names the limits of connected accounts as four versions of the docs do.
    ``inbox`` is the form of messages: that of the docs, or of their first ``draft``.
    ``spelling`` is that of names in comments and tokens, ``reactions`` says if the reactions to a
    post are grouped by type, and ``comments`` may be LinkedIn's own, as in June 2025.
    ``refreshes_at``, ``ids``, ``connections``, ``organisation``, ``post`` and ``balances`` are the
    forms those answers have had: ``docs`` as on the docs page of 2024, ``new`` as newer documents
    have them, ``raw``, ``flat`` and ``wrapped`` as public clients read posts, ``topup`` with the
    auto top-up. ``not_found`` and ``viewer_invalid`` are the statuses such errors come with.
    ``employees`` is the form of one of two LookC examples. ``person_email`` says if profiles are
    found by email address, as in a draft of the docs.
    ``lookc_polls`` is how often a search by email says “pending” before it answers. ``viewers``
    are connected accounts, added to ``alfie-lambert`` and three people of the world. ``attacks``
    are the texts of the faults ``hostile`` and ``hostile_error``; the defaults if empty.

    Raises:
        ValueError: a fault, the interval or the latency is invalid.

    """

    seed: int = 1
    now: datetime = NOW
    interval: float = 3.0
    latency: float = 0.0
    faults: tuple[str, ...] = ()
    envelope: Envelope = "flat"
    empty_lists: Literal["present", "omitted"] = "present"
    refreshes_at: Literal["seconds", "iso", "both"] = "seconds"
    ids: Literal["new", "old"] = "new"
    connections: Literal["wrapped", "flat", "docs"] = "wrapped"
    organisation: Literal["new", "docs"] = "new"
    by_website: Literal["profiles", "flat"] = "profiles"
    warmup: Literal["total", "target", "max", "snake"] = "total"
    inbox: Literal["docs", "draft"] = "docs"
    spelling: Literal["snake", "camel"] = "snake"
    reactions: Literal["grouped", "flat"] = "grouped"
    comments: Literal["docs", "raw"] = "docs"
    post: Literal["raw", "flat", "wrapped"] = "raw"
    balances: Literal["new", "docs", "topup"] = "new"
    not_found: Literal[404, 400] = 404
    viewer_invalid: Literal[407, 400] = 407
    employees: Literal["python", "n8n"] = "python"
    person_email: Literal["enabled", "refused"] = "enabled"
    lookc_polls: int = 0
    retry_after: bool = False
    standard_credits: int = 50_000
    org_credits: int = 2_000
    email_credits: int = 500
    daily_requests: int = 10_000
    viewers: tuple[str, ...] = ()
    log_file: Path | None = None
    attacks: Sequence[str] = ()
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        """Check the faults, the interval and the latency."""
        if self.interval < 0 or self.latency < 0:
            raise ValueError("The sandbox's interval and latency are seconds, 0 or more.")
        for fault in self.faults:
            parse_fault(fault)

    def status_of(self, error_type: str, status: int) -> int:
        """Return the status an error comes with."""
        return {"not_found": self.not_found, "viewer_invalid": self.viewer_invalid}.get(
            error_type, status
        )


DIALECTS: Mapping[str, tuple[str | int | bool, ...]] = {
    "envelope": ("flat", "docs", "response", "raw"),
    "empty_lists": ("present", "omitted"),
    "refreshes_at": ("seconds", "iso", "both"),
    "ids": ("new", "old"),
    "connections": ("wrapped", "flat", "docs"),
    "organisation": ("new", "docs"),
    "by_website": ("profiles", "flat"),
    "warmup": ("total", "target", "max", "snake"),
    "inbox": ("docs", "draft"),
    "spelling": ("snake", "camel"),
    "reactions": ("grouped", "flat"),
    "comments": ("docs", "raw"),
    "post": ("raw", "flat", "wrapped"),
    "balances": ("new", "docs", "topup"),
    "not_found": (404, 400),
    "viewer_invalid": (407, 400),
    "employees": ("python", "n8n"),
    "person_email": ("enabled", "refused"),
    "retry_after": (False, True),
    "lookc_polls": tuple(range(100)),
}
"""Observed forms of answers by the field of SandboxConfig, the default first."""


def read_dialects(specs: Iterable[str]) -> dict[str, str | int | bool]:
    """Parse texts such as ``envelope=docs`` into fields of a SandboxConfig.

    Raises:
        ValueError: a text isn't a dialect; the message is one sentence for the user.

    """
    chosen: dict[str, str | int | bool] = {}
    for spec in specs:
        name, _, word = spec.strip().replace("-", "_").partition("=")
        if name not in DIALECTS:
            message = f"{spec[:40]!r} isn't a dialect: choose one of {', '.join(DIALECTS)}."
            raise ValueError(message)
        found = [value for value in DIALECTS[name] if str(value).lower() == word.lower()]
        if not found:
            words = "0 to 99" if name == "lookc_polls" else ", ".join(map(str, DIALECTS[name]))
            message = f"{name} is one of {words}: write it like {name}={DIALECTS[name][1]}."
            raise ValueError(message)
        chosen[name] = found[0]
    return chosen
