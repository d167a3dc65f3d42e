"""Months counted as whole numbers, so that careers need no date arithmetic."""

from __future__ import annotations

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def month_number(year: int, month: int) -> int:
    """Return the months since year 0; ``month`` is 1 to 12."""
    return year * 12 + month - 1


def year_and_month(number: int) -> tuple[int, int]:
    """Return the year, and the month from 1 to 12, of a month number."""
    return number // 12, number % 12 + 1


def in_words(number: int) -> str:
    """Return a month as Lix writes it, such as ``April 2022``."""
    year, month = year_and_month(number)
    return f"{MONTHS[month - 1]} {year}"
