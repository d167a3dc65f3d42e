"""How the API writes values: what is empty is left out, and 64-bit numbers are strings.

Both habits were observed in captured answers of the Lix API.
"""

from __future__ import annotations

from collections.abc import Mapping

JsonObject = dict[str, object]


def compact(fields: Mapping[str, object]) -> JsonObject:
    """The fields that say something: no None, no empty text, list or object, no zero, no false."""
    return {name: value for name, value in fields.items() if value}


def long(number: int) -> str:
    """A 64-bit number as the API writes it; empty for zero, so that it is left out."""
    return str(number) if number else ""
