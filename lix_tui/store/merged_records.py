"""Merged records of the library: one packed JSON per entry, with the source of each value."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from lix_tui.store.answers import pack, unpack
from lix_tui.store.connection import Connection
from lix_tui.store.merging import Candidates, Source, Sourced, combined, merged_fields
from lix_tui.store.rows import MergedRow

MOST_KEYS = 400
"""Keys of one query, which is below SQLite's oldest limit of variables (999)."""


def read_merged(connection: sqlite3.Connection, entry_id: int) -> Candidates:
    """Return the candidates of an entry; empty if nothing is merged yet."""
    row = connection.execute(
        "SELECT body, packed FROM merged_records WHERE entry_id = ?", (entry_id,)
    ).fetchone()
    return {} if row is None else _decoded(row[0], row[1])


def write_merged(connection: sqlite3.Connection, entry_id: int, candidates: Candidates) -> None:
    """Write the candidates of an entry."""
    body, packed = pack(_encoded(candidates))
    connection.execute(
        "INSERT OR REPLACE INTO merged_records (entry_id, body, packed) VALUES (?, ?, ?)",
        (entry_id, body, packed),
    )


def join_merged(connection: sqlite3.Connection, entry_id: int, other: int) -> None:
    """Merge the other entry's candidates into those of an entry that is the same record."""
    found = read_merged(connection, other)
    if found:
        write_merged(connection, entry_id, combined(read_merged(connection, entry_id), found))


def _encoded(candidates: Candidates) -> bytes:
    sources: dict[Source, int] = {}
    values = {
        slot: (sources.setdefault(found.source, len(sources)), found.value)
        for slot, found in candidates.items()
    }
    return json.dumps({"sources": list(sources), "values": values}, separators=(",", ":")).encode()


def _decoded(body: bytes, packed: int) -> Candidates:
    found = json.loads(unpack(body, packed))
    sources = [Source(str(name), str(viewer), float(at)) for name, viewer, at in found["sources"]]
    return {
        slot: Sourced(value, sources[place]) for slot, (place, value) in found["values"].items()
    }


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
                    "SELECT entries.id, kind, note, tags, body, packed FROM merged_records"  # noqa: S608  # question marks of ours
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


def _row(row: tuple[int, str, str, str, bytes, int]) -> MergedRow:
    entry_id, kind, note, tags, body, packed = row
    return MergedRow(entry_id, kind, note, tags, merged_fields(_decoded(body, packed)))
