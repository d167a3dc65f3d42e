"""The terminal shrinks to a cell in the middle; ``python -m tests.faults`` tries every kind."""

from __future__ import annotations

from tests.faults.sizes import size_outcomes


async def test_a_search_and_a_record_come_through_a_terminal_of_one_cell() -> None:
    outcomes = [outcome async for outcome in size_outcomes(("people",))]
    assert [one.wrong for one in outcomes] == [""]
