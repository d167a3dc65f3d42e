"""Takes the key out of an answer before anything else sees it, however it is written there."""

from __future__ import annotations

import json
import re
from functools import cached_property

from lix_tui.settings.key import Key

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
    rb"\\(?:[bf]|u(?:00[01][0-9a-fA-F]|007[fF]|00[89][0-9a-fA-F]|061[cC]"
    rb"|20(?:0[b-fB-F]|2[a-eA-E]|6[0-9a-fA-F])|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF][eE][fF]{2}"
    rb"|[fF]{3}[9abAB]))"
)
"""The same as JSON may write them."""
_HIDING = re.compile(_DROPPED)
_HIDING_ESCAPES = re.compile(rb"\\u00[2-7]|" + _DROPPED_ESCAPES)
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"


class KeyMask:
    """Finds one key."""

    def __init__(self, key: Key) -> None:
        self._key = key.bare()
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
        return self._spread.sub(HIDDEN, content) if _may_hide(content) else content

    @cached_property
    def _spread(self) -> re.Pattern[bytes]:
        """The key with any character escaped, and with what is cleaned away in between."""
        gap = rb"(?:" + _DROPPED + rb"|" + _DROPPED_ESCAPES + rb")*+"
        return re.compile(gap.join(map(_any_spelling, self._key)))


def _any_spelling(char: str) -> bytes:
    plain = re.escape(char.encode())
    short = rb"|\\" + plain if char in '"\\/' else b""
    digits = "".join(f"[{digit}{digit.upper()}]" for digit in f"{ord(char):04x}")
    return rb"(?:" + plain + short + rb"|\\u" + digits.encode() + rb")"


def _may_hide(content: bytes) -> bool:
    """Whether a key may stand in it in another spelling, which few honest answers look like.

    Some hundredths of a millisecond for a page: the rest would take one.
    """
    rest = content.translate(None, _PLAIN)  # what is far apart comes together, and is looked at
    if rest and _HIDING.search(rest):
        return True
    return b"\\" in content and _HIDING_ESCAPES.search(content) is not None


def _as_utf8(content: bytes) -> bytes:
    try:
        return content.decode(json.detect_encoding(content), "surrogatepass").encode()
    except ValueError:
        return content
