"""Text cut to a width in terminal cells, in any script."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

_BREAK = re.compile("[\t\n\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_JOINER = "\u200d"
_PLAIN = re.compile(r"[ -~]*")
_JOINED = "\u200d[\u2190-\U0010ffff]\ufe0f?|[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"
"""A pattern that takes long to compile; `re` does so at the first text with other than ASCII."""
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
ELLIPSIS = "…"


def steady(text: str) -> str:
    """Return ``text`` with emoji of several characters reduced to the first one.

    Terminals disagree on how wide a joined, coloured or flag emoji is, and one that guesses
    otherwise shifts everything to its right. A flag becomes its two letters.
    """
    if text.isascii():
        return text
    text = re.sub(_JOINED, "", text)
    return _FLAG_LETTER.sub(lambda found: chr(ord(found.group()) - 0x1F1E6 + ord("A")), text)


@lru_cache(maxsize=16_384)
def fit(text: str, width: int, align: str = "left") -> str:
    """Return ``text`` in exactly ``width`` cells: padded, or cut with an ellipsis.

    No wide character and no grapheme is ever cut in two. A control character or half of a
    surrogate pair, which should have been cleaned away long before, is shown as a replacement
    character: it never reaches the terminal. Joiners are left out: what they do to the width
    of the next character depends on the terminal.
    """
    if width <= 0:
        return ""
    if _PLAIN.fullmatch(text):
        length = len(text)
        if length > width:
            return text[: width - 1] + ELLIPSIS
    else:
        text = _BREAK.sub(" ", steady(text).replace(_JOINER, ""))
        text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
        length = cell_len(text)
        if length > width:
            text, length = _cut(text, width)
    padding = " " * (width - length)
    return padding + text if align == "right" else text + padding


def _cut(text: str, width: int) -> tuple[str, int]:
    """Return the longest start of ``text`` that leaves room for the ellipsis, and its length."""
    head = text[: width * 8]  # no grapheme that fits is far behind the width
    used = end = 0
    for _, stop, size in split_graphemes(head)[0]:
        if used + size > width - 1 or stop == len(head) < len(text):
            break  # no room, or perhaps only a part of a grapheme
        used, end = used + size, stop
    return head[:end] + ELLIPSIS, used + 1
