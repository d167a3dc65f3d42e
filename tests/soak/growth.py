"""Growth of a process's resources over the hours, beyond the growth of its data."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tests.soak.day import Sample

LIMITS = {"megabytes": 12.0, "handles": 2.0, "threads": 1.0, "tasks": 6.0, "nodes": 20.0}
"""Growth that is allowed from the second to the last quarter. By the second quarter every screen
was open once and every search is loaded; a leak would add much more."""


def growth(samples: Sequence[Sample]) -> str:
    """Return a sentence about each resource that grew; empty without growth."""
    quarter = max(1, len(samples) // 4)
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]
    grown = []
    for name, limit in LIMITS.items():
        before, after = (median(getattr(s, name) for s in part) for part in (early, late))
        if after - before > limit:
            grown.append(f"{name} from {before:,.0f} to {after:,.0f}")
    return ", ".join(grown)
