"""The ledger: every request, with its cost, outcome and time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from lix_tui.store.rows import DaySpend, KindSpend, LedgerLine

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
) -> int:
    """Write that a request goes out now, at the cost it may have; returns the line's id."""
    cursor = connection.execute(
        "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, search_id, process)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (at, endpoint, pool, cost, SENT, origin, search_id, process),
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
) -> None:
    """Write that an answer came from the store, which saved ``cost``."""
    connection.execute(
        "INSERT INTO ledger (sent_at, endpoint, pool, cost, outcome, origin, process)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at, endpoint, pool, cost, KEPT, origin, process),
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
    since: float,
    *,
    saved: bool = False,
    process: str | None = None,
) -> dict[str, int]:
    """Credits by pool since a time: spent (or possibly spent), or saved by the store.

    Of all processes, or of one.
    """
    rows = connection.execute(
        "SELECT pool, SUM(cost) FROM ledger WHERE sent_at >= ? AND (outcome = ?) = ?"
        " AND (? IS NULL OR process = ?) GROUP BY pool",
        (since, KEPT, saved, process, process),
    )
    return {str(pool): int(total) for pool, total in rows if total}


def sent_since(connection: sqlite3.Connection, since: float) -> int:
    """Requests sent since a time."""
    row = connection.execute(
        "SELECT COUNT(*) FROM ledger WHERE sent_at >= ? AND outcome <> ?", (since, KEPT)
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
    connection: sqlite3.Connection, limit: int, before_id: int | None = None
) -> list[LedgerLine]:
    """The newest lines first; with ``before_id`` those that follow that one."""
    rows = connection.execute(
        "SELECT id, sent_at, endpoint, pool, cost, outcome, status, elapsed, origin, search_id,"
        " note FROM ledger WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?",
        (before_id, before_id, limit),
    )
    return [LedgerLine(*row) for row in rows]


def by_day(connection: sqlite3.Connection, since: float) -> list[DaySpend]:
    """What each local day since a time has cost and saved, by pool; days without are left out."""
    rows = connection.execute(
        "SELECT date(sent_at, 'unixepoch', 'localtime') AS day, pool,"
        " SUM(CASE outcome WHEN 'kept' THEN 0 ELSE cost END),"
        " SUM(CASE outcome WHEN 'kept' THEN cost ELSE 0 END)"
        " FROM ledger WHERE sent_at >= ? GROUP BY day, pool ORDER BY day",
        (since,),
    )
    return [DaySpend(*row) for row in rows]


def by_endpoint(connection: sqlite3.Connection, since: float) -> list[KindSpend]:
    """What each endpoint has been asked, cost and saved since a time, the costliest first."""
    rows = connection.execute(
        "SELECT endpoint, SUM(outcome <> 'kept'),"
        " SUM(CASE outcome WHEN 'kept' THEN 0 ELSE cost END) AS cost,"
        " SUM(CASE outcome WHEN 'kept' THEN cost ELSE 0 END)"
        " FROM ledger WHERE sent_at >= ? GROUP BY endpoint ORDER BY cost DESC, endpoint",
        (since,),
    )
    return [KindSpend(*row) for row in rows]
