"""The kinds of search as data: endpoint, paging rule, columns, words. One screen serves all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lix_tui.paging.cursors import CursorRule, PagingRule
from lix_tui.services.columns import Column
from lix_tui.services.kind_names import KindName


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of search."""

    name: KindName
    key: str
    """The digit that opens its screen."""
    label: str
    singular: str
    plural: str
    endpoint: str
    """The name of its endpoint in the endpoint table."""
    paging: PagingRule
    columns: tuple[Column, ...]
    placeholder: str
    empty: str
    """What to do while there is no search."""
    detail: str = "person"
    """The endpoint that tells more of one record."""


PEOPLE = Kind(
    name="people",
    key="1",
    label="People",
    singular="person",
    plural="people",
    endpoint="people_search",
    paging=PagingRule(CursorRule.PAGE_IN_URL, page_size=10, ceiling=1000),
    columns=(
        Column("name", "Name", 18, 1.2, 0),
        Column("headline", "Headline", 24, 3.0, 1),
        Column("company", "Company", 14, 1.4, 3),
        Column("location", "Location", 14, 1.6, 2),
        Column("degree", "Degree", 6, 0.0, 4),
    ),
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
    columns=(
        Column("name", "Name", 18, 1.2, 0),
        Column("title", "Title", 20, 2.2, 1),
        Column("company", "Company", 16, 1.6, 2),
        Column("location", "Location", 14, 1.6, 3),
        Column("tenure", "In role", 8, 0.0, 4),
    ),
    placeholder="keywords, or a Sales Navigator lead search URL",
    empty=(
        "Paste a lead search URL from Sales Navigator above, or type keywords, and press enter."
        "\n\nPress ↑ in the search box for recent searches."
    ),
)

RECRUITER = Kind(
    name="recruiter",
    key="6",
    label="Recruiter",
    singular="candidate",
    plural="candidates",
    endpoint="recruiter_search",
    paging=PagingRule(CursorRule.BODY_START, page_size=25, ceiling=2500),
    columns=(
        Column("name", "Name", 18, 1.2, 0),
        Column("title", "Title", 20, 2.0, 1),
        Column("company", "Company", 14, 1.4, 2),
        Column("location", "Location", 14, 1.4, 4),
        Column("skills", "Skills", 18, 2.0, 3),
    ),
    placeholder="skills: +required, nice to have, -excluded",
    empty=(
        "Type skills above, with commas between them, and press enter: +Python, SQL, -Java.\n\n"
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
    columns=(
        Column("name", "Name", 18, 1.2, 0),
        Column("headline", "Headline", 24, 3.0, 1),
        Column("location", "Location", 12, 1.0, 3),
        Column("since", "Since", 10, 0.0, 2),
    ),
    placeholder="whose: the viewer id of an account connected to Lix, or its link",
    empty=(
        "Type the id of an account connected to Lix, such as alfie-lambert, and press enter.\n\n"
        "Its connections are listed for free, a thousand at a time."
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
    columns=(
        Column("title", "Title", 20, 2.4, 0),
        Column("company", "Company", 16, 1.6, 1),
        Column("location", "Location", 14, 1.6, 2),
        Column("employment", "Kind", 10, 0.4, 3),
        Column("listed", "Listed", 10, 0.0, 4),
    ),
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
    columns=(
        Column("author", "Author", 18, 1.0, 0),
        Column("text", "Text", 24, 4.0, 1),
        Column("reactions", "Reacted", 7, 0.0, 2, "right"),
        Column("comments", "Comments", 8, 0.0, 3, "right"),
        Column("posted", "About", 10, 0.0, 4),
    ),
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
    columns=(
        Column("name", "Name", 20, 2.0, 0),
        Column("industry", "Industry", 16, 1.6, 1),
        Column("headquarters", "Headquarters", 14, 1.4, 2),
        Column("size", "Size", 12, 0.0, 3),
        Column("followers", "Followers", 10, 0.0, 4, "right"),
    ),
    placeholder="keywords, or a LinkedIn company search URL",
    empty=(
        "Type keywords above, or paste a company search URL from LinkedIn, and press enter.\n\n"
        "Press ↑ in the search box for recent searches."
    ),
    detail="organisation",
)

KINDS: Mapping[KindName, Kind] = {
    kind.name: kind for kind in (PEOPLE, JOBS, POSTS, ORGS, SALES, RECRUITER)
}
"""The kinds in the order of their keys."""

SCREENS = (*KINDS.values(), CONNECTIONS)
"""What has a search screen of its own."""

AREAS = (
    ("home", "0", "Home"),
    *((kind.name, kind.key, kind.label) for kind in KINDS.values()),
    ("library", "7", "Library"),
    ("account", "8", "Account"),
    (CONNECTIONS.name, CONNECTIONS.key, CONNECTIONS.label),
)
"""The areas of the program: name, key, label."""
