"""``lix-tui library adopt``: use what another key of the same Lix account bought."""

from __future__ import annotations

from collections.abc import Sequence
from time import time
from typing import TYPE_CHECKING

import click

from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.options import demo_option, require_consent, run_with_services
from lix_tui.counts import counted

if TYPE_CHECKING:
    from lix_tui.services.services import Services
    from lix_tui.store.scopes import Owner


@click.command("adopt")
@click.argument("owner", required=False)
@click.option(
    "--none", "declined", is_flag=True, help="Don't use data of other keys, and stop asking."
)
@click.option("--yes", is_flag=True, help="Don't ask.")
@demo_option
def adopt(owner: str | None, declined: bool, yes: bool, demo: bool) -> None:
    """Use data that another key of the same Lix account bought, without paying again.

    Stored answers belong to the key and the server that they were bought with. OWNER is the
    beginning of another key's fingerprint, or 'unrecorded' for answers from before keys were
    recorded. Without OWNER the only owner is used; several owners are listed.
    """

    async def work(services: Services) -> str:
        if services.ownership.account is None:
            return "Nothing is stored here yet."
        if declined:
            await services.ownership.decline()
            return "Data of other keys stays separate from this account."
        owners = await services.ownership.owners()
        if not owners:
            return "Nothing to adopt: all stored data of this server belongs to this key."
        chosen = _chosen(owners, owner)
        _agree(chosen, services, yes=yes)
        moved = await services.adopt(chosen)
        answers = counted(moved, "answer", ("belongs", "belong"))
        return f"{answers} to this key now. Reading them again is free."

    print_message(run_with_services(demo, work, shows_owner_notice=False), 0)


def _chosen(owners: Sequence[Owner], name: str | None) -> Owner:
    """Return the owner of that name, or the only one; raise Failure with the list."""
    from lix_tui.services.budget.ownership import owner_words
    from lix_tui.store.library import UNRECORDED

    wanted = "" if name == UNRECORDED else name
    found = [one for one in owners if name is None or _is_named(one, wanted or "")]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(
        f"{one.account[:6] or UNRECORDED} ({owner_words(one, time())})" for one in owners
    )
    problem = "Several keys have data" if name is None else f"'{name}' isn't one of the owners"
    message = f"{problem}: {listed}. Name one: lix-tui library adopt OWNER."
    raise Failure(message, 2)


def _is_named(owner: Owner, name: str) -> bool:
    return owner.account.startswith(name) if name else not owner.account


def _agree(owner: Owner, services: Services, *, yes: bool) -> None:
    from lix_tui.services.budget.ownership import owner_words

    words = (
        f"Use {owner_words(owner, time())}, as data of this key? "
        f"Agree only if both belong to one account on {services.ownership.servers.main}."
    )
    require_consent(words, yes=yes, refusal="Nothing was changed.")
