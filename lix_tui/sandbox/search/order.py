"""The order of results: stable within one sequence, shifted from one sequence to the next.

Lix pins a search's settings with ``sequence_id``; pages asked without one may repeat or miss
results (Lix docs, Sequence IDs & Pagination). Here every sequence puts the results in an order of
its own, close to the order of the others, so that a page of another sequence overlaps its
neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from zlib import crc32

from lix_tui.sandbox.world.dice import dice

T = TypeVar("T")
REACH = 12
"""Places that a result may move between two sequences, at most."""


def order_by_sequence(
    items: Sequence[T], sequence: str, rank: Callable[[T], int] | None = None
) -> list[T]:
    """Return ``items`` in the order of a sequence.

    With ``rank`` the ranks stay in ascending order, and only items of equal rank change places.
    """
    roll = dice(crc32(sequence.encode()))
    places = [place + roll() * REACH for place in range(len(items))]
    order = sorted(range(len(items)), key=places.__getitem__)
    found = [items[place] for place in order]
    return found if rank is None else sorted(found, key=rank)


def page_of(items: Sequence[T], start: int, size: int, ceiling: int) -> Sequence[T]:
    """Return the page that begins at ``start``; empty at or beyond ``ceiling``."""
    start = max(0, start)
    return items[start : min(start + size, ceiling)] if start < ceiling else items[:0]
