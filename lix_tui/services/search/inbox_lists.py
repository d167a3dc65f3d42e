"""Paged lists of a viewer's inbox: conversations, messages and Sales Navigator threads."""

from __future__ import annotations

from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.services.kinds import Kind, ListTarget

PAGE_SIZE = 20
"""Elements of a page (Lix docs; not stated for messages)."""
MOST_IN_THREAD = 50
"""Messages of a Sales Navigator thread that are requested: there are no further pages."""
_EMPTY = "Press <inbox.more> to load the newest."
_THREAD_SIZE = (("message_count", str(MOST_IN_THREAD)),)

CONVERSATIONS = Kind(
    name="conversations",
    key="",
    label="Messages",
    singular="conversation",
    plural="conversations",
    endpoint="conversations",
    paging=PagingRule(CursorRule.SEQUENCE_CURSOR, PAGE_SIZE, ceiling=None),
    columns=("people", "last_message", "active"),
    empty=_EMPTY,
    target=ListTarget("viewer_id", size_parameter="count"),
)
MESSAGES = Kind(
    name="messages",
    key="",
    label="Messages",
    singular="message",
    plural="messages",
    endpoint="messages",
    paging=PagingRule(CursorRule.SEQUENCE_CURSOR, PAGE_SIZE, ceiling=None),
    columns=("sender", "text", "sent"),
    empty=_EMPTY,
    target=ListTarget("conversation_id"),
)
SALES_THREADS = Kind(
    name="sales_threads",
    key="",
    label="Sales Nav messages",
    singular="thread",
    plural="threads",
    endpoint="sales_threads",
    paging=PagingRule(CursorRule.TIME_CURSOR, PAGE_SIZE, None, ends_with_short_page=True),
    columns=("people", "last_message", "active"),
    empty=_EMPTY,
    target=ListTarget("viewer_id", size_parameter="count", constants=(("filter", "INBOX"),)),
)
SALES_THREAD = Kind(
    name="sales_thread",
    key="",
    label="Sales Nav messages",
    singular="thread",
    plural="threads",
    endpoint="sales_thread",
    paging=PagingRule(CursorRule.TIME_CURSOR, 1, ceiling=None),
    columns=("people", "last_message", "active"),
    empty=_EMPTY,
    target=ListTarget("thread_id", constants=_THREAD_SIZE),
)
INBOX_LISTS = (CONVERSATIONS, MESSAGES, SALES_THREADS, SALES_THREAD)
"""Lists whose elements are private."""
