"""Asks once whether what other keys bought belongs to this Lix account."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from textual.app import App

from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.services.budget.ownership import owner_words
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.services.services import Services

TITLE = "Already bought?"


async def offer_adoption(app: App[int], services: Services) -> None:
    """Ask whose the data of other keys is; take it over, or remember that it is others'."""
    owners = services.ownership.candidates
    if not owners:
        return
    listed = "\n".join(f"  {owner_words(owner, time())}" for owner in owners)
    question = (
        f"The store holds answers that were bought with other keys:\n{listed}\n"
        "Does this key belong to the same Lix account? Then they are used, and reading them "
        "again costs nothing. 'lix-tui library adopt' does the same later."
    )
    try:
        if not await app.push_screen_wait(ConfirmScreen(TITLE, question)):
            await services.ownership.decline()
            return
        moved = sum([await services.adopt(owner) for owner in owners])
    except StoreError as error:
        app.notify(str(error), severity="error", markup=False)
        return
    answers = "1 answer is" if moved == 1 else f"{moved:,} answers are"
    app.notify(f"{answers} this key's now.", markup=False)
