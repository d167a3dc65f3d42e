"""Request slots that all processes of one account share."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from lix_tui.store.connection import Connection

LOOK_AGAIN = 2.0
"""Longest time in seconds between two attempts of a waiter, which show that it still waits."""
LONGEST_PAUSE = 300.0
"""Longest pause in seconds, counted from the time it was written."""
GONE_AFTER = 2.5
"""Multiple of its own interval after which a waiter without an attempt counts as gone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Outcome of a request for a slot."""

    acquired: bool
    slot_in: float = 0.0
    """Least time until the next slot, in seconds."""
    again_in: float = 0.0
    """Time until the next attempt, in seconds."""
    paused: bool = False
    """True during a pause that the server asked for."""


class SlotStore:
    """Slots, pauses and waiters of all accounts.

    Times are seconds since the epoch: processes share no other clock.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def acquire(
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
        """Acquire the account's next slot, or join the waiters for it.

        Lower lanes go first, then the longest wait, in any process. The clock is read under the
        lock, as waiting for the lock may take longer than a slot. With ``through_pause``, a pause
        and the waiters that observe it are ignored.
        """
        pause = min(LOOK_AGAIN, max(spacing, 0.05))
        with self._connection.write() as connection:
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
        if slot_in <= 0:  # another waiter is first and will acquire the slot
            return Turn(False, 0.0, min(0.1, pause / 10))
        return Turn(False, slot_in, min(slot_in, pause), paused and not through_pause)

    def postpone(self, *, account: str, clock: Callable[[], float], seconds: float) -> None:
        """Postpone the next slot by a number of seconds from now."""
        with self._connection.write() as connection:
            now = clock()
            row = connection.execute(
                "SELECT next_at, written_at FROM slots WHERE account = ?", (account,)
            ).fetchone()
            former = min(row[0], row[1] + LONGEST_PAUSE) if row else now
            _write_slot(connection, account, max(former, now + seconds), now)

    def pause(self, *, account: str, clock: Callable[[], float], seconds: float) -> None:
        """Pause all slots for a number of seconds from now, as the server asked.

        The pause lasts at most ``LONGEST_PAUSE``; ``end_pause`` ends it early.
        """
        with self._connection.write() as connection:
            now = clock()
            left = max(_pause_left(connection, account, now), min(seconds, LONGEST_PAUSE))
            _write_slot(connection, _pause_of(account), now + left, now)

    def pause_left(self, *, account: str, clock: Callable[[], float]) -> float:
        """Return the seconds that the account's pause still lasts; 0.0 without one."""
        with self._connection.write() as connection:
            return _pause_left(connection, account, clock())

    def end_pause(self, *, account: str) -> None:
        """End the account's pause for all processes."""
        with self._connection.write() as connection:
            connection.execute("DELETE FROM slots WHERE account = ?", (_pause_of(account),))

    def leave_queue(self, *, account: str, process: str) -> None:
        """Stop waiting for a slot."""
        with self._connection.write() as connection:
            _leave(connection, account, process)


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
        # after the clock was set back, nobody must wait for that difference
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


def _pause_of(account: str) -> str:
    """Return the key of an account's pause in the table of slots."""
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
