"""Filters of each kind, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from lix_tui.linkedin.catalogue import ACCOUNT_FILTERS, FILTERS, FilterSpec, SubFilter
from lix_tui.linkedin.facets import TYPEAHEAD, closed_values
from lix_tui.linkedin.filters import Range
from lix_tui.services.facets.typeahead import SKILL
from lix_tui.services.kinds import KindName

Mode = Literal["in", "ex", "must"]
"""Included, excluded, or, for Recruiter's skills alone, required."""


@dataclass(frozen=True, slots=True)
class FilterField:
    """One filter of a kind.

    ``facet`` is the source of its values: a typeahead, or a closed set of the same name. ``free``:
    free text is allowed. ``by_id``: values are typed as ids, because no list of them exists.
    ``toggle``: the filter is on or off. ``single``: it has one value at most. ``excludable`` and
    ``requirable``: values can have the mode "ex" or "must". ``range``: it has numbers instead of
    values. ``sub_filter``: meaning of the option beside its values or numbers.
    """

    id: str
    label: str
    group: str
    facet: str | None = None
    free: bool = False
    excludable: bool = False
    toggle: bool = False
    single: bool = False
    requirable: bool = False
    by_id: bool = False
    range: bool = False
    sub_filter: SubFilter | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen value: an id with its label, or free text; or a range, or an option."""

    text: str
    id: str | None = None
    mode: Mode = "in"
    limits: Range | None = None
    """Numbers of a range filter; None for a value."""
    option: str | None = None
    """Currency or department of a range, or alone the radius around the values; '' for none."""

    @property
    def is_option(self) -> bool:
        """True if the chip isn't a value, but an option of the field's values."""
        return self.option is not None and self.limits is None

    @property
    def identity(self) -> str:
        """Identity of the chip within its field."""
        if self.limits is not None or self.is_option:
            return "option" if self.is_option else "range"
        return f"id:{self.id}" if self.id is not None else f"text:{self.text.casefold()}"

    def flipped(self, field: FilterField) -> Chip:
        """Return the chip in the next mode that its field allows."""
        modes: list[Mode] = ["in"]
        if field.requirable:
            modes.append("must")
        if field.excludable:
            modes.append("ex")
        return replace(self, mode=modes[(modes.index(self.mode) + 1) % len(modes)])


def _fields(*rows: tuple[str, str, str, str | None, str]) -> tuple[FilterField, ...]:
    """Return the fields of rows of id, label, group, facet, and traits."""
    return tuple(
        FilterField(
            id_,
            label,
            group,
            facet,
            free="free" in traits,
            excludable="excludable" in traits,
            toggle="toggle" in traits,
            single="single" in traits,
            requirable="requirable" in traits,
        )
        for id_, label, group, facet, traits in rows
    )


PEOPLE = _fields(
    ("network", "Connections", "Who", "FLAGSHIP_NETWORK", ""),
    ("titleFreeText", "Title", "Who", None, "free single"),
    ("firstName", "First name", "Who", None, "free single"),
    ("lastName", "Last name", "Who", None, "free single"),
    ("profileLanguage", "Profile language", "Who", "PROFILE_LANGUAGE", ""),
    ("currentCompany", "Current company", "Where", "COMPANY_WITH_LIST", ""),
    ("pastCompany", "Past company", "Where", "COMPANY_WITH_LIST", ""),
    ("company", "Company, in words", "Where", None, "free single"),
    ("geoUrn", "Location", "Where", "BING_GEO", ""),
    ("industry", "Industry", "Where", "INDUSTRY", ""),
    ("schoolFilter", "School", "Where", "SCHOOL", ""),
)
JOBS = _fields(
    ("location", "Location, in words", "Where", None, "free single"),
    ("geoId", "Location", "Where", "BING_GEO", "single"),
    ("f_C", "Company", "Where", "COMPANY_WITH_LIST", ""),
    ("f_I", "Industry", "Where", "INDUSTRY", ""),
    ("f_WT", "Workplace", "How", "JOBS_F_WT", ""),
    ("f_JT", "Employment", "How", "JOBS_F_JT", ""),
    ("f_E", "Experience level", "How", "JOBS_F_E", ""),
    ("f_AL", "Easy apply", "How", None, "toggle"),
    ("f_TPR", "Date posted", "When", "JOBS_F_TPR", "single"),
    ("sortBy", "Sorted by", "When", "JOBS_SORT", "single"),
)
POSTS = _fields(
    ("datePosted", "Date posted", "When", "POSTS_DATE", "single"),
    ("sortBy", "Sorted by", "When", "POSTS_SORT", "single"),
    ("contentType", "Content", "What", "POSTS_CONTENT_TYPE", "single"),
    ("authorIndustry", "Author's industry", "Author", "INDUSTRY", ""),
    ("authorCompany", "Author's company", "Author", "COMPANY_WITH_LIST", ""),
    ("authorJobTitle", "Author's title", "Author", None, "free"),
    ("postedBy", "Posted by", "Author", "POSTS_POSTED_BY", ""),
    ("fromOrganization", "From company", "Author", "COMPANY_WITH_LIST", ""),
    ("fromMember", "From member (id)", "Author", None, "free"),
    ("mentionsOrganization", "Mentions company", "What", "COMPANY_WITH_LIST", ""),
    ("mentionsMember", "Mentions member (id)", "What", None, "free"),
)
ORGS = _fields(
    ("companyHqGeo", "Headquarters", "Company", "BING_GEO", ""),
    ("industryCompanyVertical", "Industry", "Company", "INDUSTRY", ""),
    ("companySize", "Size", "Company", "FLAGSHIP_COMPANY_SIZE", ""),
)
RECRUITER = _fields(
    ("skills", "Skills", "Candidates", SKILL, "excludable requirable"),
)


@cache
def fields_of(kind: KindName) -> tuple[FilterField, ...]:
    """Return the filters of a kind in display order, group by group."""
    if (filters := _SALES.get(kind)) is not None:
        return tuple(map(_sales_field, filters.values()))
    return _BY_KIND.get(kind, ())


def _sales_field(spec: FilterSpec) -> FilterField:
    """Return the field of a Sales Navigator filter; without a list of values, it takes ids."""
    facet = None if spec.toggle or spec.range else spec.values_facet
    listed = facet is not None and (facet in TYPEAHEAD or closed_values(facet) is not None)
    return FilterField(
        spec.type,
        spec.label,
        spec.group,
        facet if listed else None,
        free=spec.free,
        excludable=spec.excludable,
        toggle=spec.toggle,
        single=spec.single or spec.range,
        by_id=not (listed or spec.free or spec.toggle or spec.range),
        range=spec.range,
        sub_filter=spec.sub_filter,
    )


_BY_KIND: Mapping[KindName, tuple[FilterField, ...]] = {
    "people": PEOPLE,
    "jobs": JOBS,
    "posts": POSTS,
    "orgs": ORGS,
    "recruiter": RECRUITER,
}

_SALES: Mapping[KindName, Mapping[str, FilterSpec]] = {
    "sales": FILTERS,
    "accounts": ACCOUNT_FILTERS,
}
