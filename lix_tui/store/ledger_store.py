"""The ledger as the store offers it: written before and after each request, read for accounts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from lix_tui.store import answers, ledger
from lix_tui.store.answers import unpack
from lix_tui.store.connected import Connected
from lix_tui.store.errors import check_room
from lix_tui.store.rows import DaySpend, KindSpend, LedgerLine, StoredRecord


@dataclass(frozen=True, slots=True)
class DayBudget:
    """How many credits may be spent since a moment (seconds since the epoch)."""

    credits: int
    since: float


@dataclass(frozen=True, slots=True)
class Part:
    """What came of an answer before it broke off, at that time (seconds since the epoch)."""

    endpoint: str
    body: bytes
    at: float


class OverBudget(Exception):
    """A request would go beyond the day's budget."""

    def __init__(self, spent: int) -> None:
        """``spent`` is what the day has cost so far, in credits."""
        super().__init__(spent)
        self.spent = spent


class LedgerStore(Connected):
    """Every request with its cost and outcome. Times are seconds since the epoch."""

    def begin_request(
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
    ) -> int:
        """Write, before it goes out, that a request is sent; returns its ledger id.

        Raises OverBudget when it would go beyond the day's budget, StoreFull when the disk has
        no room for an answer that costs something, StoreMoved when the store's file is not the one
        that was opened.
        """
        self._file.check_before_purchase()
        if cost:
            check_room(self._path)
        with self._keeping() as connection:
            if day_budget is not None and cost:
                _check(connection, day_budget, cost)
            return ledger.begin(
                connection,
                endpoint=endpoint,
                pool=pool,
                cost=cost,
                origin=origin,
                search_id=search_id,
                at=at,
                process=process,
            )

    def finish_request(
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
        """Write how a request without a usable answer ended, and keep what came of one."""
        with self._keeping() as connection:
            kept = answers.add(connection, part.endpoint, part.body, part.at) if part else None
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
        """Write that an answer was shown from the store instead of being paid for."""
        with self._transaction() as connection:
            ledger.note_kept(
                connection,
                endpoint=endpoint,
                pool=pool,
                cost=cost,
                origin=origin,
                at=at,
                process=process,
            )

    def cost_of(self, ledger_id: int) -> int:
        """The credits that a request has cost, or may cost while its answer is not here."""
        with self._read() as connection:
            row = connection.execute("SELECT cost FROM ledger WHERE id = ?", (ledger_id,))
            return int(row.fetchone()[0])

    def close_lost(self, alive: Callable[[str], bool]) -> int:
        """Mark requests whose process has ended before their answer came.

        Returns the credits they may have cost.
        """
        with self._transaction() as connection:
            return ledger.close_lost(connection, alive)

    def check_budget(self, budget: DayBudget, cost: int) -> None:
        """Raise OverBudget when that many credits more would go beyond the day's budget."""
        with self._read() as connection:
            _check(connection, budget, cost)

    def keep_unread(self, ledger_id: int, endpoint: str, body: bytes, at: float, note: str) -> None:
        """Keep an answer that cannot be read: it may have been paid for."""
        with self._keeping() as connection:
            answer_id = answers.add(connection, endpoint, body, at)
            ledger.finish(
                connection,
                ledger_id,
                outcome="unread",
                status=None,
                elapsed=None,
                note=note,
                answer_id=answer_id,
            )

    def keep_unfinished(
        self, ledger_id: int, endpoint: str, body: bytes, at: float, note: str
    ) -> None:
        """Keep an answer as one that cannot be read, unless its request has an end already."""
        with self._read() as connection:
            sent = ledger.is_sent(connection, ledger_id)
        if sent:
            self.keep_unread(ledger_id, endpoint, body, at, note)

    def spent(self, since: float, process: str | None = None) -> dict[str, int]:
        """Credits by pool that requests since a time (seconds since the epoch) may have cost.

        Of all processes, or of one.
        """
        with self._read() as connection:
            return ledger.spent(connection, since, process=process)

    def saved(self, since: float, process: str | None = None) -> dict[str, int]:
        """Credits by pool that the store has saved since a time."""
        with self._read() as connection:
            return ledger.spent(connection, since, saved=True, process=process)

    def spend_by_day(self, since: float) -> list[DaySpend]:
        """What each local day since a time has cost and saved."""
        with self._read() as connection:
            return ledger.by_day(connection, since)

    def spend_by_endpoint(self, since: float) -> list[KindSpend]:
        """What each endpoint has cost and saved since a time."""
        with self._read() as connection:
            return ledger.by_endpoint(connection, since)

    def answers_of(self, endpoint: str, limit: int) -> list[StoredRecord]:
        """The newest answers of an endpoint, the newest first."""
        with self._read() as connection:
            rows = connection.execute(
                "SELECT id, endpoint, body, packed, fetched_at FROM answers WHERE endpoint = ?"
                " ORDER BY id DESC LIMIT ?",
                (endpoint, limit),
            ).fetchall()
        return [StoredRecord(row[0], row[1], unpack(row[2], row[3]), row[4]) for row in rows]

    def sent_since(self, since: float) -> int:
        """How many requests were sent since a time."""
        with self._read() as connection:
            return ledger.sent_since(connection, since)

    def request_of(self, fetched_at: float) -> LedgerLine | None:
        """The request whose answer was fetched then, None where none is written down."""
        with self._read() as connection:
            return ledger.of_answer(connection, fetched_at)

    def ledger_lines(self, limit: int, before_id: int | None = None) -> list[LedgerLine]:
        """The newest ledger lines; with ``before_id`` those that follow that one."""
        with self._read() as connection:
            return ledger.lines(connection, limit, before_id)


def _check(connection: sqlite3.Connection, budget: DayBudget, cost: int) -> None:
    spent = sum(ledger.spent(connection, budget.since).values())
    if spent + cost > budget.credits:
        raise OverBudget(spent)
