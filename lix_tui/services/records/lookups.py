"""Lookup of one record: free from the store, else paid once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import BadBody, NotFound
from lix_tui.api.limiter import Lane
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.waits import PENDING
from lix_tui.services.budget.processes import this_process
from lix_tui.services.budget.request_terms import MAX_WAIT, ExclusiveFetch, OnWait, Origin
from lix_tui.services.budget.requests import Requests
from lix_tui.services.records.record_type import LookedUp, Params, RecordType
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.stored_records import (
    Detail,
    StoredRecords,
    fetch_names,
    lookup_request,
    read_record,
    viewer_of,
)
from lix_tui.services.records.types.email import MOST_CHECKS
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.api.api_request import Reply
    from lix_tui.store.worker import AsyncStore

PACE = 2
"""Slots between two polls of an unfinished lookup, which Lix is working on."""


@dataclass(frozen=True, slots=True)
class LookupOptions:
    """Options of a lookup: origin, viewer, longest wait, callbacks."""

    place: str
    """Screen or command that requests it."""
    viewer_id: str | None = None
    max_wait: float = MAX_WAIT
    """Seconds to wait in total: for pauses that Lix asks for, and for an unfinished lookup."""
    lane: Lane = Lane.INTERACTIVE
    on_wait: OnWait | None = None
    on_pending: Callable[[float], None] | None = None
    """Called with the seconds until the next poll of an unfinished lookup."""
    story: str = ""
    """Name of the run's requests in the ledger; empty for a request of its own."""
    repeats_lost: bool = True
    """False to raise UncertainOutcome if a process ended between the same request and its answer:
    it may have cost a credit."""


class Lookups:
    """Lookups of records. Two screens that need the same record share one request."""

    def __init__(
        self,
        requests: Requests,
        store: AsyncStore,
        records: StoredRecords,
        spacing: float,
    ) -> None:
        """``spacing`` is the limiter's, in seconds."""
        self._requests, self._store = requests, store
        self._records = records
        self.pace = PACE * spacing
        """Seconds between two polls of an unfinished lookup."""
        self._running: dict[str, _Shared] = {}
        """Lookups in progress by every name of their request."""

    async def get(
        self, endpoint: str, link: str, options: LookupOptions, *, refresh: bool = False
    ) -> Detail:
        """Return a record by any link, id or address of it.

        It comes from the store if it is there and ``refresh`` isn't set, else for the price of the
        endpoint. An unfinished lookup is polled until it is finished or ``max_wait`` is used up;
        then the record is returned unfinished.

        Raises StillMissing for a record that Lix lacked before, unless ``refresh`` is set; another
        LixError; StoreError.
        """
        with suppress(StoreError):  # an answer that could not be written before may be this one
            await self._requests.write_rest()
        kept = await self._records.stored(endpoint, link, options.viewer_id)
        if kept is not None and (not refresh or kept.unfinished):
            if not kept.unfinished:
                await self._record_store_hit(kept, options)
            return await self._follow(kept, link, options)
        if not refresh and (
            missing := await self._records.missing(endpoint, link, options.viewer_id)
        ):
            await self._note_saved(endpoint, options, charged=_costs_if_missing(endpoint))
            raise missing
        fetched = await self._fetch_shared(endpoint, link, options, kept if refresh else None)
        if fetched.from_store:  # another process has bought it meanwhile
            await self._record_store_hit(fetched, options)
        return await self._follow(fetched, link, options)

    async def recheck(
        self, link: str, options: LookupOptions, on_try: Callable[[int, Detail], None], times: int
    ) -> Detail:
        """Request an email address again until it is VALID, at most ``times`` times.

        Only a VALID one costs a credit. ``on_try`` is called with each answer and its number.
        Raises LixError or StoreError.
        """
        number = 0
        while True:
            number += 1
            former = await self._records.stored("email", link)
            found = await self._fetch_shared("email", link, options, former)
            on_try(number, found)
            may_settle = isinstance(found.record, EmailAnswer) and found.record.may_settle
            done = not may_settle or number >= min(times, MOST_CHECKS)
            if done or not self._requests.waits.allows(self.pace):
                return found
            await self._requests.waits.sleep(PENDING, self.pace)

    async def poll_request(self, request_id: str, link: str, options: LookupOptions) -> Detail:
        """Request the answer of a search by email that was started elsewhere, which is free.

        It is polled until it is finished or ``max_wait`` is used up, and stored under ``link``, the
        email address, if that isn't empty. Raises LixError or StoreError.
        """
        record_type = RECORD_TYPES["person_by_email"]
        next_poll = ("lookc_request", {"request_id": request_id})
        found = await self._fetch(record_type, *next_poll, link, options)
        return await self._follow(
            found, link, options, None if record_type.settled(found.record) else next_poll
        )

    async def store_received(self, endpoint: str, link: str, body: bytes) -> LookedUp:
        """Store an answer that came another way, such as a webhook's payload; nothing is sent.

        Raises BadBody for a body that isn't an answer, StoreError.
        """
        record, record_type, at = read_record(endpoint, body), RECORD_TYPES[endpoint], time()
        await self._store.run(
            lambda store: store.records.add(
                kind=endpoint,
                keys=record_type.keys(link),
                endpoint=endpoint,
                body=body,
                at=at,
                listings=record_type.listings(record, link),
            )
        )
        return record

    async def _record_store_hit(self, stored: Detail, options: LookupOptions) -> None:
        charged, answer_id = RECORD_TYPES[stored.endpoint].charged(stored.record), stored.answer_id
        await self._note_saved(stored.endpoint, options, charged=charged, answer_id=answer_id)

    async def _note_saved(
        self,
        endpoint: str,
        options: LookupOptions,
        *,
        charged: bool,
        answer_id: int | None = None,
    ) -> None:
        """Record in the ledger the price that an answer from the store would have had."""
        entry = ENDPOINTS[endpoint]
        cost = entry.cost if charged else 0
        with suppress(StoreError):  # stored answers are readable on a read-only disk
            await self._store.run(
                lambda store: store.ledger.record_store_hit(
                    endpoint=entry.name,
                    pool=entry.pool.value,
                    cost=cost,
                    origin=options.place,
                    at=time(),
                    process=this_process(),
                    answer_id=answer_id,
                    story=options.story,
                )
            )
        await self._requests.notify()

    async def _fetch_shared(
        self, endpoint: str, link: str, options: LookupOptions, former: Detail | None
    ) -> Detail:
        """Fetch a record, unless the store has another than ``former`` before it is sent.

        Another one is recognised by its time of fetching, because the clock may have been set back.
        Lookups by several links of one record share one request, here and in other processes. Only
        links that stored answers have shown to be one record's are known to be that.
        """
        viewer, record_type = viewer_of(endpoint, options.viewer_id), RECORD_TYPES[endpoint]
        other_names = partial(fetch_names, endpoint=endpoint, link=link, viewer=viewer)
        names = await self._store.run(other_names)
        shared = next((self._running[name] for name in names if name in self._running), None)
        if shared is None:

            async def known() -> Detail | None:
                kept = await self._records.stored(endpoint, link, viewer)
                same = former is not None and kept and kept.fetched_at == former.fetched_at
                return None if same else kept

            fetching = self._fetch(
                record_type,
                endpoint,
                record_type.params(link),
                link,
                options,
                ExclusiveFetch(names[0], known, options.repeats_lost, other_names),
            )
            shared = _Shared(asyncio.create_task(fetching))
            self._running.update(dict.fromkeys(names, shared))
            shared.task.add_done_callback(lambda _: self._forget(names))
        shared.waiters += 1
        try:
            return replace(await asyncio.shield(shared.task), params=record_type.params(link))
        finally:
            shared.waiters -= 1
            if not shared.waiters and not shared.task.done():
                shared.task.cancel()  # nobody waits any more, so an unsent request stays unsent

    def _forget(self, names: Sequence[str]) -> None:
        """Forget a finished lookup."""
        for name in names:
            self._running.pop(name, None)

    async def _follow(
        self,
        found: Detail,
        link: str,
        options: LookupOptions,
        next_poll: tuple[str, Params] | None = None,
    ) -> Detail:
        """Poll an unfinished lookup, which is free, for at most ``max_wait`` seconds.

        ``next_poll`` is its endpoint and parameters, by default those that the record names.
        """
        record_type, left = RECORD_TYPES[found.endpoint], options.max_wait
        next_poll, waits = next_poll or record_type.poll(found.record), self._requests.waits
        while next_poll is not None and self.pace <= min(left, waits.left):
            if options.on_pending is not None:
                options.on_pending(self.pace)
            await waits.sleep(PENDING, self.pace)
            left -= self.pace
            endpoint, params = next_poll
            looked = await self._fetch(record_type, endpoint, params, link, options)
            found = replace(looked, params=found.params)
            again = record_type.poll(found.record)
            # an answer that is still pending may leave its request id out
            next_poll = again or (None if record_type.settled(found.record) else next_poll)
        return found

    async def _fetch(
        self,
        record_type: RecordType[LookedUp],
        endpoint: str,
        params: Params,
        link: str,
        options: LookupOptions,
        exclusive: ExclusiveFetch[Detail] | None = None,
    ) -> Detail:
        request = lookup_request(endpoint, params, options.viewer_id)
        self._requests.check(request)  # before others have to wait for it

        viewer = viewer_of(record_type.endpoint, options.viewer_id)

        async def note_missing(error: NotFound) -> None:
            if endpoint == record_type.endpoint:  # not for the poll of an unfinished lookup
                await self._note_missing(record_type, link, viewer, error)

        return await self._requests.perform(
            request,
            Origin(options.place, story=options.story),
            partial(self._save, record_type, link, params, viewer),
            lane=options.lane,
            exclusive=exclusive,
            on_missing=note_missing,
            max_wait=options.max_wait,
            on_wait=options.on_wait,
        )

    async def _note_missing(
        self, record_type: RecordType[LookedUp], link: str, viewer_id: str | None, error: NotFound
    ) -> None:
        """Store that Lix lacks this record, also if nobody waits for it any more."""
        keys, at = record_type.keys(link) or (link,), time()
        with suppress(StoreError):  # the user sees the server's error instead
            await self._requests.write(
                lambda store: store.records.note_missing(
                    record_type.endpoint, keys, sentence=error.message, at=at, viewer_id=viewer_id
                )
            )

    async def _save(
        self,
        record_type: RecordType[LookedUp],
        link: str,
        params: Params,
        viewer_id: str | None,
        reply: Reply,
        ledger_id: int,
    ) -> Detail:
        """Store the answer under every key of its record, also if it can't be read."""
        try:
            record = read_record(record_type.endpoint, reply.body)
        except BadBody as error:
            await self._requests.store_unread(reply, ledger_id, error)
            raise
        keys = record_type.keys(*(part for part in (link, *record_type.own_links(record)) if part))
        # a pending answer without a request id must not replace the stored one that has it
        is_known = record_type.settled(record) or record_type.poll(record) is not None
        worth = is_known or record_type.endpoint == "email"
        unsaved = ""
        try:
            await self._requests.write(
                lambda store: store.records.save(
                    kind=record_type.endpoint,
                    keys=keys if worth else (),
                    ledger_id=ledger_id,
                    endpoint=record_type.answers_as or reply.endpoint,
                    body=reply.body,
                    at=reply.sent_at,
                    status=reply.status,
                    elapsed=reply.elapsed,
                    cost=None if record_type.charged(record) else 0,
                    listings=record_type.listings(record, link),
                    viewer_id=viewer_id,
                    printed=record_type.printed_facts(record),
                ),
                reply=reply,
            )
        except StoreError as error:  # it is shown anyway, because it was paid for
            unsaved = str(error)
        if record_type.marks:
            self._records.add(keys, viewer_id, record_type.entry_kind)
        at = reply.sent_at
        return Detail(record, reply.body, at, False, record_type.endpoint, params, unsaved)


@dataclass(slots=True)
class _Shared:
    """A lookup in progress, with the number of waiting callers."""

    task: asyncio.Task[Detail]
    waiters: int = 0


def _costs_if_missing(endpoint: str) -> bool:
    return ENDPOINTS[endpoint].charged == "always"
