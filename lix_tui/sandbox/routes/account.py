"""What an account has left."""

from __future__ import annotations

from datetime import UTC, datetime

from lix_tui.sandbox.accounts import Account
from lix_tui.sandbox.call import Answer, Call
from lix_tui.sandbox.state import Sandbox


def balances(_sandbox: Sandbox, _call: Call, account: Account) -> Answer:
    """The credits of the three pools. They are all written, zeros too."""
    return Answer(
        {
            "emailBalance": account.credits["email"],
            "linkedInBalance": account.credits["standard"],
            "lookcBalance": account.credits["org"],
        }
    )


def daily_allowance(sandbox: Sandbox, _call: Call, account: Account) -> Answer:
    """The requests left today, and when the day ends."""
    refreshes: object = sandbox.accounts.refreshes_at()
    if sandbox.config.refreshes_at == "iso":
        moment = datetime.fromtimestamp(sandbox.accounts.refreshes_at(), UTC)
        refreshes = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Answer({"requestsRemaining": account.requests_remaining, "refreshesAt": refreshes})
