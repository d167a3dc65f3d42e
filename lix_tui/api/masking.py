"""Takes the key out of an answer before anything else sees it, however it is written there."""

from __future__ import annotations

import json
import re
from functools import cached_property

from lix_tui.credentials import Key

HIDDEN = b"[key]"
"""What stands for the key where a server repeats it."""
SHORTEST, SURELY_A_KEY = 8, 16
"""Characters of a key that is taken out of an error, and of a good answer: there a short one, which
no live key is, may be a word that was paid for."""

_DROPPED = (
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8b-\x8f\xaa-\xae]"
    rb"|\xe2\x81[\xa0-\xaf]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbb\xbf|\xef\xbf[\xb9-\xbb]"
)
"""Characters that cleaning takes out, after which a key would stand there whole."""
_DROPPED_ESCAPES = (
    rb"\\(?:[bf]|u(?:00[01][0-9a-f]|007f|00[89][0-9a-f]|061c|20(?:0[b-f]|2[a-e]|6[0-9a-f])"
    rb"|d[89a-f][0-9a-f]{2}|feff|fff[9ab]))"
)
"""The same as JSON may write them."""
_ODD = re.compile(rb"\\u00[2-7]|" + _DROPPED + rb"|(?i:" + _DROPPED_ESCAPES + rb")")
"""What an answer has that may hold a key in another spelling; few honest ones do."""


class KeyMask:
    """Finds one key."""

    def __init__(self, key: Key) -> None:
        self._key = key.reveal()
        escaped = json.dumps(self._key)[1:-1]
        spellings = (self._key, escaped, escaped.replace("/", "\\/"))
        self._plain = [spelling.encode() for spelling in dict.fromkeys(spellings)]

    def without_key(self, content: bytes, shortest: int) -> bytes:
        """A body without the key; a key of fewer than ``shortest`` characters stays in it.

        JSON in UTF-16 or UTF-32, which is read as well, becomes UTF-8.
        """
        if len(self._key) < shortest:
            return content
        if b"\0" in content[:4]:
            content = _as_utf8(content)
        for spelling in self._plain:
            content = content.replace(spelling, HIDDEN)
        return self._spread.sub(HIDDEN, content) if _ODD.search(content) else content

    @cached_property
    def _spread(self) -> re.Pattern[bytes]:
        """The key with any character escaped, and with what is cleaned away in between."""
        gap = rb"(?:" + _DROPPED + rb"|(?i:" + _DROPPED_ESCAPES + rb"))*+"
        return re.compile(gap.join(map(_any_spelling, self._key)))


def _any_spelling(char: str) -> bytes:
    plain, code = re.escape(char.encode()), f"{ord(char):04x}".encode()
    short = rb"|\\" + plain if char in '"\\/' else b""
    return rb"(?:" + plain + short + rb"|(?i:\\u" + code + rb"))"


def _as_utf8(content: bytes) -> bytes:
    try:
        return content.decode(json.detect_encoding(content), "surrogatepass").encode()
    except ValueError:
        return content
