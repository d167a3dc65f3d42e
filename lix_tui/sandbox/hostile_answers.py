"""Hostile answers, for the fault ``hostile``: their texts attack the terminal that shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import cycle

UNCHANGED = frozenset({"paging", "meta"})
"""Parts of an answer that hold no text."""

_FOR_MACHINES = re.compile(r"(?:id|urn|link|url|status|type|token)$", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")


def with_attacks(answer: object, attacks: Sequence[str]) -> bytes:
    """Return the answer as JSON with an attack in every text, and in additional unknown fields.

    Every other text is an attack as a whole, the rest end with one. Most ids and links
    are left alone, so that records can be opened: one in seven ends with an attack.
    """
    text = json.dumps(_Attacker(attacks).spoil(answer, ""), ensure_ascii=False)
    # JSON may have lone surrogates; UTF-8 can't encode them
    return _HALF.sub(lambda half: f"\\u{ord(half.group()):04x}", text).encode()


def _usual() -> Sequence[str]:
    """Return the default attacks. Loaded late because they are part of the world's data."""
    from lix_tui.sandbox.world.hostile import HEADLINES, NAMES

    return (*HEADLINES, *NAMES)


class _Attacker:
    """Inserts the attacks into the texts of an answer, in turn."""

    def __init__(self, attacks: Sequence[str]) -> None:
        self._attacks: Iterator[str] = cycle(attacks or _usual())
        self._texts = self._ids = self._objects = 0

    def spoil(self, value: object, name: str) -> object:
        """Return a copy of the value of ``name`` with attacks in its texts."""
        if isinstance(value, str):
            return self._text(value, name)
        if isinstance(value, list):
            return [self.spoil(part, name) for part in value]
        if not isinstance(value, dict):
            return value
        found: dict[str, object] = {
            key: part if key in UNCHANGED else self.spoil(part, key) for key, part in value.items()
        }
        self._objects += 1
        if self._objects % 3 == 0:
            found[next(self._attacks)] = next(self._attacks)
        return found

    def _text(self, value: str, name: str) -> str:
        if _FOR_MACHINES.search(name):
            self._ids += 1
            return f"{value}{next(self._attacks)}" if self._ids % 7 == 0 else value
        self._texts += 1
        return next(self._attacks) if self._texts % 2 else f"{value} {next(self._attacks)}"
