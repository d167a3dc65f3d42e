"""Typed number ranges of account filters, and their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.filters import Range
from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.queries.builder.fields import FilterField, fields_of
from lix_tui.services.queries.builder.ranges import read_range

FIELDS = {field.id: field for field in fields_of("accounts") if field.range}
REVENUE = FIELDS["ANNUAL_REVENUE"]
GROWTH = FIELDS["COMPANY_HEADCOUNT_GROWTH"]
DEPARTMENT = FIELDS["DEPARTMENT_HEADCOUNT"]
DEPARTMENT_GROWTH = FIELDS["DEPARTMENT_HEADCOUNT_GROWTH"]


@pytest.mark.parametrize(
    ("field", "typed", "limits", "option", "words"),
    [
        (REVENUE, ("5", "500", "eur"), Range(5, 500), "EUR", "5 to 500 million EUR"),
        (REVENUE, ("1,000", "", ""), Range(1000), "USD", "1,000 million USD or more"),
        (REVENUE, (" ", "0.5", "GBP"), Range(None, 0.5), "GBP", "up to 0.5 million GBP"),
        (GROWTH, ("-20", "5%", "x"), Range(-20, 5), None, "-20% to 5%"),
        (DEPARTMENT, ("10", "", "8"), Range(10), "8", "Engineering: 10 or more"),
        (DEPARTMENT_GROWTH, ("", "-3", "25"), Range(None, -3), "25", "Sales: up to -3%"),
    ],
)
def test_typed_ranges(
    field: FilterField, typed: tuple[str, str, str], limits: Range, option: str | None, words: str
) -> None:
    chip = read_range(field, *typed)
    assert (chip.limits, chip.option, chip.text) == (limits, option, words)


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        (REVENUE, ("", " ", "USD"), "Type a number"),
        (REVENUE, ("500", "5", "USD"), "larger than To"),
        (REVENUE, ("-1", "5", "USD"), "can't be negative"),
        (REVENUE, ("five", "5", "USD"), "'five' in From isn't a number"),
        (REVENUE, ("1", "5e3", "USD"), "'5e3' in To isn't a number"),
        (REVENUE, ("1", "5", "Euro"), "'Euro' isn't a currency code"),
        (DEPARTMENT, ("1", "5", ""), "Choose a department"),
        (DEPARTMENT, ("1", "5", "99"), "Choose a department"),
    ],
)
def test_what_is_no_range(field: FilterField, typed: tuple[str, str, str], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_range(field, *typed)


@given(
    st.sampled_from(sorted(FIELDS)),
    st.none() | st.integers(0, 10**9),
    st.none() | st.integers(0, 10**9),
    st.sampled_from(["1", "8", "26"]),
)
def test_what_is_typed_is_read_back(name: str, low: int | None, high: int | None, of: str) -> None:
    if low is None and high is None:
        low = 1
    if low is not None and high is not None and low > high:
        low, high = high, low
    field, builder = FIELDS[name], Builder("accounts")
    first, last = ("" if end is None else str(end) for end in (low, high))
    chip = read_range(field, first, last, of if field.sub_filter == "function" else "CHF")
    builder.add(field, chip)
    again = Builder("accounts")
    again.load(builder.query(None))
    assert again.chips(field) == (chip,)
    assert again.definition == builder.definition
