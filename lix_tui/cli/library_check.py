"""``lix-tui library check``: verification of the store, and the leases of all processes."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import print_message
from lix_tui.cli.options import demo_option, run_with_services
from lix_tui.cli.streams import is_interactive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lix_tui.services.budget.lease_list import LeaseStatus
    from lix_tui.services.services import Services


@click.command("check")
@click.option("--yes", is_flag=True, help="Clear abandoned leases without asking.")
@demo_option
def check(yes: bool, demo: bool) -> None:
    """Verify the store and print the result and the leases of all processes as JSON.

    The check covers every page, index and foreign key of the database and counts the rows.

    A process holds a lease on each request it sends, so that no other process pays for the same
    data. A lease is alive, stopped, dead, elsewhere (on another machine or in another container)
    or uncertain (elsewhere and silent for ten minutes). The command asks before it clears dead
    and uncertain leases; without a terminal, --yes clears them. Once an uncertain lease is
    cleared, the request is repeated only with --retry or --again, as it may cost again.

    The exit status is 1 if the store is damaged.
    """
    sys.exit(run_with_services(demo, lambda services: _check(services, yes=yes), needs_key=False))


async def _check(services: Services, *, yes: bool) -> int:
    from lix_tui.services.budget.lease_list import clear_leases, list_leases

    sound = await services.store.run(lambda store: store.verify())
    leases = await list_leases(services.store)
    answer = {
        "store": str(services.settings.paths.database(demo=services.settings.demo)),
        "sound": sound.is_sound,
        "damage": sound.damage,
        "orphans": sound.orphans,
        "counts": sound.counts,
        "leases": [_as_json(held) for held in leases],
    }
    click.echo(json.dumps(answer, indent=2))
    abandoned = [held for held in leases if held.is_abandoned]
    if abandoned and _agreed(abandoned, yes=yes):
        print_message(f"{_counted(await clear_leases(services.store, abandoned))} cleared.", 0)
    if sound.is_sound:
        return 0
    message = (
        "The store is damaged: copy it to a safe place, then export what can be read with "
        "'lix-tui library export'."
    )
    return print_message(message, 1)


def _agreed(abandoned: Sequence[LeaseStatus], *, yes: bool) -> bool:
    """Return True if the user agrees to clear abandoned leases.

    Without a terminal, print how to clear them and return False.
    """
    from lix_tui.cli.questions import confirm

    if yes:
        return True
    words = f"{_counted(len(abandoned))} left by processes that are gone."
    if not is_interactive():
        print_message(f"{words} Add --yes to clear them.", 0)
        return False
    return confirm(f"{words} Clear them?")


def _as_json(status: LeaseStatus) -> dict[str, object]:
    shown = asdict(status)
    return shown | {"age": round(status.age), "state": status.state.value}


def _counted(count: int) -> str:
    return "1 lease is" if count == 1 else f"{count:,} leases are"
