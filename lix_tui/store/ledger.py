"""The ledger: every request, with its cost, outcome and time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from lix_tui.store.rows import DaySpend, KindSpend, LedgerLine
from lix_tui.store.scope_ids import Scopes

LEAVING = 600.0
"""Seconds that a request may take at most from its line to its departure."""
SENT, OK, KEPT, LOST = "sent", "ok", "kept", "lost"


def begin(
    connection: sqlite3.Connection,
    *,
    endpoint: str,
    pool: str,
    cost: int,
    origin: str,
    search_id: int | None,
    at: float,
    process: str,
    scope_id: int,
) -> int:
    """Write that a request leaves now, at the cost it may have; return the line's id."""
    cursor = connection.execute(
        "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, search_id, process,"
        " scope_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (at, endpoint, pool, cost, SENT, origin, search_id, process, scope_id),
    )
    return int(cursor.lastrowid or 0)


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
    """Write how a request ended; ``cost`` None leaves what was expected."""
    connection.execute(
        "UPDATE ledger SET outcome = ?, status = ?, elapsed = ?, cost = COALESCE(?, cost),"
        " note = ?, answer_id = ? WHERE id = ?",
        (outcome, status, elapsed, cost, note, answer_id, ledger_id),
    )


def is_sent(connection: sqlite3.Connection, ledger_id: int) -> bool:
    """Whether a request still waits for its end."""
    row = connection.execute("SELECT outcome FROM ledger WHERE id = ?", (ledger_id,)).fetchone()
    return row is not None and row[0] == SENT


def note_kept(
    connection: sqlite3.Connection,
    *,
    endpoint: str,
    pool: str,
    cost: int,
    origin: str,
    at: float,
    process: str,
    scope_id: int,
) -> None:
    """Write that an answer came from the store, which saved ``cost``."""
    connection.execute(
        "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, process, scope_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (at, endpoint, pool, cost, KEPT, origin, process, scope_id),
    )


def close_lost(connection: sqlite3.Connection, is_gone: Callable[[str, float], bool]) -> int:
    """Mark requests whose process has ended before their answer came; they may have cost.

    ``is_gone`` gets a process and its last sign of life, in seconds since the epoch: its newest
    request or the heartbeat of what it fetches. Returns the credits they may have cost.
    """
    rows = connection.execute(
        "SELECT process, MAX(sent_at, COALESCE((SELECT MAX(taken_at) FROM leases"
        " WHERE leases.process = sent.process), 0)) FROM (SELECT process, MAX(sent_at) AS sent_at"
        " FROM ledger WHERE outcome = ? GROUP BY process) AS sent",
        (SENT,),
    )
    gone = [str(row[0]) for row in rows.fetchall() if is_gone(str(row[0]), float(row[1]))]
    cost = 0
    for process in gone:
        costs = connection.execute(
            "SELECT SUM(cost) FROM ledger WHERE outcome = ? AND process = ?", (SENT, process)
        )
        cost += int(costs.fetchone()[0] or 0)
        connection.execute(
            "UPDATE ledger SET outcome = ?, note = 'lix-tui ended before the answer came'"
            " WHERE outcome = ? AND process = ?",
            (LOST, SENT, process),
        )
    return cost


def spent(
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


def sent_since(connection: sqlite3.Connection, scopes: Scopes, since: float) -> int:
    """Return the number of requests sent since a time."""
    row = connection.execute(
        "SELECT COUNT(*) FROM ledger WHERE sent_at >= ? AND outcome <> ?"  # noqa: S608  # question marks of ours
        f" AND scope_id IN ({scopes.marks})",
        (since, KEPT, *scopes.all),
    ).fetchone()
    return int(row[0])


def of_answer(connection: sqlite3.Connection, fetched_at: float) -> LedgerLine | None:
    """The request whose answer was fetched then, None where none is written down.

    A line is written just before its request leaves, so only those shortly before are looked at.
    """
    row = connection.execute(
        "SELECT ledger.id, sent_at, ledger.endpoint, pool, cost, outcome, status, elapsed, origin,"
        " search_id, note FROM ledger JOIN answers ON answers.id = answer_id"
        " WHERE sent_at BETWEEN ? AND ? AND answers.fetched_at = ?"
        " ORDER BY ledger.id DESC LIMIT 1",
        (fetched_at - LEAVING, fetched_at, fetched_at),
    ).fetchone()
    return LedgerLine(*row) if row else None


def lines(
    connection: sqlite3.Connection, scopes: Scopes, limit: int, before_id: int | None = None
) -> list[LedgerLine]:
    """Return the newest lines first; with ``before_id`` those that follow that one."""
    rows = connection.execute(
        "SELECT id, sent_at, endpoint, pool, cost, outcome, status, elapsed, origin, search_id,"  # noqa: S608  # question marks of ours
        f" note FROM ledger WHERE (? IS NULL OR id < ?) AND scope_id IN ({scopes.marks})"
        " ORDER BY id DESC LIMIT ?",
        (before_id, before_id, *scopes.all, limit),
    )
    return [LedgerLine(*row) for row in rows]


def by_day(connection: sqlite3.Connection, scopes: Scopes, since: float) -> list[DaySpend]:
    """Return the cost and savings of each local day since a time, by pool; empty days left out."""
    rows = connection.execute(
        "SELECT date(sent_at, 'unixepoch', 'localtime') AS day, pool,"  # noqa: S608  # question marks of ours
        " SUM(CASE outcome WHEN 'kept' THEN 0 ELSE cost END),"
        " SUM(CASE outcome WHEN 'kept' THEN cost ELSE 0 END)"
        f" FROM ledger WHERE sent_at >= ? AND scope_id IN ({scopes.marks})"
        " GROUP BY day, pool ORDER BY day",
        (since, *scopes.all),
    )
    return [DaySpend(*row) for row in rows]


def by_endpoint(connection: sqlite3.Connection, scopes: Scopes, since: float) -> list[KindSpend]:
    """Return requests, cost and savings of each endpoint since a time, the costliest first."""
    rows = connection.execute(
        "SELECT endpoint, SUM(outcome <> 'kept'),"  # noqa: S608  # question marks of ours
        " SUM(CASE outcome WHEN 'kept' THEN 0 ELSE cost END) AS cost,"
        " SUM(CASE outcome WHEN 'kept' THEN cost ELSE 0 END)"
        f" FROM ledger WHERE sent_at >= ? AND scope_id IN ({scopes.marks})"
        " GROUP BY endpoint ORDER BY cost DESC, endpoint",
        (since, *scopes.all),
    )
    return [KindSpend(*row) for row in rows]
