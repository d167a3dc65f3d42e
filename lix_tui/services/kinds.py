"""Kinds of search as data: endpoint, paging rule, columns, texts. One screen serves all.

Paged lists of one target, such as the comments on a post, are declared the same way in
`paged_lists`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lix_tui.paging.rules import CursorRule, PagingRule

KindName = Literal[
    "people", "jobs", "posts", "orgs", "sales", "accounts", "recruiter", "connections",
    "conversations", "messages", "sales_threads", "sales_thread",
    "activity_posts", "activity_comments", "activity_reactions", "post_comments", "post_reactions",
    "followers", "employees",
]  # fmt: skip
"""Target of a search; the names from connections on are paged lists, which arrive like one."""


@dataclass(frozen=True, slots=True)
class ListTarget:
    """Target of a paged list: the person, post, company, viewer or saved list that it belongs to.

    The price and the need of a viewer follow from the endpoint of the list.
    """

    parameter: str
    """Request parameter with the target."""
    record: str = ""
    """Endpoint that looks the target up, by whose links it is found; empty for a target that is
    sent as it was given."""
    size_parameter: str = ""
    """Request parameter with the number of elements a page, for endpoints that accept one."""
    id_lookup: str = ""
    """Endpoint whose answer has the record's id, by which the list is requested; empty for lists
    that a link is enough for."""
    picture_parameter: str = ""
    """Request parameter that leaves pictures out, which is sent while pictures aren't shown."""
    constants: tuple[tuple[str, str], ...] = ()
    """Other request parameters, with their values."""
    has_usual_viewer: bool = True
    """True if the viewer of the settings is sent where the endpoint accepts one."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of search, or of paged list."""

    name: KindName
    key: str
    """Key that opens its screen."""
    label: str
    singular: str
    plural: str
    endpoint: str
    """Name of its endpoint in the endpoint table."""
    paging: PagingRule
    columns: tuple[str, ...]
    """Ids of the fields of its record type that the table shows, in order."""
    empty: str
    """Instruction on the screen before the first search."""
    detail: str = "person"
    """Endpoint that looks one result up: the record type of the results."""
    area: str = ""
    """Name of the kind whose tab it shares; empty for a tab of its own."""
    placeholder: str = ""
    row: str = ""
    """Type of its rows in exports, where a row isn't just the record: a comment."""
    target: ListTarget | None = None
    """Target of a paged list; None for a search, which has a URL or skills."""

    @property
    def tab(self) -> str:
        """Name of the area whose tab opens it."""
        return self.area or self.name


PEOPLE = Kind(
    name="people",
    key="1",
    label="People",
    singular="person",
    plural="people",
    endpoint="people_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=10, ceiling=1000),
    columns=("name", "headline", "company", "location", "degree"),
    placeholder="keywords, or a LinkedIn people search URL",
    empty=(
        "Type keywords above, or paste a people search URL from LinkedIn, and press enter.\n\n"
        'Words are joined; "quotes", AND, OR, NOT and (brackets) work as on LinkedIn.\n'
        "Press ↑ in the search box for recent searches."
    ),
)
SALES = Kind(
    name="sales",
    key="5",
    label="Sales Nav",
    singular="lead",
    plural="leads",
    endpoint="sales_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=25, ceiling=2500),
    columns=("name", "title", "company", "location", "tenure"),
    placeholder="keywords, or a Sales Navigator lead search URL",
    empty=(
        "Paste a lead search URL from Sales Navigator above, or type keywords, and press enter."
        "\n\nPress ↑ in the search box for recent searches."
    ),
)
ACCOUNTS = Kind(
    name="accounts",
    key="a",
    label="Accounts",
    singular="account",
    plural="accounts",
    endpoint="accounts_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=25, ceiling=2500),
    columns=("name", "industry", "headquarters", "size", "employees"),
    placeholder="keywords, or a Sales Navigator account search URL",
    empty=(
        "Paste an account search URL from Sales Navigator above, or type keywords, and press "
        "enter.\n\n"
        "Press ↑ in the search box for recent searches."
    ),
    detail="organisation",
    area="sales",
)

RECRUITER = Kind(
    name="recruiter",
    key="6",
    label="Recruiter",
    singular="candidate",
    plural="candidates",
    endpoint="recruiter_search",
    paging=PagingRule(CursorRule.BODY_START, page_size=25, ceiling=2500),
    columns=("name", "title", "company", "location", "skills"),
    placeholder="skills: +required, nice to have, -excluded",
    empty=(
        "Type skills above, separated by commas, and press enter: +Python, SQL, -Java.\n\n"
        "+ is required, - is excluded, the others are nice to have. Names are looked up for "
        "free.\n"
        "Press ↑ in the search box for recent searches."
    ),
)
CONNECTIONS = Kind(
    name="connections",
    key="9",
    label="Connections",
    singular="connection",
    plural="connections",
    endpoint="connections",
    paging=PagingRule(CursorRule.API_START, page_size=1000, ceiling=None),
    columns=("name", "headline", "location", "since"),
    placeholder="viewer id or link, of an account connected to Lix",
    empty=(
        "Type the id of an account connected to Lix, such as alfie-lambert, and press enter.\n\n"
        "The connections of the account are listed for free, a thousand at a time."
    ),
    target=ListTarget(
        "viewer_id", size_parameter="count", picture_parameter="include_profile_pictures"
    ),
)

JOBS = Kind(
    name="jobs",
    key="2",
    label="Jobs",
    singular="job",
    plural="jobs",
    endpoint="jobs_search",
    paging=PagingRule(CursorRule.START_IN_URL, page_size=10, ceiling=1000),
    columns=("title", "company", "location", "employment", "listed"),
    placeholder="keywords, or a LinkedIn job search URL",
    empty=(
        "Type keywords above, or paste a job search URL from LinkedIn, and press enter.\n\n"
        "Press ↑ in the search box for recent searches."
    ),
    detail="job",
)
POSTS = Kind(
    name="posts",
    key="3",
    label="Posts",
    singular="post",
    plural="posts",
    endpoint="posts_search",
    paging=PagingRule(CursorRule.API_START, page_size=10, ceiling=1000),
    columns=("author", "text", "reactions", "comments", "posted"),
    placeholder="keywords, or a LinkedIn content search URL",
    empty=(
        "Type keywords above, or paste a content search URL from LinkedIn, and press enter.\n\n"
        "#hashtags work. Press ↑ in the search box for recent searches."
    ),
    detail="post",
)
ORGS = Kind(
    name="orgs",
    key="4",
    label="Orgs",
    singular="organisation",
    plural="organisations",
    endpoint="orgs_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=10, ceiling=1000),
    columns=("name", "industry", "headquarters", "size", "followers"),
    placeholder="keywords, or a LinkedIn company search URL",
    empty=(
        "Type keywords above, or paste a company search URL from LinkedIn, and press enter.\n\n"
        "Press ↑ in the search box for recent searches."
    ),
    detail="organisation",
)

KINDS: Mapping[KindName, Kind] = {
    kind.name: kind for kind in (PEOPLE, JOBS, POSTS, ORGS, SALES, ACCOUNTS, RECRUITER)
}
"""Kinds in the order of their keys."""

SAVED_LISTS: Mapping[KindName, Kind] = {
    "sales": replace(
        SALES,
        endpoint="lead_list",
        paging=PagingRule(CursorRule.API_PAGE, page_size=25, ceiling=None),
        target=ListTarget("list_id"),
    ),
    "accounts": replace(
        ACCOUNTS,
        endpoint="account_list",
        paging=PagingRule(CursorRule.API_PAGE, page_size=25, ceiling=None),
        target=ListTarget("list_id"),
    ),
}
"""Saved lists of Sales Navigator, which open as a search of a kind: the same kind with other pages.

The docs state no ceiling. ``paging.start`` of later pages isn't documented, so pages are counted.
"""

SCREENS = (*KINDS.values(), CONNECTIONS)
"""Kinds with a search screen of their own."""


def kinds_beside(kind: Kind) -> tuple[Kind, ...]:
    """Return the kinds that share the area of a kind, itself included; empty if it has its own."""
    found = tuple(one for one in SCREENS if one.tab == kind.tab)
    return found if len(found) > 1 else ()


AREAS = (
    ("home", "0", "Home"),
    *((kind.name, kind.key, kind.label) for kind in KINDS.values() if not kind.area),
    ("library", "7", "Library"),
    ("account", "8", "Account"),
    (CONNECTIONS.name, CONNECTIONS.key, CONNECTIONS.label),
)
"""Areas of the program: name, key, label."""
