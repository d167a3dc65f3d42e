"""Paging rules: the parameter with the position of a page, page size and ends.

The parameter differs by kind (observed in the vendor's examples and in captures): in the LinkedIn
URL as ``page`` (people, companies, Sales Navigator) or ``start`` (jobs), as the API's own ``start``
(posts), or as ``start`` in a JSON body (Recruiter). Lists of one target have five more forms
(vendor's later docs). This module is light: the first frame needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CursorRule(StrEnum):
    """Parameter with the position of a page."""

    PAGE_IN_URL = "page_in_url"
    START_IN_URL = "start_in_url"
    API_START = "api_start"
    BODY_START = "body_start"
    START_AND_CURSOR = "start_and_cursor"
    """``start`` with the newest ``pagination_token`` (activity, comments and reactions)."""
    API_PAGE = "api_page"
    """``page`` from 1 (saved lists)."""
    SEQUENCE_CURSOR = "sequence_cursor"
    """``sequence_id``, which is the cursor of an answer here (conversations, messages)."""
    TIME_CURSOR = "time_cursor"
    """``page_starts_at``, from the last element of an answer (Sales Navigator threads)."""
    AFTER = "after"
    """``after``, from the link to the next page or beside it (LookC employees)."""

    @property
    def is_numbered(self) -> bool:
        """True if pages are requested by their number."""
        return self in (CursorRule.PAGE_IN_URL, CursorRule.API_PAGE)

    @property
    def is_cursor_alone(self) -> bool:
        """True if only an answer has the cursor of the next page."""
        return self in (CursorRule.SEQUENCE_CURSOR, CursorRule.TIME_CURSOR, CursorRule.AFTER)

    @property
    def has_cursor(self) -> bool:
        """True if a later page is requested with a cursor from an answer."""
        return self is CursorRule.START_AND_CURSOR or self.is_cursor_alone


@dataclass(frozen=True, slots=True)
class PagingRule:
    """Paging parameters of one kind of search or list.

    ``page_size`` is the documented number of elements a page, at least 1; ``ceiling`` the number
    of elements after which LinkedIn ends a search, None if unlimited.
    """

    cursor: CursorRule
    page_size: int
    ceiling: int | None
    ends_without_cursor: bool = False
    """True if an answer without a cursor is the last one, although a total says otherwise. Always
    so where the cursor is all that a request has."""
    ends_with_short_page: bool = False
    """True if a page of fewer than ``page_size`` elements is the last one."""

    @property
    def needs_cursor(self) -> bool:
        """True if an answer without a cursor is always the last page."""
        return self.cursor.is_cursor_alone or (self.ends_without_cursor and self.cursor.has_cursor)

    @property
    def last_page(self) -> int | None:
        """Number of the last page that LinkedIn shows, None if unlimited."""
        return None if self.ceiling is None else -(-self.ceiling // self.page_size)
