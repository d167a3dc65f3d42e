"""What processes with the same store agree on: whose slot is next, and who fetches what."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from lix_tui.store.connected import Connected

SALT_BYTES = 32
LOOK_AGAIN = 2.0
"""Seconds after which a waiter looks again at most, which shows that it still waits."""
GONE_AFTER = 2.5
"""A waiter that has not looked for so many times its own pause has gone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of asking for a slot."""

    taken: bool
    slot_in: float = 0.0
    """Seconds until the next slot, at least."""
    again_in: float = 0.0
    """Seconds until it is worth asking again."""


class SharingStore(Connected):
    """Slots and leases. All times are seconds since the epoch: processes share no other clock."""

    def salt(self) -> bytes:
        """Return random bytes that belong to this file alone, made when first asked for."""
        with self._read() as connection:  # a store that can't be written has them already
            row = connection.execute("SELECT value FROM own WHERE name = 'salt'").fetchone()
        if row is not None:
            return bytes(row[0])
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO own (name, value) VALUES ('salt', ?)",
                (secrets.token_bytes(SALT_BYTES),),
            )
            row = connection.execute("SELECT value FROM own WHERE name = 'salt'").fetchone()
        return bytes(row[0])

    # -- slots -------------------------------------------------------------------------------

    def take_slot(
        self,
        *,
        account: str,
        process: str,
        lane: int,
        since: float,
        clock: Callable[[], float],
        spacing: float,
    ) -> Turn:
        """Take the account's next slot, or stand in line for it.

        Lower lanes go first, then whoever waits longest, in whichever process. The clock is read
        under the lock: waiting for it may take longer than a slot.
        """
        pause = min(LOOK_AGAIN, max(spacing, 0.05))
        with self._transaction() as connection:
            now = clock()
            slot_in = _next_slot(connection, account, now, spacing) - now
            if slot_in <= 0 and not _others_first(
                connection, account, process, lane, since, now - GONE_AFTER * pause, now
            ):
                _write_slot(connection, account, now + spacing, now)
                _leave(connection, account, process)
                return Turn(True)
            connection.execute(
                "INSERT INTO slot_waiters (account, process, lane, since, seen_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, process) DO UPDATE SET"
                " lane = excluded.lane, since = excluded.since, seen_at = excluded.seen_at",
                (account, process, lane, since, now),
            )
        if slot_in <= 0:  # it is another one's, who takes it at any moment
            return Turn(False, 0.0, min(0.1, pause / 10))
        return Turn(False, slot_in, min(slot_in, pause))

    def push_slot(self, *, account: str, clock: Callable[[], float], seconds: float) -> None:
        """Give nobody a slot for so many seconds from now."""
        with self._transaction() as connection:
            now = clock()
            row = connection.execute(
                "SELECT next_at FROM slots WHERE account = ?", (account,)
            ).fetchone()
            _write_slot(connection, account, max(row[0] if row else now, now + seconds), now)

    def leave_line(self, *, account: str, process: str) -> None:
        """Wait for a slot no longer."""
        with self._transaction() as connection:
            _leave(connection, account, process)

    # -- leases ------------------------------------------------------------------------------

    def take_lease(
        self, thing: str, *, process: str, at: float, alive: Callable[[str], bool]
    ) -> bool:
        """Be the only one who fetches ``thing``; False while somebody alive already does."""
        with self._read() as connection:
            holder = _holder(connection, thing)
        if holder is not None and alive(holder):
            return False
        with self._transaction() as connection:
            if _holder(connection, thing) != holder:
                return False
            connection.execute(
                "INSERT OR REPLACE INTO leases (thing, process, taken_at) VALUES (?, ?, ?)",
                (thing, process, at),
            )
        return True

    def release_lease(self, thing: str, *, process: str) -> None:
        """Let others fetch it; what is not held is left alone."""
        with self._transaction() as connection:
            connection.execute(
                "DELETE FROM leases WHERE thing = ? AND process = ?", (thing, process)
            )


def _next_slot(connection: sqlite3.Connection, account: str, now: float, spacing: float) -> float:
    row = connection.execute(
        "SELECT next_at, written_at FROM slots WHERE account = ?", (account,)
    ).fetchone()
    if row is None:
        return now
    next_at, written_at = float(row[0]), float(row[1])
    if written_at > now:
        # a clock that was set back must not make everybody wait for the time it was set back by
        next_at = min(next_at, now + spacing)
        _write_slot(connection, account, next_at, now)
    return next_at


def _write_slot(
    connection: sqlite3.Connection, account: str, next_at: float, written_at: float
) -> None:
    connection.execute(
        "INSERT INTO slots (account, next_at, written_at) VALUES (?, ?, ?) ON CONFLICT (account)"
        " DO UPDATE SET next_at = excluded.next_at, written_at = excluded.written_at",
        (account, next_at, written_at),
    )


def _others_first(
    connection: sqlite3.Connection,
    account: str,
    process: str,
    lane: int,
    since: float,
    seen_after: float,
    now: float,
) -> bool:
    row = connection.execute(
        "SELECT 1 FROM slot_waiters WHERE account = ? AND process <> ? AND seen_at BETWEEN ? AND ?"
        " AND (lane, since, process) < (?, ?, ?) LIMIT 1",
        (account, process, seen_after, now, lane, since, process),
    ).fetchone()
    return row is not None


def _leave(connection: sqlite3.Connection, account: str, process: str) -> None:
    connection.execute(
        "DELETE FROM slot_waiters WHERE account = ? AND process = ?", (account, process)
    )


def _holder(connection: sqlite3.Connection, thing: str) -> str | None:
    row = connection.execute("SELECT process FROM leases WHERE thing = ?", (thing,)).fetchone()
    return str(row[0]) if row else None
