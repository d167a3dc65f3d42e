"""Queries of a viewer's inbox, and the session of each list in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lix_tui.linkedin.conversations import conversation_id, is_sales_conversation
from lix_tui.services.paged_lists import (
    CONVERSATIONS,
    INBOX_LISTS,
    MESSAGES,
    SALES_THREAD,
    SALES_THREADS,
)
from lix_tui.services.queries.destination import InboxTarget
from lix_tui.services.queries.query import Query, query_from_list, viewer_named

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind

MOST_SHOWN_ID = 16
"""Characters of a conversation's id in titles, which name nobody."""
READING_IS_VISIBLE = (
    "Reading messages through Lix may mark them as read, so the other side may see it. Lix doesn't "
    "say. Messages are stored on this machine, and are in no library search or export."
)
_KINDS = {kind.name: kind for kind in INBOX_LISTS}


def inbox_kind(query: Query) -> Kind | None:
    """Return the list that a query of an inbox asks for; None for another query."""
    return _KINDS.get(query.kind)


def inbox_query(viewer: str, *, sales: bool = False) -> Query:
    """Return the query of a viewer's conversations, or of the threads in Sales Navigator.

    Raises QueryError for text that names no viewer.
    """
    named = viewer_named(viewer)
    return query_from_list(SALES_THREADS if sales else CONVERSATIONS, named, named, named)


def messages_query(text: str, viewer: str | None, *, sales: bool | None = None) -> Query | None:
    """Return the query of a conversation's messages, by its id, urn or link.

    ``sales`` says if a bare id is one of Sales Navigator; a link or urn says so itself. Returns
    None for text that names no conversation. Raises QueryError without a viewer.
    """
    id_ = conversation_id(text)
    if id_ is None:
        return None
    is_sales = is_sales_conversation(text) if sales is None else sales
    kind = SALES_THREAD if is_sales else MESSAGES
    shown = id_ if len(id_) <= MOST_SHOWN_ID else f"{id_[:MOST_SHOWN_ID]}…"
    return query_from_list(kind, id_, shown, viewer)


def target_of(query: Query) -> InboxTarget | None:
    """Return the inbox or conversation that a query asks for; None for another query."""
    if query.kind not in _KINDS:
        return None
    is_sales = query.kind in (SALES_THREADS.name, SALES_THREAD.name)
    is_one = query.kind in (MESSAGES.name, SALES_THREAD.name)
    return InboxTarget(is_sales, query.target if is_one else None)
