"""Stored answers of lookups, by the library entry that owns a link's key now.

A key isn't a record: a slug passes to another person, records merge, and a reader splits them. So
an answer belongs to the entries that it was merged into, and a link to the entry that owns its
key. Only an answer without such an entry is found by the keys that it was stored under: one of an
older store that isn't merged yet, or of an endpoint whose answers aren't about the link's record.

Lookups, prices and marks use these functions, so that they always agree.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter
from time import time
from typing import NamedTuple, TypeVar

from lix_tui.store.rows import ANY_VIEWER

MOST_VALUES = 400
"""Values of one query, which is below SQLite's oldest limit of variables (999)."""
_FINAL = '[true, ""]'
"""Printed facts of an answer that cost its price and that no further lookup changes."""
_RANK = (
    f"answers.endpoint = 'email' AND printed = '{_FINAL}', fetched_at <= ?, fetched_at, answers.id"
)
"""Rank of an answer. A VALID address stays until another one is VALID, and an answer from the
future was stored before the clock was set back."""
_HAS_NO_ENTRY = (
    "NOT EXISTS (SELECT 1 FROM entry_answers JOIN entries ON entries.id = entry_id"
    " WHERE entry_answers.answer_id = {} AND entries.kind = ?)"
)


class _Rank(NamedTuple):
    """Rank of an answer: the highest one serves."""

    is_final: int
    is_past: int
    at: float
    answer_id: int


_NONE = _Rank(-1, 0, 0.0, 0)
_Record = tuple[int | None, tuple[str, ...]]
"""Entry that owns a link, None without one, and all keys of the record, the link's first."""
T = TypeVar("T")


class LookupScope(NamedTuple):
    """Endpoint of lookups, with the data that serves them."""

    endpoint: str
    subject: str
    """Kind of entry that their links identify; empty for none."""
    scope_id: int
    library_id: int
    """Scope of the entries."""
    viewer_id: str | None
    """None: the answers of any viewer serve."""


class LookupState(NamedTuple):
    """Stored outcome of one lookup."""

    answer_id: int | None
    """Answer that the lookup returns without a request; None without one."""
    missing: tuple[str, float] | None
    """Lix's sentence that it lacks the record, and its time (seconds since the epoch)."""
    keys: tuple[str, ...]
    """All keys of the record, those of the link first."""


def lookup_states(
    connection: sqlite3.Connection, scope: LookupScope, links: Sequence[Sequence[str]]
) -> list[LookupState]:
    """Return the stored outcome of lookups, each given by the keys of its link."""
    records = _records(connection, scope, links)
    answers = newest_answers(connection, scope, links, records)
    missing = _missing(connection, scope, {key for _, keys in records for key in keys})
    found = []
    for answer, (_, keys) in zip(answers, records, strict=True):
        said = sorted((missing[key] for key in keys if key in missing), key=itemgetter(1))
        found.append(LookupState(answer, said[-1] if said else None, keys))
    return found


def newest_answers(
    connection: sqlite3.Connection,
    scope: LookupScope,
    links: Sequence[Sequence[str]],
    records: Sequence[_Record] | None = None,
) -> list[int | None]:
    """Return the ids of the answers that lookups return without a request.

    ``records`` are those of the links, if they were read already.
    """
    records = _records(connection, scope, links) if records is None else records
    viewer = (scope.viewer_id, scope.viewer_id, ANY_VIEWER)
    owned = _best(
        connection,
        "SELECT entry_id, {rank} FROM entry_answers CROSS JOIN answers ON answers.id = answer_id"
        " WHERE entry_id IN ({marks}) AND endpoint = ? AND scope_id = ?"
        " AND (? IS NULL OR viewer_id IN (?, ?))",
        {entry_id for entry_id, _ in records if entry_id is not None},
        (scope.endpoint, scope.scope_id, *viewer),
    )
    found = [None if entry_id is None else owned.get(entry_id) for entry_id, _ in records]
    rest = [place for place, answer in enumerate(found) if answer is None]
    loose = _best(
        connection,
        "SELECT key, {rank} FROM record_keys CROSS JOIN records ON records.id = record_id"  # noqa: S608  # names of ours
        " CROSS JOIN answers ON answers.id = records.answer_id WHERE key IN ({marks})"
        " AND record_keys.scope_id = ? AND record_keys.kind = ?"
        " AND (? IS NULL OR record_keys.viewer_id IN (?, ?))"
        f" AND {_HAS_NO_ENTRY.format('answers.id')}",
        {key for place in rest for key in records[place][1]},
        (scope.scope_id, scope.endpoint, *viewer, scope.subject),
    )
    for place in rest:
        found[place] = max((loose[key] for key in records[place][1] if key in loose), default=None)
    return [None if rank is None else rank.answer_id for rank in found]


def answered_keys(connection: sqlite3.Connection, scope: LookupScope) -> set[str]:
    """Return every key by which a lookup finds an answer."""
    viewer = (scope.viewer_id, scope.viewer_id, ANY_VIEWER)
    owned = connection.execute(
        # CROSS JOIN keeps this order: lookups are few, keys are many
        "SELECT entry_keys.key FROM answers CROSS JOIN entry_answers ON answer_id = answers.id"
        " CROSS JOIN entry_keys ON entry_keys.entry_id = entry_answers.entry_id"
        " WHERE endpoint = ? AND entry_keys.scope_id = ? AND kind = ?"
        " AND (? IS NULL OR viewer_id IN (?, ?))",
        (scope.endpoint, scope.library_id, scope.subject, *viewer),
    )
    found = {str(row[0]) for row in owned}
    loose = connection.execute(
        "SELECT key FROM record_keys JOIN records ON records.id = record_id"  # noqa: S608  # names of ours
        " WHERE record_keys.scope_id = ? AND record_keys.kind = ?"
        " AND (? IS NULL OR record_keys.viewer_id IN (?, ?))"
        f" AND {_HAS_NO_ENTRY.format('records.answer_id')}",
        (scope.scope_id, scope.endpoint, *viewer, scope.subject),
    )
    unowned = {str(row[0]) for row in loose}
    records = _records(connection, scope, [(key,) for key in unowned])
    return found.union(*(keys for _, keys in records))


def _records(
    connection: sqlite3.Connection, scope: LookupScope, links: Sequence[Sequence[str]]
) -> list[_Record]:
    """Return the entry that owns the first known key of each link, with its keys."""
    owners: dict[str, int] = {}
    entries: dict[int, list[str]] = {}
    for some, marks in _parts({key for keys in links for key in keys} if scope.subject else ()):
        rows = connection.execute(
            "SELECT key, entry_id FROM entry_keys WHERE scope_id = ? AND kind = ?"  # noqa: S608  # question marks of ours
            f" AND key IN ({marks})",
            (scope.library_id, scope.subject, *some),
        )
        owners.update((str(key), int(entry_id)) for key, entry_id in rows)
    for ids, marks in _parts(set(owners.values())):
        for entry_id, key in connection.execute(
            f"SELECT entry_id, key FROM entry_keys WHERE entry_id IN ({marks})",  # noqa: S608  # question marks of ours
            ids,
        ):
            entries.setdefault(int(entry_id), []).append(str(key))
    found: list[_Record] = []
    for keys in links:
        owner = next((owners[key] for key in keys if key in owners), None)
        own = [key for key in keys if owner is None or owners.get(key, owner) == owner]
        found.append((owner, tuple(dict.fromkeys((*own, *entries.get(owner or 0, ()))))))
    return found


def _best(
    connection: sqlite3.Connection,
    sql: str,
    values: Collection[str] | Collection[int],
    conditions: Sequence[object],
) -> dict[str | int, _Rank]:
    """Return the answer with the highest rank for each value that the SQL finds some for."""
    found: dict[str | int, _Rank] = {}
    for some, marks in _parts(values):
        rows = connection.execute(
            sql.format(rank=_RANK, marks=marks), (time(), *some, *conditions)
        ).fetchall()
        for value, *rank in rows:
            found[value] = max(found.get(value, _NONE), _Rank(*rank))
    return found


def _missing(
    connection: sqlite3.Connection, scope: LookupScope, keys: Collection[str]
) -> dict[str, tuple[str, float]]:
    """Return Lix's sentence and its time for each key of a record that it lacked.

    A sentence about the former owner of a slug isn't about the present one.
    """
    found: dict[str, tuple[str, float]] = {}
    for some, marks in _parts(keys):
        rows = connection.execute(
            "SELECT missing_records.key, sentence, at FROM missing_records"  # noqa: S608  # question marks of ours
            " LEFT JOIN entry_keys ON entry_keys.scope_id = ? AND entry_keys.kind = ?"
            " AND entry_keys.key = missing_records.key"
            " WHERE missing_records.scope_id = ? AND missing_records.kind = ? AND viewer_id = ?"
            f" AND missing_records.key IN ({marks}) AND at >= COALESCE(owned_since, 0)",
            (
                scope.library_id,
                scope.subject,
                scope.scope_id,
                scope.endpoint,
                scope.viewer_id or "",
                *some,
            ),
        )
        found.update((str(key), (str(sentence), float(at))) for key, sentence, at in rows)
    return found


def _parts(values: Collection[T]) -> Iterator[tuple[tuple[T, ...], str]]:
    """Yield values with as many question marks, some hundred at a time."""
    every = tuple(values)
    for begin in range(0, len(every), MOST_VALUES):
        some = every[begin : begin + MOST_VALUES]
        yield some, ", ".join("?" * len(some))
