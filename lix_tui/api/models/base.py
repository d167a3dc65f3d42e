"""The base of every model: tolerant on input, strict in type once inside.

Validation of a JSON object never fails. A part of the wrong type counts as absent, and so do null
and empty text: Lix omits fields that its docs call null.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator
from pydantic.alias_generators import to_camel

from lix_tui.text import clean, is_hidden_name

JsonObject = dict[str, object]

DEEPEST = 50
"""Levels of an unknown field that are kept; nothing of Lix is nested half as deeply."""


def as_object(value: object) -> JsonObject:
    """Return `value` if it is a JSON object, else an empty object."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """Return `value` if it is a JSON list, else an empty list."""
    return value if isinstance(value, list) else []


def first_present(fields: JsonObject, *names: str) -> object:
    """Return the value of the first of `names` that is present and not null, else None."""
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def folded(value: object, depth: int = 0) -> object:
    """Return a JSON value with every ``snake_case`` field name in it as ``camelCase``.

    The docs have had both spellings of the same answers. Where an object has both, the second one
    keeps its name.
    """
    if depth >= DEEPEST:
        return value
    if isinstance(value, list):
        return [folded(part, depth + 1) for part in value]
    if not isinstance(value, dict):
        return value
    fields: JsonObject = {}
    for name, part in value.items():
        camel = to_camel(name) if "_" in name.strip("_") else name
        taken = camel in fields or (camel != name and camel in value)
        fields[name if taken else camel] = folded(part, depth + 1)
    return fields


def folded_object(value: object) -> JsonObject:
    """Return an object with folded field names; an empty one for anything else."""
    return as_object(folded(value))


def removed(fields: JsonObject, *path: str) -> tuple[object, JsonObject]:
    """Return the value at a path of field names, and the object without it.

    Objects on the way that become empty are removed too. The value is None, and the object the
    same, where nothing is at the path.
    """
    name, *rest = path
    if name not in fields:
        return None, fields
    if not rest:
        return fields[name], {key: value for key, value in fields.items() if key != name}
    value, inner = removed(as_object(fields[name]), *rest)
    if value is None:
        return None, fields
    others = {key: part for key, part in fields.items() if key != name or inner}
    return value, {**others, **({name: inner} if inner else {})}


def first_removed(fields: JsonObject, names: Sequence[str]) -> tuple[object, JsonObject]:
    """Return the first of several fields that isn't null, and the object without it."""
    for name in names:
        if fields.get(name) is not None:
            return removed(fields, name)
    return None, fields


def text_removed(fields: JsonObject, *path: str) -> tuple[object, JsonObject]:
    """Return the text at a path, or in a LinkedIn text object there, and the object without it."""
    value, rest = removed(fields, *path)
    if isinstance(value, dict):
        return removed(fields, *path, "text")
    return (value, rest) if isinstance(value, str) else (None, fields)


def beside(fields: JsonObject, others: JsonObject, prefix: str) -> JsonObject:
    """Return an object with other fields added; a name that is taken gets a prefix and a dot."""
    added = {name if name not in fields else f"{prefix}.{name}": others[name] for name in others}
    return {**fields, **added}


def cleaned(value: object, depth: int = 0) -> object:
    """Return a JSON value with every text in it cleaned; None for one nested too deeply."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        if depth >= DEEPEST:
            return None
        return {clean(name): cleaned(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        return None if depth >= DEEPEST else [cleaned(part, depth + 1) for part in value]
    return value


def text_of(value: object) -> str | None:
    """Return cleaned text, a number as its digits, and None for anything else or empty text."""
    if isinstance(value, str):
        return clean(value).strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(value)


def name_of(value: object) -> str | None:
    """Return text like `text_of`, and None for the words in place of a hidden member's name."""
    text = text_of(value)
    return None if text is None or is_hidden_name(text) else text


LARGEST = 2**63 - 1
"""The largest whole number that a database has room for."""


def int_of(value: object) -> int | None:
    """Return a whole number, also from text ("57", "1,234"); None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if abs(value) < 1e18 else None
    if isinstance(value, str) and len(value) < 30:
        try:
            return int(value.strip().replace(",", ""))
        except ValueError:
            return None
    return None


def count_of(value: object) -> int | None:
    """Return a whole number up to LARGEST, also from text or a decimal; None for anything else."""
    number = int_of(value)
    return number if number is not None and abs(number) <= LARGEST else None


def flag_of(value: object) -> bool | None:
    """Return a boolean, also from the texts "true" and "false"; None for anything else."""
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def datetime_of(value: object) -> datetime | None:
    """Return a time with its zone.

    Read from Unix seconds or milliseconds, or from ISO 8601 (UTC if it names no zone).
    """
    number = int_of(value)
    try:
        if number is not None:
            seconds = number / 1000 if abs(number) > 100_000_000_000 else number
            return datetime.fromtimestamp(seconds, UTC)
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for item in as_list(value) if (text := text_of(item)))


def _objects(value: object) -> tuple[object, ...]:
    if isinstance(value, tuple):  # made here, not read
        return value
    return tuple(item for item in as_list(value) if isinstance(item, dict))


def _object(value: object) -> object:
    return value if isinstance(value, dict | BaseModel) else {}


def _object_or_none(value: object) -> object:
    return value if isinstance(value, dict | BaseModel) else None


def _iso_text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


Text = Annotated[str | None, PlainValidator(text_of)]
"""Cleaned text; None when absent, empty or no text at all."""
Name = Annotated[str | None, PlainValidator(name_of)]
"""Name of a member: cleaned text, None for a hidden one."""
Whole = Annotated[int | None, PlainValidator(int_of)]
"""A whole number, also from a string (64-bit numbers arrive as strings); else None."""
Flag = Annotated[bool | None, PlainValidator(flag_of)]
"""Yes, no, or None when absent."""
Moment = Annotated[datetime | None, PlainValidator(datetime_of), PlainSerializer(_iso_text)]
"""A time with its zone, or None."""
Texts = Annotated[tuple[str, ...], PlainValidator(_texts)]
"""Cleaned texts; empty when absent."""
Items = BeforeValidator(_objects)
"""Marks a tuple of models; what is no object is left out."""
Part = BeforeValidator(_object)
"""Marks a model that is empty where the answer has none."""
MaybePart = BeforeValidator(_object_or_none)
"""Marks a model that is None where the answer has none."""


class LixModel(BaseModel):
    """Unknown fields are kept (cleaned too), camelCase and snake_case names are both read."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        alias_generator=to_camel,
        populate_by_name=True,
        defer_build=True,
    )
    __pydantic_extra__: dict[str, Annotated[object, PlainValidator(cleaned)]] = Field(init=False)
