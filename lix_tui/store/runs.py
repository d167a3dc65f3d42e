"""Long runs and the lookups of each, resumable by any process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from lix_tui.store.connection import Connection
from lix_tui.store.rows import RunItem, RunRow

_COLUMNS = (
    "id, title, search_id, endpoint, query_key, status, why, result_file, begun_at, updated_at,"
    " (SELECT COUNT(*) FROM run_items WHERE run_id = runs.id),"
    " (SELECT COUNT(*) FROM run_items WHERE run_id = runs.id AND outcome <> ''),"
    " viewer_id, source,"
    " COALESCE((SELECT group_concat(part, ' ') FROM (SELECT COALESCE(NULLIF(run_items.endpoint,"
    " ''), runs.endpoint) || ':' || COUNT(*) AS part FROM run_items WHERE run_id = runs.id"
    " AND outcome = '' GROUP BY run_items.endpoint)), '')"
)


class RunStore:
    """Runs of the account in use. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(
        self,
        *,
        title: str,
        search_id: int | None,
        endpoint: str,
        query_key: str,
        items: Iterable[RunItem],
        result_file: str,
        at: float,
        viewer_id: str | None = None,
        source: str = "",
    ) -> RunRow:
        """Write a run with its lookups before any of them is sent.

        Continues a run that has the same ``query_key``, under the new title and labels. Its
        outcomes stay, but lookups that a finished run fetched count as answered from the store. A
        lookup that failed in another run, and may have cost a credit, has failed in this one too.
        """
        with self._connection.write() as connection:
            found = connection.execute(
                "SELECT id FROM runs WHERE scope_id = ? AND query_key = ? AND viewer_id IN (?, '*')"
                " ORDER BY id DESC LIMIT 1",
                (self._connection.scopes.main, query_key, viewer_id or ""),
            ).fetchone()
            if found is None:
                cursor = connection.execute(
                    "INSERT INTO runs (title, search_id, endpoint, query_key, status, result_file,"
                    " begun_at, updated_at, scope_id, viewer_id, source)"
                    " VALUES (?, ?, ?, ?, 'paused', ?, ?, ?, ?, ?, ?)",
                    (
                        title,
                        search_id,
                        endpoint,
                        query_key,
                        result_file,
                        at,
                        at,
                        self._connection.scopes.main,
                        viewer_id or "",
                        source,
                    ),
                )
                run_id = int(cursor.lastrowid or 0)
                connection.executemany(
                    "INSERT INTO run_items (run_id, number, link, label, outcome, note, endpoint)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [
                        (run_id, i.number, i.link, i.label, i.outcome, i.note, i.endpoint)
                        for i in items
                    ],
                )
                self._fail_again(connection, run_id)
            else:
                run_id = int(found[0])
                connection.execute(
                    "UPDATE run_items SET outcome = 'kept' WHERE run_id = ? AND outcome = 'fetched'"
                    " AND EXISTS (SELECT 1 FROM runs WHERE id = ? AND status = 'done')",
                    (run_id, run_id),
                )
                connection.executemany(
                    "UPDATE run_items SET label = ? WHERE run_id = ? AND number = ?",
                    [(item.label, run_id, item.number) for item in items],
                )
                connection.execute(
                    "UPDATE runs SET title = ?, result_file = ?, search_id = ?, source = ?,"
                    " updated_at = ? WHERE id = ?",
                    (title, result_file, search_id, source, at, run_id),
                )
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM runs WHERE id = ?",  # noqa: S608  # column names of ours
                (run_id,),
            ).fetchone()
        return RunRow(*row)

    def _fail_again(self, connection: sqlite3.Connection, run_id: int) -> None:
        """Copy failures of other runs to the same lookups of a new run."""
        connection.execute(
            "WITH failures AS (SELECT link, COALESCE(NULLIF(run_items.endpoint, ''), runs.endpoint)"
            " AS endpoint, note FROM run_items JOIN runs ON runs.id = run_id"
            " WHERE outcome = 'failed' AND run_id <> :run AND scope_id = :scope)"
            " UPDATE run_items SET outcome = 'failed', note = (SELECT note FROM failures"
            " WHERE failures.link = run_items.link AND failures.endpoint = COALESCE(NULLIF("
            "run_items.endpoint, ''), (SELECT endpoint FROM runs WHERE id = :run)) LIMIT 1)"
            " WHERE run_id = :run AND (link, COALESCE(NULLIF(endpoint, ''), (SELECT endpoint"
            " FROM runs WHERE id = :run))) IN (SELECT link, endpoint FROM failures)",
            {"run": run_id, "scope": self._connection.scopes.main},
        )

    def failed_links(self, endpoint: str) -> set[str]:
        """Return the links whose last lookup at an endpoint failed, which may have cost."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT link FROM run_items JOIN runs ON runs.id = run_id WHERE outcome = 'failed'"
                " AND scope_id = ? AND COALESCE(NULLIF(run_items.endpoint, ''), runs.endpoint) = ?",
                (self._connection.scopes.main, endpoint),
            ).fetchall()
        return {str(row[0]) for row in rows}

    def set_status(self, run_id: int, *, status: str, why: str, at: float) -> None:
        """Write the status of a run and the reason for it."""
        with self._connection.write() as connection:
            connection.execute(
                "UPDATE runs SET status = ?, why = ?, updated_at = ? WHERE id = ?",
                (status, why, at, run_id),
            )

    def recent(self, limit: int) -> list[RunRow]:
        """Return the runs, the one updated last first."""
        with self._connection.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM runs WHERE scope_id = ?"  # noqa: S608  # column names of ours
                " ORDER BY updated_at DESC LIMIT ?",
                (self._connection.scopes.main, limit),
            ).fetchall()
        return [RunRow(*row) for row in rows]

    def items(self, run_id: int) -> list[RunItem]:
        """Return the lookups of a run in their order."""
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT number, link, label, outcome, note, endpoint FROM run_items"
                " WHERE run_id = ? ORDER BY number",
                (run_id,),
            ).fetchall()
        return [RunItem(*row) for row in rows]

    def finish_item(self, run_id: int, number: int, *, outcome: str, note: str, at: float) -> None:
        """Write the outcome of a lookup; an empty one means that it is still to be sent."""
        with self._connection.write() as connection:
            connection.execute(
                "UPDATE run_items SET outcome = ?, note = ? WHERE run_id = ? AND number = ?",
                (outcome, note, run_id, number),
            )
            connection.execute("UPDATE runs SET updated_at = ? WHERE id = ?", (at, run_id))

    def delete(self, run_id: int) -> None:
        """Delete a run; the answers that it fetched stay."""
        with self._connection.write() as connection:
            connection.execute("DELETE FROM runs WHERE id = ?", (run_id,))
