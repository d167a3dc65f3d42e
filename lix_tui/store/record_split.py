"""Split of a record into two, answer by answer, after a wrong merge."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from lix_tui.store.answers import unpack
from lix_tui.store.connection import Connection
from lix_tui.store.identity import NEXT_ENTRY, set_apart
from lix_tui.store.listing import merge_listing
from lix_tui.store.rows import Listing, Source, StoredRecord, UnmergedAnswer

Rebuild = Callable[[UnmergedAnswer], Iterable[Listing]]
"""Function that returns the records in a stored answer."""


class SplitProblem(Exception):
    """A record can't be split; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One answer that holds the record."""

    answer_id: int
    key: str
    keys: tuple[str, ...]
    first_entry: int
    endpoint: str
    viewer_id: str
    at: float
    own: frozenset[str]
    """Keys that the answer itself has for the record, without the link that it was requested by."""
    is_page: bool
    """True for a page of a search, which was requested by no link of the record."""

    @property
    def all_keys(self) -> frozenset[str]:
        """Every key that the answer has for the record."""
        return frozenset((self.key, *self.keys))


class RecordSplit:
    """Split of records. Methods raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def split(self, entry_id: int, keys: Collection[str], rebuild: Rebuild) -> int:
        """Move the answers with one of the keys to a record of their own; return its entry's id.

        Without keys the answers move that the record got by its last merge. Answers that have keys
        of the moved ones alone move too. Each key leads to the record whose own answers have it,
        whatever an answer says that has keys of both.

        The two never become one again, as a split is the user's word: neither the stored answers
        nor later ones join them. Note and tags stay. Raises SplitProblem if no answer would move or
        stay.
        """
        with self._connection.write() as connection:
            rows = _rows(connection, entry_id, rebuild)
            moved = _with_followers(_chosen(entry_id, rows, keys), rows)
            remaining = [row for row in rows if row not in moved]
            led = _keys_to_move(moved, remaining) | set(keys)
            moved = _with_link_owners(moved, rows, led)
            remaining = [row for row in rows if row not in moved]
            other = _new_entry(connection, entry_id)
            for row in moved:
                connection.execute(
                    "UPDATE entry_answers SET entry_id = ?, first_entry = ?"
                    " WHERE entry_id = ? AND answer_id = ? AND key = ?",
                    (other, other, entry_id, row.answer_id, row.key),
                )
            connection.execute(
                "UPDATE entry_answers SET first_entry = entry_id WHERE entry_id = ?", (entry_id,)
            )
            _move_keys(connection, entry_id, other, led)
            set_apart(connection, entry_id, other)
            _clear(connection, entry_id, rows)
            for one, part in ((entry_id, remaining), (other, moved)):
                _merge_again(connection, one, part, rebuild)
        self._connection.report_change((entry_id, other))
        return other


def _rows(connection: sqlite3.Connection, entry_id: int, rebuild: Rebuild) -> list[_Row]:
    """Return the answers about an entry, the oldest first."""
    rows = connection.execute(
        "SELECT answer_id, key, keys, first_entry, endpoint, viewer_id, fetched_at, body, packed,"
        " EXISTS (SELECT 1 FROM pages WHERE pages.answer_id = answers.id)"
        " FROM entry_answers JOIN answers ON answers.id = answer_id WHERE entry_id = ?"
        " ORDER BY fetched_at, answer_id",
        (entry_id,),
    ).fetchall()
    found = []
    for answer_id, key, text, first, endpoint, viewer, at, body, packed, is_page in rows:
        keys = tuple(text.split())
        stored = StoredRecord(answer_id, endpoint, unpack(body, packed), at)
        own = frozenset(
            one
            for listing in rebuild(UnmergedAnswer(stored, (), ""))
            if not {key, *keys}.isdisjoint((listing.key, *listing.keys))
            for one in listing.keys
        )
        found.append(_Row(answer_id, key, keys, first, endpoint, viewer, at, own, bool(is_page)))
    return found


def _chosen(entry_id: int, rows: Sequence[_Row], keys: Collection[str]) -> list[_Row]:
    if len(rows) < 2:
        message = f"Record {entry_id} comes from one answer, so it can't be split."
        raise SplitProblem(message)
    if keys:
        moved = [row for row in rows if not set(keys).isdisjoint((row.key, *row.keys))]
        if len(moved) in (0, len(rows)):
            which = "All answers" if moved else "None of the answers"
            message = (
                f"{which} about record {entry_id} have this link, so they can't be told apart by "
                "it. Give a link that only one of the two has."
            )
            raise SplitProblem(message)
        return moved
    last = max(row.first_entry for row in rows)
    moved = [row for row in rows if row.first_entry == last]
    if len(moved) == len(rows):
        message = (
            f"Record {entry_id} wasn't merged from two records, so there is nothing to undo. "
            "Give a link of the one that doesn't belong to it."
        )
        raise SplitProblem(message)
    return moved


def _new_entry(connection: sqlite3.Connection, entry_id: int) -> int:
    cursor = connection.execute(
        "INSERT INTO entries (id, scope_id, kind, name, first_at, fetched_at)"  # noqa: S608  # names of ours
        f" SELECT {NEXT_ENTRY}, scope_id, kind, '', 0, -1 FROM entries WHERE id = ?",
        (entry_id,),
    )
    return int(cursor.lastrowid or 0)


def _with_followers(moved: Sequence[_Row], rows: Sequence[_Row]) -> list[_Row]:
    """Return the moved answers with those that are about their record alone.

    Such an answer was requested by one of the record's keys, or has no other keys.
    """
    remaining = [row for row in rows if row not in moved]
    bridges = _bridges(moved, remaining)
    own = _keys_in(row for row in moved if row not in bridges)
    others = [row for row in remaining if not row.all_keys <= own]
    own -= _keys_in(row for row in others if row not in bridges)
    found = [row for row in remaining if row.all_keys <= own or (row in bridges and row.key in own)]
    return sorted([*moved, *found], key=rows.index) if len(found) < len(remaining) else list(moved)


def _bridges(
    moved: Sequence[_Row], remaining: Sequence[_Row], *, needs_own: bool = False
) -> list[_Row]:
    """Return the answers that connect the two: they have a key of each, which others have too.

    With ``needs_own`` the other one's keys are those of answers that have keys of their own.
    """
    found = []
    for ours, theirs in ((moved, remaining), (remaining, moved)):
        across = _keys_in(row for row in theirs if row.own or not needs_own)
        for row in ours:
            own = row.all_keys & _keys_in(one for one in ours if one is not row)
            foreign = row.all_keys & across
            if own and foreign and len(own | foreign) > 1:
                found.append(row)
    return found


def _keys_in(rows: Iterable[_Row]) -> set[str]:
    return {key for row in rows for key in row.all_keys}


def _keys_to_move(moved: Sequence[_Row], remaining: Sequence[_Row]) -> set[str]:
    """Return the keys that belong to the record of the moved answers.

    A key of both belongs to the answers of one of them alone, then to those that were requested by
    it, then to those that have it themselves: a profile with a slug in it is found by that slug,
    while an address only has the link that it was requested by. It says of nobody who it is, so a
    profile that was requested by the same link decides. Then the key belongs to the newest, as a
    slug passes to another person.
    """
    bridges = _bridges(moved, remaining, needs_own=True)
    named = {row.key for row in (*moved, *remaining) if row.own and not row.is_page}
    best: dict[str, tuple[tuple[bool, bool, bool, float], bool]] = {}
    for rows, is_moved in ((moved, True), (remaining, False)):
        for row in rows:
            for key in row.all_keys:
                is_requested = key == row.key and not row.is_page
                is_alone = row not in bridges and (bool(row.own) or key not in named)
                rank = (is_alone, is_requested, key in row.own, row.at)
                best[key] = max(best.get(key, (rank, is_moved)), (rank, is_moved))
    return {key for key, (_, is_moved) in best.items() if is_moved}


def _with_link_owners(
    moved: Sequence[_Row], rows: Sequence[_Row], led: Collection[str]
) -> list[_Row]:
    """Return the moved answers, with each address at the record that its link leads to.

    ``led`` are the keys that lead to the moved record.
    """
    found = [row for row in rows if (row in moved if row.own or row.is_page else row.key in led)]
    return found if 0 < len(found) < len(rows) else list(moved)


def _move_keys(
    connection: sqlite3.Connection, entry_id: int, other: int, keys: Iterable[str]
) -> None:
    connection.executemany(
        "UPDATE entry_keys SET entry_id = ? WHERE entry_id = ? AND key = ?",
        [(other, entry_id, key) for key in keys],
    )


def _clear(connection: sqlite3.Connection, entry_id: int, rows: Sequence[_Row]) -> None:
    """Remove what the answers said from an entry; the user's note and tags stay."""
    connection.execute("DELETE FROM merged_records WHERE entry_id = ?", (entry_id,))
    connection.execute("DELETE FROM entry_fields WHERE entry_id = ?", (entry_id,))
    connection.executemany(
        "DELETE FROM entry_changes WHERE entry_id = ? AND at = ?",
        [(entry_id, row.at) for row in rows],
    )
    connection.execute(
        "UPDATE entries SET name = '', title = '', company = '', place = '', words = '', link = '',"
        " opened = 0, fetched_at = -1, email = '', email_status = '', endpoints = '',"
        " changed_at = (SELECT MAX(at) FROM entry_changes WHERE entry_id = entries.id)"
        " WHERE id = ?",
        (entry_id,),
    )


def _merge_again(
    connection: sqlite3.Connection, entry_id: int, rows: Sequence[_Row], rebuild: Rebuild
) -> None:
    for row in rows:
        body, packed, scope_id = connection.execute(
            "SELECT body, packed, scope_id FROM answers WHERE id = ?", (row.answer_id,)
        ).fetchone()
        stored = StoredRecord(row.answer_id, row.endpoint, unpack(body, packed), row.at)
        source = Source(row.endpoint, row.viewer_id, row.at)
        for listing in rebuild(UnmergedAnswer(stored, row.keys, "")):
            if listing.key == row.key or not set(listing.keys).isdisjoint(row.keys):
                merge_listing(connection, scope_id, entry_id, listing, source)
    connection.execute(
        "UPDATE entries SET first_at = ? WHERE id = ?", (min(row.at for row in rows), entry_id)
    )
