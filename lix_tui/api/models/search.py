"""A page of search results, whichever envelope it came in.

The docs page wraps results in ``searchResponse``; the server has answered flat, and people
searches with LinkedIn's own ``response.elements`` (public clients parse it); list names differ
from the docs as well. All of them are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.models.activity import breakdown_of, flat_reactions
from lix_tui.api.models.base import (
    JsonObject,
    as_list,
    as_object,
    count_of,
    first_present,
    text_of,
)
from lix_tui.api.models.elements import (
    KINDS,
    Element,
    PageObjects,
    read_elements,
)
from lix_tui.api.models.inbox_answers import sales_page
from lix_tui.api.models.page_cursors import page_cursors
from lix_tui.api.models.person_elements import results_in

Envelope = Literal["flat", "searchResponse", "response", "raw", "unknown"]

LIST_NAMES: Mapping[str, tuple[str, ...]] = {
    "people_search": ("people",),
    "sales_search": ("people",),
    "recruiter_search": ("people",),
    "jobs_search": ("jobPostings", "jobs", "people"),
    "posts_search": ("posts",),
    "orgs_search": ("orgs", "organisations", "posts"),
    "accounts_search": ("organisations", "orgs", "people", "elements"),
    "lead_list": ("people",),
    "account_list": ("organisations", "orgs", "people", "elements"),
    "connections": ("elements",),
    "conversations": ("conversations", "elements"),
    "messages": ("messages", "elements"),
    "sales_threads": ("threads", "elements"),
    "sales_thread": ("threads", "elements"),
    "followers": ("followers", "elements"),
    "employees": ("employees", "data", "elements"),
    "activity_posts": ("posts", "elements"),
    "activity_comments": ("comments", "elements"),
    "activity_reactions": ("reactions", "elements"),
    "post_comments": ("comments", "elements"),
    "post_reactions": ("reactions", "elements"),
}
"""Fields that contain a page's elements, the likeliest first, by endpoint."""

_WITHOUT_PAGING = ("conversations", "messages")
_CURSORS = frozenset({"sequenceId", "sequence_id", "syncToken", "sync_token"})
"""Fields of an answer without a list, beside which an empty list is left out."""

_WRAPPERS: tuple[tuple[str, Envelope], ...] = (
    ("searchResponse", "searchResponse"),
    ("response", "response"),
    ("connections_response", "response"),
)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Page of search results."""

    elements: tuple[Element, ...]
    total: int | None
    """Number of results of the whole search; None if the page doesn't report it."""
    start: int | None
    count: int | None
    sequence_id: str | None
    """Sequence id for the requests of later pages."""
    envelope: Envelope
    """Form of the answer; ``unknown`` if it has no list that can be a page of this search."""
    received: PageObjects
    """JSON objects of the elements."""
    unread: int = 0
    """Number of elements that aren't JSON objects and so can't be shown."""
    cursors: Mapping[str, str] = field(default_factory=dict)
    """Cursors of the next page, by the names of the paging rules that use them."""
    breakdown: tuple[tuple[str, int], ...] = ()
    """Types of reactions with their numbers in the whole list, where the page has them."""

    def chosen(self, indices: Iterable[int]) -> list[Element]:
        """Return the elements at some indices."""
        return [self.elements[index] for index in indices]


def read_page(endpoint: str, answer: JsonObject) -> SearchPage:
    """Return the page in the answer of a search endpoint."""
    if endpoint.startswith("sales_thread"):
        answer = sales_page(answer)
    envelope, holder, found = _find(endpoint, answer)
    groups = found if endpoint == "post_reactions" else []
    if groups:
        found = flat_reactions(found)
    objects = [item for item in found if isinstance(item, dict)]
    paging = as_object(holder.get("paging")) or as_object(answer.get("paging"))
    meta = as_object(answer.get("meta")) or as_object(holder.get("meta"))
    counts = as_object(holder.get("metadata")) or as_object(answer.get("metadata"))
    if groups:
        others = first_present(holder, "total_reactions", "totalReactions")
        counts = {"totalDisplayCount": others, **counts}
    entry = ENDPOINTS[endpoint]
    is_search = "sequence_id" in entry.parameters and not entry.is_sequence_cursor
    total = count_of(paging.get("total"))
    received = PageObjects(objects)
    return SearchPage(
        elements=read_elements(KINDS[endpoint], objects, received),
        total=count_of(first_present(counts, "totalDisplayCount")) if total is None else total,
        start=count_of(paging.get("start")),
        count=count_of(paging.get("count")),
        sequence_id=text_of(first_present(meta, "sequenceId", "sequence_id")),
        envelope=envelope,
        received=received,
        unread=len(found) - len(objects),
        cursors={} if is_search else page_cursors(answer, holder, objects),
        breakdown=breakdown_of(groups) if groups else (),
    )


def _comments_holder(answer: JsonObject) -> JsonObject:
    """Return the page in LinkedIn's own answer about comments (vendor's docs of Jun 2025)."""
    data = as_object(as_object(answer.get("postCommentsResponse")).get("data"))
    for name, part in data.items():
        if name.startswith("socialDashCommentsByUrn"):
            return as_object(as_object(as_object(part).get("socialDetail")).get("comments"))
    return {}


def _find(endpoint: str, answer: JsonObject) -> tuple[Envelope, JsonObject, list[object]]:
    """Return the form of the answer, the object that holds the page, and its elements."""
    holders: list[tuple[Envelope, JsonObject]] = [
        (envelope, as_object(answer.get(name)))
        for name, envelope in _WRAPPERS
        if isinstance(answer.get(name), dict)
    ]
    if endpoint == "post_comments" and (comments := _comments_holder(answer)):
        holders.append(("raw", comments))
    holders.append(("flat", answer))
    for envelope, holder in holders:
        for name in LIST_NAMES[endpoint]:
            if isinstance(holder.get(name), list):
                items = as_list(holder[name])
                raw = any(KINDS[endpoint].is_raw(as_object(item)) for item in items)
                return "raw" if raw else envelope, holder, items
        results = results_in(holder)
        if results is not None:
            return "raw", holder, results
    for envelope, holder in holders:
        is_bare = endpoint in _WITHOUT_PAGING and not set(holder) - _CURSORS
        if is_bare or _is_empty_page(holder):
            return envelope, holder, []
    return "unknown", answer, []


def _is_empty_page(holder: JsonObject) -> bool:
    """Return True if a page came without its list: empty values are left out on the wire."""
    others = any(isinstance(part, list) and part for part in holder.values())
    return isinstance(holder.get("paging"), dict) and not others


__all__ = ["Element", "SearchPage", "read_page"]
