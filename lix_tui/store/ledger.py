"""Ledger: every request with its cost, outcome and time, written before and after it is sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from lix_tui.store import answers
from lix_tui.store.connection import Connection, Scopes, check_room
from lix_tui.store.rows import DaySpend, KindSpend, LedgerLine

DEPARTURE_SECONDS = 600.0
"""Longest time between a request's ledger line and its departure."""
SENT, OK, KEPT, LOST = "sent", "ok", "kept", "lost"
_SPENT = f"SUM(CASE outcome WHEN '{KEPT}' THEN 0 ELSE cost END)"
_SAVED = f"SUM(CASE outcome WHEN '{KEPT}' THEN cost ELSE 0 END)"


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


class LeaseReplaced(Exception):
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
        story: str = "",
        process: str = "",
        day_budget: DayBudget | None = None,
        lease: str | None = None,
    ) -> int:
        """Write a request before it is sent; return its ledger id.

        ``story`` names the run that it belongs to; the pages of one command are a story of their
        own.

        Raises OverBudget if it would exceed the day's budget, StoreFull if the disk has no room
        for an answer that costs credits, LeaseReplaced if the process has lost the ``lease`` on
        what it fetches, StoreMoved if the store's file isn't the one that was opened.
        """
        self._connection.file.check_before_purchase()
        if cost:
            check_room(self._connection.path)
        with self._connection.write_received() as connection:
            if lease is not None and not _owns_lease(connection, lease, process):
                raise LeaseReplaced(lease)
            if day_budget is not None and cost:
                _check(connection, self._connection.scopes, day_budget, cost)
            scope_id = self._connection.scopes.of(endpoint)
            if search_id is not None and origin.startswith("lix-tui ") and not story:
                story = f"command {process} {search_id}"
            cursor = connection.execute(
                "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, search_id,"
                " process, scope_id, story) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (at, endpoint, pool, cost, SENT, origin, search_id, process, scope_id, story),
            )
            if lease is not None:
                connection.execute(
                    "UPDATE leases SET ledger_id = ? WHERE thing = ?", (cursor.lastrowid, lease)
                )
            return int(cursor.lastrowid or 0)

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
            finish(
                connection,
                ledger_id,
                outcome=outcome,
                status=status,
                elapsed=elapsed,
                cost=cost,
                note=note,
                answer_id=kept,
            )

    def record_store_hit(
        self,
        *,
        endpoint: str,
        pool: str,
        cost: int,
        origin: str,
        at: float,
        process: str = "",
        search_id: int | None = None,
        answer_id: int | None = None,
        story: str = "",
    ) -> None:
        """Write that an answer came from the store and saved its cost.

        ``search_id`` or ``answer_id`` lead to it; ``story`` is that of ``begin``.
        """
        with self._connection.write() as connection:
            scope_id = self._connection.scopes.of(endpoint)
            connection.execute(
                "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, process,"
                " scope_id, search_id, answer_id, story) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(at, endpoint, pool, cost, KEPT, origin, process, scope_id),
                    *(search_id, answer_id, story),
                ),
            )

    def cost_of(self, ledger_id: int) -> int:
        """Return the credits that a request has cost, or may cost until its answer is here."""
        with self._connection.read() as connection:
            row = connection.execute("SELECT cost FROM ledger WHERE id = ?", (ledger_id,))
            return int(row.fetchone()[0])

    def close_lost(self, is_presumed_dead: Callable[[str, float], bool]) -> int:
        """Mark requests whose process ended before their answer arrived as lost.

        ``is_presumed_dead`` gets a process and its last sign of life, in seconds since the epoch:
        its newest request or the heartbeat of its leases. Returns the credits that they may have
        cost.
        """
        with self._connection.write() as connection:
            rows = connection.execute(
                "SELECT process, MAX(sent_at, COALESCE((SELECT MAX(taken_at) FROM leases"
                " WHERE leases.process = sent.process), 0)) FROM (SELECT process, MAX(sent_at)"
                " AS sent_at FROM ledger WHERE outcome = ? GROUP BY process) AS sent",
                (SENT,),
            ).fetchall()
            gone = [str(row[0]) for row in rows if is_presumed_dead(str(row[0]), float(row[1]))]
            cost = 0
            for process in gone:
                costs = connection.execute(
                    "SELECT SUM(cost) FROM ledger WHERE outcome = ? AND process = ?",
                    (SENT, process),
                )
                cost += int(costs.fetchone()[0] or 0)
                connection.execute(
                    "UPDATE ledger SET outcome = ?, note = 'lix-tui ended before the answer came'"
                    " WHERE outcome = ? AND process = ?",
                    (LOST, SENT, process),
                )
            return cost

    def has_open_requests(self) -> bool:
        """Return True if requests have no outcome yet: on their way, or of ended processes."""
        with self._connection.read() as connection:
            row = connection.execute("SELECT 1 FROM ledger WHERE outcome = ? LIMIT 1", (SENT,))
            return row.fetchone() is not None

    def check_budget(self, budget: DayBudget, cost: int) -> None:
        """Raise OverBudget if that many more credits would exceed the day's budget."""
        with self._connection.read() as connection:
            _check(connection, self._connection.scopes, budget, cost)

    def save_unread(self, ledger_id: int, endpoint: str, body: bytes, at: float, note: str) -> None:
        """Store an answer that can't be read: it may have been paid for."""
        with self._connection.write_received() as connection:
            scope_id = self._connection.scopes.of(endpoint)
            answer_id = answers.add(connection, endpoint, body, at, scope_id=scope_id)
            finish(
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
            row = connection.execute("SELECT outcome FROM ledger WHERE id = ?", (ledger_id,))
            outcome = row.fetchone()
        if outcome is not None and outcome[0] == SENT:
            self.save_unread(ledger_id, endpoint, body, at, note)

    def spent(self, since: float, process: str | None = None) -> dict[str, int]:
        """Return the credits by pool that requests since a time may have cost.

        Counts all processes, or one.
        """
        with self._connection.read() as connection:
            return _sum(connection, self._connection.scopes, since, process=process)

    def saved(self, since: float, process: str | None = None) -> dict[str, int]:
        """Return the credits by pool that the store has saved since a time."""
        with self._connection.read() as connection:
            return _sum(connection, self._connection.scopes, since, saved=True, process=process)

    def spend_by_day(self, since: float) -> list[DaySpend]:
        """Return the cost and savings of each local day since a time, by pool.

        Days without either are left out.
        """
        scopes = self._connection.scopes
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT date(sent_at, 'unixepoch', 'localtime') AS day, pool,"  # noqa: S608  # words of ours
                f" {_SPENT}, {_SAVED} FROM ledger WHERE sent_at >= ?"
                f" AND scope_id IN ({scopes.marks}) GROUP BY day, pool ORDER BY day",
                (since, *scopes.all),
            )
            return [DaySpend(*row) for row in rows]

    def spend_by_endpoint(self, since: float) -> list[KindSpend]:
        """Return requests, cost and savings of each endpoint since a time, the costliest first."""
        scopes = self._connection.scopes
        with self._connection.read() as connection:
            rows = connection.execute(
                f"SELECT endpoint, SUM(outcome <> '{KEPT}'), {_SPENT} AS cost, {_SAVED}"  # noqa: S608  # as above
                f" FROM ledger WHERE sent_at >= ? AND scope_id IN ({scopes.marks})"
                " GROUP BY endpoint ORDER BY cost DESC, endpoint",
                (since, *scopes.all),
            )
            return [KindSpend(*row) for row in rows]

    def sent_since(self, since: float) -> int:
        """Return the number of requests sent since a time."""
        scopes = self._connection.scopes
        with self._connection.read() as connection:
            row = connection.execute(
                "SELECT COUNT(*) FROM ledger WHERE sent_at >= ? AND outcome <> ?"  # noqa: S608  # question marks of ours
                f" AND scope_id IN ({scopes.marks})",
                (since, KEPT, *scopes.all),
            ).fetchone()
            return int(row[0])

    def request_of(self, fetched_at: float) -> LedgerLine | None:
        """Return the request whose answer was fetched at that time, None if there is none.

        Looks at the lines shortly before: a line is written just before its request leaves.
        """
        with self._connection.read() as connection:
            row = connection.execute(
                "SELECT ledger.id, sent_at, ledger.endpoint, pool, cost, outcome, status, elapsed,"
                " origin, search_id, note FROM ledger JOIN answers ON answers.id = answer_id"
                " WHERE sent_at BETWEEN ? AND ? AND answers.fetched_at = ?"
                " ORDER BY ledger.id DESC LIMIT 1",
                (fetched_at - DEPARTURE_SECONDS, fetched_at, fetched_at),
            ).fetchone()
            return LedgerLine(*row) if row else None

    def lines(self, limit: int, before_id: int | None = None) -> list[LedgerLine]:
        """Return the newest lines first; with ``before_id`` only lines older than that one."""
        scopes = self._connection.scopes
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT id, sent_at, endpoint, pool, cost, outcome, status, elapsed, origin,"  # noqa: S608  # question marks of ours
                " search_id, note FROM ledger WHERE (? IS NULL OR id < ?)"
                f" AND scope_id IN ({scopes.marks}) ORDER BY id DESC LIMIT ?",
                (before_id, before_id, *scopes.all, limit),
            )
            return [LedgerLine(*row) for row in rows]


def finish(
    connection: sqlite3.Connection,
    ledger_id: int,
    *,
    outcome: str,
    status: int | None,
    elapsed: float | None,
    cost: int | None = None,
    note: str = "",
    answer_id: int | None = None,
) -> None:
    """Write the end of a request inside a transaction; without ``cost`` the expected one stays."""
    connection.execute(
        "UPDATE ledger SET outcome = ?, status = ?, elapsed = ?, cost = COALESCE(?, cost),"
        " note = ?, answer_id = ? WHERE id = ?",
        (outcome, status, elapsed, cost, note, answer_id, ledger_id),
    )


def _sum(
    connection: sqlite3.Connection,
    scopes: Scopes,
    since: float,
    *,
    saved: bool = False,
    process: str | None = None,
) -> dict[str, int]:
    """Return credits by pool since a time: spent (or possibly spent), or saved by the store.

    Counts all processes, or one.
    """
    rows = connection.execute(
        "SELECT pool, SUM(cost) FROM ledger WHERE sent_at >= ? AND (outcome = ?) = ?"  # noqa: S608  # question marks of ours
        f" AND (? IS NULL OR process = ?) AND scope_id IN ({scopes.marks}) GROUP BY pool",
        (since, KEPT, saved, process, process, *scopes.all),
    )
    return {str(pool): int(total) for pool, total in rows if total}


def _check(connection: sqlite3.Connection, scopes: Scopes, budget: DayBudget, cost: int) -> None:
    spent = sum(_sum(connection, scopes, budget.since).values())
    if spent + cost > budget.credits:
        raise OverBudget(spent)


def _owns_lease(connection: sqlite3.Connection, thing: str, process: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM leases WHERE thing = ? AND process = ?", (thing, process)
    ).fetchone()
    return row is not None
