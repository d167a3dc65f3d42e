"""``lix-tui library check``: verification of the store, and leases of processes."""

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
    """Verify the store and list the leases of processes, as JSON.

    Checks every page and index of the database and the links between its tables, and counts the
    rows. A lease marks a request of a process, so that no other process pays for the same. Its
    state is alive, stopped, dead, elsewhere (another machine or container) or uncertain (elsewhere
    and silent for ten minutes). Dead and uncertain leases are cleared after a question, or with
    --yes if there is no terminal. After an uncertain lease is cleared, its request may be sent and
    paid for again.

    The status is 1 for a damaged store.
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
    if yes:
        return True
    words = f"{_counted(len(abandoned))} left by processes that are gone."
    if not is_interactive():
        print_message(f"{words} Add --yes to clear them.", 0)
        return False
    return click.confirm(f"{words} Clear them?", err=True)


def _as_json(held: LeaseStatus) -> dict[str, object]:
    shown = asdict(held)
    return shown | {"age": round(held.age), "state": held.state.value}


def _counted(count: int) -> str:
    return "1 lease is" if count == 1 else f"{count:,} leases are"
