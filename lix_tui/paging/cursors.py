"""Position of a page, the request parts for it, and the position after it."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.linkedin.search_urls import first_page, with_page, with_start
from lix_tui.paging.rules import CursorRule, PagingRule

MOST_TOKEN = 4096
"""Longest cursor in characters that is sent. Servers and proxies refuse URLs of more than some
thousand characters."""


@dataclass(frozen=True, slots=True)
class PageToken:
    """Cursor from an answer, opaque, with the target that it was issued for.

    A token may name its target and offset (two documented samples do), so it is never sent for
    another one.
    """

    value: str
    target: str
    """Identity of the list or search; empty only where that has none."""


@dataclass(frozen=True, slots=True)
class PagePosition:
    """Position of a page: its number from 1, and the offset of its first element from 0."""

    page: int = 1
    start: int = 0
    token: PageToken | None = None
    """Cursor from the previous answer; None for the first page and for rules without cursors."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Position of a page as request parts; absent parts are None."""

    url: str | None = None
    start: int | None = None
    body_start: int | None = None
    page: int | None = None
    pagination_token: str | None = None
    sequence_id: str | None = None
    """Cursor of an endpoint whose ``sequence_id`` is one."""
    page_starts_at: str | None = None
    after: str | None = None

    @property
    def params(self) -> dict[str, str | int]:
        """Query parameters of the API, without absent ones."""
        found: dict[str, str | int | None] = {
            "url": self.url,
            "start": self.start,
            "page": self.page,
            "pagination_token": self.pagination_token,
            "sequence_id": self.sequence_id,
            "page_starts_at": self.page_starts_at,
            "after": self.after,
        }
        return {name: value for name, value in found.items() if value is not None}


def page_request(
    rule: PagingRule, url: str, position: PagePosition, target: str = ""
) -> PageRequest:
    """Return the request parts for the page at ``position``.

    ``url`` is that of a search; its own position is removed, as a search starts at its first page.
    ``target`` is the identity of the search or list. Raises ValueError for a position with the
    token of another target.
    """
    token = position.token
    if token is not None and token.target != target:
        message = "The position has the token of another target"
        raise ValueError(message)
    value = None if token is None else token.value
    match rule.cursor:
        case CursorRule.BODY_START:
            return PageRequest(body_start=position.start)
        case CursorRule.START_AND_CURSOR:
            return PageRequest(start=position.start, pagination_token=value)
        case CursorRule.API_PAGE:
            return PageRequest(page=position.page)
        case CursorRule.SEQUENCE_CURSOR:
            return PageRequest(sequence_id=value)
        case CursorRule.TIME_CURSOR:
            return PageRequest(page_starts_at=value)
        case CursorRule.AFTER:
            return PageRequest(after=value)
        case CursorRule.API_START:
            return PageRequest(url=first_page(url) if url else None, start=position.start)
        case CursorRule.PAGE_IN_URL | CursorRule.START_IN_URL:
            first = first_page(url)
            if position.page == 1:
                return PageRequest(url=first)
            if rule.cursor is CursorRule.PAGE_IN_URL:
                return PageRequest(url=with_page(first, position.page))
            return PageRequest(url=with_start(first, position.start))


def advance(
    rule: PagingRule,
    position: PagePosition,
    count: int | None,
    received: int,
    token: PageToken | None = None,
) -> PagePosition:
    """Return the position after a page of ``received`` elements that reported ``count``.

    Offsets grow by the reported count, or by ``received`` without one; beside a token they always
    grow by ``received`` (vendor's docs). Page numbers grow by one, so that a short page neither
    repeats nor skips a page. An offset always grows, even after an empty page, so that no position
    is requested twice. ``token`` is the cursor of the answer. Beside an offset the newest token is
    sent, also if it came with an earlier page; otherwise only that of the last page leads on.
    """
    is_count_used = count is not None and count > 0 and not rule.cursor.has_cursor
    moved = count if is_count_used and count is not None else received
    if rule.cursor is CursorRule.START_AND_CURSOR:
        token = token or position.token
    elif not rule.cursor.has_cursor:
        token = None
    least = 0 if rule.cursor.is_numbered else 1
    return PagePosition(position.page + 1, position.start + max(moved, least), token)


def next_token(
    rule: PagingRule, position: PagePosition, cursor: str | None, target: str
) -> PageToken | None:
    """Return the token for the page after ``position``; None if the answer has none to send.

    A token that can't be sent is none, and neither is one that leads to the same page again.
    """
    if not cursor or not rule.cursor.has_cursor or len(cursor) > MOST_TOKEN:
        return None
    try:
        cursor.encode()
    except UnicodeEncodeError:  # a lone surrogate, which would be sent as another character
        return None
    token = PageToken(cursor, target)
    return None if rule.cursor.is_cursor_alone and token == position.token else token
