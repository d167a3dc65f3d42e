"""Headers that carry an API key, and a key read from text that is written like one."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

KeyHeader = Literal["raw", "bearer", "x-api-key"]
"""Header that carries the key: ``Authorization`` with the key alone or after ``Bearer``, or
``X-Api-Key``."""
_WRITTEN = re.compile(
    r"(?:(?P<name>authorization|x-api-key)\s*:\s*)?(?:(?P<bearer>bearer)\s+)?(?P<bare>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_KEY = re.compile(
    r"(?:authorization|x-api-key)\s*:|(?:authorization\s*:\s*)?bearer", re.IGNORECASE
)


class WrittenKey(NamedTuple):
    """A key alone, and the header that the way it was written asks for."""

    bare: str
    header: KeyHeader

    def __repr__(self) -> str:
        return "WrittenKey(…)"


def read_key(text: str) -> WrittenKey:
    """Return the key in a text such as ``abc``, ``Bearer abc`` or ``X-Api-Key: abc``."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        return WrittenKey("", "raw")
    if (written["name"] or "").lower() == "x-api-key":
        return WrittenKey(written["bare"], "x-api-key")
    return WrittenKey(written["bare"], "bearer" if written["bearer"] else "raw")


def pasted_key(text: str) -> str:
    """Return a pasted key on one line: the parts of a key that was broken over lines are joined."""
    found = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        found += f" {line}" if _BEFORE_KEY.fullmatch(found) else line
    return found
