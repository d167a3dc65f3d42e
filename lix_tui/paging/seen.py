"""The keys a search has seen: immutable to look at, cheap to append to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice


@dataclass(slots=True)
class _Log:
    """Distinct keys in order, and where each one stands; only ever appended to."""

    order: list[str] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)

    def extend(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.index[key] = len(self.order)
            self.order.append(key)


class SeenKeys:
    """An ordered set of keys that grows without copying.

    Every value is a window onto the first entries of a shared log, so no value ever changes.
    Appending costs the keys appended, not the keys there: the newest value extends the log, an
    older one that continues as the log does reuses it (the same page stepped twice), and only an
    older one that continues differently copies.
    """

    __slots__ = ("_length", "_log")

    def __init__(self, log: _Log | None = None, length: int = 0) -> None:
        self._log = _Log() if log is None else log
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._log.index.get(key, self._length) < self._length

    def __iter__(self) -> Iterator[str]:
        return islice(self._log.order, self._length)  # safe while the log grows

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeenKeys):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"SeenKeys({self._length} keys)"

    def with_new(self, keys: Iterable[str]) -> SeenKeys:
        """Return these keys followed by the new ones of ``keys``, in their order."""
        new = [key for key in dict.fromkeys(keys) if key not in self]
        end = self._length + len(new)
        if self._length == len(self._log.order):
            self._log.extend(new)
        elif self._log.order[self._length : end] != new:
            return SeenKeys().with_new([*self, *new])
        return SeenKeys(self._log, end)
