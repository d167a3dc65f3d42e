"""Lists of an inbox for ``lix-tui get``: conversations, messages and Sales Navigator threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.cli.failures import Failure
from lix_tui.cli.viewers import require_viewer

if TYPE_CHECKING:
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


async def open_inbox(
    services: Services, word: str, value: str, viewer: str | None
) -> SearchSession:
    """Return the session of a viewer's inbox or of a conversation's messages, by the word of get.

    Raises Failure if no viewer is named.
    """
    from lix_tui.services.queries.query import QueryError
    from lix_tui.services.search.inbox import inbox_kind, inbox_query, messages_query

    if word == "messages":
        require_viewer(viewer, "messages", "messages")
    try:
        query = (
            messages_query(value, viewer)
            if word == "messages"
            else inbox_query(value, sales=word == "sales-threads")
        )
    except QueryError as error:
        raise Failure(str(error), 2) from None
    if query is None or (kind := inbox_kind(query)) is None:
        message = "This isn't a conversation. Give its id, its urn, or the link of its page."
        raise Failure(message, 2)
    return await services.searches.answer(kind, query)
