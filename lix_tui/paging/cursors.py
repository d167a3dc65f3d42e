"""Positions of pages, and the parameters that carry them for each kind of search.

The place of the position differs by kind (observed in the vendor's examples and in captures):
in the LinkedIn URL as ``page`` (people, companies, Sales Navigator) or ``start`` (jobs), as the
API's own ``start`` (posts), or as ``start`` in a JSON body (Recruiter).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CursorRule(StrEnum):
    """Parameter that carries the position of a page."""

    PAGE_IN_URL = "page_in_url"
    START_IN_URL = "start_in_url"
    API_START = "api_start"
    BODY_START = "body_start"


@dataclass(frozen=True, slots=True)
class PagingRule:
    """Paging parameters of one kind of search.

    ``page_size`` is the documented number of elements a page, at least 1; ``ceiling`` the number
    of elements beyond which LinkedIn shows no more of one search, None where there is none.
    """

    cursor: CursorRule
    page_size: int
    ceiling: int | None


@dataclass(frozen=True, slots=True)
class PagePosition:
    """A page by number, counted from 1, and by the offset of its first element, from 0."""

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

    A position that the pasted URL carried itself is dropped: a search starts at its first page.
    """
    # the kinds of search hold rules before the first frame; URLs are read after it
    from lix_tui.linkedin.search_urls import first_page, with_page, with_start

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

    Offsets move by the reported count, else by what was received; numbered pages are counted, so
    that a short page neither repeats nor skips one. An offset always moves, also past a page with
    nothing in it, so that no position comes twice.
    """
    moved = count if count and count > 0 else received
    if rule.cursor is CursorRule.PAGE_IN_URL:
        return PagePosition(position.page + 1, position.start + max(moved, 0))
    return PagePosition(position.page + 1, position.start + max(moved, 1))
