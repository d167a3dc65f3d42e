"""The objects of a page as they were received, packed away while nobody looks at them."""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from lix_tui.api.models.base import JsonObject

MOST_UNPACKED = 4
"""Pages that were kept or looked at last and stay as they are: a packed one takes some 15 times
less room, and a third of a millisecond to look at."""
_unpacked: deque[Received] = deque()


class Received:
    """The objects of one page."""

    __slots__ = ("_objects", "_packed")

    def __init__(self, objects: Sequence[JsonObject]) -> None:
        """``objects`` are not cleaned."""
        self._objects: Sequence[JsonObject] | None = objects
        self._packed = b""

    def __getitem__(self, place: int) -> JsonObject:
        """One object. Raises IndexError."""
        objects = self._objects
        if objects is None:
            unpacked: list[JsonObject] = json.loads(zlib.decompress(self._packed))
            objects = self._objects = unpacked
            self.keep()
        return objects[place]

    def keep(self) -> None:
        """Say that the page will be kept: it is packed once enough others came after it.

        May be called on any thread; packing takes some tenths of a millisecond.
        """
        _unpacked.append(self)
        with suppress(IndexError):  # another thread may take the oldest meanwhile
            while len(_unpacked) > MOST_UNPACKED:
                _unpacked.popleft().pack()

    def pack(self) -> None:
        """Let go of the objects until one is looked at."""
        objects = self._objects
        if objects is None:
            return
        if not self._packed:
            try:
                text = json.dumps(objects, separators=(",", ":"))
            except RecursionError:  # nested almost as deep as can be read
                return
            self._packed = zlib.compress(text.encode("ascii"), 1)
        self._objects = None
