"""LinkedIn accounts that are connected to Lix: readiness, warm-up and connection requests."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.state import VIEWERS, Sandbox
from lix_tui.sandbox.wire.values import JsonObject

PAGE_SIZE = 5
_NAMES = {
    "total": (
        "consecutiveActiveDays", "dailyAvailable", "hourlyAvailable", "dailyTotal", "hourlyTotal",
    ),
    "target": (
        "consecutiveActiveDays", "currentDailyLimit", "currentHourlyLimit", "targetDailyLimit",
        "targetHourlyLimit",
    ),
    "max": (
        "consecutiveActiveDays", "currentDailyLimit", "currentHourlyLimit", "maxDailyLimit",
        "maxHourlyLimit",
    ),
    "snake": ("active_days", "daily_limit", "hourly_limit", "max_daily_limit", "max_hourly_limit"),
}  # fmt: skip
"""Names of active days, present and final limits in four versions of the docs."""


def linkedin_accounts(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return a page of the connected accounts as a bare array."""
    start = (max(1, call.number("page", 1)) - 1) * PAGE_SIZE
    shown = connected_viewers(sandbox)[start : start + PAGE_SIZE]
    return Answer([_account_of(sandbox, viewer) for viewer in shown])


def linkedin_account(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return one connected account."""
    return Answer(_account_of(sandbox, call.params["viewer_id"]))


def connections_remaining(sandbox: Sandbox, call: Call, _account: KeyAccount) -> Answer:
    """Return the connection requests that an account may still send until Monday."""
    viewer = call.params["viewer_id"]
    limit = 100 if _has_sales_navigator(viewer) else 50
    used = _dice(viewer) % (limit + 1)
    today = sandbox.config.now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today + timedelta(days=7 - today.weekday())
    return Answer(
        {
            "viewerId": viewer,
            "weeklyLimit": limit,
            "used": used,
            "remaining": limit - used,
            "nextRefresh": monday.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    )


def connected_viewers(sandbox: Sandbox) -> list[str]:
    """Return the connected accounts, in the order of their list."""
    world = sandbox.world
    people = [world.slug(person) for person in world.people[:VIEWERS]]
    return list(dict.fromkeys(("alfie-lambert", *sandbox.config.viewers, *people)))


def _account_of(sandbox: Sandbox, viewer: str) -> JsonObject:
    """Return an account: one in three warms up, one in three has finished, the others don't say."""
    found: JsonObject = {
        "viewerId": viewer,
        "linkedInReady": True,
        "salesNavigatorReady": _has_sales_navigator(viewer),
    }
    state = _dice(viewer) % 3
    if state == 2:
        return found
    days = 30 if state == 0 else _dice(viewer) // 3 % 29 + 1
    numbers = (days, 100 * days // 30, 10 * days // 30, 100, 10)
    details = dict(zip(_NAMES[sandbox.config.warmup], numbers, strict=True))
    status = "completed" if state == 0 else "warming"
    return {**found, "warmup": {"status": status, "details": details}}


def _has_sales_navigator(viewer: str) -> bool:
    return viewer == "alfie-lambert" or _dice(viewer) % 4 != 0


def _dice(viewer: str) -> int:
    return sha256(viewer.encode()).digest()[0]
