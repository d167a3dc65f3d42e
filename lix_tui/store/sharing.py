"""What processes with the same store agree on: whose slot is next, and who fetches what."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lix_tui.store.connection import Connected

SALT_BYTES = 32
LOOK_AGAIN = 2.0
"""Seconds after which a waiter looks again at most, which shows that it still waits."""
LONGEST_PAUSE = 300.0
"""Seconds that others keep a pause at most, counted from when it was written down."""
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
    paused: bool = False
    """True while a pause that the server asked for lasts."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A thing that a process fetches now, so that no other one fetches it as well."""

    thing: str
    process: str
    heard_at: float
    """The process's last sign of life, in seconds since the epoch."""


class SharingStore(Connected):
    """Slots and leases. All times are seconds since the epoch: processes share no other clock."""

    def salt(self) -> bytes:
        """Return random bytes that belong to this file alone, made when first asked for."""
        with self.connection.read() as connection:  # a store that can't be written has them already
            row = connection.execute("SELECT value FROM own WHERE name = 'salt'").fetchone()
        if row is not None:
            return bytes(row[0])
        with self.connection.write() as connection:
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
        through_pause: bool = False,
    ) -> Turn:
        """Take the account's next slot, or stand in line for it.

        Lower lanes go first, then whoever waits longest, in whichever process. The clock is read
        under the lock: waiting for it may take longer than a slot. With ``through_pause`` neither
        a pause nor those who keep it are waited for.
        """
        pause = min(LOOK_AGAIN, max(spacing, 0.05))
        with self.connection.write() as connection:
            now = clock()
            slot_in = _next_slot(connection, account, now, spacing) - now
            pause_in = _pause_left(connection, account, now)
            paused = pause_in > max(0.0, slot_in)
            goes_through = through_pause and paused
            if paused and not through_pause:
                slot_in = pause_in
            if slot_in <= 0 and (
                goes_through
                or not _others_first(
                    connection, account, process, lane, since, now - GONE_AFTER * pause, now
                )
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
        return Turn(False, slot_in, min(slot_in, pause), paused and not through_pause)

    def push_slot(self, *, account: str, clock: Callable[[], float], seconds: float) -> None:
        """Give nobody a slot for so many seconds from now."""
        with self.connection.write() as connection:
            now = clock()
            row = connection.execute(
                "SELECT next_at, written_at FROM slots WHERE account = ?", (account,)
            ).fetchone()
            former = min(row[0], row[1] + LONGEST_PAUSE) if row else now
            _write_slot(connection, account, max(former, now + seconds), now)

    def pause_slots(self, *, account: str, clock: Callable[[], float], seconds: float) -> None:
        """Give nobody a slot for so many seconds from now, as the server has asked for it.

        Kept for ``LONGEST_PAUSE`` at most, and until somebody ends it.
        """
        with self.connection.write() as connection:
            now = clock()
            left = max(_pause_left(connection, account, now), min(seconds, LONGEST_PAUSE))
            _write_slot(connection, _pause_of(account), now + left, now)

    def pause_left(self, *, account: str, clock: Callable[[], float]) -> float:
        """Return the seconds that the account's pause still lasts; 0.0 without one."""
        with self.connection.write() as connection:
            return _pause_left(connection, account, clock())

    def end_pause(self, *, account: str) -> None:
        """End the account's pause for everybody."""
        with self.connection.write() as connection:
            connection.execute("DELETE FROM slots WHERE account = ?", (_pause_of(account),))

    def leave_line(self, *, account: str, process: str) -> None:
        """Wait for a slot no longer."""
        with self.connection.write() as connection:
            _leave(connection, account, process)

    # -- leases ------------------------------------------------------------------------------

    def take_lease(
        self, thing: str, *, process: str, at: float, is_free: Callable[[Lease], bool]
    ) -> Lease | None:
        """Be the only one who fetches ``thing``.

        ``is_free`` decides whether the lease of another one may be taken over. Returns None if
        the lease is ours now, else the one that keeps us from it.
        """
        with self.connection.read() as connection:
            held = _lease(connection, thing)
        if held is not None and not is_free(held):
            return held
        with self.connection.write() as connection:
            present = _lease(connection, thing)
            if present is not None and present != held:  # another one was faster, or has awoken
                return present
            connection.execute(
                "INSERT OR REPLACE INTO leases (thing, process, taken_at) VALUES (?, ?, ?)",
                (thing, process, at),
            )
        return None

    def renew_leases(self, things: Iterable[str], *, process: str, at: float) -> None:
        """Write that the process still lives and fetches these things."""
        with self.connection.write() as connection:
            connection.executemany(
                "UPDATE leases SET taken_at = ? WHERE thing = ? AND process = ?",
                [(at, thing, process) for thing in things],
            )

    def release_lease(self, thing: str, *, process: str) -> bool:
        """Let others fetch it; False if that process doesn't hold it."""
        with self.connection.write() as connection:
            gone = connection.execute(
                "DELETE FROM leases WHERE thing = ? AND process = ?", (thing, process)
            )
        return gone.rowcount > 0

    def lease(self, thing: str) -> Lease | None:
        """Return the lease on ``thing``, None if nobody fetches it."""
        with self.connection.read() as connection:
            return _lease(connection, thing)

    def leases(self) -> list[Lease]:
        """Return every lease, the oldest sign of life first."""
        with self.connection.read() as connection:
            rows = connection.execute(
                "SELECT thing, process, taken_at FROM leases ORDER BY taken_at, thing"
            ).fetchall()
        return [Lease(*row) for row in rows]


def _next_slot(connection: sqlite3.Connection, account: str, now: float, spacing: float) -> float:
    row = connection.execute(
        "SELECT next_at, written_at FROM slots WHERE account = ?", (account,)
    ).fetchone()
    if row is None:
        return now
    next_at, written_at = float(row[0]), float(row[1])
    # older versions wrote pauses of up to a day here
    next_at = min(next_at, written_at + LONGEST_PAUSE)
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


def _lease(connection: sqlite3.Connection, thing: str) -> Lease | None:
    row = connection.execute(
        "SELECT thing, process, taken_at FROM leases WHERE thing = ?", (thing,)
    ).fetchone()
    return Lease(*row) if row else None


def _pause_of(account: str) -> str:
    """Return the key under which an account's pause stands among the slots."""
    return f"{account} pause"


def _pause_left(connection: sqlite3.Connection, account: str, now: float) -> float:
    """Return the seconds that the account's pause still lasts; 0.0 without one."""
    row = connection.execute(
        "SELECT next_at, written_at FROM slots WHERE account = ?", (_pause_of(account),)
    ).fetchone()
    if row is None:
        return 0.0
    until, written_at = float(row[0]), float(row[1])
    until = min(until, written_at + LONGEST_PAUSE)
    if written_at > now:  # the clock was set back: the pause is no longer than it was then
        until = now + max(0.0, until - written_at)
        _write_slot(connection, _pause_of(account), until, now)
    return max(0.0, until - now)
