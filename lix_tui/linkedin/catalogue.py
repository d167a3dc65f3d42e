"""Catalogue of Sales Navigator's filters: accepted values, and the group of each filter.

The rows follow a public catalogue measured from LinkedIn's own filter layout (August 2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Group = Literal[
    "Company",
    "Role",
    "Personal",
    "Buyer intent",
    "Best path in",
    "Recent updates",
    "Company attributes",
    "Spotlights",
    "Workflow",
    "Old names",
    "Search",
    "Author",
    "Mentions",
]
SubFilter = Literal["radius", "currency", "function", "when"]
_SUB_FILTERS: tuple[SubFilter, ...] = ("radius", "currency", "function", "when")


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """Values and options that one filter type accepts.

    ``facet`` is the typeahead that lists its values. ``closed``: the values are a fixed set.
    ``free``: a text without an id is allowed. ``excludable``: values may be excluded. ``toggle``:
    the filter is on or off, with one value. ``range``: it accepts numbers instead of values.
    ``single``: it accepts one value. ``sub_filter``: meaning of its ``selectedSubFilter``.
    """

    type: str
    label: str
    group: Group
    facet: str | None = None
    closed: bool = False
    free: bool = False
    excludable: bool = False
    toggle: bool = False
    range: bool = False
    single: bool = False
    sub_filter: SubFilter | None = None

    @property
    def values_facet(self) -> str:
        """Name of the set of known values: the facet, or the filter itself."""
        return self.facet or self.type


def filter_table(*rows: tuple[Group, str, str, str | None, str]) -> Mapping[str, FilterSpec]:
    """Return filter specs by type, from rows of group, type, label, facet and traits."""
    table: dict[str, FilterSpec] = {}
    for group, filter_type, label, facet, traits in rows:
        has = frozenset(traits.split())
        table[filter_type] = FilterSpec(
            filter_type,
            label,
            group,
            facet,
            closed=bool(has & {"closed", "toggle"}),
            free="free" in has,
            excludable="excludable" in has,
            toggle="toggle" in has,
            range="range" in has,
            single=bool(has & {"single", "toggle"}),
            sub_filter=next((name for name in _SUB_FILTERS if name in has), None),
        )
    return table


FILTERS: Mapping[str, FilterSpec] = filter_table(
    ("Company", "CURRENT_COMPANY", "Current company", "COMPANY_WITH_LIST", "free excludable"),
    ("Company", "COMPANY_HEADCOUNT", "Company headcount", "COMPANY_SIZE", "closed"),
    ("Company", "PAST_COMPANY", "Past company", "COMPANY_WITH_LIST", "free excludable"),
    ("Company", "COMPANY_TYPE", "Company type", "COMPANY_TYPE", "closed"),
    (
        "Company",
        "COMPANY_HEADQUARTERS",
        "Company headquarters location",
        "BING_GEO",
        "excludable",
    ),
    ("Role", "FUNCTION", "Function", "FUNCTION", "closed excludable"),
    ("Role", "CURRENT_TITLE", "Current job title", "TITLE", "free excludable"),
    ("Role", "SENIORITY_LEVEL", "Seniority level", "SENIORITY_V2", "closed excludable"),
    ("Role", "PAST_TITLE", "Past job title", "TITLE", "free excludable"),
    ("Role", "YEARS_AT_CURRENT_COMPANY", "Years in current company", "TENURE", "closed"),
    ("Role", "YEARS_IN_CURRENT_POSITION", "Years in current position", "TENURE", "closed"),
    ("Personal", "REGION", "Geography", "BING_GEO", "excludable"),
    ("Personal", "POSTAL_CODE", "Postal code", "BING_GEO_POSTAL_CODE", "free radius"),
    ("Personal", "INDUSTRY", "Industry", "INDUSTRY", "excludable"),
    ("Personal", "FIRST_NAME", "First name", None, "free"),
    ("Personal", "LAST_NAME", "Last name", None, "free"),
    ("Personal", "PROFILE_LANGUAGE", "Profile language", "PROFILE_LANGUAGE", "closed"),
    ("Personal", "YEARS_OF_EXPERIENCE", "Years of experience", "TENURE", "closed"),
    ("Personal", "GROUP", "Groups", "GROUP", ""),
    ("Personal", "SCHOOL", "School", "SCHOOL", "excludable"),
    ("Buyer intent", "FOLLOWS_YOUR_COMPANY", "Following your company", None, "toggle"),
    ("Buyer intent", "VIEWED_YOUR_PROFILE", "Viewed your profile recently", None, "toggle"),
    ("Best path in", "RELATIONSHIP", "Connection", "RELATIONSHIP", "closed"),
    ("Best path in", "CONNECTION_OF", "Connections of", "CONNECTION_OF", "single"),
    ("Best path in", "PAST_COLLEAGUE", "Past colleague", None, "toggle"),
    ("Best path in", "WITH_SHARED_EXPERIENCES", "Shared experiences", None, "toggle"),
    ("Recent updates", "RECENTLY_CHANGED_JOBS", "Changed jobs", None, "toggle"),
    ("Recent updates", "POSTED_ON_LINKEDIN", "Posted on LinkedIn", None, "toggle"),
    ("Workflow", "PERSONA", "Persona", "PERSONA", "single"),
    ("Workflow", "ACCOUNT_LIST", "Account lists", "ACCOUNT_LIST", "excludable"),
    ("Workflow", "LEAD_LIST", "Lead lists", "LEAD_LIST", "excludable"),
    ("Workflow", "LEADS_IN_CRM", "People in CRM", None, "closed excludable"),
    (
        "Workflow",
        "LEAD_INTERACTIONS",
        "People you interacted with",
        "LEAD_INTERACTIONS",
        "closed excludable",
    ),
    (
        "Workflow",
        "SAVED_LEADS_AND_ACCOUNTS",
        "Saved leads and accounts",
        "SAVED_LEADS_AND_ACCOUNTS",
        "closed excludable",
    ),
)
"""The filters of a lead search, by type."""

OLD_FILTERS: Mapping[str, FilterSpec] = filter_table(
    ("Old names", "TITLE", "Job title", "TITLE", "free excludable when"),
    ("Old names", "GEO", "Geography", "BING_GEO", "excludable"),
    ("Old names", "VIEWED_YOUR_COMPANY_PAGE", "Viewed your company page", None, ""),
    ("Old names", "CONNECTION_DATE", "Connected since", None, ""),
    ("Old names", "SPOTTED", "Spotted", None, ""),
)
"""Lead filters of older or single sources. They are read and edited, not offered.

``TITLE`` was split into CURRENT_TITLE and PAST_TITLE; its sub-filter says when it was held (the
facet set ``TITLE_SUBFILTER``).
"""

HEADINGS: Mapping[str, tuple[str, ...]] = {"GEOGRAPHY": ("REGION", "POSTAL_CODE")}
"""Row of LinkedIn's lead filter panel that isn't a filter, with the filters under it."""

ACCOUNT_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "HEADQUARTERS_LOCATION": ("REGION", "POSTAL_CODE")
}
"""The same for account searches."""

ACCOUNT_FILTERS: Mapping[str, FilterSpec] = filter_table(
    ("Company attributes", "ANNUAL_REVENUE", "Annual revenue", None, "range currency"),
    (
        "Company attributes",
        "COMPANY_HEADCOUNT",
        "Company headcount",
        "COMPANY_SIZE_ACCOUNT_SEARCH",
        "closed",
    ),
    ("Company attributes", "COMPANY_HEADCOUNT_GROWTH", "Company headcount growth", None, "range"),
    ("Company attributes", "REGION", "Headquarters location", "BING_GEO", "excludable"),
    (
        "Company attributes",
        "POSTAL_CODE",
        "Headquarters postal code",
        "BING_GEO_POSTAL_CODE",
        "free radius",
    ),
    ("Company attributes", "INDUSTRY", "Industry", "INDUSTRY", "excludable"),
    ("Company attributes", "NUM_OF_FOLLOWERS", "Number of followers", None, "closed"),
    ("Company attributes", "DEPARTMENT_HEADCOUNT", "Department headcount", None, "range function"),
    (
        "Company attributes",
        "DEPARTMENT_HEADCOUNT_GROWTH",
        "Department headcount growth",
        None,
        "range function",
    ),
    ("Company attributes", "FORTUNE", "Fortune", None, "closed"),
    ("Spotlights", "JOB_OPPORTUNITIES", "Job opportunities", None, "closed"),
    ("Spotlights", "ACCOUNT_ACTIVITIES", "Recent activities", None, "closed"),
    ("Spotlights", "RELATIONSHIP", "Connection", "RELATIONSHIP_ACCOUNT_SEARCH", "closed"),
    ("Workflow", "ACCOUNTS_IN_CRM", "Companies in CRM", None, "closed excludable"),
    ("Workflow", "ACCOUNT_LIST", "Account lists", "ACCOUNT_LIST", "excludable"),
)
"""The filters of an account search, by type."""

OLD_ACCOUNT_FILTERS: Mapping[str, FilterSpec] = filter_table(
    ("Old names", "SAVED_ACCOUNTS", "Saved accounts", None, ""),
    ("Old names", "TECHNOLOGIES_USED", "Technologies used", None, ""),
)
"""Account filters that are read and kept, not offered.

No source has the ids of SAVED_ACCOUNTS, and LinkedIn's layout of August 2026 has no
TECHNOLOGIES_USED, which an older real URL contains.
"""

ALL_FILTERS: Mapping[str, Mapping[str, FilterSpec]] = {
    "sales_people": {**OLD_FILTERS, **FILTERS},
    "sales_company": {**OLD_ACCOUNT_FILTERS, **ACCOUNT_FILTERS},
}
"""Every known filter of Sales Navigator's searches, old ones too, by ``Target.kind``."""
