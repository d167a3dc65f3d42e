"""The rows that every contestant shows: the same text for all of them."""

from __future__ import annotations

from collections.abc import Sequence

TITLES = ("Name", "Headline", "Company", "Location", "Degree")
WORDS = ("Engineer", "Director", "Founder", "Analyst", "Designer", "Recruiter", "Architect")


def row(index: int) -> tuple[str, ...]:
    """Return a row of text."""
    word = WORDS[index % len(WORDS)]
    return (
        f"Person Number {index}",
        f"Senior {word} at Company {index % 400}",
        f"Company {index % 400}",
        f"City {index % 97}, Country {index % 40}",
        ("1st", "2nd", "3rd")[index % 3],
    )


class Rows:
    """A provider of any number of rows."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def row_id(self, index: int) -> str:
        """Return the row's number."""
        return str(index)

    def cells(self, index: int) -> Sequence[str]:
        """Return the row's text."""
        return row(index)

    def index_of(self, row_id: str) -> int | None:
        """Return the row with that number."""
        return int(row_id)

    def mark(self, index: int) -> str:
        """Return no mark."""
        return ""
