"""The ledger: every request, with its cost, outcome and time."""

from __future__ import annotations

import sqlite3

from lix_tui.store.rows import LedgerLine

SENT, OK, KEPT = "sent", "ok", "kept"


def begin(
    connection: sqlite3.Connection,
    *,
    endpoint: str,
    pool: str,
    cost: int,
    origin: str,
    search_id: int | None,
    at: float,
) -> int:
    """Write that a request goes out now, at the cost it may have; returns the line's id."""
    cursor = connection.execute(
        "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, search_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at, endpoint, pool, cost, SENT, origin, search_id),
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


def note_kept(
    connection: sqlite3.Connection, *, endpoint: str, pool: str, cost: int, origin: str, at: float
) -> None:
    """Write that an answer came from the store, which saved ``cost``."""
    connection.execute(
        "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (at, endpoint, pool, cost, KEPT, origin),
    )


def spent(connection: sqlite3.Connection, since: float, *, saved: bool = False) -> dict[str, int]:
    """Credits by pool since a time: spent (or possibly spent), or saved by the store."""
    rows = connection.execute(
        "SELECT pool, SUM(cost) FROM ledger WHERE sent_at >= ? AND (outcome = ?) = ? GROUP BY pool",
        (since, KEPT, saved),
    )
    return {str(pool): int(total) for pool, total in rows if total}


def sent_since(connection: sqlite3.Connection, since: float) -> int:
    """Requests sent since a time."""
    row = connection.execute(
        "SELECT COUNT(*) FROM ledger WHERE sent_at >= ? AND outcome <> ?", (since, KEPT)
    ).fetchone()
    return int(row[0])


def lines(connection: sqlite3.Connection, limit: int) -> list[LedgerLine]:
    """The newest lines first."""
    rows = connection.execute(
        "SELECT id, sent_at, endpoint, pool, cost, outcome, status, elapsed, origin, search_id,"
        " note FROM ledger ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [LedgerLine(*row) for row in rows]
