"""LinkedIn's search pages: kind and criteria of the search at a URL."""

from __future__ import annotations

import re

from lix_tui.linkedin.address import Address, path_segments
from lix_tui.linkedin.entities import Entity, job
from lix_tui.linkedin.page_parts import (
    SALES_PAGES,
    number_parameter,
    other_parameters,
    text_parameter,
)
from lix_tui.linkedin.parameters import PARAMETERS
from lix_tui.linkedin.percent import decode
from lix_tui.linkedin.target import Target

_TWINS = {"salesapileadsearch": "sales_people", "salesapiaccountsearch": "sales_company"}
_PROJECT = re.compile(r"/talent/hire/([0-9]+)/", re.IGNORECASE)
_JOBS_OF = re.compile(r"(?:^|-)jobs(?:-|$)")
"""Last part of pages such as ``/jobs/engineer-jobs-london``, which search engines list."""


def search_kind(path: str) -> str | None:
    """Return the kind of search at a path of linkedin.com, as ``Target.kind`` has it.

    None for any other.
    """
    words = [part.lower() for part in path_segments(path)]
    while words and words[0] in ("comm", "mwlite", "m"):
        words.pop(0)
    match words:
        case ["sales", "search", "company" | "companies" | "accounts", *_]:
            return "sales_company"
        case ["sales", "search", *_]:
            return "sales_people"
        case ["sales-api", twin, *_] if twin in _TWINS:
            return _TWINS[twin]
        case ["search", "results", "people", *_]:
            return "people"
        case ["search", "results", "content", *_]:
            return "posts"
        case ["search", "results", "companies", *_]:
            return "companies"
        case ["jobs", *_]:
            return "jobs"
        case ["jobs-guest", "jobs", "api", _, "search"]:
            return "jobs"
        case ["talent", "search", *_] | ["recruiter", "smartsearch" | "search", *_]:
            return "recruiter"
        case ["talent", "hire", _, "discover", *_]:
            return "recruiter"
        case _:
            return None


def search_at(address: Address, path: str, shift: int = 0) -> Target | None:
    """Return the search of a LinkedIn URL; None for a page that isn't a search.

    ``shift`` is the number of characters that the given link has before ``address``, for offsets
    in problems.
    """
    kind = search_kind(path)
    if kind is None:
        return _other_tab(address, path)
    if kind in SALES_PAGES:
        from lix_tui.linkedin.sales_pages import sales_at

        return sales_at(kind, address, path, shift)
    if kind == "jobs":
        posting = _open_posting(address)
        if posting is not None:
            return Target(posting.kind, entity_id=posting.id, url=posting.url)
        if not _is_job_search(address, path):
            return None
    return _flagship(kind, address)


def project_of(url: str) -> str | None:
    """Return the number of the hiring project a Recruiter URL belongs to."""
    match = _PROJECT.search(url)
    return match[1] if match else None


def _other_tab(address: Address, path: str) -> Target | None:
    """Return another tab of LinkedIn's search, for which Lix has no endpoint."""
    words = [part.lower() for part in path_segments(path)]
    if words[:2] != ["search", "results"]:
        return None
    return Target(
        "unknown",
        keywords=text_parameter(address, "keywords"),
        url=str(address),
        problem="This tab of LinkedIn's search can't be fetched: "
        "choose People, Jobs, Posts or Companies there and paste that link.",
    )


def _is_job_search(address: Address, path: str) -> bool:
    """Return True for a job search; the pages of saved jobs, settings and the like aren't."""
    words = [part.lower() for part in path_segments(path)]
    while words[0] not in ("jobs", "jobs-guest"):
        words.pop(0)
    if words == ["jobs", "search"] or words[0] == "jobs-guest":
        return True
    if not any(item.name in PARAMETERS["jobs"] for item in address.parameters):
        return False
    is_list = len(words) == 2 and _JOBS_OF.search(words[1]) is not None
    return is_list or words in (["jobs"], ["jobs", "search-results"])


def _open_posting(address: Address) -> Entity | None:
    """Return the posting shown on a jobs page that is not itself a search."""
    number = address.value("currentJobId")
    if number is None or any(item.name in PARAMETERS["jobs"] for item in address.parameters):
        return None
    return job(decode(number))


def _flagship(kind: str, address: Address) -> Target:
    keyword_name = "searchKeyword" if kind == "recruiter" else "keywords"
    return Target(
        kind,
        keywords=text_parameter(address, keyword_name),
        params=other_parameters(kind, address, (keyword_name,)),
        page=number_parameter(address, "page"),
        start=number_parameter(address, "start"),
        url=str(address),
    )
