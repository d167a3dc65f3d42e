"""Records in the store: found by any link, as any viewer, and those that Lix doesn't have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoding import decode
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import StillMissing
from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.facets import FacetPage
from lix_tui.api.models.search import SearchPage
from lix_tui.durations import age
from lix_tui.services.records.record_type import LookedUp, Params
from lix_tui.services.records.record_types import DETAILS

if TYPE_CHECKING:
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore


@dataclass(frozen=True, slots=True)
class Detail:
    """A record with where it came from."""

    record: LookedUp
    body: bytes
    """The answer as received."""
    fetched_at: float
    """Seconds since the epoch."""
    from_store: bool
    endpoint: str
    params: Params
    """What it was asked for with."""
    unsaved: str = ""
    """Why it could not be written yet, as a sentence; it is written as soon as that can be done."""

    def request(self, viewer_id: str | None) -> ApiRequest:
        """Return the request that a viewer's answer of this is fetched with."""
        return lookup_request(self.endpoint, self.params, viewer_id)

    @property
    def unfinished(self) -> bool:
        """Whether Lix still works on it, so that asking how it stands is free."""
        return DETAILS[self.endpoint].poll(self.record) is not None

    @property
    def settled(self) -> bool:
        """Return True if asking again can bring nothing new."""
        return DETAILS[self.endpoint].settled(self.record)


ABOUT: Mapping[str, str] = {
    "person": "person",
    "email": "person",
    "person_ids": "person",
    "organisation": "organisation",
    "organisation_ids": "organisation",
}
"""What an endpoint's links are of, where several links are of one record: a kind of entry."""


class StoredRecords:
    """Reads records from the store and knows which ones it has."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self.known: set[str] = set()
        """The keys of every record that counts as opened because its detail is in the store."""
        self._known_as: dict[str, set[str]] = {}
        """The same for each viewer that was asked about."""

    def add(self, keys: Sequence[str], viewer_id: str | None) -> None:
        """Count a record that was fetched as a viewer as known."""
        self.known.update(keys)
        if viewer_id in self._known_as:
            self._known_as[viewer_id].update(keys)

    async def recall(self) -> None:
        """Read from the store which details it has. Raises StoreError."""
        self.known |= await self._store.run(lambda store: _marked_keys(store, None))

    async def forget(self) -> None:
        """Read anew what the store has. Raises StoreError."""
        self.known.clear()
        self._known_as.clear()
        await self.recall()

    async def known_as(self, viewer_id: str | None) -> set[str]:
        """Return the keys of the records that opening as this viewer finds in the store.

        The set grows as records are fetched. Raises StoreError.
        """
        if viewer_id is None:
            return self.known
        if viewer_id not in self._known_as:
            found = await self._store.run(lambda store: _marked_keys(store, viewer_id))
            self._known_as.setdefault(viewer_id, found)
        return self._known_as[viewer_id]

    async def stored(self, endpoint: str, link: str, viewer_id: str | None = None) -> Detail | None:
        """Return the record as last fetched; None when the store has none.

        Without a viewer any viewer's answer serves. Raises StoreError.
        """
        kind, viewer = DETAILS[endpoint], viewer_of(endpoint, viewer_id)
        found = await self._store.run(
            lambda store: store.records.find(endpoint, _all_keys(store, endpoint, link), viewer)
        )
        if found is None:
            return None
        record = read_record(endpoint, found.body)
        return Detail(record, found.body, found.fetched_at, True, endpoint, kind.params(link))

    async def known_address(self, link: str) -> str | None:
        """The email address that the store has for a person's link."""
        if not DETAILS["email"].keys(link):
            return None
        found = await self.stored("email", link)
        return found.record.email if found and isinstance(found.record, EmailAnswer) else None

    async def missing(
        self, endpoint: str, link: str, viewer_id: str | None = None
    ) -> StillMissing | None:
        """Return the error of a record that Lix didn't have when it was asked; else None.

        Raises StoreError.
        """
        viewer = viewer_of(endpoint, viewer_id)
        found = await self._store.run(
            lambda store: store.records.find_missing(
                endpoint, _all_keys(store, endpoint, link), viewer
            )
        )
        if found is None:
            return None
        sentence, at = found
        words = f"{sentence}, asked {age(time() - at)}"
        return StillMissing(words, endpoint=endpoint, since=at)

    async def known_among(
        self, endpoint: str, links: Sequence[str], viewer_id: str | None = None
    ) -> int:
        """Return how many of these lookups the store answers, so that they cost nothing."""
        viewer = viewer_of(endpoint, viewer_id)
        return await self._store.run(lambda store: _count_known(store, endpoint, links, viewer))


def lookup_request(endpoint: str, params: Params, viewer_id: str | None) -> ApiRequest:
    """Return the request for one record, on the viewer's behalf where the endpoint takes one."""
    return ApiRequest(endpoint, {**params, "viewer_id": viewer_of(endpoint, viewer_id)})


def viewer_of(endpoint: str, viewer_id: str | None) -> str | None:
    """Return the viewer that an endpoint is asked as: None where it takes none."""
    return viewer_id if ENDPOINTS[endpoint].takes_viewer else None


def _marked_keys(store: Store, viewer_id: str | None) -> set[str]:
    """Return the keys of every stored record that marks rows in results."""
    marks = [endpoint for endpoint, kind in DETAILS.items() if kind.marks]
    return set().union(
        *(store.records.known_keys(name, viewer_of(name, viewer_id)) for name in marks)
    )


def _all_keys(store: Store, endpoint: str, link: str) -> tuple[str, ...]:
    """Return every key that the record of a link is known by, from whatever answer."""
    keys = DETAILS[endpoint].keys(link) or (link,)
    return store.library.same_keys(ABOUT[endpoint], keys) if endpoint in ABOUT and keys else keys


def _count_known(store: Store, endpoint: str, links: Sequence[str], viewer_id: str | None) -> int:
    known = store.records.known_keys(endpoint, viewer_id) | store.records.missing_keys(
        endpoint, viewer_id
    )
    if not known:
        return 0
    return sum(1 for link in links if not known.isdisjoint(_all_keys(store, endpoint, link)))


def read_record(endpoint: str, body: bytes) -> LookedUp:
    """Return the record in an answer. Raises BadBody."""
    record = decode(endpoint, body)
    if isinstance(record, SearchPage | FacetPage | Balances | DailyAllowance):
        message = f"{endpoint} does not answer with one record"
        raise TypeError(message)
    return record
