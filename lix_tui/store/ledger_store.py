"""The ledger as a part of the store: written before and after each request."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from lix_tui.store import answers, ledger
from lix_tui.store.connection import Connection
from lix_tui.store.errors import check_room
from lix_tui.store.rows import DaySpend, KindSpend, LedgerLine
from lix_tui.store.scope_ids import Scopes


@dataclass(frozen=True, slots=True)
class DayBudget:
    """Limit of the credits spent since a time (seconds since the epoch)."""

    credits: int
    since: float


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of an answer that broke off, with their time (seconds since the epoch)."""

    endpoint: str
    body: bytes
    at: float


class OverBudget(Exception):
    """Refusal of a request that would exceed the day's budget."""

    def __init__(self, spent: int) -> None:
        """``spent`` is the cost of the day so far, in credits."""
        super().__init__(spent)
        self.spent = spent


class TakenOver(Exception):
    """Another process has taken over the lease on what a request fetches."""


class LedgerStore:
    """Requests with cost and outcome. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(
        self,
        *,
        endpoint: str,
        pool: str,
        cost: int,
        origin: str,
        at: float,
        search_id: int | None = None,
        process: str = "",
        day_budget: DayBudget | None = None,
        lease: str | None = None,
    ) -> int:
        """Write a request before it is sent; return its ledger id.

        Raises OverBudget if it would exceed the day's budget, StoreFull if the disk has no room
        for an answer that costs credits, TakenOver if the process has lost the ``lease`` on what
        it fetches, StoreMoved if the store's file isn't the one that was opened.
        """
        self._connection.file.check_before_purchase()
        if cost:
            check_room(self._connection.path)
        with self._connection.write_received() as connection:
            if lease is not None and not _holds(connection, lease, process):
                raise TakenOver(lease)
            if day_budget is not None and cost:
                _check(connection, self._connection.scopes, day_budget, cost)
            return ledger.begin(
                connection,
                endpoint=endpoint,
                pool=pool,
                cost=cost,
                origin=origin,
                search_id=search_id,
                at=at,
                process=process,
                scope_id=self._connection.scopes.of(endpoint),
            )

    def finish(
        self,
        ledger_id: int,
        *,
        outcome: str,
        status: int | None = None,
        elapsed: float | None = None,
        cost: int | None = None,
        note: str = "",
        part: Part | None = None,
    ) -> None:
        """Write the outcome of a request without a usable answer; store any ``part`` of one."""
        with self._connection.write_received() as connection:
            kept = None
            if part is not None:
                scope_id = self._connection.scopes.of(part.endpoint)
                kept = answers.add(connection, part.endpoint, part.body, part.at, scope_id=scope_id)
            ledger.finish(
                connection,
                ledger_id,
                outcome=outcome,
                status=status,
                elapsed=elapsed,
                cost=cost,
                note=note,
                answer_id=kept,
            )

    def note_kept(
        self, *, endpoint: str, pool: str, cost: int, origin: str, at: float, process: str = ""
    ) -> None:
        """Write that an answer came from the store and saved its cost."""
        with self._connection.write() as connection:
            ledger.note_kept(
                connection,
                endpoint=endpoint,
                pool=pool,
                cost=cost,
                origin=origin,
                at=at,
                process=process,
                scope_id=self._connection.scopes.of(endpoint),
            )

    def cost_of(self, ledger_id: int) -> int:
        """Return the credits that a request has cost, or may cost until its answer is here."""
        with self._connection.read() as connection:
            row = connection.execute("SELECT cost FROM ledger WHERE id = ?", (ledger_id,))
            return int(row.fetchone()[0])

    def close_lost(self, is_gone: Callable[[str, float], bool]) -> int:
        """Mark requests whose process has ended before their answer came.

        ``is_gone`` gets a process and its last sign of life. Returns the credits they may have
        cost.
        """
        with self._connection.write() as connection:
            return ledger.close_lost(connection, is_gone)

    def check_budget(self, budget: DayBudget, cost: int) -> None:
        """Raise OverBudget if that many more credits would exceed the day's budget."""
        with self._connection.read() as connection:
            _check(connection, self._connection.scopes, budget, cost)

    def save_unread(self, ledger_id: int, endpoint: str, body: bytes, at: float, note: str) -> None:
        """Store an answer that can't be read: it may have been paid for."""
        with self._connection.write_received() as connection:
            scope_id = self._connection.scopes.of(endpoint)
            answer_id = answers.add(connection, endpoint, body, at, scope_id=scope_id)
            ledger.finish(
                connection,
                ledger_id,
                outcome="unread",
                status=None,
                elapsed=None,
                note=note,
                answer_id=answer_id,
            )

    def save_unfinished(
        self, ledger_id: int, endpoint: str, body: bytes, at: float, note: str
    ) -> None:
        """Store an answer as one that can't be read, unless its request is already finished."""
        with self._connection.read() as connection:
            sent = ledger.is_sent(connection, ledger_id)
        if sent:
            self.save_unread(ledger_id, endpoint, body, at, note)

    def spent(self, since: float, process: str | None = None) -> dict[str, int]:
        """Return the credits by pool that requests since a time may have cost.

        Counts all processes, or one.
        """
        with self._connection.read() as connection:
            return ledger.spent(connection, self._connection.scopes, since, process=process)

    def saved(self, since: float, process: str | None = None) -> dict[str, int]:
        """Return the credits by pool that the store has saved since a time."""
        with self._connection.read() as connection:
            return ledger.spent(
                connection, self._connection.scopes, since, saved=True, process=process
            )

    def spend_by_day(self, since: float) -> list[DaySpend]:
        """Return the cost and savings of each local day since a time."""
        with self._connection.read() as connection:
            return ledger.by_day(connection, self._connection.scopes, since)

    def spend_by_endpoint(self, since: float) -> list[KindSpend]:
        """Return the cost and savings of each endpoint since a time."""
        with self._connection.read() as connection:
            return ledger.by_endpoint(connection, self._connection.scopes, since)

    def sent_since(self, since: float) -> int:
        """Return the number of requests sent since a time."""
        with self._connection.read() as connection:
            return ledger.sent_since(connection, self._connection.scopes, since)

    def request_of(self, fetched_at: float) -> LedgerLine | None:
        """Return the request whose answer was fetched at that time, None if there is none."""
        with self._connection.read() as connection:
            return ledger.of_answer(connection, fetched_at)

    def lines(self, limit: int, before_id: int | None = None) -> list[LedgerLine]:
        """Return the newest lines; with ``before_id`` those that follow that one."""
        with self._connection.read() as connection:
            return ledger.lines(connection, self._connection.scopes, limit, before_id)


def _check(connection: sqlite3.Connection, scopes: Scopes, budget: DayBudget, cost: int) -> None:
    spent = sum(ledger.spent(connection, scopes, budget.since).values())
    if spent + cost > budget.credits:
        raise OverBudget(spent)


def _holds(connection: sqlite3.Connection, thing: str, process: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM leases WHERE thing = ? AND process = ?", (thing, process)
    ).fetchone()
    return row is not None
