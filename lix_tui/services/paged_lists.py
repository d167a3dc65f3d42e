"""Paged lists of one target as data, such as the comments on a post.

A list is declared as a kind with a target: endpoint, parameter of the target, record type of its
elements (`view_registry`), paging rule and columns. Sessions, the store, resuming and the command
line need nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.services.kinds import CONNECTIONS, Kind, ListTarget

_PERSON = ListTarget("profile_link", "person")
_POST = ListTarget("post_urn", "post", has_usual_viewer=False)
_ACTIVITY = PagingRule(
    CursorRule.START_AND_CURSOR, page_size=25, ceiling=None, ends_without_cursor=True
)
"""Up to 50 a page by the docs, whose samples have 25."""
_ON_POST = PagingRule(
    CursorRule.START_AND_CURSOR, page_size=10, ceiling=None, ends_without_cursor=True
)
"""The docs don't state the size of a page; their samples have 10."""
_EMPTY = "Press <search.more> to load the first page."

ACTIVITY_POSTS = Kind(
    name="activity_posts",
    key="",
    label="Posts",
    singular="post",
    plural="posts",
    endpoint="activity_posts",
    paging=_ACTIVITY,
    columns=("text", "author", "reactions", "comments", "posted"),
    empty=_EMPTY,
    detail="post",
    target=_PERSON,
)
ACTIVITY_COMMENTS = Kind(
    name="activity_comments",
    key="",
    label="Comments",
    singular="comment",
    plural="comments",
    endpoint="activity_comments",
    paging=_ACTIVITY,
    columns=("comment", "commented", "comment_reactions", "comment_replies", "post_link"),
    empty=_EMPTY,
    row="comment",
    target=_PERSON,
)
ACTIVITY_REACTIONS = Kind(
    name="activity_reactions",
    key="",
    label="Reactions",
    singular="post",
    plural="posts",
    endpoint="activity_reactions",
    paging=_ACTIVITY,
    columns=("author", "text", "reacted", "reactions", "comments"),
    empty=_EMPTY,
    detail="post",
    row="reacted_post",
    target=_PERSON,
)
POST_COMMENTS = Kind(
    name="post_comments",
    key="",
    label="Comments",
    singular="comment",
    plural="comments",
    endpoint="post_comments",
    paging=_ON_POST,
    columns=("name", "comment", "commented", "comment_reactions", "headline"),
    empty=_EMPTY,
    row="comment",
    target=_POST,
)
POST_REACTIONS = Kind(
    name="post_reactions",
    key="",
    label="Reactions",
    singular="person",
    plural="reactions",
    endpoint="post_reactions",
    paging=_ON_POST,
    columns=("name", "reaction", "headline"),
    empty=_EMPTY,
    row="reaction",
    target=_POST,
)

FOLLOWERS = Kind(
    name="followers",
    key="",
    label="Followers",
    singular="follower",
    plural="followers",
    endpoint="followers",
    paging=PagingRule(CursorRule.API_START, page_size=100, ceiling=None),
    columns=("name", "headline", "degree", "since"),
    empty=_EMPTY,
    target=ListTarget("profile_link", "organisation", size_parameter="count"),
)
EMPLOYEES = Kind(
    name="employees",
    key="",
    label="Employees",
    singular="employee",
    plural="employees",
    endpoint="employees",
    paging=PagingRule(CursorRule.AFTER, page_size=20, ceiling=None),
    columns=("name", "title", "company", "tenure", "location"),
    empty=_EMPTY,
    target=ListTarget("org_id", "organisation", id_lookup="organisation_ids"),
)
"""The size of a page is the server's, which no example states."""
_INBOX_PAGE = 20
"""Elements of a page (Lix docs; not stated for messages)."""
MOST_IN_THREAD = 50
"""Messages of a Sales Navigator thread that are requested: there are no further pages."""
_INBOX_EMPTY = "Press <inbox.more> to load the newest."
_THREAD_SIZE = (("message_count", str(MOST_IN_THREAD)),)

CONVERSATIONS = Kind(
    name="conversations",
    key="",
    label="Messages",
    singular="conversation",
    plural="conversations",
    endpoint="conversations",
    paging=PagingRule(CursorRule.SEQUENCE_CURSOR, _INBOX_PAGE, ceiling=None),
    columns=("people", "last_message", "active"),
    empty=_INBOX_EMPTY,
    target=ListTarget("viewer_id", size_parameter="count"),
)
MESSAGES = Kind(
    name="messages",
    key="",
    label="Messages",
    singular="message",
    plural="messages",
    endpoint="messages",
    paging=PagingRule(CursorRule.SEQUENCE_CURSOR, _INBOX_PAGE, ceiling=None),
    columns=("sender", "text", "sent"),
    empty=_INBOX_EMPTY,
    target=ListTarget("conversation_id"),
)
SALES_THREADS = Kind(
    name="sales_threads",
    key="",
    label="Sales Nav messages",
    singular="thread",
    plural="threads",
    endpoint="sales_threads",
    paging=PagingRule(CursorRule.TIME_CURSOR, _INBOX_PAGE, None, ends_with_short_page=True),
    columns=("people", "last_message", "active"),
    empty=_INBOX_EMPTY,
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
    empty=_INBOX_EMPTY,
    target=ListTarget("thread_id", constants=_THREAD_SIZE),
)
INBOX_LISTS = (CONVERSATIONS, MESSAGES, SALES_THREADS, SALES_THREAD)
"""Lists whose elements are private."""

LISTS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        CONNECTIONS,
        ACTIVITY_POSTS,
        ACTIVITY_COMMENTS,
        ACTIVITY_REACTIONS,
        POST_COMMENTS,
        POST_REACTIONS,
        FOLLOWERS,
        EMPLOYEES,
        *INBOX_LISTS,
    )
}
"""Lists by name."""


def lists_of(record: str) -> tuple[Kind, ...]:
    """Return the lists of one record, by the endpoint that looks it up."""
    return tuple(
        kind for kind in LISTS.values() if kind.target is not None and kind.target.record == record
    )
