"""Handlers for balances and the daily allowance."""

from __future__ import annotations

from datetime import UTC, datetime

from lix_tui.sandbox.accounts import KeyAccount
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.state import Sandbox
from lix_tui.sandbox.wire.values import JsonObject


def balances(sandbox: Sandbox, _call: Call, account: KeyAccount) -> Answer:
    """Return the credits of the three pools, zeros too; the older form knows two of them."""
    found: JsonObject = {
        "emailBalance": account.credits["email"],
        "linkedInBalance": account.credits["standard"],
    }
    if sandbox.config.balances != "docs":
        found["lookcBalance"] = account.credits["org"]
    if sandbox.config.balances == "topup":
        found |= {"autoTopUpEnabled": {"standard": True, "org": False}, "enterprise": None}
    return Answer(found)


def daily_allowance(sandbox: Sandbox, _call: Call, account: KeyAccount) -> Answer:
    """Return the requests left today, and when the day ends."""
    found: JsonObject = {
        "requestsRemaining": account.requests_remaining,
        "refreshesAt": sandbox.accounts.refreshes_at(),
    }
    if sandbox.config.refreshes_at != "seconds":
        moment = datetime.fromtimestamp(sandbox.accounts.refreshes_at(), UTC)
        name = "refreshesAt" if sandbox.config.refreshes_at == "iso" else "refreshesAtISO"
        found[name] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Answer(found)
