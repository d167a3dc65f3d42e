"""Spending and balances over time, as bars and lines of block characters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from lix_tui.counts import counted
from lix_tui.services.budget.spending_history import History, lasts_days, per_day
from lix_tui.widgets.blocks import meter
from lix_tui.widgets.status_bar import POOL_WORDS

if TYPE_CHECKING:
    from lix_tui.settings.settings import Settings

BAR = 24
"""Cells of the longest bar."""
LEVELS = "▁▂▃▄▅▆▇█"
COURSE = 24
"""Cells of a balance's chart."""


def days_content(history: History, days: int, settings: Settings) -> Content:
    """Return one bar per day, today last, with credits spent and saved."""
    rows = per_day(history.days, date.today(), days)  # noqa: DTZ011  # the user's own day
    most = max(1, *(spent for _, spent, _ in rows))
    lines: list[tuple[str, str]] = []
    for day, spent, saved in rows:
        lines += [
            (f"{day:%a %d %b}  ", "$text-muted"),
            (meter(spent, most, BAR), "$primary"),
            (f"  {spent:>6,}" if spent else "       ·", "$foreground" if spent else "$text-muted"),
            (f"  {saved:,} saved" if saved else "", "$success"),
            ("\n", ""),
        ]
    if settings.budget_per_day is not None:
        left = max(0, settings.budget_per_day - rows[-1][1])
        words = f"{left:,} of today's budget of {settings.budget_per_day:,} left\n"
        lines.append((words, "$warning" if not left else "$foreground"))
    credits_ = counted(history.saved, "credit", ("was", "were"))
    lines.append((f"{credits_} saved by the store in {counted(days, 'day')}", "$success"))
    return Content.assemble(*lines)


def kinds_content(history: History) -> Content:
    """Return a bar per kind of request, the costliest first, with credits and request count."""
    if not history.kinds:
        return Content("No requests yet.")
    most = max(1, *(kind.spent for kind in history.kinds))
    lines: list[tuple[str, str]] = []
    for kind in history.kinds:
        lines += [
            (f"{kind.endpoint.replace('_', ' '):<18}", "$foreground"),
            (meter(kind.spent, most, BAR), "$primary"),
            (f"  {kind.spent:>6,}" if kind.spent else "       ·", "$foreground"),
            (f"  {kind.requests:,}×", "$text-muted"),
            (f", {kind.saved:,} saved" if kind.saved else "", "$success"),
            ("\n", ""),
        ]
    return Content.assemble(*lines[:-1])


def balance_charts(history: History) -> Content:
    """Return one line per pool: a chart of the balance, from the first known one to the last."""
    lines: list[tuple[str, str]] = []
    for pool, word in POOL_WORDS.items():
        values = [entry.left[pool] for entry in history.balances if pool in entry.left]
        if len(values) < 2:
            continue
        lasts = lasts_days(history.balances, pool)
        lines += [
            (f"{word:<9}", "bold"),
            (f"{values[0]:>8,} ", "$text-muted"),
            (sparkline(values, COURSE), "$primary"),
            (f" {values[-1]:,}", "$foreground"),
            (
                "" if lasts is None else f"  lasts {counted(round(lasts), 'day')} at this pace",
                "$text-muted",
            ),
            ("\n", ""),
        ]
    return (
        Content.assemble(*lines[:-1])
        if lines
        else Content("Balance over time. Needs at least two balance checks.")
    )


def sparkline(values: Sequence[int], width: int) -> str:
    """Return a chart of one line, at most ``width`` cells, from the lowest to the highest value.

    More values than that are thinned out; the first and the last stay.
    """
    count = min(width, len(values))
    if count < 2:
        return LEVELS[-1] * count
    picked = [values[round(i * (len(values) - 1) / (count - 1))] for i in range(count)]
    low, high = min(picked), max(picked)
    if low == high:
        return LEVELS[3] * count
    top = len(LEVELS) - 1
    return "".join(LEVELS[round((value - low) / (high - low) * top)] for value in picked)
