"""Listing of an answer's records in the library: each once, merged with what is known of it."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from lix_tui.store.identity import claim_entry, claim_keys
from lix_tui.store.merged_records import read_merged, write_merged
from lix_tui.store.merging import EMAIL, Candidates, Source, fold
from lix_tui.store.rows import Listing

FIELDS = ("name", "title", "company", "place")
"""Fields that are compared with the former answer of the same endpoint."""
TRACKED = (
    "email", "emailStatus", "headline", "phone", "website", "twitter", "industry", "companyType",
    "size", "employmentType", "formattedExperienceLevel",
)  # fmt: skip
"""Further texts whose changes are kept: figures change with nearly every answer, pictures' links
without a meaning."""
EXTRA = "\x1f"
"""Character in an entry's words before its addresses; the index reads it as a space."""
_CAPITAL = re.compile("[A-Z]")
_composed = partial(unicodedata.normalize, "NFC")
"""Function that composes letters and accents, the form in which the library is searched."""
_EntryRow = tuple[str, str, str, str, str, str, int, float, float, str, str, str]
_COLUMNS = (
    "name, title, company, place, words, link, opened, first_at, fetched_at, email, email_status,"
    " endpoints"
)
_NEW: _EntryRow = ("", "", "", "", "", "", 0, 0.0, 0.0, "", "", "")


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
        listing = replace(
            received,
            name=_composed(received.name),
            title=_composed(received.title),
            company=_composed(received.company),
            place=_composed(received.place),
            words=_composed(received.words),
        )
        entry_id = _list(connection, scope_id, listing, source)
        ids[entry_id] = None
        connection.execute(
            "INSERT INTO entry_answers (entry_id, answer_id, key, keys, first_entry)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (entry_id, answer_id, key) DO UPDATE SET keys = excluded.keys",
            (entry_id, answer_id, listing.key, " ".join(listing.keys), entry_id),
        )
    connection.execute("UPDATE answers SET listed = 1, merged = 1 WHERE id = ?", (answer_id,))
    return tuple(ids)


def merge_into(
    connection: sqlite3.Connection, entry_id: int, listing: Listing, source: Source
) -> None:
    """Merge what an answer says of a record into its entry."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE id = ?",  # noqa: S608  # names of ours
        (entry_id,),
    ).fetchone()
    known = read_merged(connection, entry_id)
    merged = fold(known, listing.value, source, sparse=not listing.opened)
    renewed = _renewed(row, listing, source, merged)
    if renewed != row:
        columns = ", ".join(f"{name} = ?" for name in _COLUMNS.split(", "))
        connection.execute(
            f"UPDATE entries SET {columns} WHERE id = ?",  # noqa: S608  # names of ours
            (*renewed, entry_id),
        )
    if merged != known:
        _note_changes(connection, entry_id, _differences(known, merged, listing.title), source.at)
        write_merged(connection, entry_id, merged)
    _compare(connection, entry_id, source.endpoint, listing, source.at)


def kind_word(kind: str) -> str:
    """Return the word by which the full-text index knows a kind of record."""
    return f"kind0{kind}"


def _list(connection: sqlite3.Connection, scope_id: int, listing: Listing, source: Source) -> int:
    entry_id = claim_entry(connection, scope_id, listing, source.at)
    if entry_id is not None:
        merge_into(connection, entry_id, listing, source)
    else:
        entry_id = _add(connection, scope_id, listing, source)
    claim_keys(connection, scope_id, entry_id, listing, source.at)
    return entry_id


def _add(connection: sqlite3.Connection, scope_id: int, listing: Listing, source: Source) -> int:
    merged = fold({}, listing.value, source, sparse=not listing.opened)
    new = (*_NEW[:7], source.at, source.at, *_NEW[9:])
    cursor = connection.execute(
        f"INSERT INTO entries (scope_id, kind, {_COLUMNS})"  # noqa: S608  # names of ours
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (scope_id, listing.kind, *_renewed(new, listing, source, merged)),
    )
    entry_id = int(cursor.lastrowid or 0)
    if merged:
        write_merged(connection, entry_id, merged)
    _compare(connection, entry_id, source.endpoint, listing, source.at)
    return entry_id


def _renewed(row: _EntryRow, listing: Listing, source: Source, merged: Candidates) -> _EntryRow:
    """Return an entry's row after an answer; fields that the answer lacks stay."""
    name, title, company, place, words, link, opened, first_at, at, _, _, endpoints = row
    base = words.partition(EXTRA)[0]
    if source.at >= at:
        said = f"{kind_word(listing.kind)} {listing.words}"
        name, title = listing.name or name, listing.title or title
        company, place = listing.company or company, listing.place or place
        link, at = listing.link or link, source.at
        base = said if listing.opened or len(said) >= len(base) else base
    email, status, others = (merged[one].value if one in merged else "" for one in EMAIL)
    addresses = [str(email), *(map(str, others) if isinstance(others, list | tuple) else ())]
    extra = f"{EXTRA}{' '.join(addresses)}" if any(addresses) else ""
    known = {*endpoints.split(), source.endpoint}
    return (
        name or listing.stand_in,
        title,
        company,
        place,
        f"{base}{extra}",
        link,
        max(opened, int(listing.opened)),
        min(first_at, source.at),
        at,
        str(email),
        str(status),
        " ".join(sorted(known)),
    )


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
            yield _CAPITAL.sub(lambda capital: f" {capital[0].lower()}", field), before, after


def _compare(
    connection: sqlite3.Connection, entry_id: int, endpoint: str, listing: Listing, at: float
) -> None:
    """Write the differences from the former answer of the same endpoint."""
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
    _note_changes(connection, entry_id, changes, at)
    connection.executemany(
        "INSERT OR REPLACE INTO entry_fields (entry_id, endpoint, field, value, fetched_at)"
        " VALUES (?, ?, ?, ?, ?)",
        said,
    )


def _note_changes(
    connection: sqlite3.Connection,
    entry_id: int,
    changes: Iterable[tuple[str, str, str]],
    at: float,
) -> None:
    rows = [(entry_id, at, *change) for change in changes]
    if rows:
        connection.executemany(
            "INSERT INTO entry_changes (entry_id, at, field, before, after) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
        connection.execute("UPDATE entries SET changed_at = ? WHERE id = ?", (at, entry_id))
