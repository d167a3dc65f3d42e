"""The values a typeahead offers for a search filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lix_tui.api.models.base import JsonObject, as_list, as_object, first_present, text_of


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: what a filter needs, cleaned."""

    id: str
    """A number, a letter or a urn."""
    text: str
    headline: str | None = None
    """What tells namesakes apart, for organisations."""


@dataclass(frozen=True, slots=True)
class FacetPage:
    """Values in the order of the answer; none when nothing matches."""

    values: tuple[FacetValue, ...]


def read_facet(answer: JsonObject) -> FacetPage:
    """The values of Sales Navigator (``data.elements``) or of Recruiter (``results``).

    ``COMPANY_WITH_LIST`` answers with groups, whose ``children`` are the values (vendor's example
    code); a value without an id or a text cannot be chosen and is left out.
    """
    data = as_object(answer.get("data")) or answer
    found = as_list(first_present(data, "elements", "results"))
    return FacetPage(tuple(_values(found)))


def _values(items: list[object]) -> Iterator[FacetValue]:
    for item in map(as_object, items):
        children = item.get("children")
        if isinstance(children, list):
            yield from _values([child for child in children if "children" not in as_object(child)])
            continue
        id_ = text_of(first_present(item, "id", "entity"))
        text = text_of(first_present(item, "displayValue", "text"))
        if id_ and text:
            yield FacetValue(id_, text, text_of(item.get("headline")))
