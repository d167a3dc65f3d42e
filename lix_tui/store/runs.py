"""Long runs and their lookups: what is done stays done, whoever goes on with it."""

from __future__ import annotations

from collections.abc import Iterable

from lix_tui.store.connection import Connected
from lix_tui.store.rows import RunItem, RunRow

_COLUMNS = (
    "id, title, search_id, endpoint, query_key, status, why, result_file, begun_at, updated_at,"
    " (SELECT COUNT(*) FROM run_items WHERE run_id = runs.id),"
    " (SELECT COUNT(*) FROM run_items WHERE run_id = runs.id AND outcome <> ''),"
    " viewer_id"
)


class RunStore(Connected):
    """The runs of this store. Times are seconds since the epoch."""

    def begin_run(
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
    ) -> RunRow:
        """Write a run with its lookups before anything of it is done.

        One with that ``query_key`` that is there already is gone on with, under the new title and
        labels; its outcomes stay, but what a run that has ended fetched is kept for this one.
        """
        with self.connection.write() as connection:
            found = connection.execute(
                "SELECT id FROM runs WHERE scope_id = ? AND query_key = ? AND viewer_id IN (?, '*')"
                " ORDER BY id DESC LIMIT 1",
                (self.connection.scopes.main, query_key, viewer_id or ""),
            ).fetchone()
            if found is None:
                cursor = connection.execute(
                    "INSERT INTO runs (title, search_id, endpoint, query_key, status, result_file,"
                    " begun_at, updated_at, scope_id, viewer_id)"
                    " VALUES (?, ?, ?, ?, 'paused', ?, ?, ?, ?, ?)",
                    (
                        title,
                        search_id,
                        endpoint,
                        query_key,
                        result_file,
                        at,
                        at,
                        self.connection.scopes.main,
                        viewer_id or "",
                    ),
                )
                run_id = int(cursor.lastrowid or 0)
                connection.executemany(
                    "INSERT INTO run_items (run_id, number, link, label, outcome, note)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    [(run_id, i.number, i.link, i.label, i.outcome, i.note) for i in items],
                )
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
                    "UPDATE runs SET title = ?, result_file = ?, search_id = ?, updated_at = ?"
                    " WHERE id = ?",
                    (title, result_file, search_id, at, run_id),
                )
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM runs WHERE id = ?",  # noqa: S608  # column names of ours
                (run_id,),
            ).fetchone()
        return RunRow(*row)

    def set_run(self, run_id: int, *, status: str, why: str, at: float) -> None:
        """Write how a run stands."""
        with self.connection.write() as connection:
            connection.execute(
                "UPDATE runs SET status = ?, why = ?, updated_at = ? WHERE id = ?",
                (status, why, at, run_id),
            )

    def runs(self, limit: int) -> list[RunRow]:
        """The runs that moved last first."""
        with self.connection.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM runs WHERE scope_id = ?"  # noqa: S608  # column names of ours
                " ORDER BY updated_at DESC LIMIT ?",
                (self.connection.scopes.main, limit),
            ).fetchall()
        return [RunRow(*row) for row in rows]

    def run_items(self, run_id: int) -> list[RunItem]:
        """The lookups of a run in their order."""
        with self.connection.read() as connection:
            rows = connection.execute(
                "SELECT number, link, label, outcome, note FROM run_items WHERE run_id = ?"
                " ORDER BY number",
                (run_id,),
            ).fetchall()
        return [RunItem(*row) for row in rows]

    def finish_item(self, run_id: int, number: int, *, outcome: str, note: str, at: float) -> None:
        """Write what came of a lookup; an empty outcome makes it one to be done again."""
        with self.connection.write() as connection:
            connection.execute(
                "UPDATE run_items SET outcome = ?, note = ? WHERE run_id = ? AND number = ?",
                (outcome, note, run_id, number),
            )
            connection.execute("UPDATE runs SET updated_at = ? WHERE id = ?", (at, run_id))

    def forget_run(self, run_id: int) -> None:
        """Forget a run; what it fetched is kept."""
        with self.connection.write() as connection:
            connection.execute("DELETE FROM runs WHERE id = ?", (run_id,))
