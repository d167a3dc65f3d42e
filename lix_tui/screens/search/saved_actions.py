"""Saved queries of a search screen: save the present one, open others."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import TYPE_CHECKING

from lix_tui.screens.dialogs.prompts import name_prompt
from lix_tui.screens.dialogs.saved_queries import SavedScreen
from lix_tui.services.queries.query import QueryError
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.queries.query import Query


def save_query(screen: LixScreen, current: Callable[[], Query]) -> None:
    """Ask for a name and save the query on screen under it."""
    try:
        query = current()
    except QueryError:
        screen.report("Run a search or choose filters first, then save them.", problem=True)
        return

    def save(name: str | None) -> None:
        if name is not None:
            screen.run_worker(_save_as(screen, query, name), group="save", exit_on_error=False)

    screen.app.push_screen(name_prompt("Save this query", query.title[:60]), save)


async def _save_as(screen: LixScreen, query: Query, name: str) -> None:
    try:
        name = await (await screen.host.services()).saved.save(name, query)
    except (QueryError, StoreError) as error:
        screen.report(str(error), problem=True)
    else:
        screen.report(f"Saved as '{name}'. Press <search.saved> for the saved queries.")


async def open_saved(screen: LixScreen) -> None:
    """List the saved queries; run or edit the one that is chosen."""
    services = await screen.host.services()
    wanted = await screen.app.push_screen_wait(SavedScreen(services.saved, time()))
    if wanted is None:
        return
    if wanted.how == "edit":
        screen.host.navigation.edit_query(wanted.query)
    else:
        screen.host.navigation.run_query(wanted.query)
