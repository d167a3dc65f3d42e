"""Search of a query, shown in the results pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.screens.app_host import AppHost
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.filter_panel_controller import FilterPanelController
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.screens.search.screen_query import ScreenQuery
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession


async def show_query(
    host: AppHost,
    query: Query,
    screen_query: ScreenQuery,
    panel_controller: FilterPanelController,
    results: SearchResultsPane,
) -> SearchSession | None:
    """Show the stored results of a query, and return its search; nothing is bought.

    A saved list without a viewer asks for one; the result is None if the user chooses none.
    """
    services = await host.services()
    if query.needs_viewer:
        from lix_tui.screens.search.viewer_choice import query_of_owner

        owned = await query_of_owner(results.app, services, query)
        if owned is None:
            return None
        query = owned
        screen_query.use_viewer(query.viewer_id)
    session = await services.searches.answer(screen_query.kind, query)
    known = await services.records.known_as(query.viewer_id)
    screen_query.rows_query = query
    if panel_controller.covers:
        panel_controller.close()
    before = results.session
    if session is not before:
        if before is not None and services.runs.find_for_session(before) is None:
            before.cancel()
        host.navigation.searched.add(session.kind.name)
        results.show_session(session, known, services.merged_records)
    return session


async def buy_first_page(
    screen: LixScreen, query: Query, session: SearchSession, results: SearchResultsPane
) -> None:
    """Load the first page of a search without pages, or the one that its link leads to."""
    if query.pasted:
        from lix_tui.screens.search.chosen_page import show_page_of_link

        if await show_page_of_link(screen, query, session, results):
            return
    if not session.state.pages and session.can_load():
        await session.load_next(place=f"{session.kind.name} search")
