"""Stored records: lookup by any link and viewer, records that Lix lacks, figures over time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from time import time
from typing import TYPE_CHECKING, NamedTuple

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoders import ACCOUNT_MODELS, decode
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import LixError, StillMissing
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.facets import FacetPage
from lix_tui.api.models.search import SearchPage
from lix_tui.durations import age
from lix_tui.services.records.record_keys import IDENTITIES
from lix_tui.services.records.record_type import Chart, LookedUp, Params, RecordType
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.store.errors import StoreError
from lix_tui.store.identity import PAGE

if TYPE_CHECKING:
    from lix_tui.store.connection import Scopes
    from lix_tui.store.rows import StoredRecord
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore


@dataclass(frozen=True, slots=True)
class Detail:
    """A record and its source."""

    record: LookedUp
    body: bytes
    """The answer as received."""
    fetched_at: float
    """Seconds since the epoch."""
    from_store: bool
    endpoint: str
    params: Params
    """Parameters of the request."""
    unsaved: str = ""
    """Reason why the store doesn't have it yet, as a sentence; empty once it is stored."""
    answer_id: int | None = None
    """Id of the stored answer it was read from."""

    def request(self, viewer_id: str | None) -> ApiRequest:
        """Return the request for this record as a viewer."""
        return lookup_request(self.endpoint, self.params, viewer_id)

    @property
    def unfinished(self) -> bool:
        """True while Lix is still working on it; a request for its state is free then."""
        return RECORD_TYPES[self.endpoint].poll(self.record) is not None

    @property
    def is_missing(self) -> bool:
        """True if the answer is that Lix has no such record."""
        record_type = RECORD_TYPES[self.endpoint]
        return record_type.empty_is_missing and not record_type.has_result(self.record)

    @property
    def settled(self) -> bool:
        """True if another request can't change the answer."""
        return RECORD_TYPES[self.endpoint].settled(self.record)


MARKING = tuple(endpoint for endpoint, one in RECORD_TYPES.items() if one.marks)
"""Endpoints whose stored answers mark rows in results."""
_MANY = 200
"""Records that are read in one go."""
_AT_ONCE = 16
"""Answers that are decoded between two chances to paint."""
MOST_ANSWERS = 40
"""Answers about one record that are read for its figure over time, the newest ones."""


class FreeLookups(NamedTuple):
    """Numbers of lookups that cost nothing."""

    stored: int
    """Lookups that the store answers."""
    same: int
    """Lookups of a record that another of them has bought, as the store knows both links."""
    failed: int = 0
    """Lookups that failed before and aren't repeated."""


class StoredRecords:
    """Records in the store, and the keys of those that mark results as opened."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self.known: set[str] = set()
        """Mark keys of every record that is marked as opened; see `mark_keys`."""
        self._known_as: dict[str, set[str]] = {}
        """The same keys by viewer, for the viewers in use."""
        self._changed: set[str] = set()
        """Keys of changed records whose marks are to be checked."""
        self._check: asyncio.Task[None] | None = None

    def add(self, keys: Sequence[str], viewer_id: str | None, kind: str = "") -> None:
        """Mark a record of a kind as opened for the viewer it was fetched as."""
        keys = mark_keys(kind, keys)
        self.known.update(keys)
        if viewer_id in self._known_as:
            self._known_as[viewer_id].update(keys)

    async def load_keys(self) -> None:
        """Read the keys of opened records from the store, and follow their changes.

        Raises StoreError.
        """
        self.known |= await self._store.run(lambda store: _marked_keys(store, None))
        if self._note_changed not in self._store.listeners:
            self._store.listeners.append(self._note_changed)

    def _note_changed(self, keys: Sequence[str]) -> None:
        """Check the marks of changed records: a slug may have passed to one from another one.

        Such a record has a key that is marked and keys that aren't.
        """
        plain, of_page = frozenset(keys), frozenset(mark_keys("organisation", keys))
        marked = self.known & (plain | of_page)
        if not marked or marked in (plain, of_page):
            return
        self._changed.update(keys)
        if self._check is None or self._check.done():
            self._check = asyncio.create_task(self._check_marks())

    async def _check_marks(self) -> None:
        while self._changed:
            keys = tuple(self._changed)
            self._changed.clear()
            for viewer_id, known in ((None, self.known), *self._known_as.items()):
                with suppress(StoreError):  # the marks stay as they are
                    found = await self._store.run(
                        partial(_marked_among, keys=keys, viewer=viewer_id)
                    )
                    known.difference_update(keys, mark_keys("organisation", keys))
                    known.update(found)

    async def reload_keys(self) -> None:
        """Drop all keys and read them again. Raises StoreError."""
        self.known.clear()
        self._known_as.clear()
        await self.load_keys()

    async def known_as(self, viewer_id: str | None) -> set[str]:
        """Return the keys of the records that are stored for this viewer.

        The set grows as records are fetched. Raises StoreError.
        """
        if viewer_id is None:
            return self.known
        if viewer_id not in self._known_as:
            found = await self._store.run(lambda store: _marked_keys(store, viewer_id))
            self._known_as.setdefault(viewer_id, found)
        return self._known_as[viewer_id]

    async def stored(self, endpoint: str, link: str, viewer_id: str | None = None) -> Detail | None:
        """Return the record as last fetched; None if it isn't stored.

        Without a viewer, any viewer's answer is accepted. Raises StoreError.
        """
        record_type, viewer = RECORD_TYPES[endpoint], viewer_of(endpoint, viewer_id)
        found = (await self._store.run(lambda store: _find(store, endpoint, [link], viewer)))[0]
        if found is None:
            return None
        record = read_record(endpoint, found.body)
        params = record_type.params(link)
        at = found.fetched_at
        return Detail(record, found.body, at, True, endpoint, params, answer_id=found.id)

    async def stored_many(
        self, endpoint: str, links: Sequence[str], viewer_id: str | None = None
    ) -> dict[str, Detail]:
        """Return the stored ones of many records by their link; see `stored`. Raises StoreError."""
        found: dict[str, Detail] = {}
        for start in range(0, len(links), _MANY):
            some = links[start : start + _MANY]
            bodies = await self._store.run(
                lambda store, some=some: _find(  # type: ignore[misc]  # mypy can't infer a default
                    store, endpoint, some, viewer_of(endpoint, viewer_id)
                )
            )
            stored = ((link, row) for link, row in zip(some, bodies, strict=True) if row)
            for place, (link, row) in enumerate(stored):
                if place % _AT_ONCE == _AT_ONCE - 1:
                    await asyncio.sleep(0)
                params = RECORD_TYPES[endpoint].params(link)
                record = read_record(endpoint, row.body)
                found[link] = Detail(record, row.body, row.fetched_at, True, endpoint, params)
        return found

    async def annotations_of(
        self, endpoint: str, links: Sequence[str]
    ) -> dict[str, tuple[str, str]]:
        """Return the user's note and tags of records by their link. Raises StoreError."""
        subject = RECORD_TYPES[endpoint].subject or RECORD_TYPES[endpoint].entry_kind

        def read(store: Store) -> dict[str, tuple[str, str]]:
            found: dict[str, tuple[str, str]] = {}
            for link in links:
                keys = RECORD_TYPES[endpoint].keys(link) or (link,)
                entry = store.library.entry_with(subject, keys)
                if entry is not None and (entry.note or entry.tags):
                    found[link] = (entry.note, entry.tags)
            return found

        return await self._store.run(read)

    async def known_address(self, link: str) -> str | None:
        """Return the stored email address of a person; None if there is none."""
        if not RECORD_TYPES["email"].keys(link):
            return None
        found = await self.stored("email", link)
        return found.record.email if found and isinstance(found.record, EmailAnswer) else None

    async def missing(
        self, endpoint: str, link: str, viewer_id: str | None = None
    ) -> StillMissing | None:
        """Return the error of a record that Lix lacked at the last request; else None.

        Raises StoreError.
        """
        viewer = viewer_of(endpoint, viewer_id)
        keys, subject = _keys_of(endpoint, [link]), IDENTITIES[endpoint].subject
        (state,) = await self._store.run(
            lambda store: store.records.states(endpoint, keys, viewer, subject=subject)
        )
        if state.missing is None:
            return None
        sentence, at = state.missing
        words = f"{sentence}, asked {age(time() - at)}"
        return StillMissing(words, endpoint=endpoint, since=at)

    async def figure_history(self, detail: Detail) -> list[Chart]:
        """Return the record's tracked figure over time, oldest first; empty if it never changed.

        Only stored answers are read. Raises StoreError.
        """
        record_type = RECORD_TYPES[detail.endpoint]
        own = (link for link in record_type.own_links(detail.record) if link)
        keys, endpoint = record_type.keys(*own), detail.endpoint
        if record_type.figure is None or not keys:
            return []
        answers = await self._store.run(
            lambda store: store.library.answers_about(endpoint, keys, endpoint, MOST_ANSWERS)
        )
        return _figures(record_type, answers)

    async def known_among(
        self,
        endpoint: str,
        links: Sequence[str],
        viewer_id: str | None = None,
        *,
        again: bool = False,
    ) -> FreeLookups:
        """Return how many of these lookups are free.

        With ``again`` those that failed or found nothing are sent once more.
        """
        viewer = viewer_of(endpoint, viewer_id)
        return await self._store.run(
            lambda store: _count_free(store, endpoint, links, viewer, again=again)
        )


def _find(
    store: Store, endpoint: str, links: Sequence[str], viewer: str | None
) -> list[StoredRecord | None]:
    keys, subject = _keys_of(endpoint, links), IDENTITIES[endpoint].subject
    return store.records.find_many(endpoint, keys, viewer, subject=subject)


def _figures(record_type: RecordType[LookedUp], answers: Sequence[StoredRecord]) -> list[Chart]:
    figure = record_type.figure
    if figure is None:
        return []
    bars: list[tuple[str, int | None]] = []
    for answer in reversed(answers):
        try:
            value = figure.value(read_record(record_type.endpoint, answer.body))
        except LixError:
            continue
        if value is not None and (not bars or bars[-1][1] != value):
            day = datetime.fromtimestamp(answer.fetched_at, UTC).astimezone()
            bars.append((f"{day:%d %b %Y}", value))
    return [Chart(figure.title, bars=tuple(bars))] if len(bars) > 1 else []


def lookup_request(endpoint: str, params: Params, viewer_id: str | None) -> ApiRequest:
    """Return the request for one record, on the viewer's behalf where the endpoint takes one."""
    return ApiRequest(endpoint, {**params, "viewer_id": viewer_of(endpoint, viewer_id)})


def fetch_names(store: Store, endpoint: str, link: str, viewer: str | None) -> tuple[str, ...]:
    """Return the names of a lookup's request, one per key of the record that owns the link now.

    They are the same in all processes, so that two links of one record share one request. Two links
    that no stored answer has shown to be one person's have no name in common: nothing prevents a
    purchase by each of them.
    """
    keys, subject = _keys_of(endpoint, [link]), IDENTITIES[endpoint].subject
    (state,) = store.records.states(endpoint, keys, viewer, subject=subject)
    return _fetch_names(endpoint, state.keys, store.connection.scopes, viewer)


def _fetch_names(
    endpoint: str, keys: Sequence[str], scopes: Scopes, viewer: str | None
) -> tuple[str, ...]:
    rest = f"of account {scopes.of(endpoint)}" + (f" as {viewer}" if viewer else "")
    return tuple(f"{endpoint} {key} {rest}" for key in keys)


def viewer_of(endpoint: str, viewer_id: str | None) -> str | None:
    """Return the viewer for an endpoint: None where it doesn't take one."""
    return viewer_id if ENDPOINTS[endpoint].accepts_viewer else None


def mark_keys(kind: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys by which a record of a kind is marked among those of all kinds."""
    is_page = kind == "organisation"
    return tuple(key.replace("slug:", PAGE, 1) if is_page else key for key in keys)


def _marked_keys(store: Store, viewer_id: str | None) -> set[str]:
    """Return the keys of every stored record that marks rows in results."""
    found: set[str] = set()
    for name in MARKING:
        viewer, subject = viewer_of(name, viewer_id), IDENTITIES[name].subject
        found.update(mark_keys(name, store.records.known_keys(name, viewer, subject=subject)))
    return found


def _marked_among(store: Store, keys: Sequence[str], viewer: str | None) -> set[str]:
    """Return those of some keys whose record marks rows in results."""
    found: set[str] = set()
    for name in MARKING:
        links, own = [(key,) for key in keys], viewer_of(name, viewer)
        states = store.records.states(name, links, own, subject=IDENTITIES[name].subject)
        pairs = zip(keys, states, strict=True)
        found.update(mark_keys(name, [key for key, one in pairs if one.answer_id is not None]))
    return found


def _keys_of(endpoint: str, links: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the keys of each link, or the link itself if it has none."""
    return [IDENTITIES[endpoint].keys(link) or (link,) for link in links]


def _count_free(
    store: Store, endpoint: str, links: Sequence[str], viewer: str | None, *, again: bool
) -> FreeLookups:
    keys, subject = _keys_of(endpoint, links), IDENTITIES[endpoint].subject
    states = store.records.states(endpoint, keys, viewer, subject=subject)
    failures = set[str]() if again else store.runs.failed_links(endpoint)
    lost, scopes = set[str]() if again else store.leases.lost_things(), store.connection.scopes
    stored = same = failed = 0
    seen: set[str] = set()
    for link, state in zip(links, states, strict=True):
        is_free = state.answer_id is not None or (state.missing is not None and not again)
        if is_free and not (again and _is_without_result(store, endpoint, state.answer_id)):
            stored += 1
        elif link in failures or not lost.isdisjoint(
            _fetch_names(endpoint, state.keys, scopes, viewer) if lost else ()
        ):
            failed += 1
        elif not seen.isdisjoint(state.keys):
            same += 1
        seen.update(state.keys)
    return FreeLookups(stored, same, failed)


def _is_without_result(store: Store, endpoint: str, answer_id: int | None) -> bool:
    """Return True if the stored answer is that nothing was found."""
    found = None if answer_id is None else store.answers.get(answer_id)
    if found is None:
        return False
    return not RECORD_TYPES[endpoint].has_result(read_record(endpoint, found.body))


def read_record(endpoint: str, body: bytes) -> LookedUp:
    """Return the record in an answer. Raises BadBody."""
    record = decode(endpoint, body)
    if isinstance(record, (SearchPage, FacetPage, *ACCOUNT_MODELS)):
        message = f"{endpoint} does not answer with one record"
        raise TypeError(message)
    return record
