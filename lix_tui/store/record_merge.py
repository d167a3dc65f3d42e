"""Merge of all that answers say about one record: per field one value, with its source.

The merge depends on the set of answers alone, not on their order of arrival: of two values of a
field one always outranks the other, so the best one is the same whichever came first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from lix_tui.store.answers import pack, unpack
from lix_tui.store.rows import Source, Sourced

JsonObject = dict[str, object]

EMAIL = ("email", "emailStatus", "emailAlternatives")
"""Fields of an email address, which come from one answer together."""
VALID = "VALID"
"""Status of an address that was checked: final (Lix docs, Contact API)."""
WARNING = "error"
"""Fault of an answer that Lix reports: gone with the next answer of its endpoint."""
SPARSE = "~"
"""End of the name under which a list of a sparse answer is kept beside the one of a lookup."""
_PLACEHOLDERS = frozenset({"linkedin member", "null", "undefined", "n/a", "-", "--", "—"})
"""Texts that stand for a missing value, in lower case."""
_BARE_PAGES = ("/company/", "/in/", "/sales/company/", "/sales/lead/")
"""Ends of links that lead to no record: answers have them where the id is unknown."""
_ITEM_NAMES = ("title", "name", "institutionName", "entityUrn")
"""Fields that tell the items of a list apart."""


Candidates = dict[str, Sourced]
"""Best value of each field; a list of a sparse answer has the name of its field with `SPARSE`."""


def has_value(value: object) -> bool:
    """Return True unless a JSON value is absent, empty or a placeholder."""
    if isinstance(value, str):
        text = value.strip()
        if not text or text.lower() in _PLACEHOLDERS:
            return False
        return "://" not in text or not text.endswith(_BARE_PAGES)
    if isinstance(value, Mapping):
        return any(map(has_value, value.values()))
    if isinstance(value, list | tuple):
        return any(map(has_value, value))
    return value is not None


def fold(
    candidates: Candidates, part: Mapping[str, object], source: Source, *, sparse: bool = False
) -> Candidates:
    """Return the candidates after one more answer about the record.

    ``part`` is the record in that answer; ``sparse`` is True for a search result, whose lists are
    shorter than those of a lookup.
    """
    merged = dict(candidates)
    for name, value in part.items():
        if name in EMAIL or not has_value(value):
            continue
        slot = f"{name}{SPARSE}" if sparse and isinstance(value, list | tuple) else name
        known = merged.get(slot)
        if (
            known is None
            or known.source[::-1] < source[::-1]
            or (known.source == source and _text(known.value) < _text(value))
        ):
            merged[slot] = Sourced(value, source)
    if any(name in part for name in EMAIL):
        _fold_email(merged, part, source)
    return merged


def combined(first: Candidates, second: Candidates) -> Candidates:
    """Return the candidates of two records that turned out to be one."""
    merged = dict(first)
    for slot, found in second.items():
        if slot in EMAIL:
            continue
        known = merged.get(slot)
        if known is None or _order(found) > _order(known):
            merged[slot] = found
    addresses = {name: second[name] for name in EMAIL if name in second}
    if addresses:
        source = next(iter(addresses.values())).source
        _fold_email(merged, {name: found.value for name, found in addresses.items()}, source)
    return merged


def merged_fields(candidates: Candidates) -> Candidates:
    """Return the value of each field, by name in alphabetical order.

    The list of a sparse answer counts if it is the newest and says something that the list of the
    lookup lacks. First and last names are left out where they are older than the name and not part
    of it.
    """
    chosen: Candidates = {}
    for slot in sorted(candidates):
        found = candidates[slot]
        name = slot.removesuffix(SPARSE)
        whole = chosen.get(name) if name != slot else None
        if whole is None or _replaces(found, whole):
            chosen[name] = found
    return _with_fitting_names(_without_past_warning(chosen))


def _without_past_warning(fields: Candidates) -> Candidates:
    if (warning := fields.get(WARNING)) is None:
        return fields
    endpoint, at = warning.source.endpoint, warning.source.at
    is_past = any(
        found.source.endpoint == endpoint and found.source.at > at for found in fields.values()
    )
    return {name: found for name, found in fields.items() if not is_past or name != WARNING}


def _replaces(sparse: Sourced, whole: Sourced) -> bool:
    return _order(sparse) > _order(whole) and not _covers(whole.value, sparse.value)


def _covers(whole: object, sparse: object) -> bool:
    """Return True if every item of the sparse list is in the other one too."""
    known = {_identity(item) for item in whole} if isinstance(whole, list | tuple) else set()
    return isinstance(sparse, list | tuple) and all(_identity(item) in known for item in sparse)


def _identity(item: object) -> tuple[str, ...]:
    if not isinstance(item, Mapping):
        return (str(item).casefold(),)
    inner = item.get("organisation")
    own = [item.get(name) for name in _ITEM_NAMES]
    named = [*own, inner.get("name") if isinstance(inner, Mapping) else None]
    if not any(named):
        return (_text(item),)
    return tuple(str(text or "").casefold().strip() for text in named)


def _with_fitting_names(fields: Candidates) -> Candidates:
    name = fields.get("name")
    if name is None or not isinstance(name.value, str):
        return fields
    whole, at = name.value.casefold(), name.source.at
    return {
        one: found
        for one, found in fields.items()
        if one not in ("firstName", "lastName")
        or found.source.at >= at
        or str(found.value).casefold() in whole
    }


def _fold_email(merged: Candidates, part: Mapping[str, object], source: Source) -> None:
    """Put the address of a part in place of the known one if it outranks that one."""
    found = {name: part[name] for name in EMAIL if name in part and has_value(part[name])}
    if not found:
        return
    known = {name: merged[name].value for name in EMAIL if name in merged}
    if known:
        former = next(merged[name].source for name in EMAIL if name in merged)
        if _email_order(found, source) <= _email_order(known, former):
            return
    for name in EMAIL:
        merged.pop(name, None)
    merged.update({name: Sourced(value, source) for name, value in found.items()})


def _email_order(email: JsonObject, source: Source) -> tuple[int, float, str, str, str]:
    """Return the rank of an address: a VALID one first, then any address, then the newest."""
    has_address = "email" in email
    rank = int(has_address) + int(has_address and email.get("emailStatus") == VALID)
    return rank, source.at, source.viewer_id, source.endpoint, _text(email)


def _order(found: Sourced) -> tuple[float, str, str, str]:
    endpoint, viewer_id, at = found.source
    return at, viewer_id, endpoint, _text(found.value)


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def read_merged(connection: sqlite3.Connection, entry_id: int) -> Candidates:
    """Return the candidates of an entry; empty if nothing is merged yet."""
    row = connection.execute(
        "SELECT body, packed FROM merged_records WHERE entry_id = ?", (entry_id,)
    ).fetchone()
    return {} if row is None else decoded(*row)


def write_merged(connection: sqlite3.Connection, entry_id: int, candidates: Candidates) -> None:
    """Write the candidates of an entry."""
    sources: dict[Source, int] = {}
    values = {
        slot: (sources.setdefault(found.source, len(sources)), found.value)
        for slot, found in candidates.items()
    }
    text = json.dumps({"sources": list(sources), "values": values}, separators=(",", ":"))
    connection.execute(
        "INSERT OR REPLACE INTO merged_records (entry_id, body, packed) VALUES (?, ?, ?)",
        (entry_id, *pack(text.encode("ascii"))),
    )


def decoded(body: bytes, packed: int) -> Candidates:
    """Return the candidates that were written. Raises StoreError for damaged ones."""
    found = json.loads(unpack(body, packed))
    sources = [Source(str(name), str(viewer), float(at)) for name, viewer, at in found["sources"]]
    return {
        slot: Sourced(value, sources[place]) for slot, (place, value) in found["values"].items()
    }
