"""The services of one run: client, store, searches, lookups, account."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from time import time
from typing import TYPE_CHECKING

import httpx

from lix_tui.api.client import Client
from lix_tui.api.endpoints import Host
from lix_tui.api.limiter import Limiter
from lix_tui.counts import counted
from lix_tui.services.budget.account import Account
from lix_tui.services.budget.budget import Budget
from lix_tui.services.budget.leases import Leases, SharedSlots
from lix_tui.services.budget.ownership import Ownership, usual_servers
from lix_tui.services.budget.processes import is_presumed_dead, this_process
from lix_tui.services.budget.request_terms import MAX_QUIT_WAIT
from lix_tui.services.budget.requests import Requests
from lix_tui.services.budget.unstored_answers import save_unstored
from lix_tui.services.facets.typeahead import Facets
from lix_tui.services.library.library import Library
from lix_tui.services.queries.saved_queries import SavedQueries
from lix_tui.services.records.image_fetcher import ImageFetcher
from lix_tui.services.records.lookups import Lookups
from lix_tui.services.records.merged_records import MergedRecords
from lix_tui.services.records.stored_records import StoredRecords
from lix_tui.services.runs.run_manager import Runs
from lix_tui.services.search.sessions import Searches
from lix_tui.settings.key import LOOKC, FoundKey, Key, find_key, key_at_hand
from lix_tui.store.errors import StoreError
from lix_tui.store.worker import AsyncStore

if TYPE_CHECKING:
    from lix_tui.api.api_request import ApiRequest, Outgoing
    from lix_tui.services.library.annotations import Annotations
    from lix_tui.settings.settings import Settings
    from lix_tui.store.scopes import Owner

DEMO_URL = "http://127.0.0.1"
"""The demo's base URL: never reached, the sandbox answers in process."""


class Services:
    """Everything a screen or a command asks for."""

    def __init__(
        self, settings: Settings, found: FoundKey, store: AsyncStore, ownership: Ownership
    ) -> None:
        self.settings = settings
        self.ownership = ownership
        self.lost = 0
        """Credits that requests of ended processes may have cost, found when the store opened."""
        self.last_words: list[str] = []
        """Sentences for the end: a keyring that can't be used, and what is not in the store."""
        self.found_key = found
        self.lookc_key: FoundKey | None = None
        """Separate key for LookC, once a request to LookC has looked for one."""
        self.store = store
        self.limiter = Limiter(settings.rate_interval)
        transport: httpx.AsyncBaseTransport | None = None
        api_url, lookc_url = settings.api_url, settings.lookc_url
        if settings.demo:
            transport, api_url, lookc_url = _demo_transport(settings), DEMO_URL, DEMO_URL
        self.pictures = (
            ImageFetcher(transport, offline=settings.offline) if settings.pictures else None
        )
        self.client = Client(
            key=found.key,
            api_url=api_url,
            lookc_url=lookc_url,
            limiter=self.limiter,
            transport=transport,
            offline=settings.offline,
            key_header=settings.key_header,
            find_lookc_key=None if settings.demo else self._find_lookc_key,
        )
        # processes with the same key take turns, through the store
        main = ownership.servers.main
        server = "" if main == usual_servers().main else main
        self.limiter.shared = SharedSlots(store, found.key, self.limiter.spacing, server)
        self.waits = self.limiter.waits
        self.leases = Leases(store, self.waits)
        self.requests = Requests(
            self.client, store, self.leases, Budget(per_day=settings.budget_per_day)
        )
        self.account = Account(self.requests, store)
        self.requests.on_answer = self.account.count
        self.searches = Searches(self.requests, store, self.limiter, pictures=settings.pictures)
        self.records = StoredRecords(store)
        self.merged_records = MergedRecords(store)
        spacing = self.limiter.spacing
        self.lookups = Lookups(self.requests, store, self.records, spacing)
        self.runs = Runs(store, self.leases, self.lookups, settings.viewer_id)
        self.facets = Facets(self.requests, store)
        self.saved = SavedQueries(store)
        self.library = Library(store)

    @classmethod
    async def open(cls, settings: Settings, found: FoundKey | None) -> Services:
        """Open the store and the client; the demo needs no key.

        Raises StoreError when the store cannot be opened, InsecureUrl for a bad base URL.
        """
        database = settings.paths.database(demo=settings.demo)
        store = await AsyncStore.open(database, settings.paths.state)
        try:
            await asyncio.to_thread(this_process)  # its import is slow enough to be felt
            key = None if found is None else found.key
            ownership = await Ownership.enter(store, settings, key)
            lost = await store.run(
                lambda opened: opened.ledger.close_lost(
                    lambda name, heard_at: is_presumed_dead(name, heard_at, time())
                )
            )
            if settings.demo or found is None:
                found = FoundKey(Key("demo"), "session")
            services = cls(settings, found, store, ownership)
        except BaseException:  # also when whoever opens it is cancelled
            await store.close()
            raise
        services.lost = lost
        return services

    @cached_property
    def annotations(self) -> Annotations:
        """Notes and tags; imported on first use."""
        from lix_tui.services.library.annotations import Annotations

        return Annotations(self.store)

    def update_settings(self, settings: Settings) -> None:
        """Use changed settings from now on, as far as they can change while this runs."""
        self.settings = settings
        self.requests.budget.per_day = settings.budget_per_day

    def request_of(self, request: ApiRequest) -> Outgoing:
        """Return a request for showing it as code, with its key in the header that is used here.

        The variable that such code reads holds the word Bearer where the user wrote it there.
        """
        found = self.found_key
        if request.entry.host is Host.LOOKC:
            found = self.lookc_key or key_at_hand(self.settings.paths.config, LOOKC) or found
        form = self.settings.key_header or found.key.written_as
        if found.source == "environment" and form == found.key.written_as == "bearer":
            form = "raw"
        made = request.outgoing_by(self.settings)
        return replace(made, key_header=form, key_variable=found.role.variable)

    def _find_lookc_key(self) -> Key | None:
        """Look for a separate LookC key in its places, in a thread. Raises CredentialError."""
        self.lookc_key = find_key(
            self.settings.paths.config, role=LOOKC, warn=self.last_words.append
        )
        return None if self.lookc_key is None else self.lookc_key.key

    async def adopt(self, owner: Owner) -> int:
        """Use what an owner bought as this account's; return the number of answers.

        Raises StoreError.
        """
        moved = await self.ownership.adopt(owner)
        self.searches.forget_pages()
        self.facets.clear()
        await self.records.reload_keys()
        return moved

    @property
    def notices(self) -> list[str]:
        """Sentences about what was found wrong when the services came up or first sent."""
        found = [*self.client.notices, *([self.store.notice] if self.store.notice else [])]
        if self.lost:
            found.append(
                f"An earlier run ended before all its answers arrived, so "
                f"{counted(self.lost, 'credit')} may be lost. The ledger lists the requests."
            )
        return found

    async def end_pause(self) -> None:
        """Find out whether Lix still wants its pause, as the user wants to go on.

        Asks for the balances, which is free; the pause ends for everybody if Lix answers.
        """
        if not self.settings.offline and await self.limiter.is_paused():
            await self.account.refresh(place="refresh", only_balances=True, through_pause=True)

    async def close(self, max_wait: float = MAX_QUIT_WAIT) -> None:
        """Wait up to ``max_wait`` seconds for answers on their way, then close client and store.

        ``last_words`` then says what is not in the store, and where it is.
        """
        await self.runs.close()
        await self.requests.settle(max_wait)
        with suppress(StoreError):  # it was said when it could not be written
            await self.requests.write_rest()
        await self.leases.close()
        if unstored := self.requests.unstored:
            state = self.settings.paths.state
            self.last_words.append(await asyncio.to_thread(save_unstored, state, unstored))
        await self.client.aclose()
        if self.pictures is not None:
            await self.pictures.aclose()
        await self.store.close()
        if self.store.last_words:
            self.last_words.append(self.store.last_words)

    @property
    def is_all_stored(self) -> bool:
        """Return True if every answer so far is in the store, at its own path."""
        return not self.requests.unstored and not self.store.misplaced


def _demo_transport(settings: Settings) -> httpx.AsyncBaseTransport:
    from lix_tui.sandbox.config import SandboxConfig
    from lix_tui.sandbox.in_process import SandboxTransport

    today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    return SandboxTransport(SandboxConfig(interval=settings.rate_interval, now=today))
