"""Values as the API writes them: empty ones are left out, 64-bit numbers are strings.

Both habits were observed in captured answers of the Lix API.
"""

from __future__ import annotations

from collections.abc import Mapping

JsonObject = dict[str, object]


def compact(fields: Mapping[str, object]) -> JsonObject:
    """Return the fields without empty values: None, empty text or list, zero, false."""
    return {name: value for name, value in fields.items() if value}


def long(number: int) -> str:
    """Return a 64-bit number as the API writes it; empty for zero, so that it is left out."""
    return str(number) if number else ""
