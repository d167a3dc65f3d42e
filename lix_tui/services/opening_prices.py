"""Prices of what a key, a line or a button opens: free where the store has the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import time
from typing import TYPE_CHECKING, Protocol

from lix_tui.durations import age
from lix_tui.services.budget.cost_words import OFFLINE, short_cost
from lix_tui.services.kinds import SCREENS

if TYPE_CHECKING:
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.records.stored_records import StoredRecords
    from lix_tui.services.search.sessions import Searches
    from lix_tui.settings.settings import Settings

NOUNS: Mapping[str, str] = {
    "person": "Profile",
    "organisation": "Company",
    "job": "Job",
    "post": "Post",
    "hirers": "Hirers",
    "email": "Email",
    "person_by_email": "Person",
    "person_ids": "Ids",
    "organisation_ids": "Ids",
}
"""Noun for the record that a lookup opens, by its endpoint."""
_KINDS = {kind.name: kind for kind in SCREENS}


@dataclass(frozen=True, slots=True)
class Price:
    """Price of one press, in words."""

    words: str
    """'1 Org', 'free, stored 3 days ago', 'not stored, offline'."""
    short: str
    """The same for a narrow terminal: '1 Org', 'free', 'offline'."""
    buys: bool = False
    """True if a request that may cost a credit is sent."""
    is_offline: bool = False
    """True if nothing is stored and nothing can be sent."""


FREE = Price("free", "free")
UNSENT = Price(OFFLINE, "offline", is_offline=True)


def price_of_request(endpoint: str, *, offline: bool) -> Price:
    """Return the price of a request that is sent whatever the store has."""
    if offline:
        return UNSENT
    words = short_cost(endpoint)
    return FREE if words == "free" else Price(words, words, buys=True)


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored answer."""

    at: float
    """Seconds since the epoch."""
    is_missing: bool = False
    """True if the answer was that there is no such record."""


def price_of(opening: Opening, stored: Stored | None, *, offline: bool) -> Price:
    """Return the price of opening a record or search that is stored or not."""
    if opening.build:
        return FREE
    if stored is not None:
        what = "not found" if stored.is_missing else "stored"
        return Price(f"free, {what} {age(time() - stored.at)}", "free")
    return price_of_request(endpoint_of(opening), offline=offline)


def endpoint_of(opening: Opening) -> str:
    """Return the endpoint that opening something asks."""
    if opening.query is not None:
        return _KINDS[opening.query.kind].endpoint
    return opening.endpoint or "balances"


def noun_of(opening: Opening) -> str:
    """Return one word for what is opened: 'Company', 'People'."""
    if opening.noun:
        return opening.noun
    if opening.query is not None:
        return "Titles" if opening.build else _KINDS[opening.query.kind].label
    return NOUNS.get(opening.endpoint or "", "Record")


class Answers(Protocol):
    """Parts of the services that know which answers are stored, and if anything can be sent."""

    @property
    def settings(self) -> Settings:
        """Return the settings, which say if lix-tui is offline."""

    @property
    def searches(self) -> Searches:
        """Return the searches, with the age of their first pages."""

    @property
    def records(self) -> StoredRecords:
        """Return the stored records."""


async def stored_of(services: Answers, opening: Opening) -> Stored | None:
    """Return the stored answer of what is opened, None without one.

    Nothing is sent. A store that cannot be read counts as empty here: whoever opens the record is
    told.
    """
    from lix_tui.store.errors import StoreError  # its import is too slow for the first frame

    try:
        if opening.build:
            return None
        if opening.query is not None:
            at = await services.searches.fetched_at(opening.query)
            return None if at is None else Stored(at)
        endpoint, link, viewer = opening.endpoint, opening.link, opening.viewer_id
        if endpoint is None or link is None:
            return None
        found = await services.records.stored(endpoint, link, viewer)
        if found is not None:
            return None if found.unfinished else Stored(found.fetched_at)
        missing = await services.records.missing(endpoint, link, viewer)
    except StoreError:
        return None
    return None if missing is None else Stored(missing.since, is_missing=True)


async def with_prices(services: Answers, openings: Sequence[Opening]) -> list[Opening]:
    """Return the openings with the cost that each has now: stored ones are free."""
    priced = []
    for opening in openings:
        stored = await stored_of(services, opening)
        price = price_of(opening, stored, offline=services.settings.offline)
        known = stored is not None or price.is_offline
        priced.append(replace(opening, cost=price.words) if known else opening)
    return priced
