"""Several lookups for each row of an input, which are priced and run together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from lix_tui.services.runs.lookup_list import (
    NOT_A_RECORD,
    LinkReader,
    LookupEndpoint,
    LookupInput,
    LookupList,
    endpoint_for,
    no_usable_input,
    sort_inputs,
)
from lix_tui.services.runs.lookup_values import record_of

LEFT_OUT = "left out: already in {}"
"""Reason for which an input isn't looked up although it could be."""


class RowLookup(NamedTuple):
    """One lookup for a row."""

    what: LookupEndpoint
    """Lookup that was chosen."""
    endpoint: LookupEndpoint
    """Its endpoint for this row: people are found by an email address too."""
    link: str | None
    """Link of the item, the same for all duplicates; None for an input that can't be used."""
    problem: str = ""
    """Reason why it isn't looked up."""
    is_left_out: bool = False
    """True if the input could be looked up."""


@dataclass(frozen=True, slots=True)
class LookupBatch:
    """Lookups of the same inputs: one list for each endpoint."""

    what: tuple[LookupEndpoint, ...]
    """Chosen lookups."""
    inputs: tuple[LookupInput, ...]
    lists: tuple[LookupList, ...]
    """Lists with items."""
    left_out: frozenset[tuple[str, str]] = frozenset()
    """Endpoint and link of items that aren't to be looked up."""
    left_out_words: str = ""

    @property
    def endpoints(self) -> tuple[LookupEndpoint, ...]:
        """Endpoints of the lists."""
        return tuple(one.endpoint for one in self.lists)

    @property
    def to_buy(self) -> tuple[LookupList, ...]:
        """Lists without the items that are left out."""
        return tuple(
            left
            for one in self.lists
            if (left := _without(one, self.left_out)).items or not self.left_out
        )

    @property
    def unusable(self) -> tuple[LookupInput, ...]:
        """Inputs that no lookup can use."""
        return tuple(
            one
            for place, one in enumerate(self.inputs)
            if all(found.places[place] is None for found in self.lists)
        )

    @property
    def duplicates(self) -> int:
        """Number of inputs that name a record again."""
        seen: set[tuple[int | None, ...]] = set()
        count = 0
        for place in range(len(self.inputs)):
            items = tuple(found.places[place] for found in self.lists)
            if any(item is not None for item in items):
                count += items in seen
                seen.add(items)
        return count

    @property
    def left_out_rows(self) -> int:
        """Number of inputs with a lookup that is left out."""
        return sum(
            any(one.is_left_out for one in self.lookups_of(place))
            for place in range(len(self.inputs))
        )

    def lookups_of(self, place: int) -> list[RowLookup]:
        """Return the lookups for the input at a place."""
        found = []
        for what in self.what:
            usable = [one for one in self.lists if one.endpoint in _endpoints_of(what)]
            for one in usable:
                if (item := one.places[place]) is not None:
                    link = one.items[item].link
                    is_out = (one.endpoint, link) in self.left_out
                    words = self.left_out_words if is_out else ""
                    found.append(RowLookup(what, one.endpoint, link, words, is_out))
                    break
            else:
                given = self.inputs[place]
                problem = given.problem or _mismatch(what, given)
                found.append(RowLookup(what, what, None, problem))
        return found

    def without(self, items: Collection[tuple[str, str]], words: str) -> LookupBatch:
        """Return the batch with items left out; ``words`` say where they are already."""
        return replace(self, left_out=frozenset(items), left_out_words=words)


def build_batch(
    inputs: Sequence[LookupInput],
    lookups: Sequence[LookupEndpoint] = (),
    reader: LinkReader | None = None,
) -> LookupBatch:
    """Return the lookups of inputs, each record once per lookup.

    Without `lookups`, the inputs decide. Batches of the same inputs share a `reader`.
    Raises ItemsProblem if nothing can be looked up.
    """
    chosen = tuple(dict.fromkeys(lookups)) or (endpoint_for(inputs),)
    endpoints = dict.fromkeys(endpoint for one in chosen for endpoint in _endpoints_of(one))
    reader = reader or LinkReader()
    lists = [sort_inputs(inputs, endpoint, reader) for endpoint in endpoints]
    filled = tuple(one for one in lists if one.items)
    if not filled:
        raise no_usable_input(chosen, inputs)
    return LookupBatch(chosen, tuple(inputs), filled)


def _endpoints_of(lookup: LookupEndpoint) -> tuple[LookupEndpoint, ...]:
    """Return the endpoints of a lookup: profiles are found by an email address too."""
    return ("person", "person_by_email") if lookup == "person" else (lookup,)


def _mismatch(lookup: LookupEndpoint, entry: LookupInput) -> str:
    """Return the reason why an input can't be used for a lookup."""
    if lookup == "organisations_by_website":
        return "this isn't a website"
    record = record_of(entry.link)
    if lookup == "email" and record == "email":
        return "this is an email address already"
    return NOT_A_RECORD if record is None else f"this is {_ARTICLES.get(record, record)}"


_ARTICLES = {
    "email": "an email address",
    "person": "a person's link",
    "organisation": "a company's link",
    "job": "a job's link",
    "post": "a post's link",
}
"""Names of the types of values."""


def _without(lookup_list: LookupList, left_out: Collection[tuple[str, str]]) -> LookupList:
    """Return a list without some items; its inputs that name them have no item any more."""
    kept: dict[int, int] = {}
    items: list[LookupInput] = []
    for place, item in enumerate(lookup_list.items):
        if (lookup_list.endpoint, item.link) not in left_out:
            kept[place] = len(items)
            items.append(item)
    places = tuple(None if place is None else kept.get(place) for place in lookup_list.places)
    return replace(lookup_list, items=tuple(items), places=places)
