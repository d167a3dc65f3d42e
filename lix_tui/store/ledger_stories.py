"""The ledger folded into stories: all requests of one run, or one request of its own."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lix_tui.store.connection import Connection
from lix_tui.store.ledger import KEPT, OK, SENT
from lix_tui.store.rows import LedgerLine

StoryOrder = Literal["when", "cost", "elapsed"]
_ORDERS: dict[StoryOrder, str] = {
    "when": "MAX(id)",
    "cost": f"SUM(CASE outcome WHEN '{KEPT}' THEN 0 ELSE cost END)",
    "elapsed": "SUM(elapsed)",
}
_NOT_FOUND = (
    "(status IS 404 AND outcome <> 'unknown_route' OR outcome IN ('not_found', 'NotFound'))"
)
_DEFERRED = (
    "(outcome <> 'daily_limit' AND status IS 429"
    " OR outcome IN ('queued', 'rate_limit', 'unknown_route'))"
)
"""Requests that were sent again, so that they aren't failures."""
_COUNTS = (
    f"SUM(outcome <> '{KEPT}'), SUM(outcome = '{KEPT}'),"
    f" SUM(CASE outcome WHEN '{KEPT}' THEN 0 ELSE cost END),"
    f" SUM(CASE outcome WHEN '{KEPT}' THEN cost ELSE 0 END),"
    f" SUM({_NOT_FOUND}),"
    f" SUM(outcome NOT IN ('{OK}', '{KEPT}', '{SENT}') AND NOT {_NOT_FOUND} AND NOT {_DEFERRED}),"
    " MIN(sent_at), SUM(elapsed)"
)
_LINE = (
    "id, sent_at, endpoint, pool, cost, outcome, status, elapsed, origin, search_id, note, story,"
    " answer_id"
)
_STORY_OF_RUN = "'run ' || runs.id || ' ' || printf('%.3f', runs.begun_at)"
"""Name of a run's story in SQL, as ``RunRow.story`` writes it."""
_WORDS = (
    "replace(endpoint, '_', ' ') || ' ' || origin || ' ' || pool || ' ' || replace(outcome, '_',"
    " ' ') || ' ' || note || ' ' || COALESCE((SELECT title FROM searches WHERE searches.id ="
    " ledger.search_id), '')"
)
"""Text of a request that a filter searches."""
_CONTAINS = (
    f"(instr(lower({_WORDS}), ?) OR story IN (SELECT {_STORY_OF_RUN} FROM runs"  # noqa: S608  # words of ours
    " WHERE instr(lower(title), ?)))"
)
_RUN = re.compile(r"run (?P<id>[0-9]+) (?P<begun>[0-9.-]+)")
BATCH = 500


@dataclass(frozen=True, slots=True)
class StoryQuery:
    """Words that a request must contain, and the order of the stories."""

    words: tuple[str, ...] = ()
    order: StoryOrder = "when"
    descending: bool = True

    @property
    def is_plain(self) -> bool:
        """True for all requests, the newest first."""
        return not self.words and self.order == "when" and self.descending


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """Requests and credits of a story, or of the whole ledger."""

    sent: int = 0
    """Requests that were sent to Lix."""
    stored: int = 0
    """Answers that came from the store instead."""
    spent: int = 0
    """Credits."""
    saved: int = 0
    """Credits that stored answers would have cost."""
    not_found: int = 0
    """Requests for what Lix doesn't have."""
    failed: int = 0
    first_at: float = 0.0
    elapsed: float | None = None
    """Seconds in all; None where it isn't known of any request."""


@dataclass(frozen=True, slots=True)
class BoughtRecord:
    """Library entry of the record that a request has bought."""

    kind: str
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Story:
    """One line of the folded ledger."""

    line: LedgerLine
    """The newest request."""
    story: str
    """Name of the story; empty for a request of its own."""
    counts: StoryCounts
    title: str = ""
    """Title of the search or run."""
    run_id: int | None = None
    """The run, unless it was deleted."""
    record: BoughtRecord | None = None
    lookups: str = ""
    """Endpoints of the lookups of a run, with commas between them; empty if it was deleted."""

    @property
    def is_folded(self) -> bool:
        """True for the requests of a run, False for one request."""
        return bool(self.story)


class LedgerStories:
    """Stories of the ledger, read page by page. Times are seconds since the epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, query: StoryQuery, limit: int, after: Sequence[Story] = ()) -> list[Story]:
        """Return the stories that follow those read before."""
        with self._connection.read() as connection:
            if query.is_plain:
                ids = self._newest(connection, limit, after[-1].line.id if after else None)
            else:
                ids = self._sorted(connection, query, limit, len(after))
            return self._stories(connection, ids, query, is_folded=True)

    def requests(
        self, story: str, query: StoryQuery, limit: int, before: int | None = None
    ) -> list[Story]:
        """Return the requests of a story, the newest first; ``before`` is the id of the last."""
        condition, values = _containing(query)
        with self._connection.read() as connection:
            rows = connection.execute(
                "SELECT id FROM ledger WHERE story = ? AND story <> '' AND (? IS NULL OR id < ?)"  # noqa: S608  # words of ours
                f" AND {condition} ORDER BY id DESC LIMIT ?",
                (story, before, before, *values, limit),
            ).fetchall()
            return self._stories(connection, [row[0] for row in rows], query, is_folded=False)

    def totals(self, query: StoryQuery) -> StoryCounts:
        """Return the counts of all requests that the query asks for."""
        condition, values = _containing(query)
        scopes = self._connection.scopes
        with self._connection.read() as connection:
            row = connection.execute(
                f"SELECT {_COUNTS} FROM ledger WHERE scope_id IN ({scopes.marks}) AND {condition}",  # noqa: S608  # words of ours
                (*scopes.all, *values),
            ).fetchone()
        return _counts(row)

    def _newest(self, connection: sqlite3.Connection, limit: int, before: int | None) -> list[int]:
        """Return the ids of the newest request of each story, without reading the others."""
        scopes = self._connection.scopes
        rows = connection.execute(
            f"SELECT id FROM ledger WHERE scope_id IN ({scopes.marks}) AND (? IS NULL OR id < ?)"  # noqa: S608  # words of ours
            " AND (story = '' OR NOT EXISTS (SELECT 1 FROM ledger AS later WHERE"
            " later.story = ledger.story AND later.story <> '' AND later.id > ledger.id))"
            " ORDER BY id DESC LIMIT ?",
            (*scopes.all, before, before, limit),
        )
        return [int(row[0]) for row in rows]

    def _sorted(
        self, connection: sqlite3.Connection, query: StoryQuery, limit: int, skip: int
    ) -> list[int]:
        scopes, (condition, values) = self._connection.scopes, _containing(query)
        order, way = _ORDERS[query.order], "DESC" if query.descending else "ASC"
        rows = connection.execute(
            f"SELECT MAX(id) FROM ledger WHERE scope_id IN ({scopes.marks}) AND {condition}"  # noqa: S608  # words of ours
            " GROUP BY CASE story WHEN '' THEN id ELSE story END"
            f" ORDER BY {order} IS NULL, {order} {way}, MAX(id) DESC LIMIT ? OFFSET ?",
            (*scopes.all, *values, limit, skip),
        )
        return [int(row[0]) for row in rows]

    def _stories(
        self,
        connection: sqlite3.Connection,
        ids: Sequence[int],
        query: StoryQuery,
        *,
        is_folded: bool,
    ) -> list[Story]:
        lines = f"SELECT {_LINE} FROM ledger WHERE id IN"  # noqa: S608  # words of ours
        rows = {int(row[0]): row for row in _select(connection, lines, ids)}
        names = [str(row[11]) for row in rows.values() if row[11] and is_folded]
        condition, values = _containing(query)
        counts = f"SELECT story, {_COUNTS} FROM ledger WHERE {condition} AND story <> ''"  # noqa: S608  # words of ours
        found_counts = _select(
            connection, f"{counts} AND story IN", names, values, " GROUP BY story"
        )
        folded = {str(row[0]): _counts(row[1:]) for row in found_counts}
        counts = f"SELECT id, {_COUNTS} FROM ledger WHERE id IN"  # noqa: S608  # words of ours
        single = {
            int(row[0]): _counts(row[1:])
            for row in _select(connection, counts, ids, (), " GROUP BY id")
        }
        titles = _titles(connection, [row[9] for row in rows.values() if row[9] is not None])
        runs = _runs(connection, [str(row[11]) for row in rows.values()])
        records = _records(connection, [row[12] for row in rows.values() if row[9] is None])
        found = []
        for one in ids:
            *line, story, answer_id = rows[one]
            search_id = line[9]
            run_id, run_title, lookups = runs.get(story, (None, "", ""))
            name = story if is_folded else ""
            found.append(
                Story(
                    LedgerLine(*line),
                    name,
                    folded[name] if name else single[one],
                    titles.get(search_id, "") or run_title,
                    run_id,
                    None if name else records.get(answer_id),
                    lookups,
                )
            )
        return found


def _select(
    connection: sqlite3.Connection,
    statement: str,
    choices: Iterable[object],
    values: Sequence[object] = (),
    ending: str = "",
) -> list[tuple[Any, ...]]:
    """Return the rows of a statement that ends with IN, for any number of values."""
    ordered, found = list(dict.fromkeys(choices)), list[tuple[Any, ...]]()
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        marks = ", ".join("?" * len(some))
        found += connection.execute(f"{statement} ({marks}){ending}", (*values, *some)).fetchall()
    return found


def _containing(query: StoryQuery) -> tuple[str, list[str]]:
    """Return the condition that a request contains every word, and its values."""
    if not query.words:
        return "1", []
    condition = " AND ".join([_CONTAINS] * len(query.words))
    return f"({condition})", [word.lower() for word in query.words for _ in range(2)]


def _counts(row: Sequence[Any]) -> StoryCounts:
    *numbers, first_at, elapsed = row  # the sums of no rows are None
    sent, stored, spent, saved, not_found, failed = (int(number or 0) for number in numbers)
    return StoryCounts(sent, stored, spent, saved, not_found, failed, first_at or 0.0, elapsed)


def _titles(connection: sqlite3.Connection, ids: Iterable[object]) -> dict[object, str]:
    rows = _select(connection, "SELECT id, title FROM searches WHERE id IN", ids)
    return {row[0]: str(row[1]) for row in rows}


def _runs(
    connection: sqlite3.Connection, stories: Iterable[str]
) -> dict[str, tuple[int | None, str, str]]:
    """Return id, title and endpoints of each story's run; a deleted run's id may be another's."""
    parts = {story: found for story in stories if (found := _RUN.fullmatch(story))}
    wanted = [int(found["id"]) for found in parts.values()]
    rows = {
        row[0]: row
        for row in _select(
            connection, "SELECT id, begun_at, title, endpoint FROM runs WHERE id IN", wanted
        )
    }
    runs: dict[str, tuple[int | None, str, str]] = {}
    for story, found in parts.items():
        row = rows.get(int(found["id"]))
        if row is not None and f"{row[1]:.3f}" == found["begun"]:
            runs[story] = (int(found["id"]), str(row[2]), str(row[3]))
    return runs


def _records(
    connection: sqlite3.Connection, answer_ids: Iterable[object]
) -> dict[object, BoughtRecord]:
    rows = _select(
        connection,
        "SELECT answer_id, kind, name, link FROM entry_answers"
        " JOIN entries ON entries.id = entry_id WHERE answer_id IN",
        [one for one in answer_ids if one is not None],
        (),
        " ORDER BY opened, entries.id DESC",
    )
    return {row[0]: BoughtRecord(*map(str, row[1:])) for row in rows}
