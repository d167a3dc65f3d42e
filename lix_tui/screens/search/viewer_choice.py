"""Choice of the viewer of a search, in the viewer picker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.screens.search.screen import SearchScreen
    from lix_tui.services.queries.query import Query

CHOOSE_VIEWER = (
    "Only the account that owns a saved list can read it. Press <search.viewer> to choose the "
    "account."
)


async def choose_viewer(screen: SearchScreen) -> None:
    """Ask for the viewer of the next search."""
    from lix_tui.screens.dialogs.viewer_picker import ViewerChoice, ViewerPicker

    services = await screen.host.services()

    def apply(choice: ViewerChoice | None) -> None:
        if choice is not None:
            screen.query_pane.use_viewer(choice, may_focus=not screen.panel_controller.is_open)
            screen.update_status()

    viewer = screen.screen_query.viewer_id
    screen.app.push_screen(ViewerPicker(services, viewer, screen.kind.name), apply)


async def ask_viewer(screen: SearchScreen, query: Query) -> None:
    """Ask for the account that owns a saved list, then run its query as that account."""
    from lix_tui.screens.dialogs.viewer_picker import ViewerChoice, ViewerPicker
    from lix_tui.services.budget.cost_words import page_cost_words
    from lix_tui.services.kinds import SAVED_LISTS

    services = await screen.host.services()

    def run(choice: ViewerChoice | None) -> None:
        if choice is None:
            screen.query_pane.show_message(CHOOSE_VIEWER, problem=False)
            return
        screen.run_query(replace(query, viewer_id=choice.viewer_id))
        if choice.warning:
            screen.query_pane.show_message(choice.warning)

    offline = screen.host.settings.offline
    cost = page_cost_words(SAVED_LISTS[query.kind].endpoint, offline=offline)
    picker = ViewerPicker(
        services,
        None,
        query.kind,
        title=f"{query.title}: as which account?",
        action=f"open · {cost}, free if stored",
        is_required=True,
    )
    screen.app.push_screen(picker, run)
