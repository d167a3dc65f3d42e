"""A filter of a Sales Navigator query, and its place in the Rest.li tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lix_tui.linkedin.restli import Array, Atom, Node, Record

INCLUDED, EXCLUDED = "INCLUDED", "EXCLUDED"

_ORGANISATION = "urn:li:organization:"
_SALES_LIST = "urn:li:salesList:"
_LIST_FILTERS = frozenset({"LEAD_LIST", "ACCOUNT_LIST"})
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class FilterValue:
    """One chosen value: an id, a text, or both. The text of a value with an id is only a label."""

    id: str | None = None
    text: str | None = None
    excluded: bool = False

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two values the same: the id, or the text when there is no id."""
        return ("id", self.id) if self.id is not None else ("text", self.text or "")

    def to_json(self) -> dict[str, object]:
        """The value as ``explain --json`` prints it."""
        parts: dict[str, object] = {"id": self.id, "text": self.text, "excluded": self.excluded}
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True, slots=True)
class Range:
    """A number range; either end may be open (None)."""

    min: int | float | None = None
    max: int | float | None = None

    def to_json(self) -> dict[str, object]:
        """The ends that are there."""
        parts: dict[str, object] = {"min": self.min, "max": self.max}
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its type with either values or a range, and for some types a sub-filter.

    Values of one filter are alternatives; different filters must all hold.
    """

    type: str
    values: tuple[FilterValue, ...] = ()
    range: Range | None = None
    sub_filter: str | None = None

    def to_json(self) -> dict[str, object]:
        """The filter as ``explain --json`` prints it; absent parts are left out."""
        parts: dict[str, object] = {
            "type": self.type,
            "values": [value.to_json() for value in self.values] or None,
            "range": self.range.to_json() if self.range else None,
            "sub_filter": self.sub_filter,
        }
        return {name: part for name, part in parts.items() if part is not None}


def read_number(text: str | None) -> int | float | None:
    """A plain decimal number, or None for anything else."""
    if text is None or not _NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def read_value(node: object) -> FilterValue | None:
    """A value of a ``values`` list; a bare atom there counts as an id. None: not a value."""
    if isinstance(node, Atom):
        return FilterValue(id=node.value)
    if not isinstance(node, Record):
        return None
    identity, text = node.text("id"), node.text("text")
    if not identity and not text:
        return None
    return FilterValue(identity or None, text or None, node.text("selectionType") == EXCLUDED)


def read_filter(node: object) -> Filter | None:
    """A filter of the ``filters`` list; None for anything without a type."""
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


def write_filter(item: Filter, old: Record | None = None) -> Record:
    """The node of a filter; ``old``, the node it replaces, keeps all that does not change.

    Returns ``old`` itself when nothing changes.
    """
    before = read_filter(old)
    record = old if old is not None and before else Record((("type", Atom(item.type)),))
    before = before or Filter(item.type)
    if item.values != before.values:
        listed = record.get("values")
        nodes = listed.items if isinstance(listed, Array) else ()
        values = Array(tuple(_write_value(value, nodes, item.type) for value in item.values))
        record = _with(record, "values", values if item.values else None)
    if item.range != before.range:
        record = _with(record, "rangeValue", _write_range(item.range) if item.range else None)
    if item.sub_filter != before.sub_filter:
        record = _with(
            record, "selectedSubFilter", Atom(item.sub_filter) if item.sub_filter else None
        )
    return record


def _with(record: Record, key: str, node: Node | None) -> Record:
    if node is None:
        return record.without(key)
    return record.with_entry(key, node, before=("selectedSubFilter",))


def _write_value(value: FilterValue, nodes: tuple[Node, ...], filter_type: str) -> Node:
    """A value, made from the old node of the same value when there is one."""
    old = next((node for node in nodes if _identity(node) == value.identity), None)
    selection = Atom(EXCLUDED if value.excluded else INCLUDED)
    if isinstance(old, Record):
        changed = old
        if value != read_value(old):
            changed = changed.with_entry("selectionType", selection)
            if value.text:
                changed = changed.with_entry("text", Atom(value.text), before=("selectionType",))
        return changed
    if old is not None and value == read_value(old):
        return old
    entries: list[tuple[str, Node]] = []
    if value.id:
        entries.append(("id", Atom(value.id)))
    if value.text:
        entries.append(("text", Atom(value.text)))
    return Record((*entries, ("selectionType", selection), *_extras(value.id or "", filter_type)))


def _identity(node: Node) -> tuple[str, str] | None:
    value = read_value(node)
    return value.identity if value else None


def _extras(identity: str, filter_type: str) -> tuple[tuple[str, Node], ...]:
    """What LinkedIn's own pages put behind organisations and lists."""
    if identity.startswith(_ORGANISATION):
        return (("parent", Record((("id", Atom("0")),))),)
    if identity.startswith(_SALES_LIST):
        return (("parent", Record((("id", Atom("1")),))), ("icon", Atom("list")))
    return (("icon", Atom("list")),) if filter_type in _LIST_FILTERS else ()


def _write_range(limits: Range) -> Record:
    ends = (("min", limits.min), ("max", limits.max))
    return Record(tuple((name, Atom(str(end))) for name, end in ends if end is not None))
