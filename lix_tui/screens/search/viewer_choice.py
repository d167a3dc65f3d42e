"""Choice of the viewer of a search, in the viewer picker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.dialogs.viewer_picker import ViewerChoice
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.queries.query import Query
    from lix_tui.services.services import Services

OWNER_NOTE = "Only the account that owns a saved list can read it."


def choose_viewer(
    screen: LixScreen, query: ScreenQuery, apply: Callable[[ViewerChoice], None]
) -> None:
    """Choose the viewer of the next search, and call ``apply`` with the choice."""
    from lix_tui.screens.dialogs.viewer_picker import ViewerPicker

    def close(choice: ViewerChoice | None) -> None:
        if choice is not None:
            apply(choice)
            screen.update_status()

    async def open_picker() -> None:
        services = await screen.host.services()
        screen.app.push_screen(ViewerPicker(services, query.viewer_id, query.kind.name), close)

    screen.run_worker(open_picker(), group="viewer", exclusive=True, exit_on_error=False)


async def query_of_owner(app: App[object], services: Services, query: Query) -> Query | None:
    """Return the query of a saved list as the account that the user chooses; None without one."""
    from lix_tui.screens.needed_viewer import ViewerNeed, choose_needed_viewer
    from lix_tui.services.budget.cost_words import page_cost_words
    from lix_tui.services.kinds import SAVED_LISTS

    offline = services.settings.offline
    cost = page_cost_words(SAVED_LISTS[query.kind].endpoint, offline=offline)
    need = ViewerNeed(
        query.kind,
        f"{query.title}: as which account?",
        f"open · {cost}" if offline else f"open · {cost}, free if stored",
        OWNER_NOTE,
    )
    viewer = await choose_needed_viewer(app, services, need)
    return None if viewer is None else replace(query, viewer_id=viewer)
