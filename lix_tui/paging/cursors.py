"""Position of a page, the request parts for it, and the position after it."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.linkedin.search_urls import first_page, with_page, with_start
from lix_tui.paging.rules import CursorRule, PagingRule


@dataclass(frozen=True, slots=True)
class PagePosition:
    """Position of a page: its number from 1, and the offset of its first element from 0."""

    page: int = 1
    start: int = 0


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Position of a page as request parts; absent parts are None."""

    url: str | None = None
    start: int | None = None
    body_start: int | None = None


def page_request(rule: PagingRule, url: str, position: PagePosition) -> PageRequest:
    """Return the request parts for the page at ``position`` of the search at ``url``.

    A position in the pasted URL is removed: a search starts at its first page.
    """
    if rule.cursor is CursorRule.BODY_START:
        return PageRequest(body_start=position.start)
    first = first_page(url)
    if rule.cursor is CursorRule.API_START:
        return PageRequest(url=first, start=position.start)
    if position.page == 1:
        return PageRequest(url=first)
    if rule.cursor is CursorRule.PAGE_IN_URL:
        return PageRequest(url=with_page(first, position.page))
    return PageRequest(url=with_start(first, position.start))


def advance(
    rule: PagingRule, position: PagePosition, count: int | None, received: int
) -> PagePosition:
    """Return the position after a page of ``received`` elements that reported ``count``.

    Offsets grow by the reported count, or by ``received`` without one. Page numbers grow by one,
    so that a short page neither repeats nor skips a page. An offset always grows, even after an
    empty page, so that no position is requested twice.
    """
    moved = count if count and count > 0 else received
    if rule.cursor is CursorRule.PAGE_IN_URL:
        return PagePosition(position.page + 1, position.start + max(moved, 0))
    return PagePosition(position.page + 1, position.start + max(moved, 1))
