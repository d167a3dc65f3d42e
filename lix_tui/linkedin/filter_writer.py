"""Filters written into the Rest.li tree; unchanged nodes keep their spelling."""

from __future__ import annotations

from lix_tui.linkedin.filters import (
    EXCLUDED,
    INCLUDED,
    Filter,
    FilterValue,
    Range,
    read_filter,
    read_number,
    read_value,
)
from lix_tui.linkedin.restli_nodes import Array, Atom, Node, Record

_ORGANISATION = "urn:li:organization:"
_SALES_LIST = "urn:li:salesList:"
_LIST_FILTERS = frozenset({"LEAD_LIST", "ACCOUNT_LIST"})


def write_filter(item: Filter, old: Record | None = None) -> Record:
    """Return the node of a filter; unchanged parts of ``old``, the node it replaces, are reused.

    Returns ``old`` itself when nothing changes.
    """
    before = read_filter(old)
    record = old if old is not None and before else Record((("type", Atom(item.type)),))
    before = before or Filter(item.type)
    if item.values != before.values:
        listed = record.get("values")
        nodes = listed.items if isinstance(listed, Array) else ()
        written = _write_values(item.values, nodes, item.type)
        record = _with(record, "values", Array(written) if written else None)
    if item.range != before.range:
        limits = record.get("rangeValue")
        old_limits = limits if isinstance(limits, Record) else None
        new_limits = _write_range(item.range, old_limits) if item.range else None
        record = _with(record, "rangeValue", new_limits)
    if item.sub_filter != before.sub_filter:
        chosen = Atom(item.sub_filter) if item.sub_filter else None
        record = _with(record, "selectedSubFilter", chosen)
    return record


def _with(record: Record, key: str, node: Node | None) -> Record:
    if node is None:
        return record.without(key)
    return record.with_entry(key, node, before=("selectedSubFilter",))


def _write_values(
    values: tuple[FilterValue, ...], nodes: tuple[Node, ...], filter_type: str
) -> tuple[Node, ...]:
    """Return the nodes of ``values``.

    Nodes of the same value are reused, and nodes that aren't values stay.
    """
    written: list[Node] = []
    left = list(nodes)
    for value in values:
        places = (place for place, node in enumerate(left) if _identity(node) == value.identity)
        place = next(places, None)
        if place is None:
            written.append(_new_value(value, filter_type))
            continue
        written += (node for node in left[:place] if read_value(node) is None)
        written.append(_changed_value(value, left[place], filter_type))
        left = [node for node in left[:place] if read_value(node) is not None] + left[place + 1 :]
    return (*written, *(node for node in left if read_value(node) is None))


def _identity(node: Node) -> tuple[str, str] | None:
    value = read_value(node)
    return value.identity if value else None


def _changed_value(value: FilterValue, node: Node, filter_type: str) -> Node:
    before = read_value(node)
    if value == before or before is None:
        return node
    if not isinstance(node, Record):
        return _new_value(value, filter_type)
    if value.excluded != before.excluded:
        node = node.with_entry("selectionType", _selection(value))
    if value.text and value.text != before.text:
        node = node.with_entry("text", Atom(value.text), before=("selectionType",))
    elif before.text and not value.text:
        node = node.without("text")
    return node


def _new_value(value: FilterValue, filter_type: str) -> Record:
    """Return a value with its keys in LinkedIn's order."""
    entries: list[tuple[str, Node]] = []
    if value.id:
        entries.append(("id", Atom(value.id)))
    if value.text:
        entries.append(("text", Atom(value.text)))
    extras = _extras(value.id or "", filter_type)
    return Record((*entries, ("selectionType", _selection(value)), *extras))


def _selection(value: FilterValue) -> Atom:
    return Atom(EXCLUDED if value.excluded else INCLUDED)


def _extras(identity: str, filter_type: str) -> tuple[tuple[str, Node], ...]:
    """Return the extra entries that LinkedIn's pages add to organisations and lists."""
    if identity.startswith(_ORGANISATION):
        return (("parent", Record((("id", Atom("0")),))),)
    if identity.startswith(_SALES_LIST):
        return (("parent", Record((("id", Atom("1")),))), ("icon", Atom("list")))
    return (("icon", Atom("list")),) if filter_type in _LIST_FILTERS else ()


def _write_range(limits: Range, old: Record | None) -> Record:
    """Return the node of a range; an unchanged end keeps its spelling."""
    record = old or Record(())
    for name, end in (("min", limits.min), ("max", limits.max)):
        if end == read_number(record.text(name)):
            continue
        if end is None:
            record = record.without(name)
        else:
            record = record.with_entry(name, Atom(_number(end)), before=("max",))
    return record


def _number(end: float) -> str:
    """Return a plain decimal number, the only spelling that `read_number` accepts."""
    return str(end) if isinstance(end, int) else f"{end:.9f}".rstrip("0").rstrip(".")
