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
_ASSIGNED = re.compile(
    r"(?:(?:export|set|setx)\s+|\$env:)?(?:[a-z]+_)+key\s*=\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Assignment of a shell or an .env file to a variable such as LIX_API_KEY."""
_QUOTED = re.compile(r"""(?P<quote>["'`])(?P<inside>.*)(?P=quote);?|“(?P<curly>.*)”""", re.DOTALL)


class WrittenKey(NamedTuple):
    """Key alone, and the header that its written form asks for."""

    bare: str
    header: KeyHeader

    def __repr__(self) -> str:
        return "WrittenKey(…)"


def read_key(text: str) -> WrittenKey:
    """Return the key in a text such as ``abc``, ``"abc"``, ``Bearer abc`` or ``LIX_API_KEY=abc``.

    The key is empty if the text has only the words that precede a key.
    """
    text = _unwrapped(text)
    written = None if _BEFORE_KEY.fullmatch(text) else _WRITTEN.fullmatch(text)
    if written is None:
        return WrittenKey("", "raw")
    bare = _unwrapped(written["bare"])
    if (written["name"] or "").lower() == "x-api-key":
        return WrittenKey(bare, "x-api-key")
    return WrittenKey(bare, "bearer" if written["bearer"] else "raw")


def _unwrapped(text: str) -> str:
    """Return a text without the quotes around it and the name of a variable before it."""
    while True:
        text = text.strip()
        if (quoted := _QUOTED.fullmatch(text)) is not None:
            text = quoted["curly"] if quoted["quote"] is None else quoted["inside"]
        elif (assigned := _ASSIGNED.fullmatch(text)) is not None:
            text = assigned["value"]
        else:
            return text


def pasted_key(text: str) -> str:
    """Return a pasted key on one line, with the parts of a broken key joined."""
    found = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        found += f" {line}" if _BEFORE_KEY.fullmatch(found) else line
    return found
