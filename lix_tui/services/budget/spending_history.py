"""Spending, savings and balances over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lix_tui.api.decoders import decode
from lix_tui.api.endpoints import Pool
from lix_tui.api.errors import LixError
from lix_tui.api.models.account import Balances

if TYPE_CHECKING:
    from lix_tui.store.rows import DaySpend, KindSpend
    from lix_tui.store.store import Store

MOST_BALANCES = 400
"""Number of newest balance answers used for the history."""


@dataclass(frozen=True, slots=True)
class BalanceAt:
    """Balance at a moment, in credits by pool."""

    at: float
    left: dict[Pool, int]


@dataclass(frozen=True, slots=True)
class History:
    """Spending and savings of the ledger, with the stored balances."""

    days: tuple[DaySpend, ...] = ()
    kinds: tuple[KindSpend, ...] = ()
    balances: tuple[BalanceAt, ...] = field(default=())
    """Days, the oldest first."""

    @property
    def saved(self) -> int:
        """Credits saved by the store."""
        return sum(kind.saved for kind in self.kinds)


def midnight(days_ago: int) -> float:
    """Return the start of a local day, in seconds since the epoch."""
    day = datetime.now().astimezone() - timedelta(days=days_ago)
    return day.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def read_history(store: Store, days: int) -> History:
    """Return the history of the last ``days`` local days, today included."""
    since = midnight(days - 1)
    found = []
    for answer in reversed(store.answers.newest("balances", MOST_BALANCES)):
        try:
            said = decode("balances", answer.body)
        except LixError:
            continue
        if isinstance(said, Balances) and said.pools:
            found.append(BalanceAt(answer.fetched_at, dict(said.pools)))
    return History(
        tuple(store.ledger.spend_by_day(since)),
        tuple(store.ledger.spend_by_endpoint(since)),
        tuple(found),
    )


def per_day(rows: Sequence[DaySpend], today: date, days: int) -> list[tuple[date, int, int]]:
    """Return each day with its cost and savings, also days without either."""
    spent: dict[str, tuple[int, int]] = {}
    for row in rows:
        before = spent.get(row.day, (0, 0))
        spent[row.day] = before[0] + row.spent, before[1] + row.saved
    span = [today - timedelta(days=ago) for ago in range(days - 1, -1, -1)]
    return [(day, *spent.get(day.isoformat(), (0, 0))) for day in span]


def lasts_days(balances: Sequence[BalanceAt], pool: Pool) -> float | None:
    """Return the days that a pool lasts at its average spending since the oldest known balance.

    None if it doesn't decrease or if there is too little data.
    """
    known = [(entry.at, entry.left[pool]) for entry in balances if pool in entry.left]
    if len(known) < 2:
        return None
    (begun, first), (ended, last) = known[0], known[-1]
    if first <= last or ended - begun < 3600:
        return None
    return last / ((first - last) / (ended - begun)) / 86400
