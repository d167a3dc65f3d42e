"""Key of a search, which is equal for all URLs of the same search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from lix_tui.linkedin.address import Address
from lix_tui.linkedin.filters import Filter, FilterValue, read_number
from lix_tui.linkedin.parameters import PARAMETERS, is_noise
from lix_tui.linkedin.percent import decode, encode_all
from lix_tui.linkedin.restli import parse
from lix_tui.linkedin.restli_nodes import Atom, Node, Record, RestliError
from lix_tui.linkedin.search_pages import project_of
from lix_tui.linkedin.target import Target

_TOLD = frozenset({"filters", "keywords", "recentSearchParam", "spellCorrectionEnabled"})
_ORGANISATION = "urn:li:organization:"


def key_of(target: Target) -> str:
    """Return the key of a recognised search; see `search_urls.search_key`."""
    parts = {name: _joined(value) for name, value in _parameters(target)}
    if target.kind.startswith("sales_"):
        parts.update(_query_parts(target))
    if target.kind == "recruiter":
        parts["project"] = project_of(target.url or "") or ""
    if target.keywords and target.keywords.strip():
        parts["keywords"] = encode_all(_folded(target.keywords))
    body = "&".join(f"{name}={parts[name]}" for name in sorted(parts) if parts[name])
    return f"{target.kind}?{body}"


def _parameters(target: Target) -> Iterable[tuple[str, Iterable[str]]]:
    """Return the parameters that are part of the search, each with its values."""
    shapes = PARAMETERS.get(target.kind, {})
    for name, value in target.params.items():
        if is_noise(name):
            continue
        values = (value,) if isinstance(value, str) else value
        shape = shapes.get(name)
        if shape == "number":
            number = read_number(value if isinstance(value, str) else None)
            values = (
                values
                if number is None
                else (f"{number:g}",)
                if number % 1
                else (str(int(number)),)
            )
        if shape == "flag" and value == "false":
            continue
        yield encode_all(name), values


def _query_parts(target: Target) -> dict[str, str]:
    """Return the filters of a Sales Navigator query, and its keys without a known meaning."""
    parts: dict[str, set[str]] = {}
    for item in target.filters:
        name = "filter." + ".".join(
            encode_all(part) for part in (item.type, item.sub_filter) if part
        )
        parts.setdefault(name, set()).update(_filter_parts(item))
    joined = {name: ",".join(sorted(values)) for name, values in parts.items()}
    raw = Address.split(target.url or "").value("query")
    if not raw:
        return joined
    try:
        root = parse(raw).root
    except RestliError:
        return {**joined, "query": encode_all(_fully_decoded(raw))}
    return joined | {
        f"query.{key}": encode_all(repr(_plain(node)))
        for key, node in root.entries
        if key not in _TOLD and node != Atom("")
    }


def _filter_parts(item: Filter) -> Iterable[str]:
    if item.range is not None:
        yield f"{item.range.min}..{item.range.max}"
    for value in item.values:
        yield ("-" if value.excluded else "+") + _value_part(value)


def _value_part(value: FilterValue) -> str:
    """Return the key of a value. Company numbers and their urns denote the same organisation."""
    what, text = value.identity
    return f"{what}:{encode_all(_folded(text).removeprefix(_ORGANISATION))}"


def _plain(node: Node) -> object:
    if isinstance(node, Atom):
        return node.value
    if isinstance(node, Record):
        return tuple((key, _plain(value)) for key, value in node.entries)
    return tuple(_plain(item) for item in node.items)


def _joined(values: Iterable[str]) -> str:
    return ",".join(sorted({encode_all(_folded(value)) for value in values if value.strip()}))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _fully_decoded(text: str) -> str:
    """Return ``text`` without any layer of encoding."""
    for _ in range(4):
        text = decode(text)
    return text
