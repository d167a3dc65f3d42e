"""Whether what a process holds grows with the hours rather than with what it has to show."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tests.soak.day import Sample

LIMITS = {"megabytes": 12.0, "handles": 2.0, "threads": 1.0, "tasks": 6.0, "nodes": 20.0}
"""What the last quarter may have more than the second one: by then every screen was open once
and every search is loaded, while an hour of a leak is seen many times over."""


def growth(samples: Sequence[Sample]) -> str:
    """What grew, as words; empty when nothing did."""
    quarter = max(1, len(samples) // 4)
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]
    grown = []
    for name, limit in LIMITS.items():
        before, after = (median(getattr(s, name) for s in part) for part in (early, late))
        if after - before > limit:
            grown.append(f"{name} from {before:,.0f} to {after:,.0f}")
    return ", ".join(grown)
