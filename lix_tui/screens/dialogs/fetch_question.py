"""Question before a record is fetched, where the settings ask for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.services.budget.cost_words import cost_words

if TYPE_CHECKING:
    from textual.app import App

    from lix_tui.services.services import Services


async def agrees_to_fetch(
    app: App[int], services: Services, endpoint: str, noun: str, name: str
) -> bool:
    """Return True if the user agrees to the price, or if the settings need no question."""
    entry, setting = ENDPOINTS[endpoint], services.settings.confirm
    if not entry.cost or setting == "never" or (setting == "email" and entry.pool != "email"):
        return True
    from lix_tui.screens.dialogs.confirm import confirm

    left = services.account.left(entry.pool)
    have = f" {left[0]:,} are left." if left else ""
    question = f"The {noun} of {name} costs {cost_words(entry.name)}.{have}"
    return await confirm(app, f"Fetch the {noun}?", question)
