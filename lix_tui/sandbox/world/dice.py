"""Repeatable random numbers: the same seed gives the same world on every Python and platform.

Only ``Random.random()`` is used, the one method whose sequence Python guarantees to keep.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")
Roll = Callable[[], float]
"""A source of numbers from 0 up to, but not including, 1."""

_MASK = (1 << 64) - 1


def dice(*parts: int) -> Roll:
    """Return a source of random numbers that depends on ``parts`` only."""
    seed = 0
    for part in parts:
        seed = (seed * 0x9E3779B97F4A7C15 + part + 1) & _MASK
    return Random(seed).random


def pick(roll: Roll, items: Sequence[T]) -> T:
    """Return one of ``items``, each with the same probability."""
    return items[int(roll() * len(items))]


def sample(roll: Roll, items: Sequence[T], count: int) -> list[T]:
    """Return up to ``count`` different items, in a random order."""
    rest = list(items)
    return [rest.pop(int(roll() * len(rest))) for _ in range(min(count, len(rest)))]


def between(roll: Roll, low: int, high: int) -> int:
    """Return a whole number from ``low`` to ``high``, both included."""
    return low + int(roll() * (high - low + 1))


class Weighted(Generic[T]):
    """Items that are drawn with the probability of their weights."""

    def __init__(self, pairs: Iterable[tuple[T, float]]) -> None:
        rows = list(pairs)
        self.items = [item for item, _ in rows]
        self._steps = list(accumulate(weight for _, weight in rows))
        self._total = self._steps[-1]

    def share_of(self, item: T) -> float:
        """Return the probability of an item, from 0 to 1."""
        weights = (end - start for start, end in pairwise((0.0, *self._steps)))
        pairs = zip(self.items, weights, strict=True)
        return sum(weight for one, weight in pairs if one == item) / self._total

    def draw(self, roll: Roll) -> T:
        """Return a random item."""
        return self.items[bisect(self._steps, roll() * self._total)]
