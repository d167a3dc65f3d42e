"""LinkedIn accounts that are connected to Lix. Every request for them is free and only reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoders import decode_as
from lix_tui.api.errors import BadBody
from lix_tui.api.models.linkedin_account import (
    LinkedinAccount,
    LinkedinAccounts,
    RemainingConnections,
)
from lix_tui.services.budget.account_answers import (
    read_account_answer,
    store_account_answer,
)
from lix_tui.services.budget.request_terms import MAX_WAIT, Origin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from lix_tui.api.api_request import Reply
    from lix_tui.services.budget.requests import Requests
    from lix_tui.store.rows import StoredRecord
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

M = TypeVar("M", LinkedinAccount, LinkedinAccounts, RemainingConnections)
PAGE_SIZE = 5
"""Accounts on a page (Lix docs)."""
MOST_PAGES = 200
"""Pages that are requested at most, whatever the server answers."""


@dataclass(frozen=True, slots=True)
class StoredAccounts:
    """Connected accounts as an earlier answer listed them."""

    accounts: tuple[LinkedinAccount, ...]
    fetched_at: float
    """Time of the oldest page, in seconds since the epoch."""


class ConnectedAccounts:
    """Requests for connected accounts, and their stored answers.

    A request is never answered from the store.
    """

    def __init__(self, requests: Requests, store: AsyncStore) -> None:
        self._requests, self._store = requests, store

    async def stored(self) -> StoredAccounts | None:
        """Return the accounts that were listed last; None if the store has no list.

        Raises StoreError.
        """

        def read(store: Store) -> list[tuple[LinkedinAccounts, float]]:
            found: list[tuple[LinkedinAccounts, float]] = []
            for number in range(1, MOST_PAGES + 1):
                row = store.records.find("account", (f"linkedin_accounts {number}",))
                page = None if row is None else _decoded(LinkedinAccounts, row)
                if row is None or page is None:
                    break
                found.append((page, row.fetched_at))
                if len(page.accounts) < PAGE_SIZE:
                    break
            return found

        pages = await self._store.run(read)
        if not pages:
            return None
        accounts = {_identity(one): one for page, _ in reversed(pages) for one in page.accounts}
        order = dict.fromkeys(_identity(one) for page, _ in pages for one in page.accounts)
        return StoredAccounts(tuple(accounts[key] for key in order), min(at for _, at in pages))

    async def stored_remaining(self, viewer_id: str) -> tuple[RemainingConnections, float] | None:
        """Return the last answer about connection requests with its time; None without one.

        The time is in seconds since the epoch. Raises StoreError.
        """
        key = f"connections_remaining {viewer_id}"
        row = await self._store.run(lambda store: store.records.find("account", (key,)))
        found = None if row is None else _decoded(RemainingConnections, row)
        return None if row is None or found is None else (found, row.fetched_at)

    async def pages(
        self, place: str, *, max_wait: float = MAX_WAIT
    ) -> AsyncIterator[tuple[LinkedinAccounts, bytes]]:
        """Yield each page of the account list with its body.

        The list ends with a page of fewer than five accounts, or with one that brings nothing new.
        Raises LixError or StoreError.
        """
        seen: set[str] = set()
        for number in range(1, MOST_PAGES + 1):
            request = ApiRequest("linkedin_accounts", {"page": number})
            page, body = await self._fetch(LinkedinAccounts, request, place, max_wait)
            new = {json.dumps(one.model_dump(mode="json"), sort_keys=True) for one in page.accounts}
            if new <= seen and number > 1:
                return
            seen |= new
            yield page, body
            if len(page.accounts) < PAGE_SIZE:
                return

    async def account(
        self, viewer_id: str, place: str, *, max_wait: float = MAX_WAIT
    ) -> tuple[LinkedinAccount, bytes]:
        """Return one account with the body of the answer. Raises LixError or StoreError."""
        request = ApiRequest("linkedin_account", {"viewer_id": viewer_id})
        return await self._fetch(LinkedinAccount, request, place, max_wait)

    async def remaining_connections(
        self, viewer_id: str, place: str, *, max_wait: float = MAX_WAIT
    ) -> tuple[RemainingConnections, bytes]:
        """Return the connection requests that are left, with the body of the answer.

        Raises LixError or StoreError.
        """
        request = ApiRequest("connections_remaining", {"viewer_id": viewer_id})
        return await self._fetch(RemainingConnections, request, place, max_wait)

    async def _fetch(
        self, model: type[M], request: ApiRequest, place: str, max_wait: float
    ) -> tuple[M, bytes]:
        key = " ".join([request.endpoint, *(str(value) for value in request.sent_params.values())])

        async def save(reply: Reply, ledger_id: int) -> tuple[M, bytes]:
            value = await read_account_answer(
                self._requests, reply, ledger_id, partial(decode_as, model, request.endpoint)
            )
            await store_account_answer(self._requests, reply, ledger_id, key)
            return value, reply.body

        return await self._requests.perform(request, Origin(place), save, max_wait=max_wait)


def _decoded(model: type[M], row: StoredRecord) -> M | None:
    """Return a stored answer; None for one that this version can't read."""
    try:
        return decode_as(model, row.endpoint, row.body)
    except BadBody:
        return None


def _identity(account: LinkedinAccount) -> str:
    return account.viewer_id or json.dumps(account.model_dump(mode="json"), sort_keys=True)
