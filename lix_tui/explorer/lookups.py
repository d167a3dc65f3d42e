"""Looks one record up: from the store for nothing, else by paying once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.decoding import decode
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import BadBody
from lix_tui.api.models.elements import Record
from lix_tui.api.models.job import JobPosting
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.explorer.details import DETAILS, DetailKind
from lix_tui.explorer.requests import PATIENCE, BeforeSend, OnWait, Origin, Requests

if TYPE_CHECKING:
    from lix_tui.api.client import LixClient
    from lix_tui.api.reply import Reply
    from lix_tui.store.worker import AsyncStore


@dataclass(frozen=True, slots=True)
class Detail:
    """A record with where it came from."""

    record: Record
    body: bytes
    """The answer as received."""
    fetched_at: float
    """Seconds since the epoch."""
    from_store: bool
    endpoint: str
    params: dict[str, str]
    """What it was asked for with."""


class Lookups:
    """Looks records up; two screens that ask for the same one share one request."""

    def __init__(self, client: LixClient, requests: Requests, store: AsyncStore) -> None:
        self._client, self._requests, self._store = client, requests, store
        self._running: dict[tuple[str, str], _Shared] = {}
        self.known: set[str] = set()
        """The keys of every record whose detail is in the store."""

    async def recall(self) -> None:
        """Learn which details the store has."""
        self.known |= await self._store.run(
            lambda store: set().union(*(store.known_keys(endpoint) for endpoint in DETAILS))
        )

    async def stored(self, endpoint: str, link: str) -> Detail | None:
        """The record as last fetched, None when the store has none."""
        kind = DETAILS[endpoint]
        found = await self._store.run(lambda store: store.find_record(endpoint, kind.keys(link)))
        if found is None:
            return None
        record = _read(endpoint, found.body)
        return Detail(record, found.body, found.fetched_at, True, endpoint, kind.params(link))

    async def get(
        self,
        endpoint: str,
        link: str,
        *,
        place: str,
        refresh: bool = False,
        viewer_id: str | None = None,
        patience: float = PATIENCE,
        on_wait: OnWait | None = None,
    ) -> Detail:
        """A record by any link of it: a profile, an organisation, a job or a post.

        From the store when it is there and ``refresh`` is not set; else for what the endpoint
        costs. ``patience`` and ``on_wait`` are those of Requests.perform. Raises LixError or
        StoreError.
        """
        if not refresh and (kept := await self.stored(endpoint, link)) is not None:
            entry = ENDPOINTS[endpoint]
            await self._store.run(
                lambda store: store.note_kept(
                    endpoint=endpoint,
                    pool=entry.pool.value,
                    cost=entry.cost,
                    origin=place,
                    at=time(),
                )
            )
            await self._requests.tell()
            return kept
        key = (endpoint, link)
        shared = self._running.get(key)
        if shared is None:
            fetching = self._fetch(DETAILS[endpoint], link, viewer_id, place, patience, on_wait)
            shared = self._running[key] = _Shared(asyncio.create_task(fetching))
            shared.task.add_done_callback(lambda _: self._running.pop(key, None))
        shared.waiters += 1
        try:
            return await asyncio.shield(shared.task)
        finally:
            shared.waiters -= 1
            if not shared.waiters and not shared.task.done():
                shared.task.cancel()  # nobody waits: what was not sent yet is not sent

    async def _fetch(
        self,
        kind: DetailKind,
        link: str,
        viewer_id: str | None,
        place: str,
        patience: float,
        on_wait: OnWait | None,
    ) -> Detail:
        params = kind.params(link)

        async def call(before_send: BeforeSend) -> Reply:
            asked = {**params, "viewer_id": viewer_id}
            return await self._client.send(kind.endpoint, asked, before_send=before_send)

        async def keep(reply: Reply, ledger_id: int) -> Detail:
            return await self._keep(kind, link, params, reply, ledger_id)

        return await self._requests.perform(
            kind.endpoint, Origin(place), call, keep, patience=patience, on_wait=on_wait
        )

    async def _keep(
        self, kind: DetailKind, link: str, params: dict[str, str], reply: Reply, ledger_id: int
    ) -> Detail:
        """Write the answer under every key it is known by; one that cannot be read as well."""
        try:
            record = _read(kind.endpoint, reply.body)
        except BadBody as error:
            note = error.sentence
            await self._store.run(
                lambda store: store.keep_unread(
                    ledger_id, reply.endpoint, reply.body, reply.sent_at, note
                )
            )
            raise
        keys = kind.keys(*(part for part in (link, *kind.own_links(record)) if part))
        await self._store.run(
            lambda store: store.save_record(
                kind=kind.endpoint,
                keys=keys,
                ledger_id=ledger_id,
                endpoint=reply.endpoint,
                body=reply.body,
                at=reply.sent_at,
                status=reply.status,
                elapsed=reply.elapsed,
            )
        )
        self.known.update(keys)
        return Detail(record, reply.body, reply.sent_at, False, kind.endpoint, params)


@dataclass(slots=True)
class _Shared:
    """A lookup on its way and how many wait for it."""

    task: asyncio.Task[Detail]
    waiters: int = 0


def _read(endpoint: str, body: bytes) -> Record:
    record = decode(endpoint, body)
    if isinstance(record, Person | Organisation | JobPosting | Post):
        return record
    message = f"{endpoint} does not answer with one record"
    raise TypeError(message)
