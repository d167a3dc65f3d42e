"""The base of every model: tolerant on input, strict in type once inside."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic.alias_generators import to_camel

from lix_tui.text import clean

JsonObject = dict[str, object]


class LixModel(BaseModel):
    """Unknown fields are kept, absent and null and empty are one, every string is cleaned once."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        alias_generator=to_camel,
        populate_by_name=True,
        defer_build=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _absent(cls, value: object) -> object:
        """Leave out what is null: the wire omits what the docs call null."""
        if isinstance(value, dict):
            return {name: part for name, part in value.items() if part is not None}
        return {}  # a text or number where an object belongs says nothing


def _text(value: object) -> object:
    if isinstance(value, str):
        return clean(value).strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(value)


def _whole(value: object) -> object:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value == value and abs(value) < 1e18 else None
    if isinstance(value, str):
        digits = value.strip().replace(",", "")
        try:
            return int(digits) if len(digits) < 20 else None
        except ValueError:
            return None
    return None


def _flag(value: object) -> object:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _items(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(item for item in value if item is not None)
    return ()


Text = Annotated[str | None, BeforeValidator(_text)]
"""Cleaned text; None when absent, empty or no text at all."""
Whole = Annotated[int | None, BeforeValidator(_whole)]
"""A whole number, also from a string (64-bit numbers arrive as strings); else None."""
Flag = Annotated[bool | None, BeforeValidator(_flag)]
"""Yes, no, or None when absent."""
Items = BeforeValidator(_items)
"""A list; empty when absent or of another type."""


def as_object(value: object) -> JsonObject:
    """A JSON object, or an empty one where there is something else."""
    return value if isinstance(value, dict) else {}
