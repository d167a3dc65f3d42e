"""Question, asked once, if answers bought with other keys belong to this Lix account."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from textual.app import App

from lix_tui.screens.dialogs.confirm import confirm
from lix_tui.services.budget.ownership import owner_words
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.services.services import Services

TITLE = "Already bought?"


async def offer_adoption(app: App[int], services: Services) -> None:
    """Ask if answers of other keys belong to this account; adopt them or remember the refusal."""
    owners = services.ownership.candidates
    if not owners:
        return
    listed = "\n".join(f"  {owner_words(owner, time())}" for owner in owners)
    question = (
        f"The store has answers that were bought with other keys:\n{listed}\n"
        "Does this key belong to the same Lix account? Yes makes these answers free to use. "
        "You can also do this later with 'lix-tui library adopt'."
    )
    try:
        if not await confirm(app, TITLE, question):
            await services.ownership.decline()
            return
        moved = sum([await services.adopt(owner) for owner in owners])
    except StoreError as error:
        app.notify(str(error), severity="error", markup=False)
        return
    answers = "1 answer belongs" if moved == 1 else f"{moved:,} answers belong"
    app.notify(f"{answers} to this key now.", markup=False)
