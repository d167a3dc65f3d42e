"""Pages of a search that the user chooses: by number, or by a link that leads to one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from textual.content import Content

from lix_tui.linkedin.search_urls import page_in
from lix_tui.screens.dialogs.page_menu import PageMenu
from lix_tui.screens.dialogs.prompt import InputRefused, PromptScreen
from lix_tui.services.budget.cost_words import OFFLINE, short_cost

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.screens.search.results_pane import SearchResultsPane
    from lix_tui.services.queries.query import Query
    from lix_tui.services.search.session import SearchSession


def choose_page(screen: LixScreen, results: SearchResultsPane) -> None:
    """Ask for a page of the shown search, and go to it; a missing one is bought."""
    session = results.session
    if session is None:
        screen.report("Run a search first, then choose a page of it.", problem=True)
        return
    if session.kind.paging.cursor.has_cursor:
        words = "Pages of this list come one after the other. Press <search.more> for the next one."
        screen.report(words, problem=True)
        return

    def load(page: int | None) -> None:
        if page is not None:
            work = _load_and_show(session, results, page)
            screen.run_worker(work, group="page", exit_on_error=False)

    screen.app.push_screen(page_prompt(screen, session), load)


def page_prompt(screen: LixScreen, session: SearchSession) -> PromptScreen[int]:
    """Return a prompt for the number of a page, which shows its price."""
    offline, last = screen.host.settings.offline, _last_page(session)

    def read(text: str) -> int:
        text = text.strip()
        page = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
        if page < 1 or (last is not None and page > last):
            among = "from 1" if last is None else f"from 1 to {last:,}"
            message = f"This isn't a page of the search. Type a number {among}."
            raise InputRefused(message)
        return page

    def accept(text: str) -> int:
        page = read(text)
        if session.state.has_page(page):
            return page
        if offline:
            message = f"Page {page:,} is {OFFLINE}. Choose a stored page."
            raise InputRefused(message)
        if not session.can_load(page):
            message = "Another page is loading. Wait until it has come."
            raise InputRefused(message)
        if not screen.host.presses.may_buy():
            raise InputRefused(screen.host.presses.refusal)
        return page

    async def describe(text: str) -> AsyncIterator[Content]:
        if not text.strip():
            yield Content(_pages_words(session, last))
            return
        try:
            page = read(text)
        except InputRefused as problem:
            yield Content(str(problem))
            return
        yield Content(f"Page {page:,} · {_price(session, page, offline=offline)}")

    return PromptScreen(
        "Go to page",
        accept,
        "enter: go, at the price shown",
        "esc: cancel",
        placeholder="a number",
        note=_pages_words(session, last),
        describe=describe,
    )


async def show_page_of_link(
    screen: LixScreen, query: Query, session: SearchSession, results: SearchResultsPane
) -> bool:
    """Show the page that a query's link leads to, if that is a later one; else return False.

    The user chooses between that page and the first one if neither is loaded. Where the search has
    pages, the page of the link is offered in words. A page that the search doesn't have is named.
    """
    page = page_in(query.pasted, session.kind.paging.page_size)
    last = _last_page(session)
    if page == 1 or session.kind.paging.cursor.has_cursor:
        return False
    if last is not None and page > last:
        screen.report(f"The link leads to page {page:,}. The search has pages 1 to {last:,}.")
        return False
    if session.state.has_page(page):
        _show_page(session, results, page)
    elif session.state.pages:
        screen.report(f"The link leads to page {page:,}. Press <search.go_to_page> to load it.")
    elif session.can_load():
        menu = PageMenu(page, short_cost(session.kind.endpoint))
        chosen = await screen.app.push_screen_wait(menu)
        if chosen is not None:
            await _load_and_show(session, results, chosen)
    return True


async def _load_and_show(session: SearchSession, results: SearchResultsPane, page: int) -> None:
    """Load a page if it is missing, and move the cursor to its first row."""
    if not session.state.has_page(page):
        await session.load_next(place=f"{session.kind.name} search", page=page)
    _show_page(session, results, page)


def _show_page(session: SearchSession, results: SearchResultsPane, page: int) -> None:
    """Move the cursor to the first row of a page, if it has one."""
    first = next((one.first for one in session.loaded.spans if one.position.page == page), None)
    rows, elements = results.rows, session.elements
    if first is None or first >= len(elements) or rows is None or results.session is not session:
        return
    row = rows.index_of(elements[first].key)
    if row is not None:
        results.table.move_to(row)
        results.table.focus()


def _last_page(session: SearchSession) -> int | None:
    """Return the number of the last page that can be reached; None if it is unknown."""
    state, rule = session.state, session.kind.paging
    if state.reachable is None:
        return rule.last_page
    return max(1, -(-state.reachable // (state.page_size or rule.page_size)))


def _pages_words(session: SearchSession, last: int | None) -> str:
    stored = [f"{span.position.page:,}" for span in session.loaded.spans]
    pages = "Pages" if last is None else f"Pages 1 to {last:,}"
    cost = short_cost(session.kind.endpoint)
    if not stored:
        return f"{pages}, {cost} each."
    shown = ", ".join(stored) if len(stored) < 6 else f"{', '.join(stored[:3])} … {stored[-1]}"
    return f"{pages}, {cost} each; loaded ones are free ({shown})."


def _price(session: SearchSession, page: int, *, offline: bool) -> str:
    if session.state.has_page(page):
        return "free, loaded"
    return OFFLINE if offline else short_cost(session.kind.endpoint)
