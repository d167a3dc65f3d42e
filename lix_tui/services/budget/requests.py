"""Requests with ledger lines, written before sending, so that no paid answer is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING, TypeVar

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import (
    BadBody,
    LeaseLost,
    LixError,
    NetworkError,
    NotFound,
    Queued,
    RateLimited,
    ServerError,
)
from lix_tui.api.limiter import Lane
from lix_tui.api.waits import PAUSE, QUEUED
from lix_tui.counts import counted
from lix_tui.services.budget.budget import Budget
from lix_tui.services.budget.processes import this_process
from lix_tui.services.budget.request_terms import (
    MAX_QUIT_WAIT,
    QUEUED_WAIT,
    RATE_LIMIT_WAIT,
    ExclusiveFetch,
    OnMissing,
    OnWait,
    Origin,
)
from lix_tui.store.errors import StoreError, StoreMoved
from lix_tui.store.ledger import LeaseReplaced, OverBudget, Part

if TYPE_CHECKING:
    from lix_tui.api.api_request import ApiRequest, Reply
    from lix_tui.api.client import Client
    from lix_tui.services.budget.leases import Leases
    from lix_tui.store.store import Store
    from lix_tui.store.worker import AsyncStore

R = TypeVar("R")
NOTHING_STORED = "No answer arrived, so nothing new is stored"
ANSWER_STORED = "The answer is stored as received"


@dataclass(slots=True)
class _Write:
    """Pending write, with the answer that it stores if there is one."""

    work: Callable[[], Awaitable[None]]
    reply: Reply | None


class Requests:
    """Sender of requests that records each in the ledger.

    A request that is cancelled before sending isn't sent. One already sent continues in the
    background, and its answer is stored.
    """

    def __init__(self, client: Client, store: AsyncStore, leases: Leases, budget: Budget) -> None:
        self._client, self._store, self._leases = client, store, leases
        self.budget, self.waits = budget, leases.waits
        self.retries = 0
        """Number of automatic repetitions of a request that may have cost credits."""
        self._on_the_way: set[asyncio.Task[object]] = set()
        self._unwritten: list[_Write] = []
        self._refused: list[Reply] = []
        """Answers that the store has refused permanently."""
        self._writing = asyncio.Lock()
        self.on_answer: Callable[[], Awaitable[None]] | None = None
        """Callbacks awaited after each answer or failure, when spending may have changed."""

    @property
    def on_the_way(self) -> int:
        """Number of sent requests without an answer."""
        return len(self._on_the_way)

    @property
    def unstored(self) -> list[Reply]:
        """Answers that couldn't be written to the store so far."""
        return [*self._refused, *(one.reply for one in self._unwritten if one.reply is not None)]

    def check(self, request: ApiRequest) -> None:
        """Raise ParamsInvalid or RequestTooLong if a request can't be sent."""
        self._client.check(request)

    async def perform(
        self,
        request: ApiRequest,
        origin: Origin,
        save: Callable[[Reply, int], Awaitable[R]],
        *,
        lane: Lane = Lane.INTERACTIVE,
        exclusive: ExclusiveFetch[R] | None = None,
        on_missing: OnMissing | None = None,
        through_pause: bool = False,
        max_wait: float = 0.0,
        on_wait: OnWait | None = None,
    ) -> R:
        """Send one request and store its answer, as ``once`` does.

        After a rate limit or a queued lookup, wait up to ``max_wait`` seconds in total and repeat
        the request; ``on_wait`` gets the reason and the seconds.

        Raises:
            StillWaiting: the wait is longer than the command allows.
            LixError: the request failed; Queued or RateLimited when ``max_wait`` has ended.

        """
        while True:
            try:
                return await self.once(
                    request,
                    origin,
                    save,
                    lane=lane,
                    exclusive=exclusive,
                    on_missing=on_missing,
                    through_pause=through_pause,
                )
            except (RateLimited, Queued) as error:
                through_pause = False  # after another refusal, the new pause applies
                queued = isinstance(error, Queued)
                pause = error.retry_after or (QUEUED_WAIT if queued else RATE_LIMIT_WAIT)
                if pause > max_wait:
                    raise
                max_wait -= pause
                if on_wait is not None:
                    on_wait(error, pause)
                if queued:
                    await self.waits.sleep(QUEUED, pause)
                elif not self.waits.allows(pause):
                    raise self.waits.too_long(PAUSE, pause, 0.0) from None
                else:  # the limiter waits for the rest of the pause, which may end early
                    await self.waits.sleep(PAUSE, RATE_LIMIT_WAIT)

    async def once(
        self,
        request: ApiRequest,
        origin: Origin,
        save: Callable[[Reply, int], Awaitable[R]],
        *,
        lane: Lane = Lane.INTERACTIVE,
        exclusive: ExclusiveFetch[R] | None = None,
        on_sent: Callable[[], None] | None = None,
        on_missing: OnMissing | None = None,
        through_pause: bool = False,
    ) -> R:
        """Send one request and store its answer.

        With ``exclusive``, wait while another request fetches the same, and send nothing if that
        has stored the value. ``save`` gets the reply and its ledger id, writes both to the store
        and returns the caller's value. ``on_sent`` is called after the ledger line is written,
        when the request is sent. ``on_missing`` is awaited if Lix doesn't have the record, even
        after a cancellation. With ``through_pause``, the first attempt ignores a pause of the
        server. Raises LixError if the request failed; its ledger line has the error.
        """
        endpoint = request.endpoint
        sent, left = asyncio.Event(), asyncio.Event()
        ledger: list[int] = []

        async def before_send() -> None:
            # a cancellation after this is too late: a ledger line always means a request
            self._track(task)
            sent.set()
            if ledger:  # the server didn't know the first path; this is the other one
                former = ledger[-1]
                await self._store.run(
                    lambda store: store.ledger.finish(former, outcome="unknown_route", cost=0)
                )
                await self._count(former, endpoint)
            ledger.append(await self._begin(endpoint, origin, exclusive))
            if on_sent is not None:
                on_sent()

        async def run() -> R:
            if exclusive is None:
                return await send_until_answered()
            resend = self._use_retry if ENDPOINTS[endpoint].cost else lambda: True
            async with self._leases.lock(
                exclusive.thing,
                endpoint=endpoint,
                may_resend=resend,
                repeats_lost=exclusive.repeats_lost,
                other_names=exclusive.other_names,
            ):
                known = await exclusive.known()
                return await send_until_answered() if known is None else known

        async def send_until_answered() -> R:
            while True:
                try:
                    return await send()
                except (ServerError, NetworkError, BadBody) as error:
                    if isinstance(error, Queued) or left.is_set() or not self._use_retry():
                        raise
                    sent.clear()
                    ledger.clear()  # each attempt has a ledger line of its own

        async def send() -> R:
            nonlocal through_pause
            await self._check_budget(endpoint)
            through, through_pause = through_pause, False
            try:
                reply = await self._client.send(
                    request, lane=lane, before_send=before_send, through_pause=through
                )
            except LixError as error:
                if on_missing is not None and isinstance(error, NotFound):
                    await on_missing(error)
                if ledger:
                    await self._failed(ledger[-1], endpoint, error)
                    error.stored_note = error.stored_note or NOTHING_STORED
                    await self._count(ledger[-1], endpoint)
                    await self.notify()
                raise
            try:
                kept = await save(reply, ledger[-1])
            except StoreError:  # it is written as soon as possible
                raise
            except BadBody as error:  # it is already stored as an unreadable answer
                await self._store_unfinished(reply, ledger[-1])
                error.stored_note = ANSWER_STORED
                raise
            except BaseException:  # a paid answer must not be lost, whatever the error
                await self._store_unfinished(reply, ledger[-1])
                raise
            await self._count(ledger[-1], endpoint)
            await self.notify()
            return kept

        task = asyncio.create_task(run())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            left.set()
            if not sent.is_set():
                self._track(task)  # until its locks are released
                task.cancel()
            raise

    async def store_unread(self, reply: Reply, ledger_id: int, error: BadBody) -> None:
        """Store a paid answer that can't be read. Raises StoreError."""
        note = error.sentence
        await self.write(
            lambda store: store.ledger.save_unread(
                ledger_id, reply.endpoint, reply.body, reply.sent_at, note
            ),
            reply=reply,
        )

    async def write(
        self,
        function: Callable[[Store], R],
        then: Callable[[R], None] = lambda _: None,
        *,
        reply: Reply | None = None,
    ) -> None:
        """Write paid data; ``then`` gets the result of ``function``.

        If a write fails for a temporary reason, such as a full disk, it is queued and repeated
        before the next request. ``reply`` is the answer that ``function`` writes; it counts as
        ``unstored`` until then. Raises StoreError.
        """

        async def work() -> None:
            then(await self._store.run(function))

        self._unwritten.append(_Write(work, reply))
        await self.write_rest()

    async def write_rest(self) -> None:
        """Repeat failed writes in their order. Raises StoreError."""
        async with self._writing:
            while self._unwritten:
                done = True
                try:
                    await self._unwritten[0].work()
                except StoreError as error:
                    done = not error.may_pass  # otherwise it would block all later writes
                    reply = self._unwritten[0].reply
                    # the write succeeded, though not at the store's path, as the error says
                    if done and reply is not None and not isinstance(error, StoreMoved):
                        self._refused.append(reply)
                    raise
                finally:
                    if done:
                        del self._unwritten[0]

    async def settle(self, seconds: float = MAX_QUIT_WAIT) -> None:
        """Wait up to ``seconds`` for outstanding answers."""
        if self._on_the_way:
            await asyncio.wait(self._on_the_way, timeout=seconds)

    def _use_retry(self) -> bool:
        """Return True if a request may be repeated automatically, and count the retry."""
        if not self.retries:
            return False
        self.retries -= 1
        return True

    def _track(self, task: asyncio.Task[R]) -> None:
        """Run a request until its answer is stored, even if its caller is cancelled."""
        self._on_the_way.add(task)

        def done(finished: asyncio.Task[R]) -> None:
            self._on_the_way.discard(finished)
            if not finished.cancelled():
                finished.exception()  # its ledger line has the error, even if no caller waits

        task.add_done_callback(done)

    async def notify(self) -> None:
        """Report that the ledger has changed."""
        if self.on_answer is not None:
            await self.on_answer()

    async def _store_unfinished(self, reply: Reply, ledger_id: int) -> None:
        """Store an answer as received, unless its request is already finished."""
        note = "Reading the answer failed unexpectedly. The answer is stored."
        await self.write(
            lambda store: store.ledger.save_unfinished(
                ledger_id, reply.endpoint, reply.body, reply.sent_at, note
            ),
            reply=reply,
        )

    async def _begin(
        self, endpoint: str, origin: Origin, exclusive: ExclusiveFetch[R] | None
    ) -> int:
        await self.write_rest()
        entry, day = ENDPOINTS[endpoint], self.budget.today
        self.budget.check_run(endpoint, entry.cost)
        try:
            ledger_id = await self._store.run(
                lambda store: store.ledger.begin(
                    endpoint=endpoint,
                    pool=entry.pool.value,
                    cost=entry.cost,
                    origin=origin.place,
                    search_id=origin.search_id,
                    story=origin.story,
                    at=time(),
                    process=this_process(),
                    day_budget=day,
                    lease=None if exclusive is None else exclusive.thing,
                )
            )
        except OverBudget as over:
            raise self.budget.day_reached(endpoint, over.spent) from None
        except LeaseReplaced:
            message = "Another lix-tui took this request over, so it wasn't sent from here"
            raise LeaseLost(message, endpoint=endpoint, may_have_cost=False) from None
        self.budget.run_spent += entry.cost
        return ledger_id

    async def _count(self, ledger_id: int, endpoint: str) -> None:
        """Count the actual cost of a request, which may be less than the expected one."""
        if self.budget.per_run is not None:
            with suppress(StoreError):  # otherwise the expected cost counts
                cost = await self._store.run(lambda store: store.ledger.cost_of(ledger_id))
                self.budget.run_spent += cost - ENDPOINTS[endpoint].cost

    async def _check_budget(self, endpoint: str) -> None:
        """Raise BudgetReached before the wait for a slot, if a budget would be exceeded."""
        cost, day = ENDPOINTS[endpoint].cost, self.budget.today
        self.budget.check_run(endpoint, cost)
        if day is not None and cost:
            try:
                await self._store.run(lambda store: store.ledger.check_budget(day, cost))
            except OverBudget as over:
                raise self.budget.day_reached(endpoint, over.spent) from None

    async def _failed(self, ledger_id: int, endpoint: str, error: LixError) -> None:
        cost = ENDPOINTS[endpoint].cost if error.may_have_cost else 0
        part = error.received if isinstance(error, NetworkError) else b""
        kept = Part(endpoint, part, time()) if part else None
        with suppress(StoreError):  # the error of the request is reported instead
            if part:
                error.stored_note = (
                    f"The part of the answer that arrived ({counted(len(part), 'byte')}) is stored"
                )
            await self.write(
                lambda store: store.ledger.finish(
                    ledger_id,
                    outcome=error.error_type or type(error).__name__,
                    status=error.status,
                    cost=cost,
                    note=error.sentence,
                    part=kept,
                )
            )
