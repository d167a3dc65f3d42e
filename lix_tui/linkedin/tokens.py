"""LinkedIn's member tokens and the number inside them."""

from __future__ import annotations

import re
from typing import Literal

Product = Literal["linkedin", "sales", "recruiter"]

_TOKEN = re.compile(r"(ACo|ACw|AEM)AA?[A-Za-z0-9_-]*", re.ASCII)
LENGTH = 39
"""Characters of a whole token."""
_PRODUCTS: dict[str, Product] = {"ACo": "linkedin", "ACw": "sales", "AEM": "recruiter"}


def is_token(text: str) -> bool:
    """Return True if a text is a member token, whole or shortened; tokens are case sensitive."""
    return _TOKEN.fullmatch(text) is not None


def is_whole_token(text: str) -> bool:
    """Return True if a text is a token of the full 39 characters, so that it cannot be a slug."""
    return len(text) == LENGTH and is_token(text)


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
