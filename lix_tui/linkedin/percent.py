"""Percent-encoding as browsers do it. Invalid text stays unchanged."""

from __future__ import annotations

from urllib.parse import quote, unquote

_LEFT_ALONE_BY_JAVASCRIPT = "!*'()"


def decode(text: str) -> str:
    """Remove one layer of percent-encoding from ``text``.

    A malformed escape (``%zz``) stays. Escapes that aren't UTF-8 leave the whole text unchanged.
    ``+`` is never a space here; see :func:`decode_form`.
    """
    if "%" not in text:
        return text
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def decode_form(text: str) -> str:
    """Decode like :func:`decode`, for parameters in which hand-made URLs write a space as ``+``."""
    return decode(text.replace("+", " "))


def encode_component(text: str) -> str:
    """Return the text as JavaScript's ``encodeURIComponent`` encodes it.

    Lone surrogates become ``?``.
    """
    return quote(text, safe=_LEFT_ALONE_BY_JAVASCRIPT, errors="replace")


def encode_text(text: str) -> str:
    """Return `text` encoded as :func:`encode_component` does, and two or more dots at its end too.

    A link that ends in dots looks cut off.
    """
    kept = text.rstrip(".")
    dots = len(text) - len(kept)
    return encode_component(kept) + ("." if dots < 2 else "%2E") * dots


def encode_all(text: str) -> str:
    """Encode everything in ``text`` but ``A-Z a-z 0-9 - _ . ~``."""
    return quote(text, safe="", errors="replace")


def encode_invisible(text: str) -> str:
    """Encode every character of ``text`` that can't be printed, as browsers do."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else encode_all(char) for char in text)
