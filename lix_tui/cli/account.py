"""``lix-tui account``: balances and daily allowance as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import say
from lix_tui.cli.running import demo_option, run_with_services, wait_option

if TYPE_CHECKING:
    from lix_tui.explorer.services import Explorer


@click.command("account")
@wait_option
@demo_option
def command(patience: float, demo: bool) -> None:
    """Print balances and daily allowance as JSON (free).

    What arrived is printed even when one of the two calls failed; the status is then the
    failure's.
    """
    sys.exit(run_with_services(demo, lambda explorer: _account(explorer, patience)))


async def _account(explorer: Explorer, patience: float) -> int:
    account = explorer.account
    await account.refresh(place="lix-tui account", patience=patience)
    answer: dict[str, object] = {}
    if account.balances is not None:
        answer["balances"] = {pool.value: left for pool, left in account.balances.pools.items()}
        extra = account.balances.model_dump(by_alias=True, exclude_none=True)
        for name in ("autoTopUpEnabled", "enterprise"):
            if name in extra:
                answer[name] = extra[name]
    if account.allowance is not None:
        reset = account.allowance.refreshes_at
        answer["daily_allowance"] = {
            "requests_remaining": account.allowance.requests_remaining,
            "refreshes_at": None if reset is None else reset.isoformat(),
        }
    if answer:
        click.echo(json.dumps(answer, indent=2))
    status = 0
    for problem in account.problems.values():
        status = say(str(problem), getattr(problem, "exit_status", 1))
    return status
