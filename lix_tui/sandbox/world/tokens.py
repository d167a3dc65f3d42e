"""Member tokens: ids of a person in LinkedIn's products.

A token is 39 base64url characters, 29 bytes. Bytes 4 to 7 hold the member number in every product;
the rest differs from product to product (checked against public pairs of token and member number
in the Unipile docs).
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from typing import Literal

Product = Literal["linkedin", "sales", "recruiter"]

_HEADS: dict[Product, bytes] = {
    "linkedin": b"\x00\x2a\x00\x00",
    "sales": b"\x00\x2c\x00\x00",
    "recruiter": b"\x00\x43\x00\x00",
}
_LENGTH = 39
_DOCUMENTED: dict[tuple[Product, int], str] = {
    ("linkedin", 97_536_089): "ACoAAAXQSFkBYBAvJOtLzKQz7X0qXjByqI9m7Tg",
    ("sales", 97_536_089): "ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM",
}
"""Tokens in the samples of the Lix docs."""


def token(product: Product, member: int) -> str:
    """Return a member's token (``ACoAA…`` LinkedIn, ``ACwAA…`` Sales Navigator, ``AEMAA…``)."""
    if (known := _DOCUMENTED.get((product, member))) is not None:
        return known
    tail = sha256(f"{product}:{member}".encode()).digest()[:20]
    whole = _HEADS[product] + member.to_bytes(4, "big") + b"\x01" + tail
    return urlsafe_b64encode(whole).decode().rstrip("=")


def member_of(text: str) -> int | None:
    """Return the member number of a token from this module; None for any other text."""
    if len(text) != _LENGTH:
        return None
    try:
        member = int.from_bytes(urlsafe_b64decode(f"{text}=")[4:8], "big")
    except (Error, ValueError):
        return None
    return member if any(token(product, member) == text for product in _HEADS) else None
