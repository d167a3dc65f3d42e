"""Search URLs: a key for equal searches, the page in a URL, and plain keyword searches."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from lix_tui.linkedin.address import ORIGIN, Address
from lix_tui.linkedin.percent import encode_all, encode_component, encode_text
from lix_tui.linkedin.recognition import clean, recognise

SearchKind = Literal["people", "jobs", "posts", "orgs", "sales", "accounts", "recruiter"]
KeywordKind = Literal["people", "jobs", "posts", "orgs", "sales", "accounts"]

SEARCH_KINDS: Mapping[str, SearchKind] = {
    "people": "people",
    "jobs": "jobs",
    "posts": "posts",
    "companies": "orgs",
    "sales_people": "sales",
    "sales_company": "accounts",
    "recruiter": "recruiter",
}
"""Kind of search by ``Target.kind``."""
LIST_KINDS: Mapping[str, SearchKind] = {"lead_list": "sales", "account_list": "accounts"}
"""Kind of the search that a saved list opens as, by ``Target.kind``."""

MOST_PAGE_DIGITS = 6
"""Most digits of a page or an offset in a URL; LinkedIn shows 2,500 results at most."""
_KEYWORD_PAGES: Mapping[str, str] = {
    "people": "/search/results/people/",
    "jobs": "/jobs/search/",
    "posts": "/search/results/content/",
    "orgs": "/search/results/companies/",
}
_SALES_PAGES: Mapping[str, str] = {
    "sales": "/sales/search/people",
    "accounts": "/sales/search/company",
}


def keywords_url(kind: KeywordKind, keywords: str) -> str:
    """Return a search URL with ``keywords`` and no filters."""
    if (page := _SALES_PAGES.get(kind)) is not None:
        query = f"(spellCorrectionEnabled:true,keywords:{encode_all(keywords)})"
        return f"{ORIGIN}{page}?query={encode_component(query)}"
    return f"{ORIGIN}{_KEYWORD_PAGES[kind]}?keywords={encode_text(keywords)}"


def with_page(url: str, page: int) -> str:
    """Return ``url`` at a page, counted from 1; every other byte stays.

    The parameter is changed in its place, or added at the end of the query (of the fragment if
    that contains the search). Raises ValueError for a page below 1.
    """
    if page < 1:
        message = "Pages are counted from 1."
        raise ValueError(message)
    return str(Address.split(url).with_value("page", str(page)))


def with_start(url: str, start: int) -> str:
    """Return ``url`` from a result on, counted from 0; every other byte stays.

    Raises ValueError for a start below 0.
    """
    if start < 0:
        message = "Results are counted from 0."
        raise ValueError(message)
    return str(Address.split(url).with_value("start", str(start)))


def first_page(url: str) -> str:
    """Return ``url`` without ``page`` and ``start``, which is LinkedIn's first page."""
    first = str(Address.split(url).with_value("page", None).with_value("start", None))
    return first if first == url else _with_closed_end(first)


def page_in(url: str, page_size: int) -> int:
    """Return the number of the page that a search URL leads to, from 1.

    An offset of results (``start``) counts as the page of ``page_size`` results that has it. Never
    raises: a URL without a readable page leads to the first one.
    """
    address = Address.split(recognise(url).url or url)
    page, start = address.value("page") or "", address.value("start") or ""
    if _is_number(page):
        return max(1, int(page))
    return int(start) // page_size + 1 if _is_number(start) else 1


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_PAGE_DIGITS


def _with_closed_end(url: str) -> str:
    """Return a URL with dots at its end encoded, so that it doesn't look cut off."""
    kept = url.rstrip(".")
    dots = len(url) - len(kept)
    return url if dots < 2 else kept + "%2E" * dots


@lru_cache(maxsize=256)  # screens compare their queries several times a second
def search_key(url: str) -> str:
    """Return a text that is the same for two URLs exactly when they are the same search.

    The key omits everything that doesn't change the results: page and start, session and tracking
    parameters, recent-search handles, labels of values that have an id, the order of parameters,
    filters and values, host, case, fragment form and the layers of encoding. A ``savedSearchId``
    stays. Never raises: text that isn't a search has a key too.
    """
    target = recognise(url)
    if not target.is_search:
        return f"{target.kind}:{target.entity_id or clean(url)}"
    from lix_tui.linkedin.search_keys import key_of

    return key_of(target)
