"""``lix-tui account``: balances and daily allowance as JSON."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import asdict
from functools import partial
from time import time
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import explanation, print_message
from lix_tui.cli.options import (
    SendLimits,
    demo_option,
    retry_option,
    run_with_services,
    wait_option,
)

if TYPE_CHECKING:
    from lix_tui.services.services import Services
    from lix_tui.store.rows import LedgerLine
    from lix_tui.store.store import Store


@click.command("account")
@click.option("--spent", is_flag=True, help="Print credits spent and saved, from the local ledger.")
@click.option(
    "--ledger", is_flag=True, help="Print every request as JSON lines, from the local ledger."
)
@click.option(
    "--days",
    type=click.IntRange(1, 3660),
    default=30,
    show_default=True,
    metavar="N",
    help="Number of days that --spent and --ledger cover.",
)
@wait_option
@retry_option
@demo_option
def command(spent: bool, ledger: bool, days: int, max_wait: float, retry: int, demo: bool) -> None:
    """Print balances and daily allowance as JSON (free).

    If one of the two requests fails, the command prints the other answer and exits with the
    status of the failure. An answer during a pause that Lix asked for ends the pause for every
    lix-tui process. --spent and --ledger send nothing.
    """
    if spent and ledger:
        message = "--spent and --ledger can't be combined. Use one of them."
        raise click.UsageError(message)
    if spent or ledger:
        show = _spent if spent else _ledger
        run_with_services(demo, lambda services: show(services, days), needs_key=False)
        return
    sys.exit(run_with_services(demo, _account, limits=SendLimits(max_wait, retry)))


async def _spent(services: Services, days: int) -> None:
    history = await services.account.history(days)
    answer = {
        "days": [asdict(day) for day in history.days],
        "endpoints": [asdict(kind) for kind in history.kinds],
        "saved": history.saved,
    }
    click.echo(json.dumps(answer, indent=2))


async def _ledger(services: Services, days: int) -> None:
    from lix_tui.services.budget.spending_history import midnight

    since = midnight(days - 1)
    last: int | None = None
    while True:
        page = await services.store.run(partial(_lines, before_id=last))
        for line in page:
            if line.sent_at >= since:
                click.echo(json.dumps(asdict(line)))
        if not page or page[-1].sent_at < since:
            return
        last = page[-1].id


def _lines(store: Store, before_id: int | None) -> list[LedgerLine]:
    return store.ledger.lines(500, before_id)


async def _account(services: Services) -> int:
    from lix_tui.api.errors import LixError
    from lix_tui.durations import age

    account = services.account
    if services.settings.offline:
        await account.load_stored()
    if account.balances_at is not None:
        print_message(f"Offline: fetched {age(time() - account.balances_at)}.", 0)
    else:
        await account.refresh(place="lix-tui account", max_wait=math.inf, through_pause=True)
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
    for words, number in {
        explanation(problem) if isinstance(problem, LixError) else str(problem): getattr(
            problem, "exit_status", 1
        )
        for problem in account.problems.values()
    }.items():
        status = print_message(words, number)
    return status
