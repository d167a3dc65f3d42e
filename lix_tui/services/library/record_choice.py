"""Records of the library that the user names: by number, link, slug or id of LinkedIn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.runs.lookup_values import record_of
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.store.rows import Entry
    from lix_tui.store.store import Store

_NAME = re.compile(
    r"[^,]*/sales/(?:lead|people)/[^,]*(?:,[A-Z][A-Z_]+(?:,(?:undefined|[\w-]{4}(?![^,\s])))?)?|[^,]+"
)
"""One of several names. A Sales Navigator lead has the way it was found and a token after it."""
_KINDS = ("person", "organisation", "job", "post")
"""Record types whose slugs and numbers may be typed without a link."""
_MOST_DIGITS = 18
"""Digits of the largest number of a record."""
_LEAST_DIGITS = 5
"""Digits of LinkedIn's shortest numbers that are looked for."""
_LEAST_SLUG = 3
"""Characters of LinkedIn's shortest slug."""


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """A record of the library as the user names it."""

    name: str
    """The user's text."""
    entry: Entry | None = None
    """None if no stored record of this account has such a number, link, slug or id."""
    keys: tuple[str, ...] = ()
    """Identity keys of a link, slug or id; none for the number of a record."""
    former_id: int | None = None
    """The number in ``name``, if that record is part of ``entry`` now."""
    problem: str = ""
    """Sentence about a text that can't be the name of one record; otherwise empty."""

    @property
    def is_elsewhere(self) -> bool:
        """True if the record belongs to another server or account."""
        return self.entry is not None and bool(self.entry.owner)


def find_record(store: Store, text: str) -> RecordChoice:
    """Return the record that a text names. Raises StoreError.

    A text is the number of a record, a link, slug or id of LinkedIn, or a JSON object with ``id``
    or ``link``. A link leads to records of this account alone, a number to those of others too.
    """
    name = clean_line(text).strip().lstrip("\ufeff")
    if name.startswith("{"):
        return _find_json(store, name)
    if name.isascii() and name.isdigit() and len(name) <= _MOST_DIGITS:
        return _find_number(store, int(name), name)
    kind = record_of(name)
    if kind == "email":
        problem = f"'{name[:60]}' is an email address, which identifies nobody."
        return RecordChoice(name, problem=f"{problem} Give an id or a link.")
    if kind is not None and kind in RECORD_TYPES:
        keys = RECORD_TYPES[kind].keys(name)
        return RecordChoice(name, _entry_of(store, kind, keys), keys)
    return _find_slug(store, name)


def names_in(lines: Iterable[str]) -> list[str]:
    """Return the name of a record in each line that isn't empty."""
    return [text for line in lines if (text := line.strip().lstrip("\ufeff"))]


def names_of(text: str) -> list[str]:
    """Return the names in a text with commas between them.

    A comma inside a Sales Navigator link belongs to the link.
    """
    return list(dict.fromkeys(name for found in _NAME.findall(text) if (name := found.strip())))


def _find_number(store: Store, number: int, name: str) -> RecordChoice:
    entry = store.library.entry(number)
    if entry is not None:
        return RecordChoice(name, entry)
    survivor = store.former_records.survivor(number)
    entry = None if survivor is None else store.library.entry(survivor)
    if entry is not None:
        return RecordChoice(name, entry, former_id=number)
    return RecordChoice(name) if len(name) < _LEAST_DIGITS else _find_slug(store, name)


def _find_slug(store: Store, name: str) -> RecordChoice:
    """Return the only record whose slug or number of LinkedIn is a text."""
    keys = {kind: RECORD_TYPES[kind].keys(name) for kind in _KINDS}
    if len(name) < _LEAST_SLUG or not any(keys.values()):
        problem = (
            f"'{name[:60]}' isn't the id of a record or a link of one. Give one of them, or a slug."
        )
        return RecordChoice(name, problem=problem)
    found = {
        kind: entry for kind in _KINDS if (entry := _entry_of(store, kind, keys[kind])) is not None
    }
    if len(found) > 1:
        kinds = " and ".join(f"{kind} {entry.id}" for kind, entry in found.items())
        problem = f"'{name[:60]}' names {kinds}. Give the number of one."
        return RecordChoice(name, problem=problem)
    for kind, entry in found.items():
        return RecordChoice(name, entry, keys[kind])
    return RecordChoice(name)


def _find_json(store: Store, name: str) -> RecordChoice:
    """Return the record of a line of 'library search'."""
    unreadable = RecordChoice(name, problem=f"'{name[:60]}' doesn't name a record. Give its id.")
    try:
        found = json.loads(name)
    except ValueError:
        return unreadable
    if isinstance(found.get("id"), int) and "kind" in found:
        return _find_number(store, found["id"], str(found["id"]))
    link = found.get("link")
    if isinstance(link, str) and not link.startswith("{"):
        return find_record(store, link)
    return unreadable


def _entry_of(store: Store, kind: str, keys: tuple[str, ...]) -> Entry | None:
    entry_kind = RECORD_TYPES[kind].entry_kind
    found = store.annotations.find_entries(entry_kind, keys)
    return next((store.library.entry(found[key]) for key in keys if key in found), None)
