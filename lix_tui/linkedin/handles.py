"""Slugs and member tokens in links, and the marks that copying leaves around them."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from lix_tui.linkedin.parameters import PARAMETERS, is_noise
from lix_tui.linkedin.percent import decode
from lix_tui.linkedin.target import quotable

Product = Literal["linkedin", "sales", "recruiter"]

_TOKEN = re.compile(r"(ACo|ACw|AEM)AA?[A-Za-z0-9_-]*", re.ASCII)
TOKEN_LENGTH = 39
"""Characters of a whole token."""
_PRODUCTS: dict[str, Product] = {"ACo": "linkedin", "ACw": "sales", "AEM": "recruiter"}
Owner = Literal["person", "company"]

_MOST_LAYERS = 3
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufffd…\u3001\u3002\uff01-\uff0f\uff1a-\uff20\uff61]")
"""White space, control characters, and the punctuation of text in Chinese and Japanese."""
_FORBIDDEN = {
    "person": re.compile(r"[!-&(-,/:-@\[-^`{-~]"),
    "company": re.compile(r"[!-%(-,/:-@\[-^`{-~]"),
}
"""ASCII punctuation that slugs never contain. All may contain ', companies' also & (at&t)."""
_TEMPLATE = re.compile(r"[<{$].*|\[(?![0-9]+\]).*\]|%[sd]|null|undefined|nan|none", re.IGNORECASE)
_CUT = re.compile(r"…|\.{2,}$")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)*linkedin\.com", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
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
_RIGHT_SPACE = frozenset(re.findall(f"[{_SPACE}{_ENDS_ONLY}]", "".join(map(chr, range(0x3001)))))
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_PUNCTUATION = frozenset(f".,;:!?*|<>([{{{_QUOTES}{_WIDE_OPENING}{_WIDE_CLOSING}")
_ENCODED_BY_BROWSERS = frozenset(f",;|<>`´“”„‟‘’‚‛«»‹›{_WIDE_OPENING}{_WIDE_CLOSING}")
"""Punctuation that ``encodeURIComponent`` never leaves as it is, so a value can't end in it."""
_SHAPES = {name: shape for shapes in PARAMETERS.values() for name, shape in shapes.items()}
_PARAMETER = re.compile(r"[?&#]")


def read_slug(text: str, owner: Owner = "person") -> str | None:
    """Return the slug in a text: decoded, NFC, lower case, without marks around it.

    Returns None for text that can't be the slug of a person (or of a company).
    """
    plain = _plain(text)
    if _TEMPLATE.fullmatch(plain) or _HOST.fullmatch(plain):
        return None
    found = trim_marks(plain)
    if not found or _CUT.search(found) or _unfit(found, owner) or found.endswith("&"):
        return None
    return found


def slug_refusal(text: str, owner: Owner) -> str:
    """Return the sentence that says why `text` isn't the slug of a person or a company."""
    plain = _plain(text)
    shown = quotable(plain, 40)
    what = "person" if owner == "person" else "company"
    if _TEMPLATE.fullmatch(plain):
        return (
            f"“{shown}” is a placeholder that was never filled in: "
            f"paste the link of a {what} from the browser's address bar."
        )
    if _CUT.search(trim_marks(plain)):
        return f"This link is cut off at “{shown}”: copy the whole link again."
    if plain.endswith("%") or re.search(r"%[0-9a-f]$", plain):
        return f"This link ends inside a % code, “{shown}”: copy the whole link again."
    mark = _unfit(trim_marks(plain), owner)
    holds = f" holds “{quotable(mark)}”, which" if mark else ""
    reason = "no such name does" if mark else " can't be one"
    return (
        f"The {what}'s name in this link, “{shown}”,{holds}{' ' if mark else ''}{reason}: "
        "copy the link again from the browser's address bar."
    )


def _plain(text: str) -> str:
    """Return `text` decoded, as often as it was encoded, and without invisible marks."""
    for _ in range(_MOST_LAYERS):
        decoded = decode(text)
        if decoded == text or not _ESCAPE.search(text):
            break
        text = decoded
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    return remove_invisible(folded).strip()


def _unfit(text: str, owner: Owner) -> str:
    """Return the first character of `text` that the slug can't contain, or an empty text."""
    match = _FORBIDDEN[owner].search(text) or _UNFIT.search(text)
    return match[0] if match else ""


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


def is_token(text: str) -> bool:
    """Return True if a text is a member token, whole or shortened; tokens are case sensitive."""
    return _TOKEN.fullmatch(text) is not None


def is_whole_token(text: str) -> bool:
    """Return True if a text is a token of the full 39 characters, so that it cannot be a slug."""
    return len(text) == TOKEN_LENGTH and is_token(text)


def product(token: str) -> Product | None:
    """Return the LinkedIn product that wrote the token: ``ACo``, ``ACw`` or ``AEM``."""
    return _PRODUCTS.get(token[:3]) if is_token(token) else None


def member_number(token: str) -> int | None:
    """Return the numeric member id in a token, the same in all three products, or None.

    The 39 base64url characters are 29 bytes, and bytes 4 to 7 hold the number, most significant
    byte first (checked against public pairs of token and ``urn:li:member`` in the Unipile docs).
    """
    if not is_whole_token(token):
        return None
    from base64 import urlsafe_b64decode

    return int.from_bytes(urlsafe_b64decode(f"{token}=")[4:8], "big") or None
