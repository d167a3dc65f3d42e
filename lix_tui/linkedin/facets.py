"""Closed sets of facet values, and labels for ids of real URLs.

The ids and labels come from real URLs, the Lix docs and public catalogues of LinkedIn's filters.
The data is read on first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lix_tui.linkedin.catalogue import FILTERS

_DATA = Path(__file__).parent / "data"

TYPEAHEAD = frozenset(
    {
        "BING_GEO",
        "BING_GEO_POSTAL_CODE",
        "COMPANY_WITH_LIST",
        "SENIORITY_V2",
        "TITLE",
        "INDUSTRY",
        "GROUP",
        "SCHOOL",
        "COMPANY_TYPE",
        "FUNCTION",
        "COMPANY_SIZE",
        "TENURE",
        "PROFILE_LANGUAGE",
    }
)
"""Facet types of the Lix facet endpoint (Lix docs, Sales Navigator facets)."""


@dataclass(frozen=True, slots=True)
class KnownValue:
    """One value of a facet: its id in URLs and its label."""

    id: str
    text: str


@cache
def _sets(name: str) -> dict[str, tuple[KnownValue, ...]]:
    import json

    loaded: object = json.loads((_DATA / f"{name}.json").read_text("utf-8"))
    sets: dict[str, object] = loaded if isinstance(loaded, dict) else {}
    return {
        facet: tuple(KnownValue(identity, str(text)) for identity, text in values.items())
        for facet, values in sets.items()
        if isinstance(values, dict)
    }


def closed_values(facet_type: str) -> tuple[KnownValue, ...] | None:
    """Return all values of a closed facet in LinkedIn's order; None for an open or unknown one.

    Filters without a facet of their own (toggles, account filters) are found by filter type.
    """
    return _sets("closed").get(facet_type)


def known_values(facet_type: str) -> tuple[KnownValue, ...]:
    """Return the values known without a request: all of a closed facet, a few of an open one."""
    return closed_values(facet_type) or _sets("samples").get(facet_type, ())


def label(facet_type: str, identity: str) -> str | None:
    """Return the label of an id, or None when it is not known offline.

    ``SENIORITY_V2`` also knows the older numbering 1 to 10, which the same URL filter carries.
    """
    facets = (facet_type, "SENIORITY") if facet_type == "SENIORITY_V2" else (facet_type,)
    found = (value for facet in facets for value in known_values(facet))
    return next((value.text for value in found if value.id == identity), None)


def facet_of(filter_type: str) -> str | None:
    """Return the facet that lists the values of a filter of a lead search."""
    spec = FILTERS.get(filter_type)
    return spec.facet if spec else None
