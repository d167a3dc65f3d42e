"""A key typed into the library of 100,000 records, over a bare FTS5 prefix query."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from time import perf_counter

from lix_tui.services.library.query_language import read_query
from lix_tui.store.store import Store
from tests.benchmarks.report import Figure

RECORDS = 100_000
SHOWN = 50
TYPED = ("andre martin", "staff ber", "engineer", "blue harbor", "zürich dat")
"""Queries that are typed letter by letter."""
_FIRST = [
    "Andre",
    "Anna",
    "Bruno",
    "Carla",
    "Chen",
    "Dana",
    "Elif",
    "Femi",
    "Greta",
    "Hana",
    "Ivan",
    "Jonas",
    "Kofi",
    "Lena",
    "Mara",
    "Nils",
]
_LAST = [
    "Martin",
    "Silva",
    "Okoro",
    "Tanaka",
    "Schmidt",
    "Novak",
    "Rossi",
    "Dubois",
    "Larsen",
    "Costa",
    "Ahmed",
    "Weber",
]
_TITLE = [
    "Staff",
    "Senior",
    "Lead",
    "Principal",
    "Data",
    "Software",
    "Sales",
    "Product",
    "Platform",
    "Support",
]
_ROLE = [
    "Engineer",
    "Manager",
    "Designer",
    "Analyst",
    "Architect",
    "Director",
    "Consultant",
    "Recruiter",
]
_PLACE = [
    "Berlin",
    "Zürich",
    "Paris",
    "London",
    "Madrid",
    "Lagos",
    "Tokyo",
    "Austin",
    "Toronto",
    "Oslo",
]
_FIRM = ["Blue", "Red", "Green", "North", "South", "Iron", "Silver", "Stone"]
_KIND = ["Harbor", "Works", "Labs", "Bank", "Group", "Systems"]


def measure(rounds: int) -> list[Figure]:
    """Return the search of every key, ours and the bare one in turn, as seconds a key."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "lix.db")
        _fill(store)
        ours: list[float] = []
        bare: list[float] = []
        narrowed: list[float] = []
        for _ in range(rounds):
            for text in _keys():
                ours.append(
                    _timed(
                        lambda text=text: store.library.search(read_query(text, 0.0), limit=SHOWN)
                    )
                )
                bare.append(_timed(lambda text=text: _bare(store, text)))
                with_kind = f"{text} kind:person"
                narrowed.append(
                    _timed(
                        lambda text=with_kind: store.library.search(
                            read_query(text, 0.0), limit=SHOWN
                        )
                    )
                )
        store.close()
    what = f"library search per key over {RECORDS:,} records, over bare FTS5 in rowid order"
    return [
        Figure(what, 3.0, ours, bare),
        Figure("the same, narrowed to a kind", None, narrowed, bare),
    ]


def _keys() -> list[str]:
    """Return each prefix that is searched for while typing, from two letters on."""
    return [text[:length] for text in TYPED for length in range(2, len(text) + 1)]


def _fill(store: Store) -> None:
    dice = random.Random(1)
    pick = dice.choice
    rows = [
        ("person", f"{pick(_FIRST)} {pick(_LAST)} {n}", f"{pick(_TITLE)} {pick(_ROLE)}",
         f"{pick(_FIRM)} {pick(_KIND)}", pick(_PLACE), f"kind0person {pick(_TITLE)}", n, n)
        for n in range(RECORDS)
    ]  # fmt: skip
    with store.connection.write() as connection:
        connection.executemany(
            "INSERT INTO entries (kind, name, title, company, place, words, first_at, fetched_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _bare(store: Store, text: str) -> list[object]:
    match = " ".join(f'"{word}"*' for word in text.split())
    return store.connection.sqlite.execute(
        "SELECT rowid FROM entries_text WHERE entries_text MATCH ? ORDER BY rowid DESC LIMIT ?",
        (match, SHOWN),
    ).fetchall()


def _timed(call: object) -> float:
    assert callable(call)
    begun = perf_counter()
    call()
    return perf_counter() - begun
