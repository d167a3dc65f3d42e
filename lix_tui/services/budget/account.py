"""Balances, daily allowance and spending of this run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from time import time
from typing import TYPE_CHECKING

from lix_tui.api.api_request import ApiRequest
from lix_tui.api.decoders import decode
from lix_tui.api.endpoints import Pool
from lix_tui.api.errors import BadBody, KeyRefused, LixError
from lix_tui.api.limiter import Lane
from lix_tui.api.models.account import Balances, DailyAllowance
from lix_tui.services.budget.account_answers import (
    read_account_answer,
    store_account_answer,
)
from lix_tui.services.budget.processes import this_process
from lix_tui.services.budget.request_terms import MAX_WAIT, Origin
from lix_tui.services.budget.requests import Requests
from lix_tui.services.budget.spending_history import History, read_history
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.api.api_request import Reply
    from lix_tui.store.rows import StoredRecord
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore


class Account:
    """Balances and allowance of the account: the last answers minus later spending."""

    def __init__(self, requests: Requests, store: AsyncStore) -> None:
        self._requests, self._store = requests, store
        self.balances: Balances | None = None
        self.allowance: DailyAllowance | None = None
        self.balances_at: float | None = None
        self.allowance_at: float | None = None
        self.problems: dict[str, LixError | StoreError] = {}
        """Error of the last call of an endpoint, by endpoint name; absent after a success."""
        self.spent: Mapping[str, int] = {}
        """Credits spent by this run, by pool."""
        self.saved: Mapping[str, int] = {}
        """Credits that the store saved in this run, by pool."""
        self.requests_sent = 0
        """Requests of all processes since this run began, which the allowance counts."""
        self.started_at = time()
        self._all_spent: Mapping[str, int] = {}
        """Credits that all processes have spent since this one began, by pool."""
        self._since: dict[str, int] = {}
        self._sent_since = 0
        self.listeners: list[Callable[[], None]] = []

    async def refresh(
        self,
        *,
        lane: Lane = Lane.INTERACTIVE,
        place: str = "account",
        only_balances: bool = False,
        max_wait: float = MAX_WAIT,
        through_pause: bool = False,
    ) -> None:
        """Request balances and allowance; both are free. Failures are stored in ``problems``.

        ``max_wait`` is the longest total wait in seconds after a rate limit. With
        ``through_pause``, a pause that Lix asked for is ignored; if Lix answers, the pause ends
        for all processes.
        """
        await self._request("balances", place, lane, max_wait, through_pause)
        refused = isinstance(self.problems.get("balances"), KeyRefused)
        if not only_balances and not refused:  # the next call would fail the same way
            await self._request("daily_allowance", place, lane, max_wait)

    async def load_stored(self) -> None:
        """Show the last known answers of an earlier run, at no cost."""
        for endpoint in ("balances", "daily_allowance"):
            stored = await self._store.run(partial(_find, endpoint))
            if stored is not None:
                with suppress(BadBody):  # stored by a version that decoded it differently
                    self._set_value(_known(endpoint, stored.body), stored.fetched_at)
        self._notify()

    async def count(self) -> None:
        """Sum up the spending of this run from the ledger."""
        since, ours = self.started_at, this_process()
        self.spent, self.saved, self._all_spent, self.requests_sent = await self._store.run(
            lambda store: (
                store.ledger.spent(0.0, ours),  # whatever the clock says: the name is unique
                store.ledger.saved(0.0, ours),
                store.ledger.spent(since),
                store.ledger.sent_since(since),
            )
        )
        self._notify()

    async def history(self, days: int) -> History:
        """Return spending, savings and balances of the last days, today included.

        Raises StoreError.
        """
        return await self._store.run(lambda store: read_history(store, days))

    def left(self, pool: Pool) -> tuple[int, bool] | None:
        """Return the credits left in a pool, with True if nothing was spent since the answer."""
        if self.balances is None:
            return None
        value = self.balances.pools.get(pool)
        if value is None:
            return None
        since = self._all_spent.get(pool.value, 0) - self._since.get(pool.value, 0)
        return value - since, since == 0

    def requests_left(self) -> tuple[int, bool] | None:
        """Return the requests left today, with True if the number is exact."""
        if self.allowance is None or self.allowance.requests_remaining is None:
            return None
        since = self.requests_sent - self._sent_since
        return max(0, self.allowance.requests_remaining - since), since == 0

    async def _request(
        self,
        endpoint: str,
        place: str,
        lane: Lane,
        max_wait: float,
        through_pause: bool = False,
    ) -> None:
        async def save(reply: Reply, ledger_id: int) -> None:
            value = await read_account_answer(
                self._requests, reply, ledger_id, partial(_known, endpoint)
            )
            unsaved: StoreError | None = None
            try:
                await store_account_answer(self._requests, reply, ledger_id, endpoint)
            except StoreError as error:  # the balances are shown nevertheless
                unsaved = error
            await self.count()
            self._set_value(value, reply.sent_at)
            self._since_now(endpoint)
            if unsaved is not None:
                raise unsaved

        try:
            await self._requests.perform(
                ApiRequest(endpoint),
                Origin(place),
                save,
                lane=lane,
                through_pause=through_pause,
                max_wait=max_wait,
            )
        except (LixError, StoreError) as error:
            self.problems[endpoint] = error
        else:
            self.problems.pop(endpoint, None)
        self._notify()

    def _set_value(self, value: Balances | DailyAllowance, at: float) -> None:
        if isinstance(value, Balances):
            self.balances, self.balances_at = value, at
        else:
            self.allowance, self.allowance_at = value, at

    def _since_now(self, endpoint: str) -> None:
        if endpoint == "balances":
            self._since = dict(self._all_spent)
        else:
            self._sent_since = self.requests_sent

    def _notify(self) -> None:
        for listener in tuple(self.listeners):
            listener()


def _known(endpoint: str, body: bytes) -> Balances | DailyAllowance:
    """Return the model of an answer. Raises BadBody for one in an unknown format."""
    value = decode(endpoint, body)
    if not isinstance(value, Balances | DailyAllowance) or not value.known:
        message = "The answer came in an unknown format"
        raise BadBody(message, endpoint=endpoint, status=200)
    return value


def _find(endpoint: str, store: Store) -> StoredRecord | None:
    return store.records.find("account", (endpoint,))
