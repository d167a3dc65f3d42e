"""Facet values ever seen, and which texts have been asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lix_tui.store import answers, ledger
from lix_tui.store.answers import unpack
from lix_tui.store.connected import Connected
from lix_tui.store.rows import KnownPrefix, KnownValue


def remember(
    connection: sqlite3.Connection, facet: str, values: Iterable[KnownValue], at: float
) -> None:
    """Keep values; one that is known takes the newer text, and a headline is never lost."""
    connection.executemany(
        "INSERT INTO facet_values (facet, id, text, headline, seen_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (facet, id) DO UPDATE SET text = excluded.text, seen_at = excluded.seen_at,"
        " headline = CASE excluded.headline WHEN '' THEN headline ELSE excluded.headline END",
        [(facet, value.id, value.text, value.headline, at) for value in values],
    )


def known(connection: sqlite3.Connection, facet: str) -> list[KnownValue]:
    """Every value ever seen, those seen last first."""
    rows = connection.execute(
        "SELECT id, text, headline FROM facet_values WHERE facet = ? ORDER BY seen_at DESC, text",
        (facet,),
    )
    return [KnownValue(*row) for row in rows]


def note_prefix(
    connection: sqlite3.Connection, facet: str, prefix: str, *, complete: bool, answer_id: int
) -> None:
    """Keep that a text was asked for, and whether its answer held every value there is."""
    connection.execute(
        "INSERT INTO facet_prefixes (facet, prefix, complete, answer_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (facet, prefix) DO UPDATE SET complete = excluded.complete,"
        " answer_id = excluded.answer_id",
        (facet, prefix, complete, answer_id),
    )


def prefixes(connection: sqlite3.Connection, facet: str) -> dict[str, bool]:
    """What was asked for, and whether each answer was complete."""
    rows = connection.execute(
        "SELECT prefix, complete FROM facet_prefixes WHERE facet = ?", (facet,)
    )
    return {str(prefix): bool(complete) for prefix, complete in rows}


def find_prefix(connection: sqlite3.Connection, facet: str, prefix: str) -> KnownPrefix | None:
    """The answer to exactly that text, None when it was never asked for."""
    row = connection.execute(
        "SELECT complete, body, packed, fetched_at FROM facet_prefixes"
        " JOIN answers ON answers.id = answer_id WHERE facet = ? AND prefix = ?",
        (facet, prefix),
    ).fetchone()
    return KnownPrefix(bool(row[0]), unpack(row[1], row[2]), row[3]) if row else None


@dataclass(frozen=True, slots=True)
class FacetWrite:
    """The answer to a text typed into a facet, with its ledger line."""

    facet: str
    prefix: str
    values: tuple[KnownValue, ...]
    complete: bool
    ledger_id: int
    endpoint: str
    body: bytes
    at: float
    status: int
    elapsed: float


class FacetStore(Connected):
    """Answers of typeahead, and the values in them."""

    def save_facet(self, answer: FacetWrite) -> None:
        """Keep an answer, its values and its ledger line in one transaction."""
        with self._keeping() as connection:
            answer_id = answers.add(connection, answer.endpoint, answer.body, answer.at)
            remember(connection, answer.facet, answer.values, answer.at)
            note_prefix(
                connection,
                answer.facet,
                answer.prefix,
                complete=answer.complete,
                answer_id=answer_id,
            )
            ledger.finish(
                connection,
                answer.ledger_id,
                outcome=ledger.OK,
                status=answer.status,
                elapsed=answer.elapsed,
                answer_id=answer_id,
            )

    def remember_values(self, facet: str, values: Sequence[KnownValue], at: float) -> None:
        """Keep values that were seen elsewhere than in an answer, such as in a pasted URL."""
        with self._transaction() as connection:
            remember(connection, facet, values, at)

    def known_values(self, facet: str) -> tuple[list[KnownValue], dict[str, bool]]:
        """Every value ever seen, and what was asked for with whether its answer was complete."""
        with self._read() as connection:
            return known(connection, facet), prefixes(connection, facet)

    def find_prefix(self, facet: str, prefix: str) -> KnownPrefix | None:
        """The answer to exactly that text."""
        with self._read() as connection:
            return find_prefix(connection, facet, prefix)
