"""Merge of all that answers say about one record: per field one value, with its source.

The merge depends on the set of answers alone, not on their order of arrival: of two values of a
field one always outranks the other, so the best one is the same whichever came first.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from lix_tui.store.answers import pack, unpack
from lix_tui.store.rows import Source, Sourced
from lix_tui.text import is_hidden_name

JsonObject = dict[str, object]

EMAIL = ("email", "emailStatus", "emailAlternatives")
"""Fields of an email address, which come from one answer together."""
VALID = "VALID"
"""Status of an address that was checked: final (Lix docs, Contact API)."""
ADDRESS = "email="
"""Beginning of the name under which each address of the record is kept, also the best one. Its
value is the status of the address, empty for a contact address and an alternative."""
VALID_ADDRESSES = "validEmails"
"""Field with the VALID addresses beside the one in ``email``."""
TRACKED = (
    "email", "emailStatus", "headline", "phone", "website", "twitter", "industry", "companyType",
    "size", "employmentType", "formattedExperienceLevel",
)  # fmt: skip
"""Texts whose changes are kept: figures change with nearly every answer, pictures' links without a
meaning."""
WARNING = "error"
"""Fault of an answer that Lix reports: gone with the next answer of its endpoint."""
SPARSE = "~"
"""End of the name under which a list of a sparse answer is kept beside the one of a lookup."""
LINKS = frozenset({"link", "salesNavLink"})
"""Links of a record, of which a better form outranks a newer one."""
TENURE = "tenureAtPosition"
"""Field of a position with the time in it, which search results have and profiles lack; field of a
record with the one that is known of a current position besides."""
TENURE_SLOT = "tenure="
"""Name under which the newest time in a position is kept, beside the whole position."""
_CAPITAL = re.compile("[A-Z]")
_PLACEHOLDERS = frozenset({"null", "undefined", "n/a", "-", "--", "—"})
"""Texts that stand for a missing value, in lower case."""
_BARE_PAGES = ("/company/", "/in/", "/sales/company/", "/sales/lead/")
"""Ends of links that lead to no record: answers have them where the id is unknown."""
_ITEM_NAMES = ("title", "name", "institutionName", "entityUrn")
"""Fields that tell the items of a list apart."""


Candidates = dict[str, Sourced]
"""Best value of each field; a list of a sparse answer has the name of its field with `SPARSE`, the
status of an address its name after `ADDRESS`."""


def has_value(value: object) -> bool:
    """Return True unless a JSON value is absent, empty or a placeholder."""
    if isinstance(value, str):
        text = value.strip()
        if not text or text.lower() in _PLACEHOLDERS or is_hidden_name(text):
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
        if name in EMAIL or name.startswith((ADDRESS, TENURE_SLOT)) or not has_value(value):
            continue
        slot = f"{name}{SPARSE}" if sparse and isinstance(value, list | tuple) else name
        known = merged.get(slot)
        if known is None or outranks(slot, Sourced(value, source), known):
            merged[slot] = Sourced(value, source)
    if (position := _position_with_tenure(part)) is not None:
        found, known = Sourced(position, source), merged.get(TENURE_SLOT)
        if known is None or outranks(TENURE_SLOT, found, known):
            merged[TENURE_SLOT] = found
    _fold_email(merged, part, source)
    return merged


def fold_email(candidates: Candidates, part: Mapping[str, object], source: Source) -> Candidates:
    """Return the candidates after the addresses of one more answer, without its other fields."""
    merged = dict(candidates)
    _fold_email(merged, part, source)
    return merged


def combined(first: Candidates, second: Candidates) -> Candidates:
    """Return the candidates of two records that turned out to be one."""
    merged = dict(first)
    for slot, found in second.items():
        if slot in EMAIL:
            continue
        if slot.startswith(ADDRESS):
            _fold_address(merged, slot, found)
            continue
        known = merged.get(slot)
        if known is None or outranks(slot, found, known):
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
    slots: list[str] = []
    for slot in sorted(candidates):
        found = candidates[slot]
        if slot.startswith((ADDRESS, TENURE_SLOT)):
            slots += [slot] if slot != TENURE_SLOT else []
            continue
        name = slot.removesuffix(SPARSE)
        whole = chosen.get(name) if name != slot else None
        if whole is None or _replaces(found, whole):
            chosen[name] = found
    best = candidates.get(EMAIL[0])
    is_alone = best is not None and slots == [f"{ADDRESS}{best.value}"]
    if slots and (EMAIL[2] in chosen or not is_alone):
        chosen.pop(EMAIL[2], None)  # may name the best address itself, or one address twice
        chosen |= _other_addresses(candidates, slots)
    chosen |= _known_tenure(candidates, chosen)
    return _with_fitting_names(_without_past_warning(dict(sorted(chosen.items()))))


def address_rank(address: object, status: object) -> int:
    """Return the rank of an answer's address, 0 to 3; the highest one is the record's address.

    3 is a VALID address, 2 one with another status, which an email lookup found, 1 one without a
    status, such as the contact address of a profile. 0 is a missing address.
    """
    if not address:
        return 0
    if status == VALID:
        return 3
    return 2 if status else 1


def addresses_of(candidates: Candidates) -> list[str]:
    """Return every address of a record, the best one first."""
    email, _, others = (candidates[one].value if one in candidates else "" for one in EMAIL)
    further = others if isinstance(others, list | tuple) else ()
    places = {f"{ADDRESS}{address}": place for place, address in enumerate(further)}
    slots = [slot for slot in candidates if slot.startswith(ADDRESS)]
    slots.sort(key=lambda slot: (places.get(slot, len(places)), slot))
    # the sort is stable: alternatives of one answer stay in its order
    kept = sorted(slots, key=lambda slot: _address_order(candidates[slot]), reverse=True)
    found = (str(email), *(slot.removeprefix(ADDRESS) for slot in kept), *map(str, further))
    once: dict[str, str] = {}
    for address in filter(None, found):
        once.setdefault(address.casefold(), address)
    return list(once.values())


def differences(first: Candidates, second: Candidates) -> Iterator[tuple[str, str, str, float]]:
    """Yield the changes between two records that turned out to be one.

    Each is a field with its older and its newer text, and the time of the newer one: one endpoint
    said both, at different times.
    """
    for field in TRACKED:
        if field in first and field in second:
            older, newer = sorted((first[field], second[field]), key=_order)
            is_change = older.source.endpoint == newer.source.endpoint
            if is_change and older.value != newer.value and older.source.at < newer.source.at:
                texts = (str(older.value), str(newer.value))
                yield words_of_field(field), *texts, newer.source.at


def words_of_field(field: str) -> str:
    """Return the name of a field in words: 'email status'."""
    return _CAPITAL.sub(lambda capital: f" {capital[0].lower()}", field)


def _other_addresses(candidates: Candidates, slots: Sequence[str]) -> Candidates:
    """Return the fields with the addresses beside the best one."""
    newest = max((candidates[slot] for slot in slots), key=_address_order)
    lead = candidates.get(EMAIL[0]) or candidates.get(EMAIL[2]) or newest
    others = addresses_of(candidates)[1 if EMAIL[0] in candidates else 0 :]
    found = {EMAIL[2]: Sourced(others, lead.source)} if others else {}
    valid: list[object] = []
    for address in others:
        kept = candidates.get(f"{ADDRESS}{address}")
        if kept is not None and kept.value == VALID:
            endpoint, viewer_id, at = kept.source
            moment = datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
            row = {"email": address, "endpoint": endpoint, "viewerId": viewer_id, "at": moment}
            valid.append(row)
    return found | ({VALID_ADDRESSES: Sourced(valid, lead.source)} if valid else {})


def _position_with_tenure(part: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return the first position of a part that has the time in it; None without one."""
    positions = part.get("experience")
    for position in positions if isinstance(positions, list | tuple) else ():
        if isinstance(position, Mapping) and has_value(position.get(TENURE)):
            return position
    return None


def _known_tenure(candidates: Candidates, chosen: Candidates) -> Candidates:
    """Return the time in a position that another answer said of one that lacks it.

    It is the same position if title and organisation are the same.
    """
    kept = candidates.get(TENURE_SLOT)
    if kept is None and (sparse := candidates.get(f"experience{SPARSE}")) is not None:
        position = _position_with_tenure({"experience": sparse.value})  # merged by former versions
        kept = None if position is None else Sourced(position, sparse.source)
    experience = chosen.get("experience")
    if kept is None or experience is None or not isinstance(kept.value, Mapping):
        return {}
    same = _identity(kept.value)
    for position in experience.value if isinstance(experience.value, list | tuple) else ():
        if isinstance(position, Mapping) and _identity(position) == same:
            lacks = not has_value(position.get(TENURE))
            return {TENURE: Sourced(kept.value[TENURE], kept.source)} if lacks else {}
    return {}


def _without_past_warning(fields: Candidates) -> Candidates:
    if (warning := fields.get(WARNING)) is None:
        return fields
    endpoint, at = warning.source.endpoint, warning.source.at
    is_past = any(
        found.source.endpoint == endpoint and found.source.at > at for found in fields.values()
    )
    return {name: found for name, found in fields.items() if not is_past or name != WARNING}


def outranks(slot: str, found: Sourced, known: Sourced) -> bool:
    """Return True if a value replaces another one of its field: newer, and no worse a link."""
    if slot in LINKS:
        from lix_tui.linkedin.links import LINK_FORMS  # the first frame doesn't need it

        ranks = [0, 0]
        for place, text in enumerate((str(found.value), str(known.value))):
            fitting = (rank for form, rank in LINK_FORMS if form.search(text))
            ranks[place] = next(fitting, 0)
        if ranks[0] != ranks[1]:
            return ranks[0] > ranks[1]
    first, second = found.source, known.source
    return first[::-1] > second[::-1] or (
        first == second and _text(found.value) > _text(known.value)
    )


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
    _fold_addresses(merged, found, source)
    known = {name: merged[name].value for name in EMAIL if name in merged}
    if known:
        former = next(merged[name].source for name in EMAIL if name in merged)
        _fold_addresses(merged, known, former)  # a former version kept only some of them
        if _email_order(found, source) <= _email_order(known, former):
            return
    for name in EMAIL:
        merged.pop(name, None)
    merged.update({name: Sourced(value, source) for name, value in found.items()})


def _fold_addresses(merged: Candidates, email: JsonObject, source: Source) -> None:
    """Note every address of an answer, its alternatives without a status."""
    address, status, others = (email.get(name) for name in EMAIL)
    for other in others if isinstance(others, list | tuple) else ():
        if isinstance(other, str) and has_value(other):
            _fold_address(merged, f"{ADDRESS}{other}", Sourced("", source))
    if isinstance(address, str) and has_value(address):
        _fold_address(merged, f"{ADDRESS}{address}", Sourced(status or "", source))


def _fold_address(merged: Candidates, slot: str, found: Sourced) -> None:
    """Note an address with its status: VALID, then the newest one, then none."""
    known = merged.get(slot)
    if known is None or _address_order(known) < _address_order(found):
        merged[slot] = found


def _address_order(found: Sourced) -> tuple[int, float, str, str, str]:
    endpoint, viewer_id, at = found.source
    rank = address_rank(True, found.value)
    return rank, at, viewer_id, endpoint, _text(found.value)


def _email_order(email: JsonObject, source: Source) -> tuple[int, float, str, str, str]:
    """Return the order of an address among those of a record: by rank, then the newest."""
    rank = address_rank(email.get("email"), email.get("emailStatus"))
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
