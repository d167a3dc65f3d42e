"""Merged records of the library: one packed JSON per entry, with the source of each value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lix_tui.store.connection import Connection
from lix_tui.store.identity import OWNED
from lix_tui.store.record_merge import decoded, merged_fields
from lix_tui.store.rows import MergedRow

MOST_KEYS = 400
"""Keys of one query, which is below SQLite's oldest limit of variables (999)."""


class MergedRecordStore:
    """Merged records of the account in use. Methods raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_many(self, kind: str, keys: Iterable[str]) -> dict[str, MergedRow]:
        """Return the merged record of each key that an entry of the kind has."""
        wanted, scopes = tuple(dict.fromkeys(keys)), self._connection.scopes
        found: dict[str, MergedRow] = {}
        rows: dict[int, MergedRow] = {}
        for begin in range(0, len(wanted), MOST_KEYS):
            some = wanted[begin : begin + MOST_KEYS]
            for key, row in self._rows(scopes.main, kind, some):
                found[key] = rows.setdefault(row.entry_id, row)
        return found

    def of_entries(self, ids: Sequence[int]) -> dict[int, MergedRow]:
        """Return the merged records of entries by their ids."""
        found: dict[int, MergedRow] = {}
        with self._connection.read() as connection:
            for begin in range(0, len(ids), MOST_KEYS):
                some = ids[begin : begin + MOST_KEYS]
                marks = ", ".join("?" * len(some))
                for row in connection.execute(
                    f"SELECT entries.id, kind, note, tags, body, packed, {OWNED}"  # noqa: S608  # names of ours
                    " FROM merged_records"
                    f" JOIN entries ON entries.id = entry_id WHERE entry_id IN ({marks})",
                    tuple(some),
                ):
                    found[int(row[0])] = _row(row)
        return found

    def _rows(self, scope_id: int, kind: str, keys: Sequence[str]) -> list[tuple[str, MergedRow]]:
        marks = ", ".join("?" * len(keys))
        with self._connection.read() as connection:
            pairs = connection.execute(
                "SELECT key, entry_id FROM entry_keys WHERE scope_id = ? AND kind = ?"  # noqa: S608  # question marks of ours
                f" AND key IN ({marks})",
                (scope_id, kind, *keys),
            ).fetchall()
        entries = self.of_entries(tuple(dict.fromkeys(int(row[1]) for row in pairs)))
        return [(str(key), entries[int(one)]) for key, one in pairs if int(one) in entries]


def _row(row: tuple[int, str, str, str, bytes, int, str | None]) -> MergedRow:
    from lix_tui.linkedin.links import owned_link

    entry_id, kind, note, tags, body, packed, owned = row
    fields = merged_fields(decoded(body, packed))
    if (found := fields.get("link")) is not None and isinstance(found.value, str):
        link = owned_link(kind, found.value, (owned or "").split("\n"))
        fields["link"] = found._replace(value=link)
    return MergedRow(entry_id, kind, note, tags, fields)
