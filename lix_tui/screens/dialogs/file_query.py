"""Question before a query from a file runs: its filters and its price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.services.queries.query_words import query_lines

if TYPE_CHECKING:
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.queries.query import Query


def file_question(destination: Destination, query: Query) -> ConfirmScreen:
    """Return the question about a query that came in a file."""
    name = destination.name or "Unnamed query"
    text = "\n".join((name, *query_lines(query), f"Price: {destination.cost}"))
    return ConfirmScreen("Run the query of this file?", text)
