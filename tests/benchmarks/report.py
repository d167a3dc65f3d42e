"""Medians, ratios and the table they are printed in."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measurement, its reference, and the budget for the ratio of the two."""

    what: str
    budget: float | None
    """The greatest ratio that is allowed; None for a figure without a budget."""
    ours: Sequence[float]
    reference: Sequence[float]
    unit: str = "ms"
    scale: float = 1000.0
    at_least: bool = False
    """True if the budget is the least ratio that is allowed instead."""

    @property
    def ratio(self) -> float:
        """Median of the measurement over the median of its reference."""
        return statistics.median(self.ours) / statistics.median(self.reference)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the greatest ratio of pairs measured in the same round."""
        ratios = [a / b for a, b in zip(self.ours, self.reference, strict=True)]
        return min(ratios), max(ratios)

    @property
    def verdict(self) -> str:
        """Return the budget with the verdict on it; empty without a budget."""
        if self.budget is None:
            return ""
        holds = self.ratio >= self.budget if self.at_least else self.ratio <= self.budget
        return f"{self.budget:>6.2f}x {'holds' if holds else 'MISSED'}"


def print_table(figures: Sequence[Figure]) -> None:
    """Print the figures."""
    print(f"{'what':<58} {'ours':>9} {'ref':>9} {'ratio (min..max)':>20} {'budget':>7}")
    for figure in figures:
        low, high = figure.spread
        ours = statistics.median(figure.ours) * figure.scale
        reference = statistics.median(figure.reference) * figure.scale
        ratio = f"{figure.ratio:.2f} ({low:.2f}..{high:.2f})"
        print(
            f"{figure.what:<58} {ours:>6.1f} {figure.unit:<2} {reference:>6.1f} {figure.unit:<2}"
            f" {ratio:>20} {figure.verdict}"
        )
