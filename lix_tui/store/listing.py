"""Listing of an answer's records in the library: each once, merged with what is known of it."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from math import inf
from typing import NamedTuple

from lix_tui.store.identity import (
    NEXT_ENTRY,
    NUMBERS,
    PASSING,
    are_apart,
    differ,
    join,
    numbers_of,
)
from lix_tui.store.record_merge import (
    EMAIL,
    TRACKED,
    Candidates,
    addresses_of,
    decoded,
    fold,
    fold_email,
    has_value,
    outranks,
    read_merged,
    words_of_field,
    write_merged,
)
from lix_tui.store.rows import Listing, Source, Sourced
from lix_tui.text import clean_line, is_hidden_name

FIELDS = ("name", "title", "company", "place")
"""Fields that are compared with the former answer of the same endpoint."""
EXTRA = "\x1f"
"""Character in an entry's words before its addresses; the index reads it as a space."""
_composed = partial(unicodedata.normalize, "NFC")
"""Function that composes letters and accents, the form in which the library is searched."""
_EntryRow = tuple[str, str, str, str, str, str, int, float | None, float, str, str, str]
_COLUMNS = (
    "name, title, company, place, words, link, opened, first_at, fetched_at, email, email_status,"
    " endpoints"
)
_NEW: _EntryRow = ("", "", "", "", "", "", 0, None, -inf, "", "", "")


def list_entries(
    connection: sqlite3.Connection,
    scope_id: int,
    answer_id: int,
    endpoint: str,
    listings: Iterable[Listing],
    at: float,
    viewer_id: str = "",
) -> tuple[int, ...]:
    """Put the records of an answer into a scope's library, inside a transaction.

    Returns the ids of their entries.
    """
    source, ids = Source(endpoint, viewer_id, at), dict[int, None]()
    for received in listings:
        is_named = has_value(received.name)
        other = "" if is_named or is_hidden_name(received.name) else received.name
        listing = replace(
            received,
            name=_composed(received.name) if is_named else "",
            stand_in=_composed(received.stand_in or other),
            title=_composed(received.title),
            company=_composed(received.company),
            place=_composed(received.place),
            words=_composed(received.words),
        )
        claim = claim_entry(connection, scope_id, listing, at)
        entry_id = merge_listing(connection, scope_id, claim.entry_id, listing, source)
        ids[entry_id] = None
        connection.executemany(
            "INSERT INTO entry_keys (scope_id, kind, key, entry_id, seen_at, owned_since)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (scope_id, kind, key) DO UPDATE SET seen_at = excluded.seen_at"
            " WHERE excluded.seen_at > seen_at AND entry_id = excluded.entry_id",
            [
                (scope_id, listing.kind, key, entry_id, at, at if key in claim.passed else 0.0)
                for key in listing.keys
            ],
        )
        connection.execute(
            "INSERT INTO entry_answers (entry_id, answer_id, key, keys, first_entry)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (entry_id, answer_id, key) DO UPDATE SET keys = excluded.keys",
            (entry_id, answer_id, listing.key, " ".join(listing.keys), entry_id),
        )
    connection.execute("UPDATE answers SET listed = 1, merged = 1 WHERE id = ?", (answer_id,))
    return tuple(ids)


class Claim(NamedTuple):
    """Entry that a listing is about."""

    entry_id: int | None
    """None for a record that isn't in the library yet."""
    passed: frozenset[str] = frozenset()
    """Slugs that passed to it from another entry."""


def claim_entry(
    connection: sqlite3.Connection, scope_id: int, listing: Listing, at: float
) -> Claim:
    """Return the entry that a listing is about.

    Entries that the listing shows to be one are joined, except those with different numbers and
    those that were taken apart. A slug that has passed to the listing's record is released.
    """
    marks = ", ".join("?" * len(listing.keys))
    claims = connection.execute(
        "SELECT entry_id, key, seen_at FROM entry_keys WHERE scope_id = ? AND kind = ?"  # noqa: S608  # question marks of ours
        f" AND key IN ({marks})",
        (scope_id, listing.kind, *listing.keys),
    ).fetchall()
    own = frozenset(key for key in listing.keys if key.startswith(NUMBERS))
    by_number = {entry_id for entry_id, key, _ in claims if key in own}
    ids = sorted({entry_id for entry_id, _, _ in claims})
    if not ids:
        return Claim(None)
    if len(ids) == 1 and (by_number or not own):
        return Claim(int(ids[0]))
    by_key = {entry_id for entry_id, key, _ in claims if key == listing.key}
    is_split = any(are_apart(connection, *pair) for pair in combinations(ids, 2))
    if is_split:  # the answer belongs to the one that it was requested for, whatever it says
        ids.sort(key=lambda one: (one not in by_key, one not in by_number, one))
    else:
        ids.sort(key=lambda one: (one not in by_number, one not in by_key, one))
    chosen, strangers = _join_fitting(connection, ids, own)
    passed = frozenset(
        key
        for entry_id, key, seen_at in claims
        if entry_id in strangers and key.startswith(PASSING) and seen_at < at
    )
    connection.executemany(
        "DELETE FROM entry_keys WHERE scope_id = ? AND kind = ? AND key = ?",
        [(scope_id, listing.kind, key) for key in passed],
    )
    return Claim(chosen, passed)


def merge_listing(
    connection: sqlite3.Connection,
    scope_id: int,
    entry_id: int | None,
    listing: Listing,
    source: Source,
) -> int:
    """Merge what an answer says of a record into its entry, a new one for None; return its id."""
    row, known = _NEW, Candidates()
    if entry_id is not None:
        found = connection.execute(
            f"SELECT {_COLUMNS}, body, packed FROM entries"  # noqa: S608  # names of ours
            " LEFT JOIN merged_records ON entry_id = entries.id WHERE entries.id = ?",
            (entry_id,),
        ).fetchone()
        row, (body, packed) = found[:-2], found[-2:]
        known = {} if body is None else decoded(body, packed)
    merged = fold(known, listing.value, source, sparse=not listing.opened)
    renewed = _renewed(row, listing, source, merged)
    if entry_id is None:
        cursor = connection.execute(
            f"INSERT INTO entries (id, scope_id, kind, {_COLUMNS})"  # noqa: S608  # names of ours
            f" VALUES ({NEXT_ENTRY}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (scope_id, listing.kind, *renewed),
        )
        entry_id = int(cursor.lastrowid or 0)
    elif renewed != row:
        connection.execute(
            f"UPDATE entries SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  # names of ours
            " WHERE id = ?",
            (*renewed, entry_id),
        )
    if merged != known:
        write_merged(connection, entry_id, merged)
    changes = [*_differences(known, merged, listing.title)] if known else []
    changes += _compare(connection, entry_id, source.endpoint, listing, source.at)
    if changes:
        connection.executemany(
            "INSERT INTO entry_changes (entry_id, at, field, before, after) VALUES (?, ?, ?, ?, ?)",
            [(entry_id, source.at, *change) for change in changes],
        )
        connection.execute("UPDATE entries SET changed_at = ? WHERE id = ?", (source.at, entry_id))
    return entry_id


def merge_addresses(
    connection: sqlite3.Connection, entry_id: int, listing: Listing, source: Source
) -> bool:
    """Merge the addresses of an answer into the entry that has it; return True if that changes it.

    Nothing else of the entry changes: keys, other fields, history, note and tags stay.
    """
    known = read_merged(connection, entry_id)
    merged = fold_email(known, listing.value, source)
    if merged == known:
        return False
    write_merged(connection, entry_id, merged)
    (words,) = connection.execute("SELECT words FROM entries WHERE id = ?", (entry_id,)).fetchone()
    email, status, addresses = _email_columns(merged)
    connection.execute(
        "UPDATE entries SET words = ?, email = ?, email_status = ? WHERE id = ?",
        (f"{words.partition(EXTRA)[0]}{addresses}", email, status, entry_id),
    )
    return True


def _join_fitting(
    connection: sqlite3.Connection, ids: Sequence[int], own: frozenset[str]
) -> tuple[int | None, set[int]]:
    """Join the entries that can be the record with these numbers.

    Returns the entry, None without any, and those that are another record by their numbers.
    """
    chosen: int | None = None
    strangers = set[int]()
    for entry_id in ids:
        numbers = numbers_of(connection, entry_id)
        if differ(own, numbers):
            strangers.add(entry_id)
        elif chosen is None:
            chosen, own = entry_id, own | numbers
        elif not are_apart(connection, chosen, entry_id):
            first, other = sorted((chosen, entry_id))
            join(connection, first, other)
            chosen, own = first, own | numbers
    return chosen, strangers


def kind_word(kind: str) -> str:
    """Return the word that represents a kind of record in the full-text index."""
    return f"kind0{kind}"


def _renewed(row: _EntryRow, listing: Listing, source: Source, merged: Candidates) -> _EntryRow:
    """Return an entry's row after an answer; fields that the answer lacks stay."""
    name, title, company, place, words, link, opened, first_at, at, _, _, endpoints = row
    was_at = at
    base = words.partition(EXTRA)[0]
    if source.at >= at:
        said = f"{kind_word(listing.kind)} {listing.words}"
        name, title = listing.name or name, listing.title or title
        company, place = listing.company or company, listing.place or place
        at = source.at
        base = said if listing.opened or len(said) >= len(base) else base
    is_newest, former = source.at >= was_at, Sourced(link, source._replace(at=was_at))
    if not link or (listing.link and outranks("link", Sourced(listing.link, source), former)):
        link = listing.link
    called = merged.get("name")
    if listing.kind == "person" and called is not None and not (is_newest and listing.name):
        name = _composed(clean_line(str(called.value)))  # an older answer may have the only name
    email, status, addresses = _email_columns(merged)
    known = {*endpoints.split(), source.endpoint}
    first_at = source.at if first_at is None else min(first_at, source.at)
    return (
        name or listing.stand_in,
        title,
        company,
        place,
        f"{base}{addresses}",
        link,
        max(opened, int(listing.opened)),
        first_at,
        at,
        email,
        status,
        " ".join(sorted(known)),
    )


def _email_columns(merged: Candidates) -> tuple[str, str, str]:
    """Return the address of a record, its status, and the end of the words: all addresses."""
    email, status, _ = (str(merged[one].value) if one in merged else "" for one in EMAIL)
    addresses = addresses_of(merged)
    return email, status, f"{EXTRA}{' '.join(addresses)}" if addresses else ""


def _differences(
    known: Candidates, merged: Candidates, title: str
) -> Iterable[tuple[str, str, str]]:
    """Yield name, former and new text of the fields that an endpoint now says otherwise."""
    for field in TRACKED:
        former, found = known.get(field), merged.get(field)
        if former is None or found is None or former.source.endpoint != found.source.endpoint:
            continue
        before, after = str(former.value), str(found.value)
        if before != after and after != title and found.source.at > former.source.at:
            yield words_of_field(field), before, after


def _compare(
    connection: sqlite3.Connection, entry_id: int, endpoint: str, listing: Listing, at: float
) -> list[tuple[str, str, str]]:
    """Return name, former and new text of what the endpoint's former answer said otherwise."""
    rows = connection.execute(
        "SELECT field, value, fetched_at FROM entry_fields WHERE entry_id = ? AND endpoint = ?",
        (entry_id, endpoint),
    ).fetchall()
    before: Mapping[str, tuple[str, float]] = {
        field: (value, fetched_at) for field, value, fetched_at in rows
    }
    said, changes = [], []
    for field in FIELDS:
        value = getattr(listing, field)
        former, fetched_at = before.get(field, ("", -1.0))
        if not value or fetched_at > at:
            continue
        if former and _composed(former) != value:
            changes.append((field, former, value))
        said.append((entry_id, endpoint, field, value, at))
    connection.executemany(
        "INSERT OR REPLACE INTO entry_fields (entry_id, endpoint, field, value, fetched_at)"
        " VALUES (?, ?, ?, ?, ?)",
        said,
    )
    return changes
