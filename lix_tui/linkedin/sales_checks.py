"""Requirements of a Sales Navigator query: each filter has a type and a list of values.

LinkedIn drops or refuses a filter without them, which would run another search.
"""

from __future__ import annotations

import re

from lix_tui.linkedin.filters import EXCLUDED, INCLUDED, read_number
from lix_tui.linkedin.restli_nodes import Array, Atom, Document, Node, Record, RestliError


def check_filters(document: Document, source: str) -> None:
    """Check the filters of a query that was read from ``source``.

    Raises:
        RestliError: a filter is malformed; the position is an offset in ``source``.

    """
    root = document.root
    filters = root.get("filters")
    if filters is None or filters == Atom(""):
        return
    start = _place(source, "filters", filters, 0)
    if not isinstance(filters, Array):
        message = "the filters are not a List(...)"
        raise RestliError(message, start)
    at = start + len("List(")
    for item in filters.items:
        raw = item.raw or ""
        at = source.find(raw, at)
        _check(item, at, source)
        at += len(raw)


def _check(item: Node, at: int, source: str) -> None:
    if not isinstance(item, Record) or not item.text("type"):
        message = "a filter has no type"
        raise RestliError(message, at)
    values = item.get("values")
    if values is not None and not isinstance(values, Array) and values != Atom(""):
        message = f"the values of {item.text('type')} are not a List(...)"
        raise RestliError(message, _place(source, "values", values, at))
    for value in values.items if isinstance(values, Array) else ():
        _check_selection(item, value, at, source)
    limits = item.get("rangeValue")
    if limits is not None:
        _check_range(item, limits, at, source)


def _check_selection(item: Record, value: Node, at: int, source: str) -> None:
    selection = value.get("selectionType") if isinstance(value, Record) else None
    if selection is None or selection in (Atom(INCLUDED), Atom(EXCLUDED)):
        return
    message = f"a value of {item.text('type')} is neither INCLUDED nor EXCLUDED"
    raise RestliError(message, _place(source, "selectionType", selection, at))


def _check_range(item: Record, limits: Node, at: int, source: str) -> None:
    place = _place(source, "rangeValue", limits, at)
    name = item.text("type")
    if not isinstance(limits, Record):
        message = f"the range of {name} isn't a (min:…,max:…)"
        raise RestliError(message, place)
    for end in ("min", "max"):
        if limits.get(end) is not None and read_number(limits.text(end)) is None:
            message = f"the {end} of {name} isn't a number"
            raise RestliError(message, place)


def _place(source: str, key: str, node: Node, start: int) -> int:
    """Return the offset of the value of ``key`` in ``source``, at ``start`` or after it."""
    value = re.escape(node.raw or "")
    match = re.compile(rf"{key}(?::|%(?:25)*3[Aa]){value}").search(source, start)
    return match.end() - len(node.raw or "") if match else start
