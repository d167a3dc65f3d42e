"""Lix's own ids: base64 of a word and a number, such as ``cGVyc29uOjE=`` (Lix docs, ids)."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from typing import Literal

_SHAPE = re.compile(r"[A-Za-z0-9+/]{8,64}={0,2}")
_MEANING = re.compile(r"(person|organisation):[0-9]{1,20}")


def lix_id_of(text: str) -> Literal["person", "organisation"] | None:
    """Return the record type of a Lix id; None for text that isn't a Lix id."""
    text = text.strip()
    if not _SHAPE.fullmatch(text) or len(text) % 4:
        return None
    try:
        found = _MEANING.fullmatch(b64decode(text, validate=True).decode("ascii"))
    except (Error, UnicodeDecodeError):
        return None
    if found is None:
        return None
    return "person" if found[1] == "person" else "organisation"
