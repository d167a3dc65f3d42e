"""Which places are in the store already, so that going there costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import time
from typing import TYPE_CHECKING

from lix_tui.explorer.ages import age
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.explorer.services import Explorer
    from lix_tui.explorer.targets import Opening


async def with_kept(explorer: Explorer, places: Sequence[Opening]) -> list[Opening]:
    """The places, those that the store has with their age for a cost."""
    shown = []
    for place in places:
        try:
            fetched_at = await _fetched_at(explorer, place)
        except StoreError:  # it will be said where it matters
            fetched_at = None
        if fetched_at is None:
            shown.append(place)
        else:
            shown.append(replace(place, cost=f"kept {age(time() - fetched_at)} · free"))
    return shown


async def _fetched_at(explorer: Explorer, place: Opening) -> float | None:
    if place.build:
        return None
    if place.query is not None:
        return await explorer.searches.fetched_at(place.query)
    if place.endpoint is None or place.link is None:
        return None
    kept = await explorer.lookups.stored(place.endpoint, place.link)
    return None if kept is None or kept.unfinished else kept.fetched_at
