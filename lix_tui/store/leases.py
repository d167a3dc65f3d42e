"""Leases on fetched resources, so that no two processes fetch the same one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from lix_tui.store.connection import Connection
from lix_tui.store.ledger import LOST, SENT

_LEASES = (
    "SELECT thing, leases.process, taken_at, outcome, ledger_id FROM leases"
    " LEFT JOIN ledger ON ledger.id = ledger_id"
)
CLEARED = "cleared "
"""Beginning of the process of a cleared lease. Such a lease is only the evidence of a request that
was sent and may have cost a credit; nobody fetches under it."""
_LOST_NOTE = "lix-tui ended before the answer came"


def _no_names() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Lease:
    """Claim of a process on a resource, so that no other process fetches it as well."""

    thing: str
    process: str
    heard_at: float
    """Time of the last heartbeat of the process, in seconds since the epoch."""
    is_unanswered: bool = False
    """True if a request was sent under it whose answer hasn't been stored."""
    ledger_id: int | None = None
    """Ledger line of that request, or of the last one under a lease that this one has replaced."""
    is_cleared: bool = False
    """True if the user cleared it, which leaves the evidence of its request."""


class LeaseStore:
    """Leases of all processes. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def acquire(
        self,
        thing: str,
        *,
        process: str,
        at: float,
        is_free: Callable[[Lease], bool],
        other_names: Callable[[], Collection[str]] = _no_names,
    ) -> Lease | None:
        """Acquire the lease on ``thing`` for a process.

        ``other_names`` returns the further names of the same resource, such as those of all links
        of a record; a lease on one of them is in the way too. The names are read again inside the
        transaction, as another process may have joined two records meanwhile. ``is_free`` decides
        if another process's lease may be replaced. Returns None on success, otherwise the lease in
        the way.
        """
        with self._connection.read() as connection:
            known = _leases(connection, {thing, *other_names()})
        for lease in known:
            if not is_free(lease):
                return lease
        with self._connection.write() as connection:
            present = _leases(connection, {thing, *other_names()})
            for lease in present:
                if lease not in known:  # another process was faster
                    return lease
            names = [(lease.thing,) for lease in present]
            lost = [lease.ledger_id for lease in present if lease.is_unanswered]
            connection.executemany("DELETE FROM leases WHERE thing = ?", names)
            connection.execute(
                "INSERT INTO leases (thing, process, taken_at, ledger_id) VALUES (?, ?, ?, ?)",
                (thing, process, at, next(iter(lost), None)),
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
        """Release the lease on ``thing``; return False if the process doesn't have it.

        If it replaced the lease of a lost request and its process sent none, the evidence of the
        lost one stays.
        """
        with self._connection.write() as connection:
            gone = connection.execute(
                "DELETE FROM leases WHERE thing = ?1 AND process = ?2 AND NOT EXISTS (SELECT 1"
                " FROM ledger WHERE id = ledger_id AND ledger.process <> ?2 AND outcome IN (?, ?))",
                (thing, process, SENT, LOST),
            )
        return gone.rowcount > 0 or self.clear(thing, process=process)

    def clear(self, thing: str, *, process: str) -> bool:
        """Clear the lease of a process that is gone; return False if the process has none.

        A request that was sent under it without a stored answer may have cost a credit. The ledger
        then says that the answer is lost, and the evidence stays in `lost_things`.
        """
        with self._connection.write() as connection:
            lease = next(iter(_leases(connection, {thing})), None)
            if lease is None or lease.is_cleared or lease.process != process:
                return False
            if lease.is_unanswered:
                connection.execute(
                    "UPDATE ledger SET outcome = ?, note = ? WHERE id = ? AND outcome = ?",
                    (LOST, _LOST_NOTE, lease.ledger_id, SENT),
                )
                connection.execute(
                    "UPDATE leases SET process = ? WHERE thing = ?", (f"{CLEARED}{process}", thing)
                )
            else:
                connection.execute("DELETE FROM leases WHERE thing = ?", (thing,))
        return True

    def get(self, thing: str) -> Lease | None:
        """Return the lease on ``thing``, None if nobody fetches it."""
        with self._connection.read() as connection:
            return next(iter(_leases(connection, {thing})), None)

    def all(self) -> list[Lease]:
        """Return every lease that wasn't cleared, the one with the oldest heartbeat first."""
        with self._connection.read() as connection:
            rows = connection.execute(f"{_LEASES} ORDER BY taken_at, thing").fetchall()
        return [lease for lease in map(_row, rows) if not lease.is_cleared]

    def lost_things(self) -> set[str]:
        """Return what ended processes had requested when they ended, without an answer."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT thing FROM leases JOIN ledger ON ledger.id = ledger_id WHERE outcome = ?",
                (LOST,),
            ).fetchall()
        return {str(row[0]) for row in rows}


def _leases(connection: sqlite3.Connection, names: Collection[str]) -> list[Lease]:
    """Return the leases on resources with these names."""
    marks = ", ".join("?" * len(names))
    rows = connection.execute(f"{_LEASES} WHERE thing IN ({marks})", tuple(names))
    return [_row(row) for row in rows.fetchall()]


def _row(row: tuple[str, str, float, str | None, int | None]) -> Lease:
    thing, process, heard_at, outcome, ledger_id = row
    name, is_cleared = process.removeprefix(CLEARED), process.startswith(CLEARED)
    return Lease(thing, name, heard_at, outcome in (SENT, LOST), ledger_id, is_cleared)
