"""The values a typeahead offers for a search filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lix_tui.api.models.base import (
    JsonObject,
    as_list,
    as_object,
    count_of,
    first_present,
    text_of,
)


@dataclass(frozen=True, slots=True)
class TypeaheadValue:
    """Value of a filter: id and label, cleaned."""

    id: str
    """Identifier of the value in LinkedIn filters: a number, a letter or a urn."""
    text: str
    headline: str | None = None
    """Line that distinguishes organisations of the same name."""


@dataclass(frozen=True, slots=True)
class FacetPage:
    """Values of a typeahead answer, in its order; empty if nothing matches."""

    values: tuple[TypeaheadValue, ...]
    count: int | None = None
    """`count`, `start` and `total` as sent; the Lix docs show a start of 10 on a first page."""
    start: int | None = None
    total: int | None = None
    sequence_id: str | None = None
    """Sequence id, which only answers of the Recruiter facets have."""
    known: bool = True
    """True if the answer has a known form: one of another holds nothing that can be read, which is
    not the same as nothing."""


def read_facet(answer: JsonObject) -> FacetPage:
    """Return the values of Sales Navigator (``data.elements``) or of Recruiter (``results``).

    ``COMPANY_WITH_LIST`` answers with groups, whose ``children`` are the values (vendor's example
    code), labelled by ``headline`` where they have no name (a public client reads that); a value
    without an id or a label cannot be chosen and is left out.
    """
    data = as_object(answer.get("data")) or answer
    found = as_list(first_present(data, "elements", "results"))
    paging, meta = as_object(data.get("paging")), as_object(answer.get("meta"))
    return FacetPage(
        tuple(_values(found)),
        count=count_of(paging.get("count")),
        start=count_of(paging.get("start")),
        total=count_of(paging.get("total")),
        sequence_id=text_of(meta.get("sequenceId")),
        known=not data.keys().isdisjoint(("elements", "results", "paging")),
    )


def _values(items: list[object]) -> Iterator[TypeaheadValue]:
    for item in map(as_object, items):
        children = item.get("children")
        if isinstance(children, list):
            yield from _values([child for child in children if "children" not in as_object(child)])
            continue
        id_ = text_of(first_present(item, "id", "entity"))
        headline = text_of(item.get("headline"))
        text = text_of(first_present(item, "displayValue", "text")) or headline
        if id_ and text:
            yield TypeaheadValue(id_, text, headline)
