"""Slugs, the names that profiles and company pages have in their links."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from lix_tui.linkedin.link_marks import remove_invisible, trim_marks
from lix_tui.linkedin.percent import decode
from lix_tui.linkedin.target import quotable

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
