"""Paging rules: the parameter with the position of a page, page size and ceiling.

The parameter differs by kind (observed in the vendor's examples and in captures): in the LinkedIn
URL as ``page`` (people, companies, Sales Navigator) or ``start`` (jobs), as the API's own ``start``
(posts), or as ``start`` in a JSON body (Recruiter). This module is light: the first frame needs it.
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


@dataclass(frozen=True, slots=True)
class PagingRule:
    """Paging parameters of one kind of search.

    ``page_size`` is the documented number of elements a page, at least 1; ``ceiling`` the number
    of elements after which LinkedIn ends a search, None if unlimited.
    """

    cursor: CursorRule
    page_size: int
    ceiling: int | None

    @property
    def last_page(self) -> int | None:
        """Number of the last page that LinkedIn shows, None if unlimited."""
        return None if self.ceiling is None else -(-self.ceiling // self.page_size)
