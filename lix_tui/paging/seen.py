"""The keys a search has seen: immutable to look at, cheap to append to."""

from __future__ import annotations

from collections.abc import Iterator


class SeenKeys:
    """An ordered set of keys that grows without copying.

    Every value is a window onto the first ``len`` entries of one shared log. Appending to the
    newest value extends the log; appending to an older one copies it first, so no value ever
    changes.
    """

    __slots__ = ("_length", "_log")

    def __init__(self, log: dict[str, int] | None = None, length: int = 0) -> None:
        self._log: dict[str, int] = {} if log is None else log
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._log.get(key, self._length) < self._length

    def __iter__(self) -> Iterator[str]:
        for index, key in enumerate(self._log):
            if index >= self._length:
                return
            yield key

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeenKeys):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"SeenKeys({self._length} keys)"

    def with_new(self, keys: tuple[str, ...]) -> SeenKeys:
        """These keys with those of ``keys`` that are new, in their order."""
        log = self._log if len(self._log) == self._length else dict.fromkeys(self)
        if log is not self._log:
            log = {key: index for index, key in enumerate(log)}
        for key in keys:
            log.setdefault(key, len(log))
        return SeenKeys(log, len(log))
