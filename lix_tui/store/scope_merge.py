"""Merge of two scopes that belong to the same account."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from lix_tui.store import identity, records
from lix_tui.store.connection import Scopes


def merge_scope(connection: sqlite3.Connection, source: int, target: Scopes) -> int:
    """Move the data of a scope inside a transaction; return the number of answers moved.

    What both have is joined so that nothing is lost: the newest answer of a record counts, and of
    two runs of a query the one that has loaded more.
    """
    row = connection.execute("SELECT COUNT(*) FROM answers WHERE scope_id = ?", (source,))
    moved = int(row.fetchone()[0])
    for endpoint, scope_id in target.others.items():
        for table in ("answers", "ledger"):
            connection.execute(
                f"UPDATE {table} SET scope_id = ? WHERE scope_id = ? AND endpoint = ?",  # noqa: S608  # names of ours
                (scope_id, source, endpoint),
            )
        _move_records(connection, source, scope_id, "kind = ?", (endpoint,))
    main = target.main
    for table in ("answers", "ledger", "runs"):
        connection.execute(
            f"UPDATE {table} SET scope_id = ? WHERE scope_id = ?",  # noqa: S608  # names of ours
            (main, source),
        )
    _move_searches(connection, source, main)
    _move_records(connection, source, main, "1", ())
    _move_entries(connection, source, main)
    for table in ("facet_values", "facet_prefixes", "missing_records"):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET scope_id = ? WHERE scope_id = ?",  # noqa: S608  # names of ours
            (main, source),
        )
        connection.execute(f"DELETE FROM {table} WHERE scope_id = ?", (source,))  # noqa: S608  # names of ours
    return moved


def _move_searches(connection: sqlite3.Connection, source: int, target: int) -> None:
    """Move searches; of a query that both have run, the run that loaded more is the newest."""
    both = connection.execute(
        "SELECT DISTINCT kind, query_key, viewer_id FROM searches AS one WHERE scope_id = ?"
        " AND EXISTS (SELECT 1 FROM searches AS other WHERE other.scope_id = ?"
        " AND other.kind = one.kind AND other.query_key = one.query_key"
        " AND other.viewer_id = one.viewer_id)",
        (source, target),
    ).fetchall()
    for query in both:
        ours, theirs = _runs(connection, target, query), _runs(connection, source, query)
        (last, *loaded), (_, *more) = ours[-1], theirs[-1]
        above, below = last - theirs[0][0] + 1, ours[0][0] - theirs[-1][0] - 1
        connection.execute(
            "UPDATE searches SET generation = generation + ?, scope_id = ?"
            " WHERE scope_id = ? AND kind = ? AND query_key = ? AND viewer_id = ?",
            (above if more > loaded else below, target, source, *query),
        )
    connection.execute("UPDATE searches SET scope_id = ? WHERE scope_id = ?", (target, source))


def _runs(
    connection: sqlite3.Connection, scope_id: int, query: tuple[str, str, str]
) -> list[tuple[int, int, int]]:
    """Return generation, loaded elements and pages of each run of a query, the newest last.

    A page without elements was paid for too, so it counts against a run that has no page.
    """
    rows = connection.execute(
        "SELECT generation, loaded, (SELECT COUNT(*) FROM pages WHERE search_id = searches.id)"
        " FROM searches WHERE scope_id = ? AND kind = ?"
        " AND query_key = ? AND viewer_id = ? ORDER BY generation",
        (scope_id, *query),
    )
    return [(int(row[0]), int(row[1]), int(row[2])) for row in rows]


def _move_records(
    connection: sqlite3.Connection,
    source: int,
    target: int,
    condition: str,
    values: tuple[str, ...],
) -> None:
    pairs = connection.execute(
        "SELECT DISTINCT new.record_id, old.record_id"  # noqa: S608  # names of ours
        f" FROM (SELECT * FROM record_keys WHERE scope_id = ? AND {condition}) AS old"
        " JOIN record_keys AS new ON new.scope_id = ? AND new.kind = old.kind"
        " AND new.key = old.key AND new.viewer_id = old.viewer_id",
        (source, *values, target),
    ).fetchall()
    pairs = [pair for pair in pairs if not _are_two(connection, *pair)]
    for group in _groups(pairs):
        records.join(connection, group)
    for table in ("records", "record_keys"):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET scope_id = ? WHERE scope_id = ? AND {condition}",  # noqa: S608  # names of ours
            (target, source, *values),
        )
    # a slug that both have stays with the member who has it in the target
    connection.execute(
        f"DELETE FROM record_keys WHERE scope_id = ? AND {condition}",  # noqa: S608  # names of ours
        (source, *values),
    )


def _are_two(connection: sqlite3.Connection, first: int, other: int) -> bool:
    """Return True if two lookups are of different members, of whom one has the other's old slug."""
    numbers = [
        {
            str(key)
            for (key,) in connection.execute(
                "SELECT key FROM record_keys WHERE record_id = ?", (record_id,)
            )
            if str(key).startswith(identity.NUMBERS)
        }
        for record_id in (first, other)
    ]
    return identity.differ(*numbers)


def _move_entries(connection: sqlite3.Connection, source: int, target: int) -> None:
    pairs = connection.execute(
        "SELECT DISTINCT new.entry_id, old.entry_id FROM entry_keys AS old"
        " JOIN entry_keys AS new ON new.scope_id = ? AND new.kind = old.kind AND new.key = old.key"
        " WHERE old.scope_id = ?",
        (target, source),
    ).fetchall()
    for first, *others in _groups(pairs):
        for other in others:
            numbers = (identity.numbers_of(connection, one) for one in (first, other))
            if identity.are_apart(connection, first, other):  # the user's split decides
                connection.execute(
                    "DELETE FROM entry_keys WHERE entry_id = ? AND scope_id = ? AND (kind, key) IN"
                    " (SELECT kind, key FROM entry_keys WHERE entry_id = ?)",
                    (first, target, other),
                )
            elif not identity.differ(*numbers):
                identity.join(connection, first, other)
    connection.execute(
        "UPDATE OR IGNORE entry_keys SET scope_id = ? WHERE scope_id = ?", (target, source)
    )
    connection.execute("DELETE FROM entry_keys WHERE scope_id = ?", (source,))
    connection.execute("UPDATE entries SET scope_id = ? WHERE scope_id = ?", (target, source))


def _groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the ids that belong together through any of the pairs, each group's first one first.

    The first of a pair, which is the one to stay, comes before the others of its group.
    """
    group_of: dict[int, list[int]] = {}
    for stays, joins in pairs:
        ours = group_of.setdefault(stays, [stays])
        theirs = group_of.setdefault(joins, [joins])
        if ours is not theirs:
            ours += theirs
            group_of.update((one, ours) for one in theirs)
    return list({id(group): group for group in group_of.values()}.values())
