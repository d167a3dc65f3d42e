"""Leases on fetched resources, so that no two processes fetch the same one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lix_tui.store.connection import Connection
from lix_tui.store.ledger import LOST, SENT

_LEASES = (
    "SELECT thing, leases.process, taken_at, outcome FROM leases"
    " LEFT JOIN ledger ON ledger.id = ledger_id"
)


@dataclass(frozen=True, slots=True)
class Lease:
    """Claim of a process on a resource, so that no other process fetches it as well."""

    thing: str
    process: str
    heard_at: float
    """Time of the last heartbeat of the process, in seconds since the epoch."""
    is_unanswered: bool = False
    """True if a request was sent under it whose answer hasn't been stored."""


class LeaseStore:
    """Leases of all processes. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def acquire(
        self, thing: str, *, process: str, at: float, is_free: Callable[[Lease], bool]
    ) -> Lease | None:
        """Acquire the lease on ``thing`` for a process.

        ``is_free`` decides if another process's lease may be replaced. Returns None on success,
        otherwise the lease in the way.
        """
        with self._connection.read() as connection:
            held = _lease(connection, thing)
        if held is not None and not is_free(held):
            return held
        with self._connection.write() as connection:
            present = _lease(connection, thing)
            if present is not None and present != held:  # another process was faster
                return present
            connection.execute(
                "INSERT OR REPLACE INTO leases (thing, process, taken_at) VALUES (?, ?, ?)",
                (thing, process, at),
            )
        return None

    def renew(self, things: Iterable[str], *, process: str, at: float) -> None:
        """Write a heartbeat of the process for its leases."""
        with self._connection.write() as connection:
            connection.executemany(
                "UPDATE leases SET taken_at = ? WHERE thing = ? AND process = ?",
                [(at, thing, process) for thing in things],
            )

    def release(self, thing: str, *, process: str) -> bool:
        """Release the lease on ``thing``; return False if the process doesn't have it."""
        with self._connection.write() as connection:
            gone = connection.execute(
                "DELETE FROM leases WHERE thing = ? AND process = ?", (thing, process)
            )
        return gone.rowcount > 0

    def get(self, thing: str) -> Lease | None:
        """Return the lease on ``thing``, None if nobody fetches it."""
        with self._connection.read() as connection:
            return _lease(connection, thing)

    def all(self) -> list[Lease]:
        """Return every lease, the one with the oldest heartbeat first."""
        with self._connection.read() as connection:
            rows = connection.execute(f"{_LEASES} ORDER BY taken_at, thing").fetchall()
        return [_row(row) for row in rows]

    def lost_things(self) -> set[str]:
        """Return what ended processes had requested when they ended, without an answer."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT thing FROM leases JOIN ledger ON ledger.id = ledger_id WHERE outcome = ?",
                (LOST,),
            ).fetchall()
        return {str(row[0]) for row in rows}


def _lease(connection: sqlite3.Connection, thing: str) -> Lease | None:
    row = connection.execute(f"{_LEASES} WHERE thing = ?", (thing,)).fetchone()
    return None if row is None else _row(row)


def _row(row: tuple[str, str, float, str | None]) -> Lease:
    thing, process, heard_at, outcome = row
    return Lease(thing, process, heard_at, outcome in (SENT, LOST))
