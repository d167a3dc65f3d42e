"""Looks one record up: from the store for nothing, else by paying once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING, Generic, TypeVar

from lix_tui.api.decoding import decode_person
from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import BadBody
from lix_tui.api.models.person import Person
from lix_tui.explorer.requests import PATIENCE, BeforeSend, OnWait, Origin, Requests
from lix_tui.linkedin.links import person_keys

if TYPE_CHECKING:
    from lix_tui.api.client import LixClient, Reply
    from lix_tui.store.worker import AsyncStore

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Detail(Generic[T]):
    """A record with where it came from."""

    record: T
    body: bytes
    """The answer as received."""
    fetched_at: float
    """Seconds since the epoch."""
    from_store: bool
    link: str
    """The link it was asked for with."""


class Lookups:
    """Looks records up; two screens that ask for the same one share one request."""

    def __init__(self, client: LixClient, requests: Requests, store: AsyncStore) -> None:
        self._client, self._requests, self._store = client, requests, store
        self._running: dict[str, _Shared] = {}
        self.known_people: set[str] = set()
        """The keys of every person whose profile is in the store."""

    async def recall(self) -> None:
        """Learn which profiles the store has."""
        self.known_people |= await self._store.run(lambda store: store.known_keys("person"))

    async def stored_person(self, link: str) -> Detail[Person] | None:
        """The person as last fetched, None when the store has none."""
        keys = person_keys(link)
        stored = await self._store.run(lambda store: store.find_record("person", keys))
        if stored is None:
            return None
        return Detail(decode_person(stored.body), stored.body, stored.fetched_at, True, link)

    async def person(
        self,
        link: str,
        *,
        place: str,
        refresh: bool = False,
        viewer_id: str | None = None,
        patience: float = PATIENCE,
        on_wait: OnWait | None = None,
    ) -> Detail[Person]:
        """A person's profile by any link of theirs.

        From the store when it is there and ``refresh`` is not set; else one Standard credit.
        ``patience`` and ``on_wait`` are those of Requests.perform.
        Raises LixError or StoreError.
        """
        if not refresh and (kept := await self.stored_person(link)) is not None:
            entry = ENDPOINTS["person"]
            await self._store.run(
                lambda store: store.note_kept(
                    endpoint="person",
                    pool=entry.pool.value,
                    cost=entry.cost,
                    origin=place,
                    at=time(),
                )
            )
            await self._requests.tell()
            return kept
        shared = self._running.get(link)
        if shared is None:
            shared = _Shared(
                asyncio.create_task(self._fetch(link, viewer_id, place, patience, on_wait))
            )
            self._running[link] = shared
            shared.task.add_done_callback(lambda _: self._running.pop(link, None))
        shared.waiters += 1
        try:
            return await asyncio.shield(shared.task)
        finally:
            shared.waiters -= 1
            if not shared.waiters and not shared.task.done():
                shared.task.cancel()  # nobody waits: what was not sent yet is not sent

    async def _fetch(
        self,
        link: str,
        viewer_id: str | None,
        place: str,
        patience: float,
        on_wait: OnWait | None,
    ) -> Detail[Person]:
        async def call(before_send: BeforeSend) -> Reply:
            return await self._client.person(link, viewer_id=viewer_id, before_send=before_send)

        async def keep(reply: Reply, ledger_id: int) -> Detail[Person]:
            try:
                person = decode_person(reply.body)
            except BadBody as error:
                note = error.sentence
                await self._store.run(
                    lambda store: store.keep_unread(
                        ledger_id, reply.endpoint, reply.body, reply.sent_at, note
                    )
                )
                raise
            links = (link, person.link, person.sales_nav_link, person.sales_nav_id, person.li_id)
            keys = person_keys(*(part for part in links if part))
            await self._store.run(
                lambda store: store.save_record(
                    kind="person",
                    keys=keys,
                    ledger_id=ledger_id,
                    endpoint=reply.endpoint,
                    body=reply.body,
                    at=reply.sent_at,
                    status=reply.status,
                    elapsed=reply.elapsed,
                )
            )
            self.known_people.update(keys)
            return Detail(person, reply.body, reply.sent_at, False, link)

        return await self._requests.perform(
            "person", Origin(place), call, keep, patience=patience, on_wait=on_wait
        )


@dataclass(slots=True)
class _Shared:
    """A lookup on its way and how many wait for it."""

    task: asyncio.Task[Detail[Person]]
    waiters: int = 0
