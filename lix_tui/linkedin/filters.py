"""A filter of a Sales Navigator query, and its place in the Rest.li tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lix_tui.linkedin.restli_nodes import Array, Atom, Record

INCLUDED, EXCLUDED = "INCLUDED", "EXCLUDED"

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class FilterValue:
    """One chosen value: an id, a text, or both. The text of a value with an id is only a label."""

    id: str | None = None
    text: str | None = None
    excluded: bool = False

    @property
    def identity(self) -> tuple[str, str]:
        """Key that equal values share: the id, or the text if there is no id."""
        return ("id", self.id) if self.id is not None else ("text", self.text or "")

    def to_json(self) -> dict[str, object]:
        """Return the value as ``explain --json`` prints it."""
        parts: dict[str, object] = {"id": self.id, "text": self.text, "excluded": self.excluded}
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True, slots=True)
class Range:
    """A number range; either end may be open (None)."""

    min: int | float | None = None
    max: int | float | None = None

    def to_json(self) -> dict[str, object]:
        """Return the ends that aren't open."""
        parts: dict[str, object] = {"min": self.min, "max": self.max}
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its type with either values or a range, and for some types a sub-filter.

    Values of one filter are alternatives; a result matches all filters.
    """

    type: str
    values: tuple[FilterValue, ...] = ()
    range: Range | None = None
    sub_filter: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the filter as ``explain --json`` prints it; absent parts are left out."""
        parts: dict[str, object] = {
            "type": self.type,
            "values": [value.to_json() for value in self.values] or None,
            "range": (self.range.to_json() or None) if self.range else None,
            "sub_filter": self.sub_filter,
        }
        return {name: part for name, part in parts.items() if part is not None}


def read_number(text: str | None) -> int | float | None:
    """Return a plain decimal number, or None for anything else."""
    if text is None or not _NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def read_value(node: object) -> FilterValue | None:
    """Return a value of a ``values`` list; a bare atom there counts as an id. None: not a value."""
    if isinstance(node, Atom):
        return FilterValue(id=node.value) if node.value else None
    if not isinstance(node, Record):
        return None
    identity, text = node.text("id"), node.text("text")
    if not identity and not text:
        return None
    return FilterValue(identity or None, text or None, node.text("selectionType") == EXCLUDED)


def read_filter(node: object) -> Filter | None:
    """Return a filter of the ``filters`` list; None for anything without a type."""
    if not isinstance(node, Record):
        return None
    type_name = node.text("type")
    if not type_name:
        return None
    values = node.get("values")
    items = values.items if isinstance(values, Array) else ()
    read = tuple(value for value in map(read_value, items) if value is not None)
    limits = node.get("rangeValue")
    number_range = (
        Range(read_number(limits.text("min")), read_number(limits.text("max")))
        if isinstance(limits, Record)
        else None
    )
    return Filter(type_name, read, number_range, node.text("selectedSubFilter") or None)
