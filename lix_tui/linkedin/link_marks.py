"""Removal of characters that copying leaves around a link or a slug."""

from __future__ import annotations

import re

from lix_tui.linkedin.parameters import PARAMETERS, is_noise

_ENDS_ONLY = "\u061c\u200c\u200d\u200e\u200f"
_ANYWHERE = (
    "\u00ad\u034f\u115f\u180e\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\u2800\u3164\ufeff"
    "\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(
    rf"[{_ANYWHERE}]|(?:^|(?<=[^\W_]))[\ufe0e\ufe0f]+(?!\u20e3)|(?<=[-_./])[\ufe0e\ufe0f]+"
)
"""Invisible characters. Variation selectors are among them unless an emoji precedes them."""
_SPACE = " \t\r\n\x0b\x0c\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
_WIDE_OPENING = "（「『【《〈〔＜［｛＠＂＇"
_WIDE_CLOSING = "）」』】》〉〕＞］｝。．、，；：！？＂＇｡､"
_LEFT = re.compile(rf"[{_SPACE}{_ENDS_ONLY}{_QUOTES}{_WIDE_OPENING}<>()\[\]{{}}*@,;|•·–—→]*")
_LONGEST_ENTITY = 34
_ENTITY = re.compile(r"&#?[a-z0-9]+;$", re.IGNORECASE)
"""HTML entity with an unknown name, which stays unresolved."""
_FOOTNOTE = re.compile(r"\[[0-9]{1,3}\]$")
_RIGHT_SPACE = frozenset(
    char for char in map(chr, range(0x3001)) if re.fullmatch(f"[{_SPACE}{_ENDS_ONLY}]", char)
)
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_PUNCTUATION = frozenset(f".,;:!?*|<>([{{{_QUOTES}{_WIDE_OPENING}{_WIDE_CLOSING}")
_ENCODED_BY_BROWSERS = frozenset(f",;|<>`´“”„‟‘’‚‛«»‹›{_WIDE_OPENING}{_WIDE_CLOSING}")
"""Punctuation that ``encodeURIComponent`` never leaves as it is, so a value can't end in it."""
_SHAPES = {name: shape for shapes in PARAMETERS.values() for name, shape in shapes.items()}
_PARAMETER = re.compile(r"[?&#]")


def remove_invisible(text: str) -> str:
    """Return `text` without characters of no width that links never contain unencoded.

    Direction marks and joiners stay, as real slugs contain them. `trim_marks` removes those at the
    ends.
    """
    return text if text.isascii() else _INVISIBLE.sub("", text)


def trim_marks(text: str) -> str:
    """Return a link, slug or id without the quotes, brackets, marks and punctuation around it.

    Closing brackets that were opened inside stay, and so does what a browser leaves unencoded at
    the end of a text value: ``keywords=Acme%20Inc.``. Dots that say that something is cut off stay.
    """
    left = _LEFT.match(text)
    begin = left.end() if left else 0
    opened = text[:begin]
    end = len(text)
    surplus = {closer: _surplus(text, begin, closer) for closer in _CLOSERS}
    quotes = text.count('"', begin)
    has_query = "?" in text
    loose: frozenset[str] | None = None
    while end > begin:
        char = text[end - 1]
        if char in _RIGHT_SPACE:
            end -= 1
            continue
        if loose is None:
            loose = _trimmable_marks(text[begin:end])
        if char == "]" and loose is _PUNCTUATION and (note := _FOOTNOTE.search(text, begin, end)):
            end = note.start()
            continue
        if char == "." and text.endswith("..", begin, end):
            break
        if char == ";" and _ENTITY.search(text, max(begin, end - _LONGEST_ENTITY), end):
            break
        if char in surplus:
            strict = loose is _ENCODED_BY_BROWSERS
            if surplus[char] <= 0 or (strict and _CLOSERS[char] not in opened and char == ")"):
                break
            surplus[char] -= 1
        elif char == '"' and quotes % 2:
            quotes -= 1
        elif char == '"' and has_query:
            break  # one of a pair: a JSON value typed as it is read
        elif char not in loose and not (char in _QUOTES and char in opened):
            break
        end -= 1
    return text[begin:end]


def _surplus(text: str, begin: int, closer: str) -> int:
    """Return the number of unopened closing brackets, in the whole link and in its last value."""
    opener = _CLOSERS[closer]
    last = max(begin, *(text.rfind(mark) for mark in "?&#"))
    return min(text.count(closer, at) - text.count(opener, at) for at in (begin, last))


def _trimmable_marks(text: str) -> frozenset[str]:
    """Return the punctuation to trim from the end of a link, by its last parameter."""
    if "?" not in text and "#" not in text:
        return _PUNCTUATION
    name, equals, value = _PARAMETER.split(text)[-1].partition("=")
    if not equals or name == "query" or (is_noise(name) and name != "sid"):
        return _PUNCTUATION
    shape = _SHAPES.get(name)
    if shape == "array" or (shape == "string" and value.startswith(('"', "%22"))):
        return _PUNCTUATION
    return _PUNCTUATION - {"."} if shape == "list" else _ENCODED_BY_BROWSERS
