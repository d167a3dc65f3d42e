"""Connected accounts in words: readiness, warm-up and connection requests."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from lix_tui.durations import age

if TYPE_CHECKING:
    from lix_tui.api.models.linkedin_account import LinkedinAccount, RemainingConnections

_SALES = frozenset({"sales", "accounts", "sales_threads", "sales_thread"})
"""Kinds of searches and lists that need Sales Navigator."""


def readiness_words(account: LinkedinAccount) -> str:
    """Return if LinkedIn and Sales Navigator are ready: 'LinkedIn: ready · …'."""
    parts = (
        f"{name}: {_ready(value)}"
        for name, value in (
            ("LinkedIn", account.linked_in_ready),
            ("Sales Navigator", account.sales_navigator_ready),
        )
    )
    return " · ".join(parts)


def short_readiness(account: LinkedinAccount) -> tuple[str, bool | None]:
    """Return the readiness in two or three words, and True if both products are ready.

    The second is None if Lix doesn't say that one isn't ready, nor that both are.
    """
    states = (account.linked_in_ready, account.sales_navigator_ready)
    names = zip(("LinkedIn", "Sales Nav"), states, strict=True)
    missing = [name for name, state in names if state is False]
    if missing:
        return f"{' and '.join(missing)} not ready", False
    return ("ready", True) if all(states) else ("readiness unknown", None)


def warm_up_words(account: LinkedinAccount) -> str:
    """Return the state of the warm-up with its limits; empty without a warm-up."""
    if (warmup := account.warmup) is None:
        found = account.num_available_tokens
        return "" if found is None else f"Tokens available: {found:,}"
    limits, parts = warmup.details, [f"Warm-up: {warmup.status or 'state unknown'}"]
    if limits.active_days is not None:
        parts.append(f"day {limits.active_days:,}")
    for name, day, hour in (
        ("now", limits.daily_now, limits.hourly_now),
        ("goal", limits.daily_goal, limits.hourly_goal),
    ):
        if words := _limit_words(day, hour):
            parts.append(f"{name} {words}")
    return " · ".join(parts)


def short_warm_up(account: LinkedinAccount) -> str:
    """Return the state of the warm-up in two or three words; empty without a warm-up."""
    if (warmup := account.warmup) is None:
        return ""
    now = warmup.details.daily_now
    return f"{warmup.status or 'warm-up'}{'' if now is None else f' · {now:,} a day'}"


def remaining_words(left: RemainingConnections, fetched_at: float) -> str:
    """Return the connection requests that are left, and the age of the answer."""
    count = "unknown" if left.remaining is None else f"{left.remaining:,}"
    of = "" if left.weekly_limit is None else f" of {left.weekly_limit:,}"
    words = f"Connection requests left: {count}{of} this week"
    if left.next_refresh is not None:
        words += f", until {left.next_refresh.astimezone():%d %b %H:%M %Z}".rstrip()
    return f"{words} · {age(time() - fetched_at)}"


def readiness_warning(account: LinkedinAccount | None, kind: str) -> str:
    """Return why Lix may refuse requests of a kind as this account; empty without a reason."""
    if account is None:
        return ""
    who = account.viewer_id or "This account"
    if kind in _SALES and account.sales_navigator_ready is False:
        return f"{who} isn't ready for Sales Navigator, so Lix may refuse the request."
    if kind not in _SALES and account.linked_in_ready is False:
        return f"{who} isn't ready for LinkedIn, so Lix may refuse the request."
    return ""


def _ready(value: bool | None) -> str:
    return "unknown" if value is None else "ready" if value else "not ready"


def _limit_words(day: int | None, hour: int | None) -> str:
    parts = ((day, "a day"), (hour, "an hour"))
    return ", ".join(f"{value:,} {unit}" for value, unit in parts if value is not None)
