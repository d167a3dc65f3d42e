"""Prices beside the keys of a search screen: the row's, and those of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lix_tui.explorer.session import SearchSession
    from lix_tui.explorer.targets import Opening
    from lix_tui.screens.offers import Offers


def show_row(offers: Offers, opening: Opening | None, related: Sequence[Opening]) -> None:
    """Show what opening the row under the cursor costs, and where it leads to first."""
    offers.show({"table.open": opening, "search.related": next(iter(related), None)})


def show_pages(offers: Offers, session: SearchSession) -> None:
    """Show what the next page costs and what running the search again costs."""
    endpoint, state = session.kind.endpoint, session.state
    more = endpoint if state.pages and session.can_load() else None
    offers.show_request("search.more", more, "Next page")
    offers.show_request("search.refresh", endpoint if state.pages else None, "Refresh")
