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


def token(product: Product, member: int) -> str:
    """Return a member's token (``ACoAA…`` LinkedIn, ``ACwAA…`` Sales Navigator, ``AEMAA…``)."""
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
