"""Time in the current position: said by the answer, computed from its start, or said before."""

from __future__ import annotations

from datetime import date

import pytest

from lix_tui.api.models.person import Person
from lix_tui.services.records.career_timeline import tenure_of

TODAY = date(2026, 12, 1)


def words(position: dict[str, object], former: object = None) -> str:
    person = {"experience": [position], "tenureAtPosition": former}
    return tenure_of(Person.model_validate(person), TODAY)


def since(year: object, month: object = None) -> dict[str, object]:
    return {"isCurrent": True, "timePeriod": {"startedOn": {"year": year, "month": month}}}


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (since(2024, 9), "2 y 3 m"),
        (since(2026, 11), "1 m"),
        (since(2026, 12), "1 m"),
        (since(2025, 12), "1 y"),
        (since(2020), "6 y"),
        (since(2026), ""),
        (since(2027, 1), ""),
        (since(0), ""),
        ({"dateStarted": "April 2022", "dateEnded": "Present"}, "4 y 8 m"),
        ({"dateStarted": "0", "dateEnded": "Present"}, ""),
        ({"dateStarted": "April 2022", "dateEnded": "May 2023"}, ""),
        ({}, ""),
    ],
)
def test_the_time_is_computed_from_the_start_of_a_current_position(
    position: dict[str, object], expected: str
) -> None:
    assert words(position) == expected
    said = {"years": 9, "months": 1}
    assert words({**position, "tenureAtPosition": said}) == "9 y 1 m", "the answer itself says it"
    assert words(position, said) == (expected or "9 y 1 m"), "what a search said is not lost"
    assert words(position, {}) == expected
    assert words({**position, "tenureAtPosition": {}}) == expected


def test_somebody_without_a_position_has_no_time_in_it() -> None:
    assert tenure_of(Person()) == ""
