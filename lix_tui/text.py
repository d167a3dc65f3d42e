"""Cleaning of foreign text, so that it is safe to show.

LinkedIn text may hold escape sequences, other control characters and direction overrides, which
a terminal would act upon. Models remove them once, when they are created.
"""

from __future__ import annotations

import re
import unicodedata

MOST_SHOWN = 10_000
"""Most characters of one text on screen. Longer texts would block the screen for seconds."""
MOST_IN_LINE = 400
"""Most characters of a heading, a choice or a title."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff\ufeff\ufff9-\ufffb]")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_ZERO_WIDTH = re.compile(r"[\u200b\u2060]")  # joiners stay: emoji and scripts need them
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return ``text`` without direction marks and control characters except newline and tab.

    Every line end becomes a newline; the C1 character NEL is a line end too. Lone surrogates are
    removed, so that the result can always be written as UTF-8.
    """
    if "\r" in text or "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _UNSAFE.sub("", text) if _UNSAFE.search(text) else text


def clean_line(text: str) -> str:
    """Return `clean` text on one line, with single spaces and without zero-width spaces."""
    return _SPACES.sub(" ", _ZERO_WIDTH.sub("", clean(text))).strip()


def is_hidden_name(text: str) -> bool:
    """Return True for LinkedIn's words in the place of a hidden member's name."""
    return " ".join(text.split()).casefold() == "linkedin member"


def composed(text: str) -> str:
    """Return ``text`` with each letter and its accents as one character where there is one (NFC).

    macOS and some web forms write decomposed letters, which look the same and compare as others.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def shortened(text: str, most: int = MOST_SHOWN) -> str:
    """Return ``text``, or its first ``most`` characters with the number of further ones."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({len(text) - most:,} more characters)"
