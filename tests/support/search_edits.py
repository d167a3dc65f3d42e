"""Edits of a LinkedIn search that tests make, each of them one filter put in place of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from lix_tui.linkedin.editable_search import EditableSearch
from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.flagship import CompaniesSearch, JobsSearch, PeopleSearch, PostsSearch
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.sales import AccountSearch, LeadSearch

S = TypeVar("S", bound=EditableSearch)

MODELS: Mapping[str, type[EditableSearch]] = {
    model.KIND: model
    for model in (
        LeadSearch,
        AccountSearch,
        PeopleSearch,
        JobsSearch,
        PostsSearch,
        CompaniesSearch,
    )
}
"""Model of each kind of search. Recruiter is missing: its URLs hold handles only."""


def read_search(url: str) -> EditableSearch:
    """Return the search that a URL asks for, of any kind in `MODELS`."""
    return MODELS[recognise(url).kind].read(url)


def with_value(search: S, filter_type: str, value: FilterValue) -> S:
    """Return the search with a value added to a filter; one of the same identity is replaced."""
    before = _filter(search, filter_type)
    names = [one.identity for one in before.values]
    values = [value if one.identity == value.identity else one for one in before.values]
    if value.identity not in names:
        values.append(value)
    return search.with_filter(replace(before, values=tuple(values)))


def without_value(search: S, filter_type: str, value: FilterValue) -> S:
    """Return the search without a value of a filter."""
    before = _filter(search, filter_type)
    values = tuple(one for one in before.values if one.identity != value.identity)
    return search.with_filter(replace(before, values=values))


def flipped(search: S, filter_type: str, value: FilterValue) -> S:
    """Return the search with an included value excluded, or the other way round."""
    return with_value(search, filter_type, replace(value, excluded=not value.excluded))


def with_range(search: S, filter_type: str, limits: Range | None) -> S:
    """Return the search with the range of a filter set."""
    return search.with_filter(replace(_filter(search, filter_type), range=limits))


def with_sub_filter(search: S, filter_type: str, chosen: str) -> S:
    """Return the search with the sub-filter of a filter set."""
    return search.with_filter(replace(_filter(search, filter_type), sub_filter=chosen))


def _filter(search: EditableSearch, filter_type: str) -> Filter:
    return search.filter(filter_type) or Filter(filter_type)
